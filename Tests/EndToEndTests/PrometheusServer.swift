import Foundation
import FoundationNetworking
import Glibc
import Simulation

/// A real Prometheus on a free port of this machine, with what simulated proxies would have told it.
final class PrometheusServer {
  /// Whether Debian's `prometheus` package, or another with its two programs, is installed.
  static var isInstalled: Bool { find("prometheus") != nil && find("promtool") != nil }

  /// Where the server answers.
  let address: URL
  private let directory: URL
  private let process = Process()

  /// Starts a server that holds the series of `set` in `times`, and waits until it answers.
  init(_ set: SeriesSet, _ times: ClosedRange<Date>) async throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "meshsim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let history = directory.appending(path: "history.om")
    _ = FileManager.default.createFile(atPath: history.path, contents: nil)
    let file = try FileHandle(forWritingTo: history)
    try Exposition(set).writeHistory(in: times) { try file.write(contentsOf: Data($0)) }
    try file.close()
    let data = directory.appending(path: "data")
    try Self.run("promtool", ["tsdb", "create-blocks-from", "openmetrics", "--quiet", history.path, data.path])
    try FileManager.default.removeItem(at: history)

    let configuration = directory.appending(path: "prometheus.yml")
    try Data("global: {}\n".utf8).write(to: configuration)
    let port = try Self.freePort()
    address = try Self.require(URL(string: "http://127.0.0.1:\(port)"))
    process.executableURL = Self.find("prometheus")
    process.arguments = [
      "--config.file=\(configuration.path)", "--storage.tsdb.path=\(data.path)",
      "--storage.tsdb.retention.time=100y", "--web.listen-address=127.0.0.1:\(port)", "--log.level=error",
    ]
    // A server that outlived its test must not keep the test run's own output open.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    do {
      try await waitUntilReady()
    } catch {
      stop()
      throw error
    }
  }

  /// Stops the server and removes what it stored.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: directory)
  }

  private func waitUntilReady() async throws {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let answer = try? await URLSession.shared.data(from: address.appending(path: "-/ready"))
      if (answer?.1 as? HTTPURLResponse)?.statusCode == 200 { return }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Failure(description: "prometheus did not begin to answer at \(address)")
  }

  // MARK: Asking

  /// A row of an answer.
  struct Row: Decodable {
    var metric: [String: String]
    var value: Double

    private enum Key: CodingKey {
      case metric
      case value
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      metric = try container.decode([String: String].self, forKey: .metric)
      var sample = try container.nestedUnkeyedContainer(forKey: .value)
      _ = try sample.decode(Double.self)
      value = try PrometheusServer.require(Double(try sample.decode(String.self)))
    }
  }

  private struct Envelope: Decodable {
    struct Answer: Decodable { var result: [Row] }
    var data: Answer?
    var error: String?
  }

  /// The rows that PromQL gets at a moment.
  func ask(_ promQL: String, at time: Date) async throws -> [Row] {
    var request = URLRequest(url: address.appending(path: "api/v1/query"))
    request.httpMethod = "POST"
    request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    let query = try Self.require(promQL.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    request.httpBody = Data("query=\(query)&time=\(time.timeIntervalSince1970)".utf8)
    let answer = try JSONDecoder().decode(Envelope.self, from: try await URLSession.shared.data(for: request).0)
    if let error = answer.error { throw Failure(description: "\(error) in \(promQL)") }
    return try Self.require(answer.data).result
  }

  // MARK: Tools

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Failure(description: "a value is missing") }
    return value
  }

  private static func find(_ program: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: "\($0)/\(program)") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = find(program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: "\(program) failed: \(arguments)") }
  }

  /// A port that was free a moment ago.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(description: "there is no free port") }
    return UInt16(bigEndian: address.sin_port)
  }
}
