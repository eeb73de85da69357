import FoundationEssentials
import Terminal

extension Detail {
  /// The last hour as lines of bars, each from zero to its greatest.
  static func history(_ history: History, _ glyphs: GlyphSet) -> Section? {
    guard let first = history.times.first, let last = history.times.last, last > first else { return nil }
    var lines: [Line] = []
    func add(_ title: String, _ role: Role, _ value: (History.Point) -> Double?, _ text: (Double) -> String) {
      let values = history.points.map(value)
      guard let greatest = values.compactMap(\.self).max(), greatest > 0 else { return }
      let bars = values.map { bar($0, greatest, glyphs) }
      lines.append(
        Line(
          [Span(title.padded(8), .headerLabel)],
          right: [Span(String(bars.suffix(sparkWidth)), role), Span(" " + text(greatest).padded(7), .dim)]))
    }
    add("requests", .series1, \.requests, Figures.rate)
    add("errors", .series3, \.errorPercent, Figures.percent)
    add("p95", .series2, \.p95, Figures.milliseconds)
    add("bytes", .series4, \.bytes, Figures.bytes)
    guard !lines.isEmpty else { return nil }
    let span = Figures.age(last.timeIntervalSince(first))
    return Section(title: "Last \(span), at most", lines: lines)
  }

  /// The number of newest points that are shown.
  private static let sparkWidth = 18

  private static func bar(_ value: Double?, _ greatest: Double, _ glyphs: GlyphSet) -> Character {
    guard let value, value > 0 else { return " " }
    let levels = glyphs.sparkLevels
    return levels[min(levels.count - 1, Int(value / greatest * Double(levels.count)))]
  }
}
