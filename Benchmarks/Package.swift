// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that those who build meshtop need not fetch what only its benchmarks use.
let package = Package(
  name: "meshtop-benchmarks",
  dependencies: [
    .package(name: "meshtop", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Meshtop",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "MeshtopModules", package: "meshtop"),
      ],
      path: "Benchmarks/Meshtop",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
