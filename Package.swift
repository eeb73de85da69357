// swift-tools-version: 6.2
import PackageDescription

// CI sets this; a newer compiler's new warnings should not keep a user from building.
let strict = Context.environment["MESHTOP_STRICT"] != nil

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// A Swift module of meshtop. Its dependencies are all that it may import, in the order in which data flows.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil,
  settings: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings + settings)
}

/// The tests of a module.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: swiftSettings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "meshtop",
  products: [
    .executable(name: "meshtop", targets: ["meshtop"]),
    .executable(name: "meshsim", targets: ["meshsim"]),
    // For the benchmarks, which are a package of their own.
    .library(
      name: "MeshtopModules",
      targets: [
        "JSON", "Mesh", "Diff", "Metrics", "Prometheus", "Telemetry", "Simulation", "Layout", "Terminal", "Dashboard",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),

    module("JSON", ["CSimdjson"]),
    module("Metrics"),
    module("Mesh", ["JSON"]),
    module("Diff", ["Mesh", "JSON"]),
    module("Recording", ["Mesh", "JSON", "CZlib"]),
    module("Prometheus", ["Metrics", "JSON", "CCurl", .product(name: "Subprocess", package: "swift-subprocess")]),
    module("Telemetry", ["Metrics", "Mesh"]),
    module("Simulation", ["Metrics"]),
    // Layouts search; without optimisation that search takes minutes in the tests.
    module("Layout", settings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    module(
      "Terminal", [.product(name: "TOMLKit", package: "TOMLKit")], resources: [.embedInCode("Themes")]),
    module("Curses", ["Terminal", "CNcurses"], settings: [.defaultIsolation(MainActor.self)]),
    module("Dashboard", ["JSON", "Mesh", "Diff", "Layout", "Terminal"]),
    .executableTarget(
      name: "meshtop",
      dependencies: [
        "JSON", "Mesh", "Diff", "Recording", "Metrics", "Prometheus", "Telemetry", "Simulation", "Layout", "Terminal",
        "Curses", "Dashboard",
        argumentParser, .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "meshsim", dependencies: ["Simulation", argumentParser, .product(name: "FlyingFox", package: "FlyingFox")],
      swiftSettings: swiftSettings),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swiftSettings),
    tests("JSONTests", ["JSON"]),
    tests("MetricsTests", ["Metrics"]),
    tests("MeshTests", ["Mesh", "JSON"]),
    tests("DiffTests", ["Diff", "Mesh", "JSON"]),
    tests("RecordingTests", ["Recording", "Mesh", "JSON"]),
    tests("PrometheusTests", ["Prometheus", "Metrics"]),
    tests("TelemetryTests", ["Telemetry", "Mesh", "Metrics", "Simulation"]),
    tests("SimulationTests", ["Simulation", "Metrics"]),
    tests("LayoutTests", ["Layout"]),
    tests("TerminalTests", ["Terminal"]),
    tests(
      "DashboardTests", ["Dashboard", "Mesh", "Layout", "Terminal", "Telemetry", "Simulation"], exclude: ["Golden"]),
    tests("EndToEndTests", ["Simulation", "Mesh", "Metrics", "Telemetry"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
