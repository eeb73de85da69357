import FaultSupport
import Foundation
import Glibc
import Testing

@Suite("Secrets stay secret", .serialized, .timeLimit(.minutes(3)))
struct SecretTests {
  private static let planted = "planted-0123456789-secret"

  /// A way in which a secret comes in: what is given on the command line and by the environment, and where it is sent.
  struct Way: Sendable, CustomTestStringConvertible {
    var name: String
    var arguments: @Sendable (Folder) throws -> [String]
    var environment: [String: String] = [:]
    var header = "authorization"
    var sent = "Bearer \(planted)"
    var testDescription: String { name }
  }

  private static let basic = "Basic \(Data("someone:\(planted)".utf8).base64EncodedString())"

  private static func kubeconfig(_ user: String) -> String {
    "current-context: a\ncontexts: [{name: a, context: {user: u}}]\nusers: [{name: u, user: \(user)}]\n"
  }

  static let ways = [
    Way(name: "MESHTOP_TOKEN", arguments: { _ in [] }, environment: ["MESHTOP_TOKEN": planted]),
    Way(name: "--token-file", arguments: { ["--token-file", try $0.write(planted, to: "token")] }),
    Way(name: "--token-command", arguments: { ["--token-command", "cat '\(try $0.write(planted, to: "token"))'"] }),
    Way(
      name: "--kubeconfig with a token",
      arguments: { ["--kubeconfig", try $0.write(kubeconfig("{token: \(planted)}"), to: "config")] }),
    Way(
      name: "--kubeconfig with a plugin",
      arguments: { folder in
        let answer =
          #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"\#(planted)"}}"#
        let file = try folder.write(answer, to: "credential")
        let plugin =
          "{apiVersion: client.authentication.k8s.io/v1, command: cat, args: [\"\(file)\"], interactiveMode: Never}"
        return ["--kubeconfig", try folder.write(kubeconfig("{exec: \(plugin)}"), to: "config")]
      }),
    Way(
      name: "--password-file",
      arguments: { ["--user", "someone", "--password-file", try $0.write(planted, to: "password")] }, sent: basic),
    Way(
      name: "MESHTOP_PASSWORD", arguments: { _ in ["--user", "someone"] }, environment: ["MESHTOP_PASSWORD": planted],
      sent: basic),
    Way(
      name: "--header-file",
      arguments: { ["--header-file", try $0.write("X-Scope-OrgID: \(planted)", to: "headers")] },
      header: "x-scope-orgid", sent: planted),
  ]

  /// What a server that repeats the token answers.
  private static let echoes: [(String, FakeServer.Reply)] = [
    ("an error's text", .error(422, "not with \(planted)")),
    (
      "a warning",
      FakeServer.Reply(
        body: #"{"status":"success","warnings":["you sent \#(planted)"],"data":{"resultType":"vector","result":[]}}"#)
    ),
    ("a redirect", FakeServer.Reply(status: 302, headers: [("Location", "http://127.0.0.1/\(planted)")])),
    ("a header", FakeServer.Reply(status: 401, headers: [("WWW-Authenticate", "Bearer \(planted)")])),
    ("a web page", FakeServer.Reply(headers: [("Content-Type", "text/html")], body: "<html>\(planted)</html>")),
  ]

  @Test("in output, errors and the log at its most verbose, also from a server that repeats them", arguments: ways)
  func echoed(way: Way) throws {
    for (name, reply) in Self.echoes {
      let server = try FakeServer { _, _ in reply }
      defer { server.stop() }
      // All that a command writes goes the same way, whatever let it in.
      let all = [
        ["snapshot"], ["snapshot", "--format", "json"], ["snapshot", "--format", "html"],
        ["snapshot", "--width", "120"], ["queries"], ["doctor", "connection"], ["doctor"], [],
      ]
      for command in way.name == Self.ways[0].name ? all : [["snapshot", "--width", "120"], ["doctor", "connection"]] {
        let folder = try Folder()
        let log = "\(folder.path)/log"
        let outcome = try Program.run(
          try Program.built("meshtop"),
          command + ["--prometheus", server.url, "--log-file", log, "--log-level", "trace"]
            + (try way.arguments(folder)), environment: way.environment)
        let logged = folder.text("log")
        if command.first != "doctor" {
          #expect(logged.contains(" trace ") || logged.contains("promql="), "\(name) \(command)")
        }
        for text in [outcome.output, outcome.errors, logged] {
          for secret in [Self.planted, Self.basic] { #expect(!text.contains(secret), "\(name) \(command)") }
        }
      }
      #expect(server.requests.contains { $0.headers[way.header] == way.sent }, "\(name)")
    }
  }

  @Test("on the screen, in saved files, in what is kept and in the log of a dashboard whose server repeats it")
  func dashboard() async throws {
    let answers = Self.echoes.map(\.1)
    let server = try FakeServer { _, number in answers[number / 8 % answers.count] }
    defer { server.stop() }
    let terminal = try TmuxTerminal(width: 160, height: 45)
    let home = try Folder()
    let meshtop = try Program.built("meshtop")
    // Not typed: what is typed is on screen.
    let script = try home.write(
      """
      export MESHTOP_TOKEN=\(Self.planted) XDG_STATE_HOME='\(home.path)/state'
      '\(meshtop)' --prometheus \(server.url) --refresh 5s --state --log-file '\(home.path)/log' --log-level trace
      """, to: "run")
    try terminal.command("sh '\(script)'")
    var seen: [String] = []
    for count in [8, 16, 24, 32, 40] {
      try await wait(for: "\(count) questions", limit: .seconds(60)) {
        try terminal.press("C-r")
        seen.append(try terminal.screen())
        return server.requests.count >= count
      }
    }
    try terminal.press("m")
    seen.append(try await terminal.wait(forText: "Messages"))
    try terminal.press("q")
    for key in ["C-s", "7", "8", "y", "Y"] { try terminal.press(key) }
    seen.append(try terminal.screen())
    try terminal.press("q")
    try await terminal.wait(forText: "prompt>")
    seen.append(try terminal.screen())
    let saved = try terminal.files.map { try String(contentsOfFile: "\(terminal.workFolder)/\($0)", encoding: .utf8) }
    let kept = FileManager.default.enumerator(atPath: "\(home.path)/state")?.compactMap { $0 as? String } ?? []
    let texts = kept.compactMap { FileManager.default.contents(atPath: "\(home.path)/state/\($0)") }
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(home.text("log").contains("promql="))
    for text in seen + saved + texts + [home.text("log")] { #expect(!text.contains(Self.planted)) }
    #expect(server.requests.contains { $0.headers["authorization"] == "Bearer \(Self.planted)" })
  }

  @Test("from the programs that are started, and from who looks at the process")
  func children() throws {
    let folder = try Folder()
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    // The command sees its own environment, and that of the program that started it.
    let command = """
      env > '\(folder.path)/own'; tr '\\0' '\\n' < /proc/$PPID/environ > '\(folder.path)/parent'; \
      tr '\\0' ' ' < /proc/$PPID/cmdline > '\(folder.path)/line'; cat /proc/$PPID/limits > '\(folder.path)/limits'; \
      stat -c %a /proc/$PPID/mem > '\(folder.path)/mode'; printf other-token
      """
    let outcome = try Program.meshtop(
      "snapshot", "--prometheus", server.url, "--token-command", command,
      environment: ["MESHTOP_TOKEN": Self.planted, "MESHTOP_PASSWORD": Self.planted, "MARK": "seen"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(folder.text("own").contains("MARK=seen"))
    #expect(folder.text("line").contains("meshtop"))
    for name in ["own", "parent", "line"] { #expect(!folder.text(name).contains(Self.planted), "\(name)") }
    for name in ["MESHTOP_TOKEN", "MESHTOP_PASSWORD"] { #expect(!folder.text("own").contains(name)) }
    let core = folder.text("limits").split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
  }

  @Test(
    "in the process that runs: its files in /proc are the superuser's",
    .enabled(if: geteuid() == 0 && Program.areInstalled("setpriv"), "needs root and setpriv"))
  func memory() throws {
    let folder = try Folder()
    chmod(folder.path, 0o777)
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    guard let setpriv = Program.installed("setpriv") else { throw Failure("setpriv is not installed") }
    let command = "stat -c %u /proc/$PPID/environ > '\(folder.path)/owner'; printf token"
    let outcome = try Program.run(
      setpriv,
      [
        "--reuid", "65534", "--clear-groups", try Program.built("meshtop"), "snapshot", "--prometheus", server.url,
        "--token-command", command,
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(folder.text("owner") == "0\n")
  }
}

@Suite("Files that are written", .timeLimit(.minutes(2)))
struct WrittenFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func write(_ path: String) throws -> Program.Outcome {
    try Program.meshtop("snapshot", "--demo", "--at", "1790000000", "--format", "json", "-o", path)
  }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return lstat("\(folder.path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test("a file that is replaced keeps its permissions, and nothing is left beside it")
  func permissions() throws {
    let file = try folder.write("old", to: "mesh.json")
    #expect(chmod(file, 0o640) == 0)
    #expect(try write(file).status == 0)
    #expect(mode("mesh.json") == 0o640)
    #expect(folder.text("mesh.json").contains("meshtop.snapshot/1"))
    #expect(folder.names == ["mesh.json"])
  }

  @Test("a link is replaced, not followed")
  func link() throws {
    let other = try folder.write("precious", to: "other")
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: other)
    #expect(try write("\(folder.path)/link").status == 0)
    #expect(folder.text("other") == "precious")
    #expect(folder.text("link").contains("meshtop.snapshot/1"))
  }

  @Test("/dev/stdout, a pipe and a device are written into")
  func streams() throws {
    let printed = try write("/dev/stdout")
    #expect(printed.status == 0)
    #expect(printed.output.contains("meshtop.snapshot/1"))
    #expect(try write("/dev/null").status == 0)
    let full = try write("/dev/full")
    #expect(full.status == 73)
    #expect(full.errors.contains("Cannot write /dev/full: No space left on device."))
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    let reader = try Child(
      "/bin/cat", ["\(folder.path)/pipe"], environment: Program.environment(), output: "\(folder.path)/read")
    #expect(try write("\(folder.path)/pipe").status == 0)
    reader.end()
    #expect(folder.names.contains("pipe"))
  }

  @Test("a reader that goes is no failure, and a closed or full output is one")
  func output() throws {
    let meshtop = try Program.built("meshtop")
    func shell(_ script: String) throws -> Program.Outcome {
      try Program.run("/bin/bash", ["-c", "set -o pipefail; \(script)"])
    }
    #expect(try shell("'\(meshtop)' snapshot --demo | head -1").status == 0)
    for command in ["snapshot --demo", "--demo", "queries"] {
      for end in [">&-", "> /dev/full"] {
        let outcome = try shell("'\(meshtop)' \(command) \(end)")
        #expect(outcome.status == 73, "\(command) \(end)")
        #expect(outcome.errors.contains("Cannot write to standard output"), "\(command) \(end)")
      }
    }
  }
}

@Suite("The log of a run", .serialized, .timeLimit(.minutes(2)))
struct RunLogTests {
  private func lines(_ level: String, _ reply: FakeServer.Reply = .empty) throws -> [String] {
    let server = try FakeServer { _, _ in reply }
    defer { server.stop() }
    let folder = try Folder()
    _ = try Program.meshtop(
      "snapshot", "--prometheus", server.url, "--namespace", "label-value", "--log-file", "\(folder.path)/log",
      "--log-level", level)
    return folder.text("log").split(separator: "\n").map(String.init)
  }

  @Test("has start, refresh and end at info, questions at debug, and label values at trace alone")
  func levels() throws {
    let info = try lines("info")
    #expect(info.count == 3)
    #expect(info.first?.contains(" info start ") == true)
    #expect(info.dropFirst().first?.contains(" info refresh edges=0 ms=") == true)
    #expect(info.last?.hasSuffix(" info end status=0") == true)
    let debug = try lines("debug")
    #expect(debug.contains { $0.contains(" debug request ") && $0.contains("query=") && $0.contains("status=200") })
    #expect(!debug.contains { $0.contains("label-value") })
    #expect(try lines("trace").contains { $0.contains("label-value") })
  }

  @Test("tells of a failure with its sentence, and how the run ended")
  func failure() throws {
    let lines = try lines("error", .error(503, "down\nfor a while"))
    #expect(lines.count == 1)
    #expect(lines.first?.contains("error refresh failed") == true)
    #expect(lines.first?.contains("is overloaded (503)") == true)
    #expect(try self.lines("info", .error(503, "down")).last?.hasSuffix("end status=69") == true)
  }
}
