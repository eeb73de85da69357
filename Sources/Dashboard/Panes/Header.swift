import FoundationEssentials
import Mesh
import Terminal

/// The line at the top: what is looked at, and how the mesh as a whole does.
enum Header {
  /// A piece of the line, and what a click on it does.
  private struct Part {
    var spans: [Span]
    var command: Command?
    /// Whether it is the source's name, which can be cut.
    var isSource = false
    var width: Int { spans.width }
  }

  /// Draws the line on the upper border.
  static func draw(_ state: State, on canvas: inout Canvas, _ look: Look) {
    for (part, x) in placed(state, look, width: canvas.width) {
      canvas.write([Span(" ")] + part.spans + [Span(" ")], x: x, y: 0, width: canvas.width - x - 1, look)
    }
  }

  /// What a click on a column of the line does.
  static func command(at x: Int, _ state: State) -> Command? {
    // Where its pieces stand depends on how wide locks are: a column that is doubtful does nothing.
    let commands = [GlyphSet.unicode, .emoji].map { glyphs in
      let look = Look(theme: Theme(name: "", styles: [:]), glyphs: glyphs)
      return placed(state, look, width: state.width).first { ($0.x..<$0.x + $0.part.width + 2).contains(x) }?.part
        .command
    }
    return commands[0] == commands[1] ? commands[0] : nil
  }

  /// The pieces that there is room for, and where they begin, with the blank before them.
  private static func placed(_ state: State, _ look: Look, width: Int) -> [(part: Part, x: Int)] {
    let room = width - 4
    let leastSource = 12
    var facts = facts(state, look.glyphs, isShort: false)
    var figures = figures(state, look, isShort: false)
    func cells(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + $1.width + 3 } }
    func source() -> Int { facts.firstIndex { $0.isSource } ?? 0 }
    func isTooWide() -> Bool {
      cells(facts) - max(0, facts[source()].width - leastSource) + cells(figures) > room
    }
    if isTooWide() { figures = self.figures(state, look, isShort: true) }
    if isTooWide() { facts = self.facts(state, look.glyphs, isShort: true) }
    // What says least goes first where there is still no room: the interval, bytes, the program's own name.
    if isTooWide(), facts.count > 4 { facts.removeLast() }
    if isTooWide(), figures.count > 3 { figures.removeLast() }
    if isTooWide() { facts.removeFirst() }
    while isTooWide(), facts.count > 2 { facts.removeLast() }
    while isTooWide(), figures.count > 1 { figures.removeLast() }
    let left = facts[source()].width - max(0, cells(facts) + cells(figures) - room)
    facts[source()].spans[0].text = Text.cutMiddle(
      facts[source()].spans[0].text, to: max(4, left), ellipsis: look.glyphs.ellipsis)
    func placed(_ parts: [Part], from start: Int) -> [(part: Part, x: Int)] {
      var x = start
      return parts.map { part in
        defer { x += part.width + 3 }
        return (part, x)
      }
    }
    return placed(facts, from: 2) + placed(figures, from: width - 1 - cells(figures))
  }

  /// Name, source, moment, window, interval: in the order in which they are worth their room.
  private static func facts(_ state: State, _ glyphs: GlyphSet, isShort: Bool) -> [Part] {
    func part(_ span: Span, _ command: Command? = nil) -> Part { Part(spans: [span], command: command) }
    var facts = [
      part(Span("meshtop", .title), .help),
      Part(spans: [Span(state.settings.sourceName, .headerValue)], isSource: true),
    ]
    if let recording = state.recording {
      // The sign and the letters tell it without colour.
      let count = isShort || recording.snapshots == 0 ? "" : " \(recording.snapshots)"
      facts.append(part(Span("\(glyphs.healthy) REC\(count)", .error), .record))
    }
    if let snapshot = state.mesh?.snapshot {
      // Before what can be left out: figures that lack something must not look whole. The footer tells what.
      if snapshot.isPartial { facts.append(part(Span(isShort ? "PARTIAL" : "PARTIAL ANSWER", .warning))) }
      facts.append(part(moment(of: snapshot, state, isShort: isShort), state.past == nil ? .replay : .present))
    }
    facts.append(part(window(state, isShort: isShort), .window))
    if state.isGoingOn {
      let interval = Figures.span(state.interval)
      facts.append(part(Span(isShort ? "/\(interval)" : "every \(interval)", .headerValue), .pause))
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
    let kind = state.presentKind
    func time(_ date: Date) -> String {
      // What counts as now may be days ago: that a time of day is of another day must show all the same.
      Clock.moment(date, seenFrom: kind == .now ? state.present : state.now, utcOffset: state.settings.utcOffset)
    }
    if state.isLeaping {
      let target = state.past.map(time) ?? kind.name
      return Span("going to \(target)\(state.waiting.map { ", \($0)" } ?? "")", .warning)
    }
    // Where there is little room, how long it takes is worth more than what has been seen all along.
    if isShort, let words = state.waitingWords { return Span(words, .warning) }
    let waiting = state.waitingWords.map { ", \($0)" } ?? ""
    if let mark = kind.mark, kind == .file || state.shownPast == nil {
      let paused = state.refreshing.isPaused && state.past == nil ? ", paused" : ""
      return Span("\(mark) \(time(snapshot.time))\(paused)\(waiting)", .warning)
    }
    if state.shownPast == nil, state.refreshing.isPaused {
      return Span("paused \(time(snapshot.time))\(waiting)", .warning)
    }
    guard let past = state.shownPast else {
      return Span(time(snapshot.time) + waiting, state.isStale ? .stale : .headerValue)
    }
    // The time bar tells whether it is a replay, and how long ago it was.
    if isShort { return Span("PAST \(time(past))", .warning) }
    if state.replay != nil { return Span("REPLAY \(time(past))\(waiting)", .warning) }
    let age = Figures.age(state.present.timeIntervalSince(past))
    return Span("PAST \(time(past)) (\(age) \(kind.ago))\(waiting)", .warning)
  }

  /// Encryption, requests, errors, bytes, of the whole mesh.
  private static func figures(_ state: State, _ look: Look, isShort: Bool) -> [Part] {
    guard let totals = state.mesh?.totals, totals.edges > 0 else { return [] }
    let mtls = totals.mtls
    let lock = "\(look.glyphs.badge(mtls.state)) \(mtls.figure)"
    var first = [Span(isShort ? lock : "\(lock) mTLS", mtls.state.role)]
    if totals.plaintextEdges > 0 {
      first.append(Span("\(isShort ? " " : ", ")\(totals.plaintextEdges) plain", .plaintext))
    }
    var figures = [Part(spans: first, command: .securityPane)]
    if totals.hasRequests {
      let requests = Figures.number(totals.requests)
      figures.append(
        Part(spans: [Span(isShort ? "\(requests)/s" : "\(requests) req/s", .headerValue)], command: .edgesPane))
      let errors = totals.errorPercent ?? 0
      let role: Role = errors > 0 ? .warning : .headerValue
      figures.append(Part(spans: [Span("\(Figures.percent(errors)) err", role)], command: .overviewPane))
    }
    figures.append(Part(spans: [Span(Figures.bytes(totals.bytes), .headerValue)], command: .edgesPane))
    return figures
  }
}
