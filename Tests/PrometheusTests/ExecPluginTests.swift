import Foundation
import Metrics
import Testing

@testable import Prometheus

@Suite("Exec plugins") struct ExecPluginTests {
  private static let version = "client.authentication.k8s.io/v1"

  /// A shell script as a plugin.
  private func plugin(_ script: String, _ change: (inout ExecPlugin) -> Void = { _ in }) -> ExecPlugin {
    var plugin = ExecPlugin(command: "sh", version: Self.version)
    plugin.arguments = ["-c", script]
    change(&plugin)
    return plugin
  }

  private static func answer(_ status: String) -> String {
    #"{"kind":"ExecCredential","apiVersion":"\#(version)","status":\#(status)}"#
  }

  private func failure(_ plugin: ExecPlugin) async throws -> SourceError {
    do {
      _ = try await ExecKeeper(plugin).current(refused: nil)
    } catch { return error }
    throw Unexpected.success
  }

  private func text(_ keeper: ExecKeeper, refused: String? = nil) async throws -> String? {
    let credentials = refused.map { Credentials(token: Secret($0)) }
    return try await keeper.current(refused: credentials).token?.reveal { $0 }
  }

  @Test("it runs once for all who ask, again for a refused token, and again when the token has expired")
  func runs() async throws {
    let folder = try TemporaryFolder()
    let expiry = Date().addingTimeInterval(3600).formatted(.iso8601)
    let script = """
      echo run >> '\(folder.path)/runs'
      n=$(wc -l < '\(folder.path)/runs')
      end=\(expiry); [ $n = 2 ] && end=2020-01-01T00:00:00Z
      echo '{"kind":"ExecCredential","apiVersion":"\(Self.version)","status":{"token":"t'$n'","expirationTimestamp":"'$end'"}}'
      """
    let keeper = ExecKeeper(plugin(script))
    let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<10 { group.addTask { try await text(keeper) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(tokens == Array(repeating: "t1", count: 10))
    #expect(try await text(keeper, refused: "t1") == "t2")
    // Expired at once.
    #expect(try await text(keeper) == "t3")
    #expect(try await text(keeper) == "t3")
    // Somebody else's refusal of an older one.
    #expect(try await text(keeper, refused: "t1") == "t3")
    #expect(folder.text("runs") == "run\nrun\nrun\n")
  }

  @Test("it is told what it needs, has no terminal, and none of meshtop's own secrets")
  func environment() async throws {
    setenv("MESHTOP_TOKEN", "planted", 1)
    setenv("MESHTOP_PASSWORD", "planted", 1)
    defer {
      unsetenv("MESHTOP_TOKEN")
      unsetenv("MESHTOP_PASSWORD")
    }
    let folder = try TemporaryFolder()
    let script = """
      env > '\(folder.path)/env'; printf %s "$KUBERNETES_EXEC_INFO" > '\(folder.path)/info'
      { test -t 0 || true > /dev/tty; } 2> /dev/null && exit 1
      echo '\(Self.answer(#"{"token":"t"}"#))'
      """
    let keeper = ExecKeeper(
      plugin(script) {
        $0.environment = ["PROFILE": "ops"]
        $0.cluster = KubeCluster(server: "https://api.example", authority: "PEM", serverName: "api")
      })
    #expect(try await text(keeper) == "t")
    #expect(folder.text("env").contains("PROFILE=ops"))
    #expect(folder.text("env").contains("PATH="))
    #expect(!folder.text("env").contains("planted"))
    #expect(
      folder.text("info")
        == #"{"kind":"ExecCredential","apiVersion":"\#(Self.version)","spec":{"interactive":false,"cluster":{"server":"https://api.example","tls-server-name":"api","certificate-authority-data":"UEVN"}}}"#
    )
  }

  @Test("a failure is told by the command's own words, without secrets that it was given")
  func failing() async throws {
    let error = try await failure(
      plugin("echo 'token expired, secret was hunter22 and swordfish' >&2; echo planted; exit 1") {
        $0.environment = ["CLIENT_SECRET": "hunter22"]
        $0.arguments += ["sh", "--client-secret=swordfish"]
      })
    #expect(error.kind == .token)
    #expect(error.problem.contains("sh failed: token expired, secret was (secret) and (secret)"))
    #expect(!error.description.contains("planted"))
  }

  @Test("a command that is not there is told of, with the hint how to install it")
  func missing() async throws {
    for command in ["meshtop-has-no-such-command", "/none/such/command"] {
      let error = try await failure(
        plugin("") {
          $0.command = command
          $0.installHint = "Get it\nat the shop."
        })
      #expect(error.problem.contains(command))
      #expect(error.remedy == "Get it at the shop.")
    }
  }

  @Test(
    "an answer without credentials is told of, without what it says",
    arguments: [
      ("planted", "no JSON"), ("[]", "no JSON"), (#"{"planted":1}"#, "no ExecCredential"),
      (#"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}"#, "another version"),
      (answer("null"), "no status"), (answer("{}"), "neither token nor certificate"),
      (answer(#"{"token":"planted planted"}"#), "characters"),
      (answer(#"{"token":"planted","expirationTimestamp":"soon"}"#), "no time"),
      (answer(#"{"clientCertificateData":"planted"}"#), "certificate"),
    ])
  func bad(text: String, words: String) async throws {
    let error = try await failure(plugin("printf %s '\(text)'"))
    #expect(error.kind == .token)
    #expect(error.problem.contains(words), "\(error)")
    #expect(!error.description.contains("planted"))
  }

  @Test("moments are read with a fraction and without, in any time zone")
  func moments() {
    let moment = Date(timeIntervalSince1970: 1_790_000_000)
    for text in ["2026-09-21T14:13:20Z", "2026-09-21T16:13:20+02:00", "2026-09-21T14:13:20.000Z"] {
      #expect(ExecAnswer.moment(text) == moment, "\(text)")
    }
    for text in ["", "soon", "2026-09-21", "2026-13-41T00:00:00Z"] { #expect(ExecAnswer.moment(text) == nil) }
  }
}
