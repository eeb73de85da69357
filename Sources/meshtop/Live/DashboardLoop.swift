import Curses
import Dashboard
import FoundationEssentials
import Mesh
import Terminal

/// Shows a dashboard until the user has enough: waits for what happens, lets the state change, draws, has errands run.
///
/// The main thread alone is here. It sleeps while nothing happens, and never waits for the network.
@MainActor
final class DashboardLoop {
  private(set) var state: State
  private let screen: Screen
  private let mailbox: Mailbox
  private let errands: Errands
  private var look: Look
  private var clock: SteadyClock
  private let glyphChoice: GlyphChoice
  private let loadTheme: (String, _ hasLightBackground: Bool?) throws(Trouble) -> Theme
  /// Whether the terminal's background is light; nil while it has not told.
  private var hasLightBackground: Bool?
  /// The name of the theme that shows.
  private var shownTheme: String
  /// The lines of the last frame, which is only drawn anew when something has happened.
  private var isChanged = true

  init(
    _ state: State, _ screen: Screen, _ feed: any Feed, _ look: Look, clock: SteadyClock, glyphs: GlyphChoice,
    loadTheme: @escaping (String, _ hasLightBackground: Bool?) throws(Trouble) -> Theme
  ) {
    glyphChoice = glyphs
    self.clock = clock
    self.state = state
    self.screen = screen
    self.look = look
    self.loadTheme = loadTheme
    shownTheme = state.settings.theme
    mailbox = Mailbox(screen.waker)
    errands = Errands(feed, mailbox)
  }

  /// How the dashboard ended.
  enum End {
    case quit
    /// A signal or the loss of the terminal ended it.
    case signal(Int32)
  }

  /// Runs until the end.
  func run() -> End {
    ClockWatch.start(screen.waker)
    defer { errands.recorder.finish() }
    if let end = perform(begin(&state)) { return end }
    errands.watchGrowth()
    while true {
      // The first frame waits a moment for what the terminal can draw.
      if isChanged, screen.probeDeadline == nil {
        isChanged = false
        screen.present(state.screen(look))
      }
      let events = screen.wait(until: deadline)
      if clock.look(.now), let end = take(.timeJumped) { return end }
      for event in events {
        if let end = take(event) { return end }
      }
      for action in mailbox.take() {
        if let end = take(action) { return end }
      }
      if let wakeAt = state.wakeAt, wakeAt <= clock.now, let end = take(.tick) { return end }
    }
  }

  private var deadline: ContinuousClock.Instant? {
    let wake = state.wakeAt.map {
      ContinuousClock.Instant.now + .milliseconds(Int64(max(0, min($0.timeIntervalSince(clock.now), 3600)) * 1000) + 1)
    }
    return [wake, screen.probeDeadline].compactMap(\.self).min()
  }

  private func take(_ event: ScreenEvent) -> End? {
    switch event {
    case .input(.key(let press)): return take(.key(press))
    case .input(.paste(let text)): return take(.paste(text))
    case .input(.mouse(let mouse)): return take(.mouse(mouse))
    case .input(.resize(let width, let height)): return take(.resized(width: width, height: height))
    case .input(.focus), .input(.cursor), .input(.background), .woken: return nil
    case .probed(let probe):
      look.glyphs = glyphChoice.glyphs(isUTF8: screen.isUTF8, probe: probe)
      hasLightBackground = probe.hasLightBackground
      isChanged = true
      return shownTheme == Theme.automaticName ? show(theme: shownTheme) : nil
    case .resumed:
      screen.redraw()
      return take(.tick)
    case .terminate(let signal): return .signal(signal)
    case .closed: return .signal(1)
    }
  }

  private func take(_ action: Action) -> End? {
    isChanged = true
    let effects = reduce(into: &state, told(action), at: clock.now)
    if case .arrived(.failure(let failure), _) = action, failure.isOverload, let due = state.refreshing.due {
      RunLog.current?.note(backingOffFor: max(0, due.timeIntervalSince(clock.now)))
    }
    return perform(effects)
  }

  /// What a task tells of the source's clock is beside the wall clock.
  private func told(_ action: Action) -> Action {
    if case .clockTold(let ahead) = action { .clockTold(ahead + clock.wallAhead) } else { action }
  }

  /// Shows a theme; where it cannot be read, the one before stays.
  private func show(theme: String) -> End? {
    do throws(Trouble) {
      look.theme = try loadTheme(theme, hasLightBackground)
      shownTheme = theme
      return nil
    } catch {
      return take(.themeRefused(error.failure, shown: shownTheme))
    }
  }

  /// Has a file written: of the screen as it is now, where the format shows it, else of the mesh.
  private func save(_ mesh: MeshIndex, as format: ExportFormat, name: String) {
    if format.showsScreen, format != .text {
      let screen = ScreenDocument(state, look)
      errands.save(name) { screen.bytes(format) }
    } else {
      errands.save(name) { [look] in MeshExport(MeshView(mesh), look).bytes(format) }
    }
  }

  private func perform(_ effects: [Effect]) -> End? {
    for effect in effects {
      switch effect {
      case .fetch(let question, let time): errands.fetch(question, at: time)
      case .fetchBase(let question, let time): errands.fetchBase(question, at: time)
      case .giveUpBase: errands.giveUpBase()
      case .cancelFetch: errands.cancelFetch()
      case .dropConnections: errands.dropConnections()
      case .fetchHistory(let subject, let mesh): errands.fetchHistory(of: subject, in: mesh)
      case .giveUpHistory: errands.giveUpHistory()
      case .fetchTrends(let time): errands.fetchTrends(at: time)
      case .giveUpTrends: errands.giveUpTrends()
      case .fetchControlPlane(let time): errands.fetchControlPlane(at: time)
      case .fetchFindings(let time): errands.fetchFindings(at: time)
      case .layOut(let request): errands.layOut(request, like: state.scene)
      case .save(let mesh, let format, let name): save(mesh, as: format, name: name)
      case .beginRecording(let name): errands.recorder.begin(name)
      case .record(let snapshot): errands.recorder.append(snapshot)
      case .endRecording: errands.recorder.end()
      case .copy(let text): screen.copy(text)
      case .loadTheme(let name): if let end = show(theme: name) { return end }
      case .repaint: screen.redraw()
      case .suspend: screen.suspend()
      case .quit: return .quit
      }
    }
    return nil
  }
}
