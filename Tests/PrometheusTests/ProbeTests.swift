import FaultSupport
import Foundation
import Metrics
import Testing

@testable import Prometheus

@Suite("The way to a server, step by step") struct ProbeTests {
  /// {"sub":"system:serviceaccount:shop:viewer","iss":"kubernetes/serviceaccount","exp":1700000000}
  private static let jwt =
    "e30.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6c2hvcDp2aWV3ZXIiLCJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50IiwiZXhwIjoxNzAwMDAwMDAwfQ.c2ln"

  private func findings(_ url: String, token: TokenSource = .none) async throws -> [ProbeFinding] {
    var found: [ProbeFinding] = []
    let source = try PrometheusSource(PrometheusOptions(url: url, token: token, connectTimeout: .seconds(5)))
    for await finding in ConnectionProbe(source).findings { found.append(finding) }
    return found
  }

  private func findings(
    token: TokenSource = .none, _ reply: @escaping @Sendable (FakeServer.Request) -> FakeServer.Reply
  ) async throws -> [ProbeFinding] {
    let server = try FakeServer(buildInfo: { _ in .init(body: FlavourTests.answers[1].1) }) { request, _ in
      reply(request)
    }
    defer { server.stop() }
    return try await findings(server.url, token: token)
  }

  private func access(_ findings: [ProbeFinding]) throws -> AccessFinding {
    try #require(
      findings.lazy.compactMap { if case .access(let finding) = $0 { finding } else { nil } }.first)
  }

  private func api(_ findings: [ProbeFinding]) -> APIFinding? {
    findings.lazy.compactMap { if case .api(let finding) = $0 { finding } else { nil } }.first
  }

  private static func date(_ seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.string(from: Date() + seconds)
  }

  @Test("a server that asks for nothing is open, and says which program it is")
  func open() async throws {
    let found = try await findings { _ in .empty }
    #expect(found.count == 5)
    guard case .name(let name) = found[0], case .connection(let connection) = found[1] else {
      Issue.record("\(found)")
      return
    }
    #expect(name.addresses == ["127.0.0.1"])
    #expect(connection.isConnected)
    guard case .open = try access(found).verdict else {
      Issue.record("not open")
      return
    }
    #expect(api(found)?.identity == ServerIdentity(flavour: .thanos, version: "0.39.2"))
    #expect(api(found)?.failure == nil)
  }

  @Test("no credentials go with the first request, and those given go with the next")
  func credentials() async throws {
    let server = try FakeServer { request, _ in
      request.headers["authorization"] == "Bearer secret" ? .empty : .error(401, "no")
    }
    defer { server.stop() }
    let secret = try #require(Secret("secret"))
    let found = try await findings(server.url, token: .fixed(secret))
    #expect(server.requests.map { $0.headers["authorization"] } == [nil, "Bearer secret"])
    guard case .accepted = try access(found).verdict else {
      Issue.record("not let in")
      return
    }
    #expect(try access(found).origin == .environment)
  }

  @Test("how far the clocks are apart is told", arguments: [0.0, 600, -600])
  func clock(_ ahead: Double) async throws {
    let found = try await findings { _ in .init(headers: [("Date", Self.date(-ahead))]) }
    let clocks = found.compactMap { if case .clock(let finding) = $0 { finding.ahead } else { nil } }
    let told = try #require(clocks.first)
    #expect(abs(told - ahead) < 30)
  }

  @Test("a refusal is told with what the token says of itself, and as whom the gate knows its owner")
  func refused() async throws {
    let token = TokenSource.fixed(try #require(Secret(Self.jwt)))
    let words = "Forbidden (user=system:serviceaccount:shop:viewer, verb=get, resource=namespaces, subresource=)"
    let found = try await findings(token: token) { _ in .init(status: 403, body: words) }
    let finding = try access(found)
    #expect(finding.user == "system:serviceaccount:shop:viewer")
    #expect(finding.token?.subject == "system:serviceaccount:shop:viewer")
    #expect(finding.token?.issuer == "kubernetes/serviceaccount")
    #expect(finding.token?.expiry == Date(timeIntervalSince1970: 1_700_000_000))
    guard case .refused(403, let said) = finding.verdict else {
      Issue.record("\(finding.verdict)")
      return
    }
    #expect(said == words)
    #expect(api(found) == nil)
  }

  @Test("a gate that sends to a page to log in is no API, and OpenShift's is known")
  func login() async throws {
    let found = try await findings { _ in
      .init(status: 302, headers: [("Location", "https://oauth.example/oauth/authorize?client_id=1")])
    }
    let finding = try access(found)
    #expect(finding.isOpenShift)
    guard case .login("https://oauth.example/oauth/authorize") = finding.verdict else {
      Issue.record("\(finding.verdict)")
      return
    }
  }

  @Test("a page in place of JSON is let in, but is no API")
  func page() async throws {
    let found = try await findings { _ in .init(body: "<!doctype html><html></html>") }
    #expect(api(found)?.failure?.kind == .notPrometheus)
  }

  @Test("a token that cannot be had ends the way there")
  func noToken() async throws {
    let found = try await findings(token: .file("/nonexistent/token")) { _ in .empty }
    guard case .failed(let error) = try access(found).verdict else {
      Issue.record("let in")
      return
    }
    #expect(error.kind == .token)
    #expect(api(found) == nil)
  }

  @Test("a closed port ends the way after two steps")
  func closed() async throws {
    let server = try FakeServer { _, _ in .empty }
    server.stop()
    let start = ContinuousClock.now
    var found = try await findings(server.url)
    // The port is closed by another thread.
    while found.count > 2, start.duration(to: .now) < .seconds(20) { found = try await findings(server.url) }
    guard case .connection(let connection) = try #require(found.last) else {
      Issue.record("\(found)")
      return
    }
    #expect(!connection.isConnected)
    #expect(connection.attempts.allSatisfy { $0.failure == "connection refused" })
  }

  private static let proxies: [([String: String], String, String?)] = [
    (["https_proxy": "http://me:secret@proxy.example:3128"], "https://a.example", "https_proxy proxy.example:3128"),
    (["HTTPS_PROXY": "proxy.example"], "https://a.example", "HTTPS_PROXY proxy.example:1080"),
    (["HTTP_PROXY": "proxy.example"], "http://a.example", nil),
    (["all_proxy": "socks5://[::1]:9"], "http://a.example", "all_proxy ::1:9"),
    (["https_proxy": "p:1", "no_proxy": "b.example, .example"], "https://a.example", nil),
    (["https_proxy": "p:1", "NO_PROXY": "*"], "https://a.example", nil),
    (["https_proxy": "p:1", "no_proxy": "ample"], "https://a.example", "https_proxy p:1"),
    (["https_proxy": "p:1"], "https://localhost", nil),
  ]

  @Test("the proxy is the one that libcurl takes", arguments: proxies)
  func proxy(_ environment: [String: String], _ url: String, _ proxy: String?) throws {
    let found = EnvironmentProxy(for: try Address(url)) { environment[$0] }
    #expect(found.map { "\($0.variable) \($0.name):\($0.port)" } == proxy)
  }

  @Test("what only looks like a JSON web token says nothing", arguments: ["", "sha256~abc", "a.b.c", "e30..", "..."])
  func noFacts(_ token: String) { #expect(TokenFacts(token)?.subject == nil) }
}
