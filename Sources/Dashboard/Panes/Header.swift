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
    if let snapshot = state.mesh?.snapshot {
      facts.append(moment(of: snapshot, state, isShort: isShort))
    }
    facts.append(window(state, isShort: isShort))
    if state.refreshing.isPaused, state.replay == nil {
      facts.insert(Span("paused", .warning), at: 2)
    } else if state.settings.fixedTime == nil, state.past == nil {
      let interval = Figures.span(state.interval)
      facts.append(Span(isShort ? "/\(interval)" : "every \(interval)", .headerValue))
    }
    return facts
  }

  /// The window that the rates are over, and the one that was asked for where that is too short for the scrapes.
  private static func window(_ state: State, isShort: Bool) -> Span {
    let wanted = state.settings.window
    let window = state.mesh?.snapshot.window ?? wanted
    let text = isShort ? Figures.span(window) : "\(Figures.span(window)) window"
    guard window > wanted, state.hindrance(to: wanted) != nil else { return Span(text, .headerValue) }
    return Span("\(text), not \(Figures.span(wanted))", .warning)
  }

  /// The moment that is shown, or that is on its way, and how long an answer or a layout has been awaited.
  private static func moment(of snapshot: Snapshot, _ state: State, isShort: Bool) -> Span {
    func time(_ date: Date) -> String { Clock.time(date, utcOffset: state.settings.utcOffset) }
    if state.isLeaping {
      let target = state.past.map(time) ?? "now"
      return Span("going to \(target)\(state.waiting.map { ", \($0)" } ?? "")", .warning)
    }
    // Where there is little room, how long it takes is worth more than what has been seen all along.
    if isShort, let words = state.waitingWords { return Span(words, .warning) }
    let waiting = state.waitingWords.map { ", \($0)" } ?? ""
    guard let past = state.shownPast else {
      return Span(time(snapshot.time) + waiting, state.isStale ? .stale : .headerValue)
    }
    // The time bar tells whether it is a replay, and how long ago it was.
    if isShort { return Span("PAST \(time(past))", .warning) }
    if state.replay != nil { return Span("REPLAY \(time(past))\(waiting)", .warning) }
    return Span("PAST \(time(past)) (\(Figures.age(state.present.timeIntervalSince(past))) ago)\(waiting)", .warning)
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
