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
    // For the benchmarks and the fuzzing, which are packages of their own.
    .library(
      name: "MeshtopModules",
      targets: [
        "JSON", "TOML", "Mesh", "Diff", "Rules", "Recording", "Metrics", "Prometheus", "Telemetry", "Simulation",
        "Layout", "Terminal", "Dashboard", "Configuration",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CClock"),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CProcess"),
    .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),

    module("JSON", ["CSimdjson"]),
    module("TOML"),
    module("Metrics"),
    module("Mesh", ["JSON"]),
    module("Diff", ["Mesh", "JSON"]),
    module("Recording", ["Mesh", "JSON", "CZlib"]),
    module("Rules", ["Mesh", "JSON", "TOML", .product(name: "TOMLKit", package: "TOMLKit")]),
    module(
      "Prometheus",
      [
        "Metrics", "JSON", "CCurl", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"), .product(name: "Yams", package: "Yams"),
      ]),
    module("Telemetry", ["Metrics", "Mesh"]),
    module("Simulation", ["Metrics"]),
    // Layouts search; without optimisation that search takes minutes in the tests.
    module("Layout", settings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    module(
      "Terminal", ["TOML", .product(name: "TOMLKit", package: "TOMLKit")], resources: [.embedInCode("Themes")]),
    module("Curses", ["Terminal", "CNcurses"], settings: [.defaultIsolation(MainActor.self)]),
    module("EventLog", [.product(name: "Logging", package: "swift-log")]),
    module("Dashboard", ["JSON", "Mesh", "Diff", "Rules", "Layout", "Terminal"]),
    module(
      "Configuration",
      ["Mesh", "TOML", "Telemetry", "Terminal", "Dashboard", .product(name: "TOMLKit", package: "TOMLKit")]),
    .executableTarget(
      name: "meshtop",
      dependencies: [
        "JSON", "TOML", "Mesh", "Diff", "Rules", "Recording", "Metrics", "Prometheus", "Telemetry", "Simulation",
        "Layout",
        "Terminal",
        "Curses", "Dashboard", "Configuration", "CClock", "CProcess", "EventLog",
        .product(name: "Logging", package: "swift-log"), .product(name: "Subprocess", package: "swift-subprocess"),
        argumentParser,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "meshsim", dependencies: ["Simulation", argumentParser, .product(name: "FlyingFox", package: "FlyingFox")],
      swiftSettings: swiftSettings),

    .target(
      name: "TestSupport", dependencies: ["Simulation"], path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .target(name: "FaultSupport", path: "Tests/FaultSupport", swiftSettings: swiftSettings),
    .executableTarget(
      name: "faultserver", dependencies: ["FaultSupport"], path: "Tests/FaultServer", swiftSettings: swiftSettings),
    tests("JSONTests", ["JSON"]),
    tests("MetricsTests", ["Metrics"]),
    tests("MeshTests", ["Mesh", "JSON"]),
    tests("DiffTests", ["Diff", "Mesh", "JSON"]),
    tests("RecordingTests", ["Recording", "Mesh", "JSON"]),
    tests("RulesTests", ["Rules", "Mesh", "JSON"]),
    tests("PrometheusTests", ["Prometheus", "Metrics", "FaultSupport"]),
    tests("TelemetryTests", ["Telemetry", "Mesh", "Metrics", "Simulation", .product(name: "Yams", package: "Yams")]),
    tests("SimulationTests", ["Simulation", "Metrics"]),
    tests("EventLogTests", ["EventLog", .product(name: "Logging", package: "swift-log")]),
    tests("LayoutTests", ["Layout"]),
    tests("TerminalTests", ["Terminal", "TOML"]),
    tests(
      "DashboardTests", ["Dashboard", "JSON", "Mesh", "Diff", "Layout", "Terminal", "Telemetry", "Simulation"],
      exclude: ["Golden"]),
    tests("EndToEndTests", ["JSON", "Simulation", "Mesh", "Metrics", "Telemetry", "FaultSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
