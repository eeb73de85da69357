import Foundation
import Glibc
import Testing

/// A program that a test runs to its end.
enum Program {
  /// What a program left behind.
  struct Outcome {
    /// The exit status; 128 and the signal's number where a signal ended it.
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program under test, which lies next to the tests.
  static func built(_ name: String) throws -> String {
    let places = [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(fileURLWithPath: $0) }]
    for case let place? in places {
      let path = place.resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent(name).path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw Failure("\(name) is not built: run swift build before the tests")
  }

  /// The path of an installed program.
  static func installed(_ name: String) -> String? {
    var folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    // Debian keeps servers apart from other programs.
    folders += ["/usr/sbin", "/usr/local/sbin"]
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether all of these programs are installed, or must be: continuous integration, which sets `CI`, has each, and a
  /// test that finds one missing there must not be passed over.
  static func areInstalled(_ names: String...) -> Bool {
    ProcessInfo.processInfo.environment["CI"] != nil || names.allSatisfy { installed($0) != nil }
  }

  /// The environment of a test, without what could change what programs do.
  static func environment(_ extra: [String: String] = [:]) -> [String: String] {
    var environment = ["LC_ALL": "C.UTF-8", "TZ": "UTC"]
    for name in ["PATH", "HOME"] { environment[name] = ProcessInfo.processInfo.environment[name] }
    return environment.merging(extra) { $1 }
  }

  /// Runs a program to its end, which must come before a limit.
  static func run(
    _ path: String, _ arguments: [String], environment extra: [String: String] = [:], limit: Duration = .seconds(60)
  ) throws -> Outcome {
    let folder = try Folder()
    // Files, since a pipe that nobody empties would stop the program.
    let child = try Child(
      path, arguments, environment: environment(extra), output: "\(folder.path)/output", errors: "\(folder.path)/errors"
    )
    let end = ContinuousClock.now + limit
    while true {
      if let status = child.status {
        return Outcome(status: status, output: folder.text("output"), errors: folder.text("errors"))
      }
      if end < .now {
        child.end()
        throw Failure("\(path) \(arguments) did not end within \(limit)")
      }
      usleep(5000)
    }
  }

  /// Runs the program under test.
  static func meshtop(
    _ arguments: String..., environment: [String: String] = [:], limit: Duration = .seconds(60)
  ) throws -> Outcome {
    try run(try built("meshtop"), arguments, environment: environment, limit: limit)
  }

  /// Runs an installed program, which must succeed.
  @discardableResult
  static func tool(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
    guard let path = installed(name) else { throw Failure("\(name) is not installed") }
    let outcome = try run(path, arguments, environment: environment)
    guard outcome.status == 0 else {
      throw Failure("\(name) \(arguments) ended with \(outcome.status): \(outcome.errors)")
    }
    return outcome.output
  }
}

/// Why a test cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Looks again and again whether something has come true, until a limit.
func wait(
  for what: String, limit: Duration = .seconds(30), until isTrue: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while try await !isTrue() {
    if end < .now { throw Failure("\(what): not within \(limit)") }
    try await Task.sleep(for: .milliseconds(30))
  }
}
