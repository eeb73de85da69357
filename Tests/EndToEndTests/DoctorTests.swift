import Foundation
import Testing

@Suite(
  "The doctor of connections", .serialized, .timeLimit(.minutes(3)),
  .enabled(
    if: Program.areInstalled("prometheus", "promtool", "nginx", "openssl"),
    "prometheus, nginx or openssl is not installed; apt install prometheus nginx openssl"))
struct DoctorTests {
  /// {"sub":"system:serviceaccount:shop:viewer","iss":"https://kubernetes.default.svc","exp":4102444800}
  private static let token =
    "planted.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6c2hvcDp2aWV3ZXIiLCJpc3MiOiJodHRwczovL2t1YmVybmV0ZXMuZGVmYXVsdC5zdmMiLCJleHAiOjQxMDI0NDQ4MDB9.planted"
  private let folder: Folder
  private let server: RealPrometheus
  private let servers: TLSServers
  private let tokenFile: String

  init() async throws {
    folder = try Folder()
    server = try await RealPrometheus()
    servers = try await TLSServers(to: server.url, token: Self.token)
    tokenFile = try folder.write(Self.token, to: "token")
  }

  private func examine(
    _ url: String, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let outcome = try Program.run(
      try Program.built("meshtop"), ["doctor", "connection", "--thanos", url] + arguments, environment: environment)
    #expect(!outcome.output.contains("planted"), "\(outcome.output)")
    #expect(!outcome.errors.contains("planted"))
    #expect(!outcome.output.contains("\u{1B}"))
    return outcome
  }

  /// The line of a step, and what is said below it.
  private func part(_ step: String, _ outcome: Program.Outcome) -> String {
    var lines = outcome.output.split(separator: "\n").drop { !$0.dropFirst(2).hasPrefix("\(step) ") }
    guard let first = lines.popFirst() else { return "" }
    return ([first] + lines.prefix { $0.hasPrefix("    ") }).joined(separator: "\n")
  }

  @Test("where all is well, each step says what it found")
  func allWell() throws {
    let outcome = try examine(servers.url(.good), "--ca-file", servers.caFile, "--token-file", tokenFile)
    let steps = [
      "name", "connection", "certificate", "clock", "access", "API", "connections", "waypoints", "sidecars",
    ]
    for step in steps {
      #expect(part(step, outcome).hasPrefix("✔"), "\(outcome.output)")
    }
    #expect(part("name", outcome).contains("localhost is 127.0.0.1"))
    #expect(part("certificate", outcome).contains(", trusted, until "))
    #expect(part("certificate", outcome).contains("(10 days left)"))
    #expect(part("certificate", outcome).contains(" TLSv1."))
    #expect(part("certificate", outcome).contains("1. localhost, by Test authority; for localhost; from "))
    #expect(
      part("access", outcome).contains(
        "the token from \(tokenFile) (of system:serviceaccount:shop:viewer, by https://kubernetes.default.svc, until 2100-01-01T00:00:00Z)"
      ))
    #expect(part("API", outcome).contains("Prometheus 2."))
    #expect(part("connections", outcome).contains(" series from the clients' side, "))
    #expect(outcome.status == 0)
  }

  @Test("a certificate that signed itself is told from an unknown authority, and trusted where it is given as one")
  func selfSigned() throws {
    let outcome = try examine(servers.url(.selfSigned), "--token-file", tokenFile)
    #expect(outcome.status == 69)
    #expect(part("certificate", outcome).contains("nobody but itself has signed it"))
    #expect(part("certificate", outcome).contains("its own authority"))
    let given = ["--ca-file", servers.selfSignedFile, "--token-file", tokenFile]
    #expect(
      part("certificate", try examine(servers.url(.selfSigned), given[0], given[1], given[2], given[3])).hasPrefix("✔"))
  }

  @Test("an authority that is not known is named, with the flag that mends it")
  func unknownAuthority() throws {
    let outcome = try examine(servers.url(.good), "--token-file", tokenFile)
    #expect(outcome.status == 69)
    let certificate = part("certificate", outcome)
    #expect(certificate.hasPrefix("✖"))
    #expect(certificate.contains("the authority Test authority is not known here"))
    #expect(certificate.contains("--ca-file"))
    #expect(part("clock", outcome).hasPrefix("✔"))
    #expect(part("access", outcome).hasSuffix("skipped"))
    let unsafe = try examine(servers.url(.good), "--token-file", tokenFile, "--insecure-skip-tls-verify")
    #expect(part("certificate", unsafe).hasPrefix("…"))
    #expect(part("certificate", unsafe).contains("taken all the same"))
    #expect(part("access", unsafe).hasPrefix("✔"))
  }

  @Test("a certificate that has expired is told by its day, and one for another name by its names")
  func wrongCertificates() throws {
    let expired = try examine(servers.url(.expired), "--ca-file", servers.caFile, "--token-file", tokenFile)
    #expect(expired.status == 69)
    #expect(part("certificate", expired).contains("not trusted: it expired on "), "\(expired.output)")
    #expect(part("certificate", expired).contains("(3 days ago)"))
    let other = try examine(servers.url(.otherName), "--ca-file", servers.caFile, "--token-file", tokenFile)
    #expect(other.status == 69)
    #expect(part("certificate", other).contains("it is not for localhost, but for metrics.example"), "\(other.output)")
    #expect(part("certificate", other).contains("--server-name metrics.example"))
  }

  @Test("who is not let in is told what to give, or who has to allow it")
  func notLetIn() throws {
    let none = try examine(servers.url(.unauthorized), "--ca-file", servers.caFile)
    #expect(none.status == 77)
    #expect(part("access", none).contains("credentials are wanted (401; the server takes Bearer)"), "\(none.output)")
    #expect(part("access", none).contains("--token-command 'oc whoami -t'"))
    #expect(part("API", none).hasSuffix("skipped"))
    let wrong = try examine(servers.url(.unauthorized), "--ca-file", servers.caFile, "--token-file", tokenFile)
    #expect(wrong.status == 77)
    #expect(part("access", wrong).contains("is not accepted (401)"))
    let forbidden = try examine(servers.url(.forbidden), "--ca-file", servers.caFile, "--token-file", tokenFile)
    #expect(forbidden.status == 77)
    #expect(
      part("access", forbidden).contains(
        "oc adm policy add-cluster-role-to-user cluster-monitoring-view -z viewer -n shop"), "\(forbidden.output)")
    let login = try examine(servers.url(.login), "--ca-file", servers.caFile, "--token-file", tokenFile)
    #expect(login.status == 77)
    #expect(part("access", login).contains("sent on to a page to log in, https://oauth.example/oauth/authorize"))
    #expect(part("access", login).contains("oc -n openshift-monitoring get route thanos-querier"))
  }

  @Test("what answers with a page or not at all is no API")
  func noAPI() throws {
    let page = try examine(servers.url(.page), "--ca-file", servers.caFile)
    #expect(page.status == 69)
    #expect(part("API", page).contains("answers with a web page"), "\(page.output)")
    let missing = try examine(servers.url(.missing), "--ca-file", servers.caFile)
    #expect(missing.status == 69)
    #expect(part("API", missing).contains("has no Prometheus API (404)"), "\(missing.output)")
    #expect(part("metrics", missing).hasSuffix("skipped"))
  }

  @Test("a closed port and a name that is not known end the way there")
  func unreachable() throws {
    let closed = try examine("https://localhost:\(try FreePort.any())")
    #expect(closed.status == 69)
    #expect(part("connection", closed).hasPrefix("✖"))
    #expect(part("connection", closed).contains("connection refused"))
    #expect(part("certificate", closed).hasSuffix("skipped"))
    let unknown = try examine("https://nowhere.invalid", environment: ["NO_COLOR": "1", "LC_ALL": "C"])
    #expect(unknown.status == 69)
    #expect(unknown.output.hasPrefix("no name        nowhere.invalid is not known here"))
    #expect(unknown.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("a port that does not speak TLS is told so")
  func plainPort() throws {
    let outcome = try examine("https://localhost:\(server.port)")
    #expect(outcome.status == 69)
    #expect(part("certificate", outcome).contains("http://"), "\(outcome.output)")
  }

  @Test("a proxy of the environment is connected to in the server's place, without its password in sight")
  func proxy() throws {
    let port = try FreePort.any()
    let outcome = try examine(
      "https://thanos.example", environment: ["https_proxy": "http://me:planted@127.0.0.1:\(port)"])
    #expect(outcome.status == 69)
    #expect(part("name", outcome).contains("the proxy 127.0.0.1 (from https_proxy)"))
    #expect(part("connection", outcome).contains("127.0.0.1:\(port): connection refused"))
  }

  @Test("the built-in mesh has nothing to connect to, and a context of the configuration is used")
  func otherSources() throws {
    let demo = try Program.meshtop("doctor", "connection", "--demo")
    #expect(demo.status == 0)
    #expect(demo.output.contains("nothing to connect to"))
    let config = try folder.write(
      "[contexts.own]\nthanos = \"\(servers.url(.good))\"\nca-file = \"\(servers.caFile)\"\n", to: "config.toml")
    let outcome = try Program.meshtop("doctor", "connection", "--config", config, "--context", "own")
    #expect(outcome.status == 77)
    #expect(outcome.output.contains("credentials are wanted (401"), "\(outcome.output)\(outcome.errors)")
  }
}
