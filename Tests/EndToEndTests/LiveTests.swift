import Foundation
import Glibc
import Testing

@Suite(
  "The live screen", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: Program.areInstalled("tmux"), "tmux is not installed; apt install tmux"))
struct LiveTests {
  /// What a shell's screen is: no alternate screen, a cursor, no mouse.
  private static let shellModes = "0 1 0"

  /// A terminal in which the dashboard of the demo shows.
  private func demo(width: Int = 120, height: Int = 40, _ options: String = "") async throws -> TmuxTerminal {
    let terminal = try TmuxTerminal(width: width, height: height)
    try await terminal.wait(forText: "prompt>")
    try terminal.command("'\(try Program.built("meshtop"))' --demo \(options); echo status $?")
    try await terminal.wait(for: "the demo's graph") {
      $0.contains("1 Graph") && $0.contains("edges") && $0.contains("/s─")
    }
    return terminal
  }

  private func expectShell(_ terminal: TmuxTerminal, status: Int, settings: String) async throws {
    try await terminal.wait(forText: "status \(status)")
    #expect(try terminal.modes() == Self.shellModes)
    #expect(try await terminal.result(of: "stty -a") == settings)
  }

  private func settings(of terminal: TmuxTerminal) async throws -> String {
    try await terminal.wait(forText: "prompt>")
    return try await terminal.result(of: "stty -a")
  }

  @Test("the demo shows, keys do what the help says, and q gives the terminal back", arguments: [(80, 24), (200, 50)])
  func keys(width: Int, height: Int) async throws {
    let terminal = try TmuxTerminal(width: width, height: height)
    let settings = try await settings(of: terminal)
    try terminal.command("'\(try Program.built("meshtop"))' --demo; echo status $?")
    let first = try await terminal.wait(for: "the graph") { $0.contains("1 Graph") && $0.contains("/s─") }
    #expect(first.hasPrefix("╭─ meshtop ─ demo"))
    #expect(try terminal.modes().hasPrefix("1 0"))

    // A box is chosen by its double frame; another one after a move.
    try await terminal.wait(for: "a chosen box") { $0.contains("╔═") }
    try terminal.press("Right")
    try terminal.press("Down")
    try await terminal.wait(for: "another box") { $0.contains("╔═") && $0 != first }

    try terminal.press("2")
    try await terminal.wait(for: "the table") {
      $0.contains("Source") && $0.contains("Target") && $0.contains("Requests")
    }
    try terminal.press("1")
    try await terminal.wait(for: "the graph again") { $0.contains("╔═") }

    try terminal.press("?")
    try await terminal.wait(for: "the help") { $0.contains("Keys") && $0.contains("Moving") }
    try terminal.press("Escape")
    try await terminal.wait(for: "no help") { !$0.contains("Moving") }

    try terminal.press("t")
    try await terminal.wait(forText: "Rates over the last")
    try terminal.press("Escape")
    try await terminal.wait(for: "no choice of windows") { !$0.contains("Rates over the last") }

    try terminal.press("/")
    try terminal.type("checkout")
    try await terminal.wait(for: "what is looked for") { $0.split(separator: "\n").last?.contains("checkout") == true }
    try terminal.press("Enter")
    try await terminal.wait(for: "what was found") { screen in
      // The chosen box is told of below the graph.
      screen.split(separator: "\n").suffix(height / 2).contains { $0.contains("checkout") } && screen.contains("╔═")
    }
    // An escape with more behind it at once would be another key.
    try terminal.press("Escape")
    try await terminal.wait(for: "nothing looked for") { !$0.contains("1 found") }

    try terminal.press("p")
    try await terminal.wait(for: "the pause") { $0.lowercased().contains("paused") }
    try terminal.press("p")
    try await terminal.wait(for: "no pause") { !$0.lowercased().contains("paused") }

    try terminal.press("q")
    try await expectShell(terminal, status: 0, settings: settings)
  }

  @Test("colours are of 24 bits where the terminal says so, else of the palette, and keys stay the terminal's")
  func colours() async throws {
    for (variables, wanted, unwanted) in [
      ("COLORTERM=truecolor", "8;2;", "8;5;"), ("COLORTERM=", "8;5;", "8;2;"), ("TERM=xterm-direct", "8;2;", "8;5;"),
      ("COLORTERM=truecolor TERM=xterm", "8;2;", "8;5;"), ("COLORTERM=truecolor TERM=screen TMUX=", "m", "8;2;"),
      ("COLORTERM=truecolor NO_COLOR=1", "m", "8;2;"), ("COLORTERM=truecolor TERM=linux", "m", "8;2;"),
    ] {
      let terminal = try TmuxTerminal(width: 80, height: 24)
      try await terminal.wait(forText: "prompt>")
      try terminal.command("\(variables) '\(try Program.built("meshtop"))' --demo; echo status $?")
      try await terminal.wait(for: "the graph, \(variables)") { $0.contains("1 Graph") && $0.contains("/s─") }
      let screen = try terminal.colouredScreen()
      #expect(screen.contains(wanted), "\(variables)")
      #expect(!screen.contains(unwanted), "\(variables)")
      try terminal.press("F5")
      try terminal.press("Right")
      try await terminal.wait(for: "a chosen box, \(variables)") { $0.contains("╔═") }
      try terminal.press("q")
      try await terminal.wait(forText: "status 0")
      #expect(try terminal.modes() == Self.shellModes)
    }
  }

  @Test("a large mesh starts with a box for each namespace, which opens, and a part of it can be looked at")
  func parts() async throws {
    let folder = try Folder()
    let edges = (1..<80).map { number in
      let (source, target) = (
        "c/n\((number - 1) / 20)/workload/s\(number - 1)", "c/n\(number / 20)/workload/s\(number)"
      )
      return "{\"source\":\"\(source)\",\"target\":\"\(target)\",\"http\":{\"rate\":1,\"errorPercent\":0}}"
    }
    let file = try folder.write(
      "{\"schema\":\"meshtop.snapshot/1\",\"nodes\":[],\"edges\":[\(edges.joined(separator: ","))]}", to: "mesh.json")
    let terminal = try TmuxTerminal(width: 120, height: 40)
    try await terminal.wait(forText: "prompt>")
    try terminal.command("'\(try Program.built("meshtop"))' --replay \(file) --focus nobody")
    try await terminal.wait(forText: "There is no node named nobody.")
    try await terminal.wait(forText: "4 boxes for 80 nodes, 79 edges")
    try await terminal.wait(forText: "║ ? 20 nodes")
    try terminal.press("Enter")
    try await terminal.wait(forText: "23 boxes for 80 nodes")
    try terminal.press("F")
    try await terminal.wait(forText: "2 hops around")
    try terminal.press("2")
    try await terminal.wait(forText: "of 80 boxes; esc leaves")
    try terminal.press("Escape")
    try await terminal.wait(forText: "23 boxes for 80 nodes")
    try terminal.press("Escape")
    try await terminal.wait(forText: "4 boxes for 80 nodes")
  }

  @Test("padlocks show where the terminal draws them two cells wide, and not where others are asked for")
  func glyphs() async throws {
    for (options, lock, corner) in [
      ("", "🔒 ", "╭"), ("--glyphs emoji", "🔒 ", "╭"), ("--glyphs unicode", "■ ", "╭"), ("--glyphs ascii", "# ", "+"),
      ("--ascii", "# ", "+"),
    ] {
      let terminal = try TmuxTerminal(width: 120, height: 40)
      try await terminal.wait(forText: "prompt>")
      try terminal.command("'\(try Program.built("meshtop"))' --demo --namespace bookinfo \(options); echo status $?")
      // What is typed while the terminal is asked is not lost.
      try terminal.press("2")
      let screen = try await terminal.wait(for: "the table") { $0.contains("Source") && $0.contains("100%") }
      #expect(screen.contains("\(lock)100%"), "\(options)")
      #expect(screen.hasPrefix(corner))
      if lock != "🔒 " { #expect(!screen.contains("🔒")) }
      try terminal.press("q")
      try await terminal.wait(forText: "status 0")
    }
  }

  @Test(
    "a terminal that does not answer gets signs of one cell, and what is typed before is not lost",
    .enabled(if: Program.areInstalled("script"), "script is not installed; apt install bsdutils"))
  func muteTerminal() throws {
    let folder = try Folder()
    let meshtop = try Program.built("meshtop")
    // The terminal that script makes shows everything to a file, and answers nothing. The table is asked for at once; the
    // program is ended as soon as it shows.
    let outcome = try Program.run(
      "/bin/bash",
      [
        "-c",
        """
        cd '\(folder.path)'; touch screen
        { printf 2; until grep -q Requests screen; do sleep 0.05; done; printf q; } |
          script -qefc "'\(meshtop)' --demo --namespace bookinfo" screen > /dev/null
        """,
      ], environment: ["TERM": "xterm-256color"])
    #expect(outcome.status == 0)
    let screen = folder.text("screen")
    #expect(screen.contains("\u{1B}[6n"))
    #expect(screen.contains("■"))
    // But for the question itself, which was wiped.
    #expect(screen.components(separatedBy: "🔒").count == 2)
  }

  @Test("the screen follows the terminal's size, also down to a few cells and back")
  func resize() async throws {
    let terminal = try await demo(width: 120, height: 40)
    for (width, height) in [(80, 24), (200, 50), (60, 16), (10, 3), (2, 1), (120, 40)] {
      try terminal.resize(width: width, height: height)
      guard width >= 60 else { continue }
      try await terminal.wait(for: "a screen of \(width)x\(height)") { screen in
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return lines.count == height && lines.first?.count == width && lines.first?.hasSuffix("╮") == true
          && lines.last?.hasSuffix("╯") == true
      }
    }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
  }

  @Test("Ctrl-c ends the program well")
  func interrupt() async throws {
    let terminal = try await demo()
    try terminal.press("C-c")
    try await terminal.wait(forText: "status 0")
    #expect(try terminal.modes() == Self.shellModes)
  }

  @Test(
    "a signal ends the program with the status that shells know it by, and gives the terminal back",
    arguments: [
      (SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGSEGV, 139), (SIGABRT, 134), (SIGQUIT, 131), (SIGTRAP, 133),
    ])
  func signals(signal: Int32, status: Int) async throws {
    let terminal = try TmuxTerminal(width: 100, height: 30)
    let settings = try await settings(of: terminal)
    _ = try await terminal.result(of: "ulimit -c 0")
    // No trace of the stack, which takes its time.
    try terminal.command(
      "ulimit -c 0; SWIFT_BACKTRACE=enable=no '\(try Program.built("meshtop"))' --demo & pid=$!; fg; echo status $?")
    try await terminal.wait(for: "the graph") { $0.contains("1 Graph") && $0.contains("/s─") }
    let child = try await processID(in: terminal)
    #expect(kill(child, signal) == 0)
    try await expectShell(terminal, status: status, settings: settings)
  }

  @Test("Ctrl-z stops the program with the terminal as it was, and fg brings it back")
  func suspend() async throws {
    let terminal = try TmuxTerminal(width: 100, height: 30)
    let settings = try await settings(of: terminal)
    try terminal.command("'\(try Program.built("meshtop"))' --demo")
    try await terminal.wait(for: "the graph") { $0.contains("1 Graph") && $0.contains("/s─") }
    for _ in 0..<2 {
      try terminal.press("C-z")
      try await terminal.wait(forText: "Stopped", limit: .seconds(10))
      #expect(try terminal.modes() == Self.shellModes)
      #expect(try await terminal.result(of: "stty -a") == settings)
      try terminal.command("clear; fg")
      try await terminal.wait(for: "the graph again") { $0.contains("1 Graph") && $0.contains("/s─") }
      #expect(try terminal.modes().hasPrefix("1 0"))
    }
    try terminal.press("q")
    try await terminal.wait(for: "the shell") { !$0.contains("1 Graph") && $0.contains("prompt>") }
    #expect(try await terminal.result(of: "echo $?; stty -a").hasSuffix(settings))
  }

  @Test("Ctrl-s saves the mesh as text and says where, and never over a file that is there")
  func save() async throws {
    let terminal = try await demo()
    for count in 1...2 {
      try terminal.press("C-s")
      try await terminal.wait(for: "the file's name on screen") { screen in
        terminal.files.count == count && terminal.files.contains { screen.contains("Saved to \($0).") }
      }
    }
    for name in terminal.files {
      #expect(name.hasSuffix(".txt"))
      let text = try String(contentsOfFile: "\(terminal.workFolder)/\(name)", encoding: .utf8)
      #expect(text.contains("boutique"))
      #expect(!text.contains("\u{1B}"))
    }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
  }

  @Test("X saves the screen as a picture and the mesh as a page, each to a file that its message names")
  func saveAs() async throws {
    let terminal = try await demo()
    for (count, key, ending) in [(1, "3", ".svg"), (2, "4", ".html")] {
      try terminal.press("X")
      try await terminal.wait(forText: "Save as")
      try terminal.press(key)
      try await terminal.wait(for: "the file's name on screen") { screen in
        terminal.files.count == count
          && terminal.files.contains { $0.hasSuffix(ending) && screen.contains("Saved to \($0).") }
      }
    }
    for name in terminal.files {
      let text = try String(contentsOfFile: "\(terminal.workFolder)/\(name)", encoding: .utf8)
      #expect(text.contains("1 Graph") == name.hasSuffix(".svg"), "a picture is of the screen")
      #expect(text.contains("</svg>") && !text.contains("Save as"))
    }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
  }

  @Test("what was chosen holds in the next run where it is asked for, and a file that is broken does no harm")
  func keptState() async throws {
    let folder = try Folder()
    let file = "\(folder.path)/meshtop/state.json"
    let terminal = try TmuxTerminal(width: 120, height: 40)
    try await terminal.wait(forText: "prompt>")
    func run(_ options: String, untilShown text: String) async throws {
      try terminal.command(
        "clear; XDG_STATE_HOME='\(folder.path)' '\(try Program.built("meshtop"))' --demo \(options); echo status $?")
      try await terminal.wait(forText: text)
    }
    func quit(by key: String = "q") async throws {
      try terminal.press(key)
      try await terminal.wait(forText: "status 0")
    }
    let (graph, list) = ("╔═", "In↓")

    try await run("", untilShown: graph)
    try terminal.press("4")
    try await terminal.wait(forText: list)
    try await quit()
    #expect(folder.names.isEmpty, "the demo keeps nothing by itself")

    try await run("--state", untilShown: graph)
    try terminal.press("4")
    try await terminal.wait(forText: list)
    try terminal.press(">")
    try await terminal.wait(forText: "Errors↓")
    try await quit(by: "C-c")
    let kept = folder.text("meshtop/state.json")
    #expect(kept.contains("\"source\": \"demo\""))
    #expect(kept.contains("\"column\": \"Errors\""))
    #expect(!kept.contains("theme"), "only what was chosen is kept")
    try await run("--state", untilShown: "Errors↓")
    try await quit()
    try await run("--no-state", untilShown: graph)
    try await quit()
    #expect(folder.text("meshtop/state.json") == kept)

    // A planted link is replaced, not followed.
    let other = try folder.write("precious", to: "other")
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: other)
    try await run("--state", untilShown: "is not the file that it should be")
    try terminal.press("4")
    try await terminal.wait(forText: list)
    try await quit()
    #expect(folder.text("other") == "precious")
    #expect(folder.text("meshtop/state.json").contains("\"pane\": \"workloads\""))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/meshtop") == ["state.json"])

    try folder.write("{", to: "meshtop/state.json")
    try await run("--state", untilShown: "is not what meshtop wrote")
    try await quit()
  }

  @Test("text that is pasted runs no commands")
  func paste() async throws {
    let terminal = try await demo()
    try terminal.paste("qQ")
    try terminal.press("2")
    try await terminal.wait(for: "the table") { $0.contains("Source") && $0.contains("Target") }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
  }

  @Test("a dashboard whose terminal goes away ends")
  func hangUp() async throws {
    let terminal = try await demo()
    let child = try await processID(in: terminal)
    try terminal.end()
    try await wait(for: "the end of the program") { kill(child, 0) != 0 }
  }

  /// The process of the dashboard in a terminal.
  private func processID(in terminal: TmuxTerminal) async throws -> pid_t {
    let shell = try terminal.shell()
    var found: pid_t?
    try await wait(for: "the dashboard's process") {
      let children = try Program.tool("ps", ["-o", "pid=,comm=", "--ppid", "\(shell)"])
      found = children.split(separator: "\n").first { $0.contains("meshtop") }
        .flatMap { $0.split(separator: " ").first }.flatMap { pid_t($0) }
      return found != nil
    }
    guard let found else { throw Failure("there is no dashboard") }
    return found
  }
}

@Suite(
  "The live screen of a real server", .serialized, .timeLimit(.minutes(3)),
  .enabled(
    if: Program.areInstalled("tmux", "prometheus", "promtool"),
    "tmux or prometheus is not installed; apt install tmux prometheus"))
struct LiveServerTests {
  @Test("a server that goes away leaves the last picture with the reason, and comes back by itself")
  func killedServer() async throws {
    let server = try await RealPrometheus()
    let terminal = try TmuxTerminal(width: 120, height: 40)
    try terminal.command(
      "'\(try Program.built("meshtop"))' --prometheus \(server.url) --at \(RealPrometheus.end) --refresh 1s; echo status $?"
    )
    try await terminal.wait(for: "the graph") { $0.contains("boutique") && $0.contains("/s─") }
    server.stop()
    let failed = try await terminal.wait(forText: "Nothing answers at \(server.url)")
    #expect(failed.contains("boutique"))
    try terminal.press("2")
    try await terminal.wait(for: "the last picture's table") { $0.contains("Source") && $0.contains("boutique") }
    try await server.start()
    try await terminal.wait(for: "no failure", limit: .seconds(60)) {
      !$0.contains("Nothing answers") && $0.contains("boutique")
    }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
  }

  @Test("a server that is not there at first is waited for")
  func notThereYet() async throws {
    let server = try await RealPrometheus()
    server.stop()
    let terminal = try TmuxTerminal(width: 80, height: 24)
    try terminal.command(
      "'\(try Program.built("meshtop"))' --prometheus \(server.url) --at \(RealPrometheus.end) --refresh 1s; echo status $?"
    )
    try await terminal.wait(forText: "Nothing answers at \(server.url)")
    try await server.start()
    try await terminal.wait(for: "the graph", limit: .seconds(60)) { $0.contains("boutique") }
    try terminal.press("q")
    try await terminal.wait(forText: "status 0")
  }
}
