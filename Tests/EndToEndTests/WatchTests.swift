import FaultSupport
import Foundation
import Glibc
import Testing

@Suite("A watch", .timeLimit(.minutes(1)))
struct WatchTests {
  private static let rule = ["--rule", "target.name = cart => mtls", "--every", "1s"]

  /// What a command and a webhook are told.
  private struct Notice: Decodable {
    struct Rule: Decodable {
      struct Breach: Decodable {
        var source: String
        var target: String
      }

      var name: String
      var holds: Bool
      var breaches: [Breach]?
    }

    var schema: String
    var time: String
    var state: String
    var rule: Rule
  }

  /// A recording in which the lock of the one edge is open at some of the moments.
  private func recording(_ folder: Folder, open: [Bool], others: Int = 0) throws -> String {
    let lines = try open.enumerated().map { second, isOpen in
      try ShopSnapshot(second: second, isEncrypted: !isOpen, others: others).line
    }
    return try folder.write(lines.joined(), to: "mesh.ndjson")
  }

  /// Starts a watch, whose output goes to `output` and `errors` of a folder.
  private func watch(_ folder: Folder, _ arguments: [String]) throws -> Child {
    try Child(
      try Program.built("meshtop"), ["watch"] + arguments,
      environment: Program.environment(["MESHTOP_TOKEN": "planted-token", "MESHTOP_PASSWORD": "planted-word"]),
      output: "\(folder.path)/output", errors: "\(folder.path)/errors")
  }

  @Test("says when a rule breaks and when it holds again, and tells a command and a webhook the same as JSON")
  func changes() async throws {
    let folder = try Folder()
    let hook = try FakeServer { _, _ in FakeServer.Reply(status: 204, body: "") }
    defer { hook.stop() }
    let file = try recording(folder, open: [false, true, true, false])
    let command = "env > '\(folder.path)/environment'; cat >> '\(folder.path)/told'"
    let child = try watch(
      folder, Self.rule + ["--replay", file, "--exec", command, "--post", "\(hook.url)/hooks/mesh", "--for", "1h"])
    defer { child.end() }
    try await wait(for: "the second change") { hook.requests.count >= 2 }
    try await wait(for: "its line") { folder.text("output").contains("holds again") }

    let lines = folder.text("output").split(separator: "\n")
    #expect(
      lines == [
        "2026-09-21T14:13:21Z target.name = cart => mtls is broken: shop/frontend -> shop/cart: "
          + "traffic is 0% encrypted, not mtls",
        "2026-09-21T14:13:23Z target.name = cart => mtls holds again",
      ])
    #expect(folder.text("errors").isEmpty)
    let told = folder.text("told").split(separator: "\n").map(String.init)
    #expect(hook.requests.map { $0.body } == told.map { $0 + "\n" })
    #expect(hook.requests.allSatisfy { $0.method == "POST" && $0.path == "/hooks/mesh" })
    let notices = try told.map { try JSONDecoder().decode(Notice.self, from: Data($0.utf8)) }
    #expect(notices.map(\.schema) == ["meshtop.watch/1", "meshtop.watch/1"])
    #expect(notices.map(\.time) == ["2026-09-21T14:13:21Z", "2026-09-21T14:13:23Z"])
    #expect(notices.map(\.state) == ["broken", "holds"])
    #expect(notices.map(\.rule.holds) == [false, true])
    #expect(notices.map(\.rule.name) == ["target.name = cart => mtls", "target.name = cart => mtls"])
    #expect(notices.first?.rule.breaches?.map(\.source) == ["shop/frontend"])
    #expect(notices.first?.rule.breaches?.map(\.target) == ["shop/cart"])
    let environment = folder.text("environment")
    #expect(environment.contains("MESHTOP_STATE=holds\n"))
    #expect(environment.contains("MESHTOP_RULE=target.name = cart => mtls\n"))
    #expect(!environment.contains("planted"))
    for request in hook.requests { #expect(!"\(request)".contains("planted")) }
  }

  @Test("ends after its time with 0 where all rules hold and with 1 where one is broken for long enough")
  func ending() throws {
    let folder = try Folder()
    func status(_ open: [Bool], _ arguments: [String]) throws -> Int32 {
      let file = try recording(folder, open: open)
      return try Program.run(try Program.built("meshtop"), ["watch"] + Self.rule + ["--replay", file] + arguments)
        .status
    }
    #expect(try status([false], ["--for", "1s"]) == 0)
    #expect(try status([true], ["--for", "1s"]) == 1)
    #expect(try status([true], ["--for", "1s", "--patience", "2"]) == 0)
  }

  @Test(
    "a command that reads nothing of what it is told, or leaves something running, has not failed; one that fails is told",
    arguments: [0, 1500])
  func commands(others: Int) throws {
    let folder = try Folder()
    // With so many others it is more than a pipe holds.
    let file = try recording(folder, open: [true], others: others)
    let rules = (0..<15).flatMap { _ in ["--rule", "mtls"] }
    for (command, failure) in [
      ("exec true", nil), ("exec <&-; sleep 0.02", nil), ("sleep 20 & exit 0", nil),
      ("echo no luck >&2; exit 3", "The command failed: no luck"),
    ] {
      let told = "\(folder.path)/told"
      let whole = "echo $MESHTOP_STATE >> '\(told)'; \(command)"
      let outcome = try Program.run(
        try Program.built("meshtop"),
        ["watch"] + rules + ["--replay", file, "--every", "1s", "--for", "1s", "--exec", whole])
      #expect(outcome.status == 1, "\(command): \(outcome.errors)")
      #expect(folder.text("told") == String(repeating: "broken\n", count: 15), "\(command)")
      #expect(outcome.output.split(separator: "\n").count == 15, "\(command)")
      let count = failure.map { outcome.errors.components(separatedBy: $0).count - 1 } ?? 0
      #expect(failure == nil ? outcome.errors.isEmpty : count == 15, "\(command): \(outcome.errors)")
      try FileManager.default.removeItem(atPath: told)
    }
  }

  @Test("a source that goes away is told once and is no broken rule, and so is that it is there again")
  func outage() async throws {
    let folder = try Folder()
    let server = try FakeServer { _, _ in .empty }
    defer { server.stop() }
    let rules = try folder.write("[[rule]]\nname = \"some traffic\"\nmust = \"mtls\"\nleast = 1\n", to: "rules.toml")
    let child = try watch(folder, ["--rules", rules, "--every", "1s", "--prometheus", server.url])
    defer { child.end() }
    try await wait(for: "the rule to break") { folder.text("output").contains("some traffic is broken") }
    server.stop()
    server.breakConnections()
    try await wait(for: "the outage to be told") { folder.text("errors").contains("Nothing answers at \(server.url)") }
    try server.open()
    try await wait(for: "the return to be told") { folder.text("errors").contains("the source answers again") }
    #expect(folder.text("output").split(separator: "\n").count == 1)
    #expect(folder.text("errors").components(separatedBy: "Nothing answers").count == 2)
    #expect(!folder.text("errors").contains("planted"))
  }

  @Test("a command that does not end is ended with all that it started, and that is told")
  func endless() async throws {
    let folder = try Folder()
    let file = try recording(folder, open: [true])
    let command = "sleep 77 & echo $! > '\(folder.path)/started'; wait"
    let outcome = try Program.run(
      try Program.built("meshtop"), ["watch"] + Self.rule + ["--replay", file, "--for", "1s", "--exec", command])
    #expect(outcome.errors.contains("did not end within 10 s, and was ended"), "\(outcome.errors)")
    let started = try #require(pid_t(folder.text("started").trimmingCharacters(in: .whitespacesAndNewlines)))
    try await wait(for: "what it started to end") { kill(started, 0) != 0 || Self.isZombie(started) }
  }

  private static func isZombie(_ process: pid_t) -> Bool {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return text.split(separator: ")").last?.hasPrefix(" Z") ?? true
  }

  @Test("what a webhook does not take it is told again, in order, until it does")
  func retries() async throws {
    let folder = try Folder()
    let hook = try FakeServer { _, number in FakeServer.Reply(status: number < 3 ? 500 : 204, body: "") }
    defer { hook.stop() }
    let file = try recording(folder, open: [false, true, false, false, false, false])
    let child = try watch(folder, Self.rule + ["--replay", file, "--post", hook.url, "--for", "1h"])
    defer { child.end() }
    try await wait(for: "the webhook to take both") { hook.requests.count >= 5 }
    let states = try hook.requests.map { try JSONDecoder().decode(Notice.self, from: Data($0.body.utf8)).state }
    #expect(states == ["broken", "broken", "broken", "broken", "holds"])
    try await wait(for: "that to be told") { folder.text("errors").contains("has been told what it had not taken") }
    #expect(folder.text("errors").components(separatedBy: "tried again with each refresh").count == 2)
  }

  @Test(
    "who waits at a terminal is told that rules are watched, and how many hold",
    .enabled(if: Program.areInstalled("tmux")))
  func welcome() async throws {
    let terminal = try TmuxTerminal(width: 100, height: 30)
    try await terminal.wait(forText: "prompt>")
    let program = "'\(try Program.built("meshtop"))' watch --demo --rule mtls --rule '%err < 50' --every 1h"
    try terminal.command(program)
    let screen = try await terminal.wait(forText: "is broken")
    #expect(screen.contains("watching 2 rules of demo every 1h; Ctrl-C ends"))
    #expect(screen.contains("1 of 2 rules hold"))
    try terminal.press("C-c")
  }
}
