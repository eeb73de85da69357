import FaultSupport
import Foundation
import Metrics
import Testing

@testable import Prometheus

@Suite("Ways in") struct WayInTests {
  @Test("a name and password go along as basic authentication; the password's file is read again")
  func login() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old word\n", to: "password")
    @Sendable func basic(_ password: String) -> String {
      "Basic \(Data("alice:\(password)".utf8).base64EncodedString())"
    }
    let server = try FakeServer { request, count in
      if request.headers["authorization"] == basic("new: wörd ") { return .empty }
      try? Data("new: wörd \n".utf8).write(to: URL(fileURLWithPath: path))
      return FakeServer.Reply(status: 401, body: "")
    }
    defer { server.stop() }
    let login = try LoginSource(user: "alice", password: .file(path))
    let results = await (try PrometheusSource(PrometheusOptions(url: server.url, login: login))).answer(
      [anyQuery], at: anyTime
    ).results
    for result in results { #expect(throws: Never.self) { try result.get() } }
    #expect(server.requests.map { $0.headers["authorization"] } == [basic("old word"), basic("new: wörd ")])
  }

  @Test("a password is not repeated, neither as it is nor as it is sent, and does not go out unencrypted")
  func passwordKept() async throws {
    let login = try LoginSource(user: "alice", password: .fixed(try #require(Secret(line: "hunter22"))))
    let pair = Data("alice:hunter22".utf8).base64EncodedString()
    for status in [400, 401, 403, 500] {
      let server = try FakeServer { _, _ in .error(status, "no \(pair) nor hunter22") }
      defer { server.stop() }
      let error = try await failure(PrometheusOptions(url: server.url, login: login))
      #expect(!error.description.contains("hunter22") && !error.description.contains(pair))
    }
    let error = try #require(throws: SourceError.self) {
      try PrometheusSource(PrometheusOptions(url: "http://thanos.example", login: login))
    }
    #expect(error.kind == .token)
    for name in ["", "a:b", "a\nb"] {
      #expect(throws: SourceError.self) { try LoginSource(user: name, password: .file("")) }
    }
  }

  @Test("headers go along with each request, and their values are not repeated")
  func headers() async throws {
    let headers = [
      try RequestHeader(parsing: "X-Scope-OrgID: team-of-shop"), try RequestHeader(parsing: "X-Other:  a b "),
    ]
    let server = try FakeServer { _, _ in .error(403, "no org team-of-shop") }
    defer { server.stop() }
    let error = try await failure(PrometheusOptions(url: server.url, headers: headers))
    #expect(server.requests.first?.headers["x-scope-orgid"] == "team-of-shop")
    #expect(server.requests.first?.headers["x-other"] == "a b")
    #expect(error.problem.contains("no org (secret)"))
    #expect(!"\(headers)".contains("team-of-shop"))
  }

  @Test(
    "a header that is none, or that there is another way for, is refused without its value",
    arguments: [
      ("planted", "colon"), (": planted", "name"), ("A B: planted", "name"), ("Ä: planted", "name"),
      ("X-A:", "no value"), ("X-A: planted\r\nX-B: planted", "control"), ("X-A: pla\0nted", "control"),
      ("authorization: planted", "--token-file"), ("Host: planted", "--server-name"),
      ("Content-Length: planted", "meshtop's own"), ("Proxy-Authorization: planted", "https_proxy"),
    ])
  func badHeaders(text: String, words: String) throws {
    let error = try #require(throws: SourceError.self) { try RequestHeader(parsing: text) }
    #expect(error.kind == .options)
    #expect(error.description.contains(words), "\(error)")
    #expect(!error.description.contains("planted"))
  }

  @Test("a header whose name says that it is secret does not go to another machine unencrypted; a tenant's does")
  func unencryptedHeaders() throws {
    func source(_ header: String) throws -> PrometheusSource {
      try PrometheusSource(
        PrometheusOptions(url: "http://mimir.example", headers: [try RequestHeader(parsing: header)]))
    }
    #expect(throws: Never.self) { try source("X-Scope-OrgID: team") }
    for name in ["X-Api-Key", "Cookie", "X-Auth-Request"] {
      #expect(throws: SourceError.self) { try source("\(name): abc") }
    }
  }

  @Test("of a short secret only whole words are hidden")
  func shortSecrets() {
    let secret = Secret(whole: "a")
    #expect(secret.hidden(in: "a war, tenant a: (a)") == "(secret) war, tenant (secret): ((secret))")
    #expect(Secret(whole: "a-long-secret").hidden(in: "xa-long-secretx") == "x(secret)x")
  }

  @Test("a pod's service account is found where Kubernetes says so, with the authorities that are there")
  func serviceAccount() throws {
    let folder = try TemporaryFolder()
    let pod = ["KUBERNETES_SERVICE_HOST": "172.30.0.1"]
    #expect(ServiceAccount(environment: pod, folder: folder.path) == nil)
    try folder.write("", to: "token")
    #expect(ServiceAccount(environment: pod, folder: folder.path) == nil)
    try folder.write("abc", to: "token")
    #expect(ServiceAccount(environment: [:], folder: folder.path) == nil)
    #expect(ServiceAccount(environment: pod, folder: folder.path)?.authorities == [])
    try folder.write("", to: "service-ca.crt")
    let account = try #require(ServiceAccount(environment: pod, folder: folder.path))
    #expect(account.tokenFile == "\(folder.path)/token")
    #expect(account.authorities == ["\(folder.path)/service-ca.crt"])
  }

  @Test("a tenant's namespace goes along with each request, posted ones too, whose refusal is told as such")
  func tenant() async throws {
    let server = try FakeServer { request, _ in request.method == "GET" ? .empty : .error(403, "no") }
    defer { server.stop() }
    let long = Query(
      name: "long", purpose: "", labels: [],
      terms: [
        .init(
          metric: "long_total", function: .latest,
          selectors: [[Matcher("a", .matches, String(repeating: "x", count: 9000))]])
      ])
    let source = try PrometheusSource(PrometheusOptions(url: server.url, tenant: "shop"))
    let results = await source.answer([anyQuery, long], at: anyTime).results
    _ = await source.answer([anyQuery], from: anyTime, to: anyTime, step: .seconds(60))
    #expect(server.requests.count == 3)
    #expect(server.requests.allSatisfy { $0.parameters["namespace"] == "shop" })
    let error = try #require(throws: SourceError.self) { try results[1].get() }
    #expect(error.kind == .forbidden)
    #expect(error.problem.contains("too long for a URL"))
    #expect(error.remedy.contains("--namespace"))
    for name in ["", "a b", "A", "-a", "shop|bank", String(repeating: "a", count: 64)] {
      #expect(throws: SourceError.self) { try PrometheusOptions.check(tenant: name) }
    }
  }

  @Test("a server's name stands in the Host, the connection goes to the address")
  func serverName() throws {
    let connection = try Connection(
      PrometheusOptions(url: "https://localhost:9091/prom/", serverName: "thanos-querier.openshift-monitoring.svc"))
    #expect(connection.base == "https://thanos-querier.openshift-monitoring.svc:9091/prom")
    let transport = connection.transport(Credentials())
    #expect(transport.connectTo == "::localhost:9091")
    #expect(transport.isDirect)
    #expect(connection.address.text == "https://localhost:9091/prom")
    let remote = try Connection(PrometheusOptions(url: "https://[2001:db8::1]", serverName: "localhost"))
    #expect(remote.transport(Credentials()).connectTo == "::[2001:db8::1]:443")
    #expect(!remote.transport(Credentials()).isDirect)
    for name in ["", "a:1", "a/b", "a@b", "a b", "ä", "https://a"] {
      let error = try #require(throws: SourceError.self) { try PrometheusOptions.check(serverName: name) }
      #expect(error.remedy.contains("--server-name"))
    }
    #expect(throws: SourceError.self) {
      try Connection(PrometheusOptions(url: "http://localhost:9091", serverName: "thanos"))
    }
  }

  @Test("the proxy of the environment is known by its host and port, without its password")
  func proxies() throws {
    func proxy(_ values: [String: String], isEncrypted: Bool = true) -> String? {
      EnvironmentProxy(isEncrypted: isEncrypted) { values[$0] }?.text
    }
    #expect(proxy([:]) == nil)
    #expect(proxy(["https_proxy": "http://alice:planted@proxy.example:3128"]) == "proxy.example:3128")
    #expect(proxy(["https_proxy": "proxy.example"]) == "proxy.example:1080")
    #expect(proxy(["all_proxy": "socks5h://10.0.0.1:9"]) == "10.0.0.1:9")
    #expect(proxy(["HTTP_PROXY": "http://a:1"], isEncrypted: false) == nil)
    let list = ["no_proxy": "localhost, .svc,example.com"]
    for host in ["a.svc", "example.com", "thanos.example.com", "LOCALHOST"] {
      #expect(EnvironmentProxy.isExcepted(host) { list[$0] }, "\(host)")
    }
    for host in ["example.org", "badexample.com", "svc.example"] {
      #expect(!EnvironmentProxy.isExcepted(host) { list[$0] }, "\(host)")
    }
  }
}
