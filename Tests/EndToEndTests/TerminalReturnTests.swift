import Foundation
import Glibc
import Testing

@Suite(
  "The terminal is given back", .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Program.areInstalled("tmux"), "tmux is not installed; apt install tmux"))
struct TerminalReturnTests {
  /// A way in which the program ends. Each is held against all that is checked.
  struct Ending: Sendable, CustomTestStringConvertible {
    var name: String
    /// What is typed before and after the program's name.
    var before = ""
    var options = "--demo"
    /// Whether the screen opens at all.
    var opens = true
    var keys: [String] = []
    var signal: Int32?
    var status: Int32
    var size = (width: 100, height: 30)

    var testDescription: String { name }

    static func signal(_ name: String, _ number: Int32, status: Int32? = nil) -> Ending {
      Ending(name: name, signal: number, status: status ?? 128 + number)
    }
  }

  static let endings: [Ending] =
    [
      Ending(name: "q", keys: ["q"], status: 0),
      Ending(name: "ctrl-c", keys: ["C-c"], status: 0),
      Ending(name: "a missing file", options: "--replay nowhere.json", opens: false, status: 65),
      Ending(name: "a wrong flag", options: "--nonsense", opens: false, status: 64),
      Ending(name: "TERM unset", before: "env -u TERM", opens: false, status: 69),
      Ending(name: "a dumb terminal", before: "env TERM=dumb", opens: false, status: 69),
      Ending(name: "an unknown terminal", before: "env TERM=nosuch", opens: false, status: 69),
      Ending(name: "q in the locale C", before: "env LC_ALL=C", keys: ["q"], status: 0),
      Ending(name: "q in the locale POSIX", before: "env LC_ALL=POSIX", keys: ["q"], status: 0),
      Ending(name: "q in Latin-1", before: "env LC_ALL=de_DE.ISO-8859-1", keys: ["q"], status: 0),
      Ending(name: "q, with no input but the terminal's own", options: "--demo < /dev/null", keys: ["q"], status: 0),
      Ending(name: "q, with the input closed", options: "--demo <&-", keys: ["q"], status: 0),
      Ending(name: "q, with errors closed", options: "--demo 2>&-", keys: ["q"], status: 0),
      Ending(name: "a pipe without a reader is no end", signal: SIGPIPE, status: 0),
      Ending(name: "q at 500x200", keys: ["q"], status: 0, size: (500, 200)),
    ]
    + [
      ("SIGTERM", SIGTERM), ("SIGHUP", SIGHUP), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT), ("SIGILL", SIGILL),
      ("SIGTRAP", SIGTRAP), ("SIGSEGV", SIGSEGV), ("SIGBUS", SIGBUS), ("SIGABRT", SIGABRT), ("SIGFPE", SIGFPE),
      ("SIGSYS", SIGSYS), ("SIGUSR1", SIGUSR1), ("SIGUSR2", SIGUSR2), ("SIGALRM", SIGALRM), ("SIGXCPU", SIGXCPU),
      ("SIGVTALRM", SIGVTALRM), ("SIGPROF", SIGPROF), ("SIGIO", SIGIO), ("SIGPWR", SIGPWR),
    ].map { Ending.signal($0.0, $0.1) }

  @Test("after", arguments: endings)
  func after(_ ending: Ending) async throws {
    let terminal = try TmuxTerminal(width: ending.size.width, height: ending.size.height)
    try await terminal.wait(forText: "prompt>")
    let settings = try await terminal.result(of: "stty -a")
    let state = try terminal.state()
    try terminal.record()
    let program = "SWIFT_BACKTRACE=enable=no \(ending.before) '\(try Program.built("meshtop"))'"
    try terminal.command("\(program) \(ending.options); printf 'status %d\\n' $?")
    if ending.opens {
      try await terminal.wait(for: "the graph") { $0.contains("1 Graph") && $0.contains("/s") }
      #expect(try terminal.state() != state)
    }
    if let signal = ending.signal { #expect(kill(try await terminal.child(), signal) == 0) }
    if ending.signal == SIGPIPE {
      try terminal.press("2")
      try await terminal.wait(forText: "Source")
      try terminal.press("q")
    }
    for key in ending.keys { try terminal.press(key) }
    try await terminal.wait(forText: "status \(ending.status)")
    try await expectGivenBack(terminal, settings: settings, state: state)
  }

  @Test("after a run that is short of stack, wherever it runs out", arguments: [192, 224, 256, 288])
  func stackOverflow(kilobytes: Int) async throws {
    let terminal = try TmuxTerminal(width: 100, height: 30)
    try await terminal.wait(forText: "prompt>")
    let settings = try await terminal.result(of: "stty -a")
    let state = try terminal.state()
    try terminal.record()
    let program = "SWIFT_BACKTRACE=enable=no '\(try Program.built("meshtop"))' --demo"
    try terminal.command("(ulimit -s \(kilobytes); \(program)); printf 'status %d\\n' $?")
    // Little is enough for some of the screen, or for all of it.
    let screen = try await terminal.wait(for: "an end, or the graph") {
      $0.contains("status 139") || $0.contains("1 Graph") && $0.contains("/s")
    }
    if !screen.contains("status 139") { try terminal.press("q") }
    try await terminal.wait(forText: "status ")
    try await expectGivenBack(terminal, settings: settings, state: state)
  }

  @Test("to the shell while stopped, and taken again in the size that it has by then")
  func stopped() async throws {
    let terminal = try TmuxTerminal(width: 100, height: 30)
    try await terminal.wait(forText: "prompt>")
    let settings = try await terminal.result(of: "stty -a | tail -n +2")
    let state = try terminal.state()
    try terminal.record()
    try terminal.command("'\(try Program.built("meshtop"))' --demo")
    try await terminal.wait(for: "the graph") { $0.contains("1 Graph") && $0.contains("/s") }
    try terminal.press("C-z")
    try await terminal.wait(forText: "Stopped")
    #expect(try terminal.state() == state)
    try terminal.resize(width: 80, height: 24)
    #expect(try await terminal.result(of: "stty -a | tail -n +2") == settings)
    try terminal.command("clear; fg")
    try await terminal.wait(for: "the graph in 80 columns") {
      $0.split(separator: "\n").first?.count == 80 && $0.contains("1 Graph")
    }
    // Whoever stops it in this way gets nothing back, but it must find its way when it goes on.
    let child = try await terminal.child()
    #expect(kill(child, SIGSTOP) == 0)
    try await terminal.wait(forText: "Stopped")
    try terminal.resize(width: 120, height: 40)
    try terminal.command("clear; fg")
    try await terminal.wait(for: "the graph in 120 columns") {
      $0.split(separator: "\n").first?.count == 120 && $0.contains("1 Graph")
    }
    try terminal.press("q")
    try await terminal.wait(for: "the shell") { !$0.contains("1 Graph") && $0.contains("prompt>") }
    #expect(try terminal.state() == state)
    #expect(try await terminal.result(of: "stty -a | tail -n +2") == settings)
    expectModesUndone(terminal)
  }

  @Test("after a storm of new sizes, down to a cell and up to 500x200")
  func storm() async throws {
    let terminal = try TmuxTerminal(width: 100, height: 30)
    try await terminal.wait(forText: "prompt>")
    let settings = try await terminal.result(of: "stty -a")
    let state = try terminal.state()
    try terminal.record()
    try terminal.command("'\(try Program.built("meshtop"))' --demo; printf 'status %d\\n' $?")
    try await terminal.wait(forText: "meshtop ─ demo")
    let sizes = [(1, 1), (2, 2), (500, 200), (3, 50), (300, 1), (60, 16), (1, 200), (120, 40)]
    for round in 0..<4 {
      for (width, height) in sizes {
        try terminal.resize(width: width, height: height)
        if width == 60 { try terminal.press("\(round % 2 + 1)") }
      }
    }
    try terminal.resize(width: 100, height: 30)
    try await terminal.wait(for: "a whole screen of 100 columns") {
      let lines = $0.split(separator: "\n")
      return lines.first?.count == 100 && lines.last?.hasSuffix("╯") == true
    }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
    try await expectGivenBack(terminal, settings: settings, state: state)
  }

  private func expectGivenBack(_ terminal: TmuxTerminal, settings: String, state: String) async throws {
    #expect(try terminal.state() == state)
    #expect(try await terminal.result(of: "stty -a") == settings)
    expectModesUndone(terminal)
  }

  /// Modes of which tmux tells nothing, such as pasting in brackets (2004) and focus (1004): all that was put on is off.
  private func expectModesUndone(_ terminal: TmuxTerminal) {
    // A cursor that shows (25) is how terminals start. The shell marks what is pasted (2004) itself while it waits.
    let on = terminal.switchedModes.filter(\.value).keys.filter { $0 != 25 && $0 != 2004 }
    #expect(on.isEmpty)
    #expect(terminal.switchedModes[25] ?? true)
  }
}

extension TmuxTerminal {
  /// The process of the program in the terminal, a child of its shell.
  func child() async throws -> pid_t {
    let shell = try shell()
    var found: pid_t?
    try await EndToEndTests.wait(for: "the program's process") {
      let children = try Program.tool("ps", ["-o", "pid=,comm=", "--ppid", "\(shell)"])
      found = children.split(separator: "\n").first { $0.contains("meshtop") }
        .flatMap { $0.split(separator: " ").first }.flatMap { pid_t($0) }
      return found != nil
    }
    guard let found else { throw Failure("there is no program") }
    return found
  }
}
