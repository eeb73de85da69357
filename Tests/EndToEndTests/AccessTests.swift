import Foundation
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
    #expect(name.errors.contains("Use the name that the certificate is for."))
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
