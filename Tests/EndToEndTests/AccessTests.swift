import Foundation
import Glibc
import Testing

@Suite(
  "Being let in", .serialized, .timeLimit(.minutes(3)),
  .enabled(
    if: Program.areInstalled("prometheus", "promtool", "nginx", "openssl"),
    "prometheus, nginx or openssl is not installed; apt install prometheus nginx openssl"))
struct AccessTests {
  private static let token = "sha256~planted-0123456789"
  private let folder: Folder
  private let server: RealPrometheus
  private let proxy: TLSProxy

  init() async throws {
    folder = try Folder()
    server = try await RealPrometheus()
    proxy = try await TLSProxy(to: server.url, tokens: [Self.token])
  }

  private func snapshot(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
    let fixed = ["snapshot", "--thanos", proxy.url, "--at", "\(RealPrometheus.end)", "--format", "json"]
    let outcome = try Program.run(try Program.built("meshtop"), fixed + arguments, environment: environment)
    #expect(!outcome.errors.contains("planted"))
    #expect(!outcome.output.contains("planted"))
    return outcome
  }

  @Test("the right token from a file, a command or the environment lets in")
  func rightToken() throws {
    let file = try folder.write(Self.token + "\n", to: "token")
    let ways = [
      try snapshot("--ca-file", proxy.caFile, "--token-file", file),
      try snapshot("--ca-file", proxy.caFile, "--token-command", "cat '\(file)'"),
      try snapshot("--ca-file", proxy.caFile, environment: ["MESHTOP_TOKEN": Self.token]),
    ]
    for outcome in ways {
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try SnapshotDocument(outcome.output).edges.count > 30)
      #expect(outcome.errors.isEmpty)
    }
    #expect(proxy.log.allSatisfy { $0.hasPrefix("200 ") })
  }

  @Test("a wrong token ends with 77, and says of what server and what to do")
  func wrongToken() throws {
    let outcome = try snapshot(
      "--ca-file", proxy.caFile, "--token-file", try folder.write("planted-wrong", to: "token"))
    #expect(outcome.status == 77)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("\(proxy.url) does not accept the token (401)."))
    #expect(outcome.errors.contains("--token-command"))
  }

  @Test("no token ends with 77, and so does one that cannot be had")
  func noToken() throws {
    let without = try snapshot("--ca-file", proxy.caFile)
    #expect(without.status == 77)
    #expect(without.errors.contains("\(proxy.url) wants a token (401)."))
    let missing = try snapshot("--ca-file", proxy.caFile, "--token-file", "\(folder.path)/none")
    #expect(missing.status == 77)
    #expect(missing.errors.contains("\(folder.path)/none"))
    let failing = try snapshot(
      "--ca-file", proxy.caFile, "--token-command", "echo not logged in >&2; echo planted; exit 1")
    #expect(failing.status == 77)
    #expect(failing.errors.contains("not logged in"))
  }

  @Test("an authority that is not known ends with 69, unless told not to check")
  func authority() throws {
    let file = try folder.write(Self.token, to: "token")
    let count = proxy.log.count
    let unknown = try snapshot("--token-file", file)
    #expect(unknown.status == 69)
    #expect(unknown.errors.contains("The certificate of \(proxy.url) is not trusted"))
    #expect(unknown.errors.contains("--ca-file"))
    #expect(proxy.log.count == count)
    let unchecked = try snapshot("--token-file", file, "--insecure-skip-tls-verify")
    #expect(unchecked.status == 0, "\(unchecked.errors)")
    // The right authority, but another name than the certificate's.
    let url = "https://127.0.0.1:\(proxy.port)"
    let name = try Program.meshtop("snapshot", "--thanos", url, "--token-file", file, "--ca-file", proxy.caFile)
    #expect(name.status == 69)
    #expect(name.errors.contains("Use the name that the certificate is for, in the address or with --server-name."))
  }

  @Test("a token command is run once for all questions of a snapshot, and once more where its token is refused")
  func commandRuns() async throws {
    let file = try folder.write(Self.token, to: "token")
    let command = "echo run >> '\(folder.path)/runs'; cat '\(file)'"
    #expect(try snapshot("--ca-file", proxy.caFile, "--token-command", command).status == 0)
    #expect(folder.text("runs") == "run\n")
    try await proxy.allow(["renewed-token"])
    let renewing = "echo run >> '\(folder.path)/again'; cat '\(file)'; printf renewed-token > '\(file)'"
    let outcome = try snapshot("--ca-file", proxy.caFile, "--token-command", renewing)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(folder.text("again") == "run\nrun\n")
  }

  @Test("a token does not go to a proxy on the way to this machine's own server")
  func environmentProxy() async throws {
    let other = proxy.statusURL
    let environment = [
      "http_proxy": other, "https_proxy": other, "all_proxy": other,
    ]
    let file = try folder.write(Self.token, to: "token")
    let outcome = try Program.meshtop(
      "snapshot", "--prometheus", server.url, "--at", "\(RealPrometheus.end)", "--token-file", file,
      environment: environment)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("a name and password let in, the password from a file or the environment, and a wrong one does not")
  func password() async throws {
    try await proxy.allow(authorizations: ["Basic \(Data("alice:planted word".utf8).base64EncodedString())"])
    let file = try folder.write("planted word\n", to: "password")
    let ways = [
      try snapshot("--ca-file", proxy.caFile, "--user", "alice", "--password-file", file),
      // A token in the environment does not get in the way of a flag.
      try snapshot(
        "--ca-file", proxy.caFile, "--user", "alice",
        environment: ["MESHTOP_PASSWORD": "planted word", "MESHTOP_TOKEN": Self.token]),
    ]
    for outcome in ways { #expect(outcome.status == 0, "\(outcome.errors)") }
    let wrong = try snapshot(
      "--ca-file", proxy.caFile, "--user", "alice", environment: ["MESHTOP_PASSWORD": "planted"])
    #expect(wrong.status == 77)
    #expect(wrong.errors.contains("does not accept the user's name or password (401)"))
    let none = try snapshot("--ca-file", proxy.caFile, "--user", "alice")
    #expect(none.status == 64)
    #expect(none.errors.contains("--password-file"))
  }

  @Test("a client certificate lets in, from two files, from one, and from a kubeconfig; without one, it is asked for")
  func clientCertificate() async throws {
    let proxy = try await TLSProxy(to: server.url, tokens: [], wantsCertificate: true)
    let (certificate, key) = try proxy.makeCertificate("alice", "/CN=alice")
    let both = try folder.write(
      try String(contentsOfFile: certificate, encoding: .utf8) + String(contentsOfFile: key, encoding: .utf8),
      to: "both.pem")
    let kubeconfig = try kubeconfig("{client-certificate: \(certificate), client-key: \(key)}")
    func ask(_ arguments: String...) throws -> Program.Outcome {
      try Program.run(
        try Program.built("meshtop"),
        ["snapshot", "--thanos", proxy.url, "--ca-file", proxy.caFile, "--at", "\(RealPrometheus.end)"] + arguments)
    }
    for outcome in [
      try ask("--client-cert", certificate, "--client-key", key), try ask("--client-cert", both),
      try ask("--kubeconfig", kubeconfig),
    ] { #expect(outcome.status == 0, "\(outcome.errors)") }
    #expect(!proxy.told.isEmpty)
    #expect(proxy.told.allSatisfy { $0.contains("CN=alice") })
    let without = try ask()
    #expect(without.status == 77)
    #expect(without.errors.contains("\(proxy.url) wants a client certificate. Give one with --client-cert"))
    // The proxy of this suite has another authority.
    let other = try self.proxy.makeCertificate("mallory", "/CN=mallory")
    let foreign = try ask("--client-cert", other.certificate, "--client-key", other.key)
    #expect(foreign.status == 77)
    #expect(foreign.errors.contains("does not accept the client certificate"))
    let mixed = try ask("--client-cert", certificate, "--client-key", other.key)
    #expect(mixed.status == 69)
    #expect(mixed.errors.contains("Check that certificate and key belong together."))
    try Program.tool(
      "openssl", ["ec", "-in", key, "-aes128", "-passout", "pass:x", "-out", "\(folder.path)/locked.key"])
    let locked = try ask("--client-cert", certificate, "--client-key", "\(folder.path)/locked.key")
    #expect(locked.status == 65)
    #expect(locked.errors.contains("passphrase"))
  }

  @Test("the name in the certificate can be another than the address', and is what routers are told")
  func serverName() throws {
    let file = try folder.write(Self.token, to: "token")
    let url = "https://127.0.0.1:\(proxy.port)"
    let outcome = try Program.meshtop(
      "snapshot", "--thanos", url, "--at", "\(RealPrometheus.end)", "--token-file", file, "--ca-file", proxy.caFile,
      "--server-name", TLSProxy.name,
      // The connection is to this machine, whatever its name.
      environment: ["https_proxy": "http://127.0.0.1:1"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!proxy.told.isEmpty)
    #expect(proxy.told.allSatisfy { $0.hasPrefix("\(TLSProxy.name) \(TLSProxy.name):\(proxy.port) ") })
    let wrong = try Program.meshtop(
      "snapshot", "--thanos", url, "--token-file", file, "--ca-file", proxy.caFile, "--server-name", "other.invalid")
    #expect(wrong.status == 69)
    #expect(wrong.errors.contains("The certificate of \(url) is not trusted"))
  }

  @Test("a folder of authorities is trusted whatever its files are called, and headers go along")
  func authorityFolder() throws {
    let authorities = try Folder()
    try authorities.write(try String(contentsOfFile: proxy.caFile, encoding: .utf8), to: "ours.txt")
    try authorities.write("not a certificate", to: "README")
    let file = try folder.write(Self.token, to: "token")
    let headers = try folder.write("# for the gateway\nX-Scope-OrgID: planted-team\n", to: "headers")
    let outcome = try snapshot("--ca-dir", authorities.path, "--token-file", file, "--header-file", headers)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(proxy.told.contains { $0.hasSuffix(" planted-team") })
    let empty = try snapshot("--ca-dir", folder.path, "--token-file", file)
    #expect(empty.status == 65)
    #expect(empty.errors.contains("holds no certificates"))
  }

  @Test("a kubeconfig's exec plugin lets in, and is run again when its token is refused or expires")
  func execPlugin() async throws {
    let file = try folder.write(Self.token, to: "token")
    // Each run gives the token that is in the file then, and lets it expire at once, so that each question asks again.
    let script = try folder.write(
      """
      #!/bin/sh
      echo run >> '\(folder.path)/runs'
      printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s"%s}}' \
        "$(cat '\(file)')" "$EXPIRY"
      """, to: "plugin")
    chmod(script, 0o755)
    func user(_ expiry: String) -> String {
      """
      {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never,
        env: [{name: EXPIRY, value: '\(expiry)'}]}}
      """
    }
    let lasting = try snapshot("--ca-file", proxy.caFile, "--kubeconfig", try kubeconfig(user("")))
    #expect(lasting.status == 0, "\(lasting.errors)")
    #expect(folder.text("runs") == "run\n")
    let expiring = try snapshot(
      "--ca-file", proxy.caFile, "--kubeconfig", try kubeconfig(user(#","expirationTimestamp":"2020-01-01T00:00:00Z""#))
    )
    #expect(expiring.status == 0, "\(expiring.errors)")
    #expect(folder.text("runs").split(separator: "\n").count > 2)
    try await proxy.allow(["second-token"])
    try folder.write(
      """
      #!/bin/sh
      printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s"}}' \
        "$(cat '\(file)')"
      printf second-token > '\(file)'
      """, to: "plugin")
    chmod(script, 0o755)
    let refused = try snapshot("--ca-file", proxy.caFile, "--kubeconfig", try kubeconfig(user("")))
    #expect(refused.status == 0, "\(refused.errors)")
    try folder.write("#!/bin/sh\necho please log in >&2\nexit 1\n", to: "plugin")
    chmod(script, 0o755)
    let failing = try snapshot("--ca-file", proxy.caFile, "--kubeconfig", try kubeconfig(user("")))
    #expect(failing.status == 77)
    #expect(failing.errors.contains("failed: please log in"))
  }

  @Test("a kubeconfig is read only where a flag says so, its context by name, and a bad one ends with 65")
  func kubeconfigChoice() throws {
    let path = try kubeconfig("{token: '\(Self.token)'}")
    let environment = ["KUBECONFIG": path]
    #expect(try snapshot("--ca-file", proxy.caFile, environment: environment).status == 77)
    let named = try snapshot("--ca-file", proxy.caFile, "--kube-context", "test", environment: environment)
    #expect(named.status == 0, "\(named.errors)")
    let unknown = try snapshot("--kubeconfig", path, "--kube-context", "prod")
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("has no context prod. Choose one with --kube-context: test."))
    let bad = try snapshot("--kubeconfig", try folder.write("a: [planted", to: "bad"))
    #expect(bad.status == 65)
    #expect(bad.errors.contains("no YAML"))
  }

  @Test("who asks for one namespace is told on the screen that no other is seen")
  func tenant() throws {
    for width in [80, 160] {
      let outcome = try Program.meshtop(
        "snapshot", "--prometheus", server.url, "--at", "\(RealPrometheus.end)", "--tenant", "shop", "--width",
        "\(width)", "--height", "30")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Only namespace shop can be seen; ztunnels may be hidden"))
    }
  }

  @Test("a proxy of the environment carries what it cannot read, and its failures are told as its own")
  func tunnel() throws {
    let file = try folder.write(Self.token, to: "token")
    let url = "https://\(TLSProxy.name):\(proxy.port)"
    func ask(_ tunnel: String, _ others: [String: String] = [:], _ arguments: String...) throws -> Program.Outcome {
      try Program.run(
        try Program.built("meshtop"),
        [
          "snapshot", "--thanos", url, "--at", "\(RealPrometheus.end)", "--token-file", file, "--ca-file", proxy.caFile,
          "--header", "X-Scope-OrgID: planted-team",
        ] + arguments, environment: ["https_proxy": tunnel].merging(others) { $1 })
    }
    let open = try TunnelProxy(to: proxy.port)
    let through = try ask(open.url)
    #expect(through.status == 0, "\(through.errors)")
    #expect(!open.requests.isEmpty)
    #expect(open.requests.allSatisfy { $0.hasPrefix("CONNECT \(TLSProxy.name):\(proxy.port) HTTP/1.1\r\n") })
    #expect(!open.carried.contains("planted"))
    #expect(proxy.told.contains { $0.hasSuffix(" planted-team") })
    // Without the proxy the name is not known.
    let excepted = try ask(open.url, ["no_proxy": ".meshtop.invalid"])
    #expect(excepted.status == 69)
    #expect(excepted.errors.contains("The name in \(url) is not known here."))
    let locked = try TunnelProxy(to: proxy.port, status: "407 Proxy Authentication Required")
    let wanting = try ask(locked.url.replacing("http://", with: "http://alice:hunter2@"))
    #expect(wanting.status == 77)
    #expect(wanting.errors.contains("The proxy 127.0.0.1:\(locked.port) to \(url) wants a name and password (407)."))
    #expect(!wanting.errors.contains("hunter2"))
    let closed = try TunnelProxy(to: proxy.port, status: "403 Forbidden")
    let forbidden = try ask(closed.url)
    #expect(forbidden.status == 69)
    #expect(forbidden.errors.contains("does not let through to \(url) (403)."))
    let refused = try ask("http://127.0.0.1:\(try FreePort.any())")
    #expect(refused.status == 69)
    #expect(refused.errors.contains("The proxy 127.0.0.1:"))
    #expect(refused.errors.contains("does not answer"))
    let unknown = try ask("http://proxy.meshtop.invalid:3128")
    #expect(unknown.status == 69)
    #expect(unknown.errors.contains("The name of the proxy proxy.meshtop.invalid:3128 to \(url) is not known here."))
  }

  @Test(
    "in a pod its service account is taken for an https address, its authority trusted, unless another way is given",
    .enabled(if: canMount, "this machine does not let tests mount a folder of their own"))
  func serviceAccount() throws {
    try folder.write(Self.token, to: "token")
    try folder.write(try String(contentsOfFile: proxy.caFile, encoding: .utf8), to: "service-ca.crt")
    let mounted = ServiceAccountFolder.path
    func pod(_ arguments: String..., environment: [String: String] = ["KUBERNETES_SERVICE_HOST": "172.30.0.1"]) throws
      -> Program.Outcome
    {
      let command = """
        mount -t tmpfs tmpfs /run && mkdir -p '\(mounted)' && cp '\(folder.path)'/token '\(folder.path)'/service-ca.crt \
          '\(mounted)' && exec "$@"
        """
      return try Program.run(
        try #require(Program.installed("unshare")),
        ["-rm", "sh", "-c", command, "sh", try Program.built("meshtop"), "snapshot", "--at", "\(RealPrometheus.end)"]
          + arguments, environment: environment)
    }
    let within = try pod("--thanos", proxy.url)
    #expect(within.status == 0, "\(within.errors)")
    let outside = try pod("--thanos", proxy.url, environment: [:])
    #expect(outside.status == 69)
    let without = try pod("--thanos", proxy.url, "--ca-file", proxy.caFile, "--no-service-account")
    #expect(without.status == 77)
    #expect(without.errors.contains("wants a token (401)"))
    let count = proxy.log.count
    let other = try folder.write("planted-other", to: "other")
    let given = try pod("--thanos", proxy.url, "--ca-file", proxy.caFile, "--token-file", other)
    #expect(given.errors.contains("does not accept the token"))
    #expect(proxy.log.dropFirst(count).allSatisfy { $0.hasPrefix("401") })
  }

  private static let canMount =
    Program.installed("unshare").flatMap { try? Program.run($0, ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/run"]) }?
    .status == 0

  /// A kubeconfig with one user, as YAML in one line.
  private func kubeconfig(_ user: String) throws -> String {
    try folder.write(
      """
      current-context: test
      contexts: [{name: test, context: {user: test}}]
      users: [{name: test, user: \(user)}]
      """, to: "kubeconfig")
  }

  @Test(
    "a token file that is renewed in place keeps a running dashboard going",
    .enabled(if: Program.areInstalled("tmux"), "tmux is not installed; apt install tmux"))
  func renewedWhileRunning() async throws {
    let file = try folder.write("first-token", to: "token")
    try await proxy.allow(["first-token"])
    let terminal = try TmuxTerminal(width: 120, height: 40)
    try terminal.command(
      "'\(try Program.built("meshtop"))' --thanos \(proxy.url) --ca-file \(proxy.caFile) --token-file \(file) --at \(RealPrometheus.end) --refresh 1s"
    )
    try await terminal.wait(forText: "boutique")
    try await proxy.allow(["second-token"])
    let refused = proxy.log.count { $0.hasPrefix("401") }
    try await terminal.wait(forText: "does not accept the token (401)")
    #expect(proxy.log.count { $0.hasPrefix("401") } > refused)
    try folder.write("second-token", to: "token")
    try await terminal.wait(for: "the dashboard without a failure", limit: .seconds(60)) {
      !$0.contains("401") && $0.contains("boutique")
    }
    try terminal.press("q")
    try await terminal.wait(for: "the shell") { $0.contains("prompt>") }
  }
}

/// Where Kubernetes mounts a pod's service account.
private enum ServiceAccountFolder {
  static let path = "/var/run/secrets/kubernetes.io/serviceaccount"
}
