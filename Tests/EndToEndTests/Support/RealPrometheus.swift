import Foundation
import FoundationNetworking

/// A real Prometheus that holds what the simulated mesh reported, or what a test wrote.
final class RealPrometheus {
  /// The last moment that it knows of.
  static let end = 1_790_000_000

  let port: Int
  var url: String { "http://127.0.0.1:\(port)" }
  private let folder: Folder
  private var process: Child?

  /// Starts a server that knows the mesh of the demo until ``end``.
  convenience init() async throws {
    try await self.init { history in
      // Before the last five minutes nothing is looked at, but for gauges without an end.
      let outcome = try Program.run(
        try Program.built("meshsim"), ["history", "--from", "\(Self.end - 600)", "--to", "\(Self.end)", "-o", history])
      guard outcome.status == 0 else { throw Failure("meshsim history: \(outcome.errors)") }
    }
  }

  /// Starts a server that knows what a test writes into a file, as OpenMetrics.
  init(_ write: (String) throws -> Void) async throws {
    folder = try Folder()
    port = try FreePort.any()
    let history = "\(folder.path)/history.om"
    try write(history)
    try Program.tool(
      "promtool", ["tsdb", "create-blocks-from", "openmetrics", "--quiet", history, "\(folder.path)/data"])
    try FileManager.default.removeItem(atPath: history)
    try folder.write("global: {scrape_interval: 15s}\n", to: "prometheus.yml")
    try await start()
  }

  deinit { stop() }

  /// Starts the server, and waits until it is ready.
  func start() async throws {
    guard let path = Program.installed("prometheus") else { throw Failure("prometheus is not installed") }
    let arguments = [
      "--config.file=\(folder.path)/prometheus.yml", "--storage.tsdb.path=\(folder.path)/data",
      // The block is older than any retention that is usual.
      "--storage.tsdb.retention.time=100y", "--web.listen-address=127.0.0.1:\(port)", "--log.level=error",
    ]
    let process = try Child(path, arguments, environment: Program.environment(), errors: "\(folder.path)/log")
    self.process = process
    guard let ready = URL(string: "\(url)/-/ready") else { throw Failure("\(url) is no address") }
    try await wait(for: "Prometheus at \(url)", limit: .seconds(60)) {
      guard process.status == nil else { throw Failure("Prometheus ended: \(folder.text("log"))") }
      let answer = try? await URLSession.shared.data(from: ready)
      return (answer?.1 as? HTTPURLResponse)?.statusCode == 200
    }
  }

  /// Ends the server; what it knows is kept.
  func stop() {
    process?.end()
    process = nil
  }
}
