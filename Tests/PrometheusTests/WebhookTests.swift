import FaultSupport
import Metrics
import Testing

@testable import Prometheus

@Suite("Webhooks", .serialized, .timeLimit(.minutes(1)))
struct WebhookTests {
  @Test("What happened is posted as it is, to the whole address")
  func posting() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(status: 204, body: "") }
    defer { server.stop() }
    try await Webhook("\(server.url)/hooks/secret?a=b", userAgent: "test").send(json: Array(#"{"a":1}"#.utf8))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/hooks/secret?a=b")
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.body == #"{"a":1}"#)
  }

  @Test("A refusal is told without what could be secret in the address")
  func refusal() async throws {
    let server = try FakeServer { _, _ in FakeServer.Reply(status: 500) }
    defer { server.stop() }
    let hook = try Webhook("\(server.url)/hooks/secret", userAgent: "test")
    let error = await #expect(throws: SourceError.self) { try await hook.send(json: []) }
    #expect(error?.problem == "\(server.url) did not take what it was told (500).")
    server.stop()
  }

  @Test(
    "Nothing goes unencrypted to another machine", arguments: ["http://hooks.example/x", "ftp://hooks.example/", ""])
  func refused(address: String) {
    #expect(throws: SourceError.self) { try Webhook(address, userAgent: "test") }
  }
}
