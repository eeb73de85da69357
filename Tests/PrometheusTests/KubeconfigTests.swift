import FaultSupport
import Foundation
import Metrics
import TestSupport
import Testing

@testable import Prometheus

@Suite("Kubeconfigs") struct KubeconfigTests {
  /// A kubeconfig with one cluster, one user and one context of them.
  private func text(user: String, cluster: String = "server: https://api.example:6443", extra: String = "") -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: shop/api
    clusters:
    - name: api
      cluster:
        \(cluster.replacing("\n", with: "\n    "))
    contexts:
    - name: shop/api
      context: {cluster: api, user: alice, namespace: shop}
    users:
    - name: alice
      user:
        \(user.replacing("\n", with: "\n    "))
    \(extra)
    """
  }

  private func read(_ texts: String..., folder: String = "/conf", context: String? = nil) throws -> Kubeconfig {
    let documents = try texts.map { try KubeconfigDocument($0, folder: folder) }
    return try Kubeconfig(documents, KubeconfigSource(paths: ["config"], context: context))
  }

  private func fault(_ text: String, context: String? = nil) -> String? {
    do {
      _ = try read(text, context: context)
      return nil
    } catch let error as SourceError {
      return error.description
    } catch let error as SmallFile.Fault {
      return error.reason
    } catch { return "\(error)" }
  }

  @Test("a token, a token file beside the kubeconfig, a name and password are each taken as what they are")
  func users() throws {
    #expect(try read(text(user: "token: sha256~abc")).sources.token == .fixed(try #require(Secret("sha256~abc"))))
    #expect(try read(text(user: "tokenFile: tokens/alice")).sources.token == .file("/conf/tokens/alice"))
    #expect(try read(text(user: "token: abc\ntokenFile: /run/t")).sources.token == .file("/run/t"))
    let login = try read(text(user: "username: alice\npassword: \"pass word\"")).sources.login
    let password = try #require(Secret(line: "pass word"))
    let expected = try LoginSource(user: "alice", password: .fixed(password))
    #expect(login == expected)
  }

  @Test("a client certificate comes from files beside the kubeconfig, or from what stands in it")
  func certificates() throws {
    let files = try read(text(user: "client-certificate: a.crt\nclient-key: /k/a.key"))
    #expect(files.sources.certificate == .files(certificate: "/conf/a.crt", key: "/k/a.key"))
    func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let data = try read(
      text(user: "client-certificate-data: \(base64("CERT"))\nclient-key-data: \(base64("KEY"))"))
    #expect(data.sources.certificate == .fixed("CERT", key: Secret(whole: "KEY")))
    #expect(fault(text(user: "client-certificate-data: '***'"))?.contains("client-certificate-data") == true)
    #expect(fault(text(user: "client-certificate: none.crt\nclient-key-data: a"))?.contains("/conf/none.crt") == true)
  }

  @Test("an exec plugin is taken with its arguments, its environment, its hint and the cluster where it wants that")
  func plugins() throws {
    let user = """
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: ./bin/login
        args: [get-token, --cluster=prod]
        env:
        - {name: PROFILE, value: ops}
        installHint: Get it at the shop.
        provideClusterInfo: true
      """
    let plugin = try #require(try read(text(user: user)).sources.plugin)
    #expect(plugin.command == "/conf/./bin/login")
    #expect(plugin.arguments == ["get-token", "--cluster=prod"])
    #expect(plugin.environment == ["PROFILE": "ops"])
    #expect(plugin.installHint == "Get it at the shop.")
    #expect(plugin.cluster?.server == "https://api.example:6443")
    #expect(try read(text(user: user.replacing("./bin/login", with: "oc"))).sources.plugin?.command == "oc")
    #expect(
      fault(text(user: user.replacing("v1beta1", with: "v1alpha1")))?.contains("client.authentication.k8s.io/v1")
        == true)
    #expect(fault(text(user: user + "\n  interactiveMode: Always"))?.contains("terminal") == true)
  }

  @Test("of several files the first that names a thing holds, and the context can be chosen")
  func joined() throws {
    let first = """
      current-context: b
      contexts:
      - {name: b, context: {user: bob, cluster: none}}
      users:
      - {name: bob, user: {token: first}}
      """
    let second = text(user: "token: alice-token", extra: "- name: bob\n  user: {token: second}")
    #expect(try read(first, second).sources.token == .fixed(try #require(Secret("first"))))
    #expect(try read(first, second, context: "shop/api").sources.token == .fixed(try #require(Secret("alice-token"))))
    #expect(try read(second, first).sources.token == .fixed(try #require(Secret("alice-token"))))
  }

  @Test("the files that two flags and the environment mean")
  func paths() throws {
    let environment = ["KUBECONFIG": "/a:/b", "HOME": "/home/alice"]
    #expect(KubeconfigSource(file: nil, context: nil, environment: environment) == nil)
    #expect(KubeconfigSource(file: "/c", context: nil, environment: environment)?.paths == ["/c"])
    #expect(KubeconfigSource(file: "/c:/d", context: nil, environment: environment)?.paths == ["/c", "/d"])
    #expect(KubeconfigSource(file: nil, context: "x", environment: environment)?.paths == ["/a", "/b"])
    #expect(
      KubeconfigSource(file: nil, context: "x", environment: ["HOME": "/home/alice"])?.paths
        == ["/home/alice/.kube/config"])
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "with:colon")
    #expect(KubeconfigSource(file: path, context: nil, environment: [:])?.paths == [path])
  }

  @Test("what is missing or cannot be done is one sentence that names it, without what is secret")
  func faults() {
    let whole = text(user: "token: planted")
    let cases = [
      (whole.replacing("current-context: shop/api", with: ""), "no current context"),
      (whole.replacing("current-context: shop/api", with: "current-context: other"), "no context other"),
      (whole.replacing("name: alice", with: "name: bob"), "no user"), (text(user: "{}"), "nothing to be let in with"),
      (text(user: "token: \"planted planted\""), "token that is none"),
      (text(user: "username: alice"), "no password"),
      (text(user: "token: planted\nas: admin"), "acts as another"),
      (text(user: "auth-provider: {name: oidc}"), "auth-provider"),
      (text(user: "exec: {apiVersion: client.authentication.k8s.io/v1}"), "without a command"),
      ("", "no kubeconfig"), ("- planted", "no kubeconfig"), ("planted", "no kubeconfig"),
      ("a: [planted", "no YAML (line"), ("a: planted\na: planted", "no YAML"), ("a: 1\n---\nb: planted", "no YAML"),
      ("a: \u{1}planted", "no YAML"), ("%planted", "no YAML"), ("a: !!binary [planted", "no YAML"),
    ]
    for (text, words) in cases {
      let said = fault(text)
      #expect(said?.contains(words) == true, "\(text): \(said ?? "nothing")")
      #expect(said?.contains("planted") != true, "\(text)")
    }
    #expect(fault(whole, context: "prod")?.contains("shop/api") == true)
  }

  @Test("no text makes reading crash or take long: bombs of aliases, depth, and what chance makes of a kubeconfig")
  func hostile() {
    let bomb =
      "a0: &a0 [x, x]\n" + (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
    let start = ContinuousClock.now
    #expect(fault(bomb)?.contains("aliases") == true)
    #expect(fault(bomb.replacing("[*", with: "{? *").replacing("]", with: "}")) != nil)
    for part in ["[", "- ", "{a: ", "? ", "a:\n ", "!!map {"] {
      #expect(fault(String(repeating: part, count: 100_000)) != nil)
    }
    #expect(fault(String(repeating: "a: &b *b\n", count: 1000)) != nil)
    let whole = Array(text(user: "exec: {command: a, args: ['b'], env: [{name: c, value: \"d\"}]}\ntoken: abc").utf8)
    let signs = Array("{}[]:,-&*!|>'\"%@`#?\n\t \0~<".utf8) + [0x80, 0xFF, 0xC3]
    var numbers = SplitMix64(seed: 7)
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0...Int.random(in: 0..<4, using: &numbers) {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0..<3, using: &numbers) {
        case 0: bytes[place] = signs.randomElement(using: &numbers) ?? 0
        case 1: bytes.insert(signs.randomElement(using: &numbers) ?? 0, at: place)
        default: bytes.remove(at: place)
        }
      }
      _ = fault(String(decoding: bytes, as: UTF8.self))
    }
    #expect(start.duration(to: .now) < .seconds(60))
  }

  @Test("a file that is no text, too long or not there is told of by its path")
  func files() throws {
    let folder = try TemporaryFolder()
    let binary = "\(folder.path)/binary"
    try Data([0x61, 0x3A, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: binary))
    let long = try folder.write(String(repeating: "# x\n", count: 2 << 20), to: "long")
    for (path, reason) in [(binary, "no UTF-8"), (long, "longer"), ("\(folder.path)/none", "No such file")] {
      let error = try #require(throws: SourceError.self) { try Kubeconfig(KubeconfigSource(paths: [path])) }
      #expect(error.kind == .file)
      #expect(error.problem.contains(path) && error.problem.contains(reason), "\(error)")
    }
  }

  @Test("a token that a login writes anew is sent from then on, and so is a refused one's successor")
  func renewed() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text(user: "token: first"), to: "config")
    let server = try FakeServer { request, _ in
      request.headers["authorization"] == "Bearer third" ? .empty : FakeServer.Reply(status: 401, body: "")
    }
    defer { server.stop() }
    let source = try PrometheusSource(
      PrometheusOptions(url: server.url, kubeconfig: KubeconfigSource(paths: [path])))
    _ = await source.answer([anyQuery], at: anyTime)
    try folder.write(text(user: "token: third"), to: "config")
    let results = await source.answer([anyQuery], at: anyTime).results
    for result in results { #expect(throws: Never.self) { try result.get() } }
    #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer first", "Bearer third"])
  }

  @Test("a kubeconfig's token does not go to another machine unencrypted")
  func unencrypted() throws {
    let folder = try TemporaryFolder()
    for user in ["token: planted", "username: a\npassword: planted"] {
      let path = try folder.write(text(user: user), to: "config")
      let error = try #require(throws: SourceError.self) {
        try PrometheusSource(
          PrometheusOptions(url: "http://thanos.example", kubeconfig: KubeconfigSource(paths: [path])))
      }
      #expect(error.kind == .token)
    }
  }
}
