import Foundation
import Testing

@Suite("The command") struct CommandTests {
  @Test(
    "wrong usage ends with 64 and says what is wrong",
    arguments: [
      (["--bogus"], "--bogus"), (["snapshot", "--format", "xml", "--demo"], "xml"), (["snapshot"], "--thanos"),
      ([], "--thanos"),
      (["--demo", "--replay", "x"], "only one"), (["snapshot", "--demo", "--width", "0"], "--width"),
      (["snapshot", "--demo", "--window", "0s"], "0s"), (["snapshot", "--demo", "--selector", "a=b"], "--selector"),
      (["snapshot", "--thanos", "ftp://host"], "ftp://host"),
      (["--demo", "--token-file", "a", "--token-command", "b"], "only one"),
      (["--demo", "--user", "a", "--kubeconfig", "b"], "only one of --user and --kubeconfig"),
      (["--demo", "--token-file", "a", "--kube-context", "b"], "only one of --token-file and --kube-context"),
      (["--demo", "--client-cert", "a", "--kubeconfig", "b"], "only one of --kubeconfig and --client-cert"),
      (["--demo", "--password-file", "a"], "Give --user"), (["--demo", "--client-key", "a"], "Give --client-cert"),
      (["snapshot", "--thanos", "a", "--header", "Authorization: x"], "--token-file"),
      (["snapshot", "--thanos", "a", "--tenant", "a b"], "no name of a namespace"),
      (["snapshot", "--thanos", "a", "--server-name", "a:1"], "no name of a server"),
      (["snapshot", "--thanos", "http://localhost", "--server-name", "a"], "is not encrypted"),
      (["snapshot", "--demo", "--width", "80", "--theme", "none-such"], "none-such"),
      (["snapshot", "--demo", "--focus", "nobody"], "no node named nobody"), (["--demo", "--focus", ":2"], "--focus"),
      (["snapshot", "--demo", "--collapse", "none", "--collapse", "shop"], "--collapse"),
      (["snapshot", "--demo", "--hide", "nmae = x"], "nmae = x\n  ^^^^"),
      (["--demo", "--find", "rt > fast"], "a number"),
    ])
  func usage(arguments: [String], named: String) throws {
    let outcome = try Program.run(try Program.built("meshtop"), arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(named), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("an address with a password in it ends with 64 without showing it")
  func password() throws {
    let outcome = try Program.meshtop("snapshot", "--thanos", "https://user:hunter2@host.invalid")
    #expect(outcome.status == 64)
    #expect(!outcome.errors.contains("hunter2"))
  }

  @Test("a bad file ends with 65")
  func badFile() throws {
    let folder = try Folder()
    for path in [
      try folder.write("{\"a\":1}", to: "other.json"), try folder.write("x", to: "text"), "\(folder.path)/none",
    ] {
      let outcome = try Program.meshtop("snapshot", "--replay", path)
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains(path))
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test("a server that cannot be reached ends with 69 and one line")
  func unreachable() throws {
    let url = "http://127.0.0.1:\(try FreePort.any())"
    for arguments in [["snapshot", "--prometheus", url], ["--prometheus", url]] {
      let outcome = try Program.run(try Program.built("meshtop"), arguments)
      #expect(outcome.status == 69)
      #expect(outcome.errors.contains("Nothing answers at \(url)"))
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(outcome.output.isEmpty)
    }
    let name = try Program.meshtop("snapshot", "--thanos", "https://thanos.meshtop.invalid")
    #expect(name.status == 69)
    #expect(name.errors.contains("thanos.meshtop.invalid"))
  }

  @Test("the address may come from the environment, and a flag goes before it")
  func environment() throws {
    let (first, second) = ("http://127.0.0.1:\(try FreePort.any())", "http://127.0.0.1:\(try FreePort.any())")
    let outcome = try Program.meshtop("snapshot", environment: ["MESHTOP_URL": first])
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains(first))
    let flag = try Program.meshtop("snapshot", "--prometheus", second, environment: ["MESHTOP_URL": first])
    #expect(flag.errors.contains(second))
  }

  @Test("where standard output is no terminal, the dashboard is one snapshot as text")
  func noTerminal() throws {
    let live = try Program.meshtop("--demo", "--at", "1790000000")
    #expect(live.status == 0)
    #expect(live.errors.isEmpty)
    #expect(live.output.contains("boutique"))
    #expect(!live.output.contains("\u{1B}"))
    #expect(live.output == (try Program.meshtop("snapshot", "--demo", "--at", "1790000000")).output)
  }

  @Test("a snapshot written to a file is replayed as the same picture")
  func replay() throws {
    let folder = try Folder()
    let file = "\(folder.path)/mesh.json"
    #expect(try Program.meshtop("snapshot", "--demo", "--at", "1790000000", "--format", "json", "-o", file).status == 0)
    #expect(folder.names == ["mesh.json"])
    let replayed = try Program.meshtop("snapshot", "--replay", file, "--format", "json")
    #expect(replayed.status == 0)
    #expect(replayed.output == folder.text("mesh.json"))
    for size in [["--width", "80", "--height", "24"], ["--width", "200", "--height", "50"]] {
      let screen = try Program.run(try Program.built("meshtop"), ["snapshot", "--replay", file] + size)
      #expect(screen.status == 0)
      #expect(
        screen.output.split(separator: "\n", omittingEmptySubsequences: false).count
          == Int(size[3], radix: 10).map { $0 + 1 })
    }
  }

  @Test("parts of the mesh are shown as they are asked for, and written as JSON whole")
  func parts() throws {
    let demo = ["snapshot", "--demo", "--at", "1790000000"]
    let program = try Program.built("meshtop")
    func output(_ arguments: [String]) throws -> String { try Program.run(program, demo + arguments).output }
    let collapsed = try output(["--collapse", "boutique", "--format", "layout"])
    #expect(collapsed.contains("\"Kubernetes/boutique/namespace/boutique\""))
    #expect(!collapsed.contains("workload/checkout"))
    #expect(collapsed.contains("workload/productpage-v1"))
    let focus = try output(["--focus", "checkout:1"])
    #expect(focus.contains("Shown: 1 hop around boutique/checkout, 8 boxes for 26 nodes."))
    #expect(focus.contains("bookinfo/productpage-v1"), "the table is of all edges")
    let json = try output(["--format", "json"])
    #expect(try output(["--format", "json", "--collapse", "boutique", "--fold", "auto"]) == json)
    // As few nodes as the demo has are shown one by one.
    #expect(try output(["--collapse", "auto", "--fold", "auto"]) == output([]))
  }

  @Test("a configuration stands in for flags, which go before it; contexts are chosen by name")
  func configuration() throws {
    let folder = try Folder()
    let path = try folder.write(
      """
      current-context = "demo-ish"
      [defaults]
      window = "5m"
      [contexts.demo-ish]
      prometheus = "http://127.0.0.1:1"
      namespace = ["bookinfo"]
      [contexts.other]
      prometheus = "http://127.0.0.1:2"
      [keys]
      find = ["ctrl-f", "/"]
      """, to: "config.toml")
    func json(_ arguments: String...) throws -> String {
      try Program.run(try Program.built("meshtop"), ["snapshot", "--format", "json", "--config", path] + arguments)
        .output
    }
    let demo = try json("--demo")
    #expect(demo.contains("\"window\":300"))
    #expect(demo.contains("bookinfo/workload"))
    #expect(!demo.contains("boutique/workload"))
    #expect(try json("--demo", "--window", "10m", "--namespace", "boutique").contains("\"window\":600"))
    // Without a source of its own, the context's is asked, which is not there.
    #expect(try Program.meshtop("snapshot", "--config", path).errors.contains("127.0.0.1:1"))
    #expect(try Program.meshtop("snapshot", "--config", path, "--context", "other").errors.contains("127.0.0.1:2"))
    let unknown = try Program.meshtop("snapshot", "--config", path, "--context", "none")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("Use one of demo-ish, other."))

    #expect(try Program.meshtop("config", "check", "--config", path).output == "\(path): all well\n")
    let none = try Program.meshtop("config", "check", environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(none.output.contains("there is none"))
    #expect(none.status == 0)
    let shown = try Program.meshtop("config", "show", "--config", path).output
    #expect(shown.contains("context demo-ish"))
    #expect(shown.contains("window = 5m  # [defaults]"))
    #expect(shown.contains("find = ctrl-f, /  # [keys]"))
    #expect(try Program.meshtop("config", "path", "--config", path).output == "\(path)\n")
  }

  @Test("a context's token goes to no other server, and config show tells no secret")
  func foreignToken() throws {
    let folder = try Folder()
    let url = "http://127.0.0.1:\(try FreePort.any())"
    let other = "http://127.0.0.1:\(try FreePort.any())"
    let path = try folder.write(
      """
      [defaults]
      prometheus = "\(url)"
      token-command = "touch '\(folder.path)/asked'; echo planted"
      [contexts.other]
      prometheus = "\(other)"
      [contexts.secret]
      thanos = "https://user:planted@host.invalid"
      """, to: "config.toml")
    func isTokenUsed(_ arguments: String..., environment: [String: String] = [:]) throws -> Bool {
      let outcome = try Program.run(
        try Program.built("meshtop"), ["snapshot", "--config", path] + arguments, environment: environment)
      #expect(outcome.status == 69, "\(outcome.errors)")
      defer { try? FileManager.default.removeItem(atPath: "\(folder.path)/asked") }
      return folder.names.contains("asked")
    }
    #expect(try isTokenUsed())
    #expect(try !isTokenUsed("--prometheus", other))
    #expect(try !isTokenUsed("--context", "other"))
    #expect(try !isTokenUsed(environment: ["MESHTOP_URL": other]))

    for context in [[], ["--context", "secret"]] {
      let shown = try Program.run(try Program.built("meshtop"), ["config", "show", "--config", path] + context)
      #expect(shown.output.contains(context.isEmpty ? "token-command = (a command)" : "@host.invalid"))
      #expect(!shown.output.contains("planted"))
    }
  }

  @Test("a context takes every way in, which flags and variables of the environment displace as a whole")
  func waysIn() throws {
    let folder = try Folder()
    let server = "prometheus = \"http://127.0.0.1:\(try FreePort.any())\""
    let path = try folder.write(
      """
      [contexts.login]
      \(server)
      user = "alice"
      password-file = "\(folder.path)/none"
      header = ["X-Scope-OrgID: planted"]
      tenant = "shop"
      [contexts.kube]
      \(server)
      kubeconfig = "\(folder.path)/none"
      """, to: "config.toml")
    func ask(_ context: String, _ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
      try Program.run(
        try Program.built("meshtop"), ["snapshot", "--config", path, "--context", context] + arguments,
        environment: environment)
    }
    let login = try ask("login")
    #expect(login.status == 77)
    #expect(login.errors.contains("No password can be read from \(folder.path)/none"))
    let token = try folder.write("token", to: "token")
    for outcome in [try ask("login", "--token-file", token), try ask("kube", "--token-file", token)] {
      #expect(outcome.status == 69)
      #expect(outcome.errors.contains("Nothing answers"))
    }
    let kube = try ask("kube")
    #expect(kube.status == 65)
    #expect(kube.errors.contains("The kubeconfig \(folder.path)/none cannot be read"))
    let shown = try Program.meshtop("config", "show", "--config", path, "--context", "login").output
    #expect(shown.contains("header = X-Scope-OrgID: (secret)"))
    #expect(!shown.contains("planted"))
  }

  @Test(
    "a configuration with a mistake says where and what",
    arguments: [
      ("[keys]\nfind = [\"q\"]", "q is a key of both"), ("[keys]\nnone-such = [\"f\"]", "no command named none-such"),
      ("[defaults]\nwindow = \"soon\"", "window"), ("[contexts.a]\ncolour = \"red\"", "colour"),
      ("[defaults]\nascii = \"yes\"", "true or false"), ("current-context = \"x\"", "current-context"),
      ("[contexts.a]\ngraph = \"pie\"", "graph"), ("x", "line 1"),
      ("[contexts.a]\nuser = \"a\"\ntoken-file = \"b\"", "is given, too"),
      ("[contexts.a]\nkube-context = \"a\"\ntoken-file = \"b\"", "is given, too"),
      ("[contexts.a]\npassword-file = \"b\"", "password-file: user is not given."),
      ("[defaults]\nheader = [\"Host: a\"]", "header: Host is not given as a header."),
      ("[defaults]\ntenant = \"a|b\"", "no name of a namespace"), ("[defaults]\nuser = \"a:b\"", "colon"),
      ("[defaults]\nserver-name = \"https://a\"", "no name of a server"), ("[defaults]\nca-dir = \"\"", "empty"),
    ])
  func badConfiguration(text: String, named: String) throws {
    let folder = try Folder()
    let path = try folder.write(text, to: "config.toml")
    let outcome = try Program.meshtop("config", "check", "--config", path)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains(named), "\(outcome.errors)")
    #expect(outcome.errors.contains(path))
  }

  @Test("all mistakes of a configuration are told at once, each with its line, section and key")
  func allFaults() throws {
    let folder = try Folder()
    let path = try folder.write(
      """
      [defaults]
      window = "5x"
      theme = "blau"
      collapse = 5
      namespace = ["shop-[a]"]
      [find]
      slow = "rt > fast"
      [contexts.prod]
      graph = "pie"
      thanos = "https://a"
      prometheus = "https://b"
      [keys]
      find = ["q"]
      turn = ["hyper-x"]
      [[tolerance]]
      protocol = "http"
      codes = ["5XX"]
      degraded = 0
      failing = 1
      [[tolerance]]
      protocol = "quic"
      codes = ["5XX"]
      degraded = 0
      [[tolerance]]
      protocol = "http"
      codes = ["404", "5YY"]
      degraded = 20
      failing = 10
      [[tolerance]]
      protocol = "grpc"
      codes = ["17"]
      degraded = 0
      failing = 0
      """, to: "config.toml")
    let errors = try Program.meshtop("config", "check", "--config", path).errors
    let lines = errors.split(separator: "\n").map(String.init)
    let starts = [
      "line 2: [defaults] window: \"5x\" is no span of time. Write such as", "line 3: [defaults] theme: There is no",
      "line 4: [defaults] collapse: The value must be a list",
      "line 5: [defaults] namespace: \"shop-[a]\" has a [ in it", "line 7: [find] slow: responsetime needs a number.",
      "line 9: [contexts.prod] graph: \"pie\" is none of", "line 10: [contexts.prod] thanos: prometheus is given, too.",
      "line 13: [keys] find: q is a key of both", "line 14: [keys] turn: hyper-x", "line 20: [tolerance] failing: ",
      "line 21: [tolerance] protocol: ", "line 26: [tolerance] codes: \"5YY\" is no code of http.",
      "line 28: [tolerance] failing: It is less than degraded.",
      "line 31: [tolerance] codes: \"17\" is no code of grpc.",
    ]
    for start in starts { #expect(lines.count { $0.hasPrefix("\(path): \(start)") } == 1, "\(start) in \(errors)") }
    #expect(errors.contains("  rt > fast\n       ^^^^\n"))
    #expect(lines.count == starts.count + 2)
  }

  @Test("a bad value of a configuration is told as the file's, where it holds and no flag stands in its place")
  func badValue() throws {
    let folder = try Folder()
    let path = try folder.write("[defaults]\nwindow = \"5x\"\n[contexts.p]\ngraph = \"pie\"", to: "config.toml")
    let wrong = try Program.meshtop("snapshot", "--demo", "--config", path)
    #expect(wrong.status == 65)
    #expect(wrong.errors.hasPrefix("meshtop: \(path): line 2: [defaults] window: \"5x\" is no span of time."))
    #expect(try Program.meshtop("snapshot", "--demo", "--window", "5m", "--config", path).status == 0)
    let other = try Program.meshtop("snapshot", "--demo", "--window", "5m", "--config", path, "--context", "p")
    #expect(other.status == 65)
    #expect(other.errors.contains("line 4: [contexts.p] graph"))
  }

  @Test("a theme in the configuration's folder is known by its name, and a broken one says where and why")
  func ownThemes() throws {
    let folder = try Folder()
    let themes = "\(folder.path)/meshtop/themes"
    try FileManager.default.createDirectory(atPath: themes, withIntermediateDirectories: true)
    try folder.write("inherits = \"dark\"\n[styles]\ntext = \"#fff\"", to: "meshtop/themes/mine.toml")
    try folder.write("inherits = \"dark\"\n[styles]\ntxet = \"#fff\"", to: "meshtop/themes/broken.toml")
    func theme(_ name: String) throws -> Program.Outcome {
      try Program.meshtop(
        "snapshot", "--demo", "--width", "80", "--theme", name, environment: ["XDG_CONFIG_HOME": folder.path])
    }
    #expect(try theme("mine").status == 0)
    let broken = try theme("broken")
    #expect(broken.status == 65)
    #expect(broken.errors.contains("\(themes)/broken.toml: line 3: txet: is no role"))
    let unknown = try theme("none-such")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("mono, broken, mine, or the path"))
  }

  @Test("what is searched for is marked in a snapshot's text and in its layout")
  func find() throws {
    let demo = ["snapshot", "--demo", "--at", "1790000000", "--find", "name = checkout"]
    let program = try Program.built("meshtop")
    let text = try Program.run(program, demo).output
    #expect(text.contains("Found by name = checkout: 1 node, marked »."))
    #expect(text.contains("» boutique/checkout"))
    #expect(try Program.run(program, demo + ["--ascii"]).output.contains("marked >."))
    let layout = try Program.run(program, demo + ["--format", "layout"]).output
    #expect(layout.split(separator: "}").count { $0.contains("\"found\":true") } == 1)
    let nothing = try Program.run(program, ["snapshot", "--demo", "--find", "rt > 100000"]).output
    #expect(nothing.contains("Nothing is found by rt > 100000."))
  }

  @Test("a file that cannot be written ends with 73 and leaves nothing")
  func cannotWrite() throws {
    let folder = try Folder()
    let outcome = try Program.meshtop("snapshot", "--demo", "-o", "\(folder.path)/none/mesh.txt")
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("none/mesh.txt"))
    #expect(folder.names.isEmpty)
  }

  @Test("a reader that has had enough is no failure")
  func closedPipe() throws {
    let program = try Program.built("meshtop")
    let outcome = try Program.run(
      "/bin/bash", ["-c", "'\(program)' snapshot --demo --format json | head -c 10; echo \" ${PIPESTATUS[0]}\""])
    #expect(outcome.output.hasPrefix("{\"schema\""))
    #expect(outcome.output.hasSuffix(" 0\n"), "\(outcome.output) \(outcome.errors)")
  }
}
