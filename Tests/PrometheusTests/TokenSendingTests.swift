import FaultSupport
import Foundation
import Metrics
import Prometheus
import Synchronization
import Testing

@Suite("Sending tokens") struct TokenSendingTests {
  private static let planted = "sha256~planted-0123456789"

  @Test("a token goes along as a bearer token; without one, nothing does")
  func header() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let token = TokenSource.fixed(try #require(Secret(Self.planted)))
    for source in [token, .none] {
      _ = await (try PrometheusSource(PrometheusOptions(url: server.url, token: source))).answer(
        [anyQuery], at: anyTime)
    }
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer \(Self.planted)", nil])
    #expect(server.requests.allSatisfy { !$0.target.contains("planted") })
  }

  @Test(
    "a token does not go to another machine unencrypted, and nothing is asked",
    arguments: ["http://thanos.example", "http://10.0.0.1:9090", "http://127.0.0.1.example"])
  func unencrypted(url: String) throws {
    let token = TokenSource.fixed(try #require(Secret(Self.planted)))
    let error = try #require(throws: SourceError.self) {
      try PrometheusSource(PrometheusOptions(url: url, token: token))
    }
    #expect(error.kind == .token)
    #expect(error.problem.contains(url))
    #expect(error.remedy.contains("https://"))
    #expect(throws: Never.self) { try PrometheusSource(PrometheusOptions(url: url)) }
  }

  @Test("a token file renewed since is read when the server refuses the old token, and asked with once more")
  func renewed() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old\n", to: "token")
    let server = try FakeServer { request, _ in
      if request.headers["authorization"] == "Bearer new" { return .empty }
      // The token is renewed while the old one is under way.
      try? folderWrite("new\n", path)
      return FakeServer.Reply(status: 401, body: "")
    }
    defer { server.stop() }
    let source = try PrometheusSource(PrometheusOptions(url: server.url, token: .file(path)))
    let results = await source.answer([anyQuery], at: anyTime).results
    #expect(results.count == 1)
    #expect(throws: Never.self) { try results.first?.get() }
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer old", "Bearer new"])
    #expect(server.requests.first?.target == server.requests.last?.target)
    _ = await source.answer([anyQuery], at: anyTime)
    #expect(server.requests.count == 3)
  }

  @Test("a token command runs again once when the server refuses, however many queries there are")
  func commandAgain() async throws {
    let folder = try TemporaryFolder()
    let server = try FakeServer { request, _ in
      request.headers["authorization"] == "Bearer token-2" ? .empty : FakeServer.Reply(status: 401, body: "")
    }
    defer { server.stop() }
    let command = "echo run >> '\(folder.path)/runs'; echo token-$(wc -l < '\(folder.path)/runs')"
    let source = try PrometheusSource(PrometheusOptions(url: server.url, token: .command(command)))
    let results = await source.answer(Array(repeating: anyQuery, count: 8), at: anyTime).results
    for result in results { #expect(throws: Never.self) { try result.get() } }
    #expect(folder.text("runs") == "run\nrun\n")
  }

  @Test("a token that stays refused is asked with twice at most")
  func staysRefused() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.planted, to: "token")
    let server = try FakeServer { _, _ in FakeServer.Reply(status: 401, body: "") }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url, token: .file(path)))
    #expect(error.kind == .unauthenticated)
    #expect(server.requests.count <= 2)
    let fixed = TokenSource.fixed(try #require(Secret(Self.planted)))
    _ = try await failure(PrometheusOptions(url: server.url, token: fixed))
    #expect(server.requests.count <= 3)
  }

  @Test("a failing token command asks the server nothing")
  func noToken() async throws {
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url, token: .command("exit 1")))
    #expect(error.kind == .token)
    #expect(server.requests.isEmpty)
  }

  @Test(
    "no error repeats the token, even if the server does",
    arguments: [200, 302, 400, 401, 403, 404, 422, 429, 500, 503, 504, 599])
  func neverRepeated(status: Int) async throws {
    let token = TokenSource.fixed(try #require(Secret(Self.planted)))
    let text =
      "the header was Bearer \(Self.planted), which \(String(repeating: "x", count: 140)) \(Self.planted) \(Self.planted)"
    for body in [#"{"status":"error","errorType":"x","error":"\#(text)"}"#, text, "<html>\(text)"] {
      let headers = [("Location", "http://127.0.0.1:1/\(Self.planted)?t=\(Self.planted)"), ("WWW-Authenticate", text)]
      let error = try await failure(FakeServer.Reply(status: status, headers: headers, body: body), token: token)
      #expect(!"\(error) \(error.problem) \(error.remedy)".contains("planted"), "\(error)")
    }
  }

  @Test("no warning repeats the token")
  func warnings() async throws {
    let body = #"{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["no \#(Self.planted)"]}"#
    let server = try FakeServer { _, _ in FakeServer.Reply(body: body) }
    defer { server.stop() }
    let token = TokenSource.fixed(try #require(Secret(Self.planted)))
    let warnings = await (try PrometheusSource(PrometheusOptions(url: server.url, token: token))).answer(
      [anyQuery], at: anyTime
    ).missing
    #expect(warnings.count == 1)
    #expect(warnings.allSatisfy { !$0.contains("planted") })
  }
}

private func folderWrite(_ text: String, _ path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}
