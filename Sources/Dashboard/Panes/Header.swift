import FoundationEssentials
import Mesh
import Terminal

/// The line at the top: what is looked at, and how the mesh as a whole does.
enum Header {
  /// Draws the line on the upper border.
  static func draw(_ state: State, on canvas: inout Canvas, _ look: Look) {
    let room = canvas.width - 4
    let leastSource = 12
    var facts = facts(state, isShort: false)
    var figures = figures(state, look, isShort: false)
    func isTooWide() -> Bool {
      let source = displayWidth(of: facts[1].text)
      return width(facts) - max(0, source - leastSource) + width(figures) > room
    }
    if isTooWide() { figures = self.figures(state, look, isShort: true) }
    if isTooWide() { facts = self.facts(state, isShort: true) }
    // What says least goes first where there is still no room.
    while isTooWide(), facts.count > 3 { facts.removeLast() }
    while isTooWide(), figures.count > 1 { figures.removeLast() }
    let source = displayWidth(of: facts[1].text) - max(0, width(facts) + width(figures) - room)
    facts[1].text = Text.cutMiddle(facts[1].text, to: max(4, source), ellipsis: look.glyphs.ellipsis)
    var x = 2
    for fact in facts { x += canvas.write(" \(fact.text) ", x: x, y: 0, style: look.theme[fact.role]) + 1 }
    x = canvas.width - 1 - width(figures)
    for spans in figures {
      x += canvas.write([Span(" ")] + spans + [Span(" ")], x: x, y: 0, width: canvas.width - x - 1, look) + 1
    }
  }

  private static func width(_ facts: [Span]) -> Int { facts.reduce(0) { $0 + displayWidth(of: $1.text) + 3 } }

  private static func width(_ figures: [[Span]]) -> Int {
    figures.reduce(0) { $0 + $1.reduce(0) { $0 + displayWidth(of: $1.text) } + 3 }
  }

  /// Name, source, moment, window, interval: in the order in which they are worth their room.
  private static func facts(_ state: State, isShort: Bool) -> [Span] {
    var facts = [Span("meshtop", .title), Span(state.settings.sourceName, .headerValue)]
    let window = Figures.span(state.mesh?.snapshot.window ?? state.settings.window)
    if let snapshot = state.mesh?.snapshot {
      facts.append(moment(of: snapshot, state))
    }
    facts.append(Span(isShort ? window : "\(window) window", .headerValue))
    if state.refreshing.isPaused {
      facts.insert(Span("paused", .warning), at: 2)
    } else if state.settings.fixedTime == nil, state.past == nil {
      let interval = Figures.span(state.settings.interval)
      facts.append(Span(isShort ? "/\(interval)" : "every \(interval)", .headerValue))
    }
    return facts
  }

  /// The moment that is shown, or that is on its way.
  private static func moment(of snapshot: Snapshot, _ state: State) -> Span {
    let time = Clock.time(state.past ?? snapshot.time, utcOffset: state.settings.utcOffset)
    if state.isOnTheWay { return Span(state.past == nil ? "going to now" : "going to \(time)", .warning) }
    guard let past = state.past else { return Span(time, state.isStale ? .stale : .headerValue) }
    return Span("PAST \(time) (\(Figures.age(state.present.timeIntervalSince(past))) ago)", .warning)
  }

  /// Encryption, requests, errors, bytes, of the whole mesh.
  private static func figures(_ state: State, _ look: Look, isShort: Bool) -> [[Span]] {
    guard let totals = state.mesh?.totals, totals.edges > 0 else { return [] }
    let mtls = totals.mtls
    let lock = "\(look.glyphs.badge(mtls.state)) \(mtls.figure)"
    var first = [Span(isShort ? lock : "\(lock) mTLS", mtls.state.role)]
    if totals.plaintextEdges > 0 {
      first.append(Span("\(isShort ? " " : ", ")\(totals.plaintextEdges) plain", .plaintext))
    }
    var figures = [first]
    if totals.hasRequests {
      let requests = Figures.number(totals.requests)
      figures.append([Span(isShort ? "\(requests)/s" : "\(requests) req/s", .headerValue)])
      let errors = totals.errorPercent ?? 0
      figures.append([Span("\(Figures.percent(errors)) err", errors > 0 ? .warning : .headerValue)])
    }
    figures.append([Span(Figures.bytes(totals.bytes), .headerValue)])
    return figures
  }
}
