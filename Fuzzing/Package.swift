// swift-tools-version: 6.2
import PackageDescription

// Built by fuzz, with sanitizers and coverage for all that it links; without these it has no main function.
let package = Package(
  name: "meshtop-fuzzing",
  dependencies: [.package(name: "meshtop", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz", dependencies: [.product(name: "MeshtopModules", package: "meshtop")],
      resources: [.embedInCode("Resources")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-parse-as-library"]),
      ])
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
