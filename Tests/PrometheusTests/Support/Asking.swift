import FaultSupport
import Foundation
import Metrics
import Prometheus
import Testing

/// A question that any server can be asked.
let anyQuery = Query(
  name: "requests", purpose: "a test", labels: ["le"],
  terms: [Query.Term(metric: "istio_requests_total", function: .rate(.seconds(120)))])

let anyTime = Date(timeIntervalSince1970: 1_790_000_000)

/// Asks a server one question that must fail.
func failure(_ options: PrometheusOptions, sourceLocation: SourceLocation = #_sourceLocation) async throws
  -> SourceError
{
  let answers = await (try PrometheusSource(options)).answer([anyQuery], at: anyTime)
  switch try #require(answers.results.first, sourceLocation: sourceLocation) {
  case .failure(let error): return error
  case .success: throw Unexpected.success
  }
}

/// Asks a server that gives one reply, which must be no answer.
func failure(
  _ reply: FakeServer.Reply, token: TokenSource = .none, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> SourceError {
  let server = try FakeServer { _, _ in reply }
  defer { server.stop() }
  return try await failure(PrometheusOptions(url: server.url, token: token), sourceLocation: sourceLocation)
}

enum Unexpected: Error { case success }

/// A folder that is gone at the end of the test.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "meshtop-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file in the folder and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// A file's text; empty where there is none.
  func text(_ name: String) -> String {
    FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
