import Mesh
import Terminal

/// What the signs and lines of the graph mean.
enum Legend {
  /// The lines of the legend, without a heading.
  static func lines(_ glyphs: GlyphSet) -> [Line] {
    let locks = [MutualTLS.State.full, .partial, .none, .unknown].map { state in
      Span("\(glyphs.lock(state)) \(state.words)  ", state.role)
    }
    let marks = [Health.healthy, .degraded, .failing, .idle].map { health in
      Span("\(glyphs.mark(health)) \(health.rawValue)  ", health.role)
    }
    let crossing = glyphs.rounded.cross
    let fork = glyphs.rounded.teeDown
    return [
      Line(locks),
      Line(marks),
      entry(dashes(glyphs.lines(.full)), "encrypted"),
      entry(dashes(glyphs.lines(.none)), "plaintext, wholly or partly"),
      entry(dashes(glyphs.lines(.unknown)), "not known whether encrypted"),
      entry(dashes(glyphs.double), "the chosen edge, in whatever encryption", .edgeSelected),
      entry("\(glyphs.arrowLeft)\(glyphs.rounded.horizontal)\(glyphs.arrowRight)", "calls in both directions"),
      entry(String([fork, " ", crossing]), "lines that fork, lines that only cross"),
      entry("\(glyphs.lock(.full))\(glyphs.mark(.failing)) 9/s", "an edge that fails, with its figure", .failing),
      entry("\(glyphs.lock(.full))\(glyphs.chevron) 9/s", "an edge between clusters", .accent),
      entry("\(glyphs.isASCII ? "<" : "≤")80ms", "at most: percentiles of several parts cannot be added up"),
      entry("\(glyphs.added)", "what has just come", .accent),
      entry("\(glyphs.removed) gone", "what has gone; it stands for five minutes", .ghost),
    ]
  }

  private static func entry(_ sign: String, _ meaning: String, _ role: Role = .text) -> Line {
    Line([Span(sign.padded(8), role), Span(meaning)])
  }

  private static func dashes(_ lines: GlyphSet.Lines) -> String { String(repeating: lines.horizontal, count: 3) }
}
