import ArgumentParser
import Configuration
import Curses
import Dashboard
import FoundationEssentials
import Glibc
import Mesh
import Terminal

/// `meshtop`: the dashboard.
struct Live: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live",
    abstract: "Show who talks to whom in an Istio mesh, encrypted or not, how much, how fast and how well.",
    usage: """
      meshtop (--thanos URL | --demo | --replay FILE) [<options>]
      meshtop snapshot [--format text|json|svg|html|…] [-o FILE] …
      meshtop record -o FILE [--every 15s] [--for 1h] …
      """,
    discussion: """
      Asks Prometheus or Thanos for what ztunnels, waypoints, sidecars and
      gateways report, and draws the graph of services. Press ? for the keys.
      Where standard output is no terminal, one snapshot is written as text.

      Other commands, each with its own --help: snapshot, record, diff, check,
      watch, doctor, doctor connection, queries, config.

      Examples:
        meshtop --demo
        meshtop --thanos https://thanos.example --token-command 'oc whoami -t'
        meshtop --prometheus http://localhost:9090 --namespace 'shop-*'
        meshtop snapshot --demo --format json -o mesh.json

      Exit status: 0 well, 64 wrong usage, 65 a bad file, 69 the source cannot
      be reached, 73 a file cannot be written, 77 not allowed.

      MESHTOP_URL and MESHTOP_TOKEN stand in for --thanos and a token, and
      MESHTOP_PASSWORD for --password-file. Who asks is told by a flag, or else
      by MESHTOP_TOKEN, or else, in a pod and for an https address, by the
      pod's service account. Proxies are taken from https_proxy, http_proxy,
      all_proxy and no_proxy.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Mesh") var mesh: MeshOptions
  @OptionGroup(title: "Mesh") var moment: MomentOption
  @OptionGroup(title: "Parts") var parts: PartOptions
  @OptionGroup(title: "Look") var look: LookOptions

  @Option(help: ArgumentHelp("The time between refreshes, such as 30s.", valueName: "span"))
  var refresh = Span(.seconds(15))

  @Flag(help: "Leave the mouse to the terminal, for selecting text.")
  var noMouse = false

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      """
      Begin as the last run with this source or context ended, and keep what is chosen. (default: --state, but not for \
      --demo and --replay)
      """))
  var state: Bool?

  /// Writes a snapshot, where there is no terminal to show it on.
  func run() async throws {
    do {
      let feed = try source.feed(try mesh.traffic())
      let snapshot = try await feed.snapshot(at: moment.date ?? source.present, mesh.question)
      if let notice = feed.notice { StandardStreams.complain("meshtop: \(notice)") }
      let view = try parts.view(of: MeshIndex(snapshot))
      try StandardStreams.write(TakeSnapshot.document(view, parts.search(in: mesh.namespace), look))
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  /// Shows the dashboard until the user has enough.
  @MainActor
  func show(_ arguments: ConfiguredArguments) throws {
    do {
      try show(try source.feed(try mesh.traffic()), arguments)
    } catch let trouble as Trouble {
      throw trouble.report()
    }
  }

  @MainActor
  private func show(_ feed: any Feed, _ arguments: ConfiguredArguments) throws {
    let theme = try look.loadTheme(look.theme)
    let config = try ConfigFile.load(mesh.config)
    let keys = try keys(config)
    let screen: Screen
    do {
      var options = ScreenOptions(environment: Environment.all)
      options.mouse = !noMouse
      screen = try Screen.open(options)
    } catch {
      throw Trouble(.unreachable, "\(error)")
    }
    // However this ends, the terminal is given back first.
    defer { screen.close() }
    var names = Themes.names
    if !names.contains(look.theme) { names.insert(look.theme, at: 0) }
    var settings = Settings(
      sourceName: feed.name, window: mesh.window.duration, interval: refresh.duration, fixedTime: moment.date,
      graph: mesh.graph, grouping: look.group, alarm: feed.alarm, namespaces: mesh.namespace,
      utcOffset: Self.utcOffset(), themes: names, theme: look.theme)
    settings.moments = feed.moments
    settings.waypoints = mesh.waypoints
    settings.includesIdle = mesh.idle
    settings.view = parts.live
    settings.finds = FindPreset.merge(config.finds, before: FindPreset.finds)
    settings.hides = FindPreset.merge(config.hides, before: FindPreset.hides)
    settings.beginsWithTrouble = true
    settings.find = parts.find
    settings.hide = parts.hide
    settings.focus = parts.focused
    let file = keepsState ? StateFile.standard : nil
    let subject = arguments.context.map { "context \($0)" } ?? feed.name
    var kept = KeptState()
    do throws(Trouble) {
      kept = try file?.load()[subject] ?? kept
    } catch {
      settings.mishap = error.description
    }
    settings.seed = .random(in: 0 ... .max)
    let clock = SteadyClock(.now)
    var state = State(
      settings: settings, keys: keys, width: screen.size.width, height: screen.size.height, now: clock.now)
    state.restore(arguments.unsaid(of: kept))
    let start = state.kept
    // A screen in another character set shows nothing else, whatever was asked for.
    let choice = screen.isUTF8 ? look.wantedGlyphs : .ascii
    if choice == .auto || state.settings.theme == Theme.automaticName { screen.probeTerminal() }
    let glyphs = choice.glyphs(isUTF8: screen.isUTF8)
    var shown = theme
    do throws(Trouble) {
      shown = try look.loadTheme(state.settings.theme)
    } catch {
      _ = reduce(into: &state, .themeRefused(error.failure, shown: look.theme), at: clock.now)
    }
    let first = Look(theme: shown, glyphs: glyphs)
    let loop = DashboardLoop(state, screen, feed, first, clock: clock, glyphs: choice) {
      name, hasLightBackground throws(Trouble) in
      try look.loadTheme(name, hasLightBackground: hasLightBackground)
    }
    let end = loop.run()
    screen.close()
    do throws(Trouble) {
      try file?.keep(loop.state.kept, since: start, for: subject)
    } catch {
      StandardStreams.complain("meshtop: \(error)")
    }
    if case .signal(let number) = end { throw ExitCode(128 + number) }
  }

  /// Whether what is chosen holds in the next run: what is only tried or looked back at leaves no trace.
  private var keepsState: Bool { state ?? !(source.demo || source.replay != nil) }

  /// The keys, as the configuration has them.
  private func keys(_ config: ConfigFile) throws(Trouble) -> KeyMap {
    do {
      return try KeyMap.standard.replacing(config.keys)
    } catch {
      throw Trouble(.badFile, "The configuration's keys: \(error.problem)", error.remedy)
    }
  }

  /// The offset of local time from UTC, in seconds.
  static func utcOffset() -> Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return local.tm_gmtoff
  }
}
