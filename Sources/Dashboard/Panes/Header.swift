import FoundationEssentials
import Mesh
import Terminal

/// The line at the top: what is looked at, and how the mesh as a whole does.
enum Header {
  /// Draws the line on the upper border.
  static func draw(_ state: State, on canvas: inout Canvas, _ look: Look) {
    let line = look.theme[.border]
    var figures = self.figures(state, look)
    var facts = self.facts(state)
    // What says least goes first where there is no room.
    while width(facts) + width(figures) + 6 > canvas.width, facts.count > 2 { facts.removeLast() }
    while width(facts) + width(figures) + 6 > canvas.width, figures.count > 1 { figures.removeLast() }
    var x = 2
    let source = max(8, canvas.width - 6 - width(Array(facts.dropFirst(2))) - width(figures) - 9)
    for (index, fact) in facts.enumerated() {
      let text = index == 1 ? Text.cutMiddle(fact.text, to: source) : fact.text
      x += canvas.write(" \(text) ", x: x, y: 0, style: look.theme[fact.role]) + 1
    }
    x = canvas.width - 1 - width(figures)
    for spans in figures {
      x += canvas.write(" ", x: x, y: 0, style: line)
      x += canvas.write(spans, x: x, y: 0, width: canvas.width - x - 1, look)
      x += canvas.write(" ", x: x, y: 0, style: line)
      x += 1
    }
  }

  private static func width(_ facts: [Span]) -> Int { facts.reduce(0) { $0 + displayWidth(of: $1.text) + 3 } }

  private static func width(_ figures: [[Span]]) -> Int {
    figures.reduce(0) { $0 + $1.reduce(0) { $0 + displayWidth(of: $1.text) } + 3 }
  }

  /// Name, source, moment, window, interval: in the order in which they are worth their room.
  private static func facts(_ state: State) -> [Span] {
    var facts = [Span("meshtop", .title), Span(state.settings.sourceName, .headerValue)]
    if let snapshot = state.mesh?.snapshot {
      let time = Clock.time(snapshot.time, utcOffset: state.settings.utcOffset)
      facts.append(Span(time, state.isStale ? .stale : .headerValue))
      facts.append(Span("\(Figures.span(snapshot.window)) window", .headerValue))
    } else {
      facts.append(Span("\(Figures.span(state.settings.window)) window", .headerValue))
    }
    if state.refreshing.isPaused {
      facts.append(Span("paused", .warning))
    } else if state.settings.fixedTime == nil {
      facts.append(Span("every \(Figures.span(state.settings.interval))", .headerValue))
    }
    return facts
  }

  private static func figures(_ state: State, _ look: Look) -> [[Span]] {
    guard let totals = state.mesh?.totals, totals.edges > 0 else { return [] }
    let mtls = totals.mtls
    var lock = [Span("\(look.glyphs.lock(mtls.state)) \(mtls.figure) mTLS", mtls.state.role)]
    if totals.plaintextEdges > 0 { lock.append(Span(", \(totals.plaintextEdges) plain", .plaintext)) }
    var figures = [lock]
    if totals.hasRequests {
      figures.append([Span("\(Figures.number(totals.requests)) req/s", .headerValue)])
      let errors = totals.errorPercent ?? 0
      figures.append([Span("\(Figures.percent(errors)) err", errors > 0 ? .warning : .headerValue)])
    }
    figures.append([Span(Figures.bytes(totals.bytes), .headerValue)])
    return figures
  }
}
