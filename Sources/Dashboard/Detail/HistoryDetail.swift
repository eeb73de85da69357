import FoundationEssentials
import Mesh
import Terminal

extension Detail {
  /// The last hour of a node or an edge as lines of bars, each from zero to its greatest.
  static func history(_ history: History, _ glyphs: GlyphSet) -> Section? {
    var lines: [Line] = []
    func add(_ title: String, _ role: Role, _ value: (History.Point) -> Double?, _ text: (Double) -> String) {
      let values = history.points.map(value)
      if let line = line(title, Spark.line(values, cells: sparkWidth), role, values, text, glyphs) {
        lines.append(line)
      }
    }
    add("requests", .series1, \.requests, Figures.rate)
    add("errors", .warning, \.errorPercent, Figures.percent)
    add("p95", .series2, \.latency?.p95, Figures.milliseconds)
    add("p99", .series4, \.latency?.p99, Figures.milliseconds)
    add("bytes", .series6, \.bytes, Figures.bytes)
    return section(lines, history.times, of: "")
  }

  /// The last hour of a namespace or a cluster.
  static func history(_ points: [NamespaceTrends.Point?], _ times: [Date], _ glyphs: GlyphSet) -> Section? {
    let requests = points.map { $0?.requests }
    let errors = points.map { $0?.errorPercent }
    let lines = [
      line("requests", Spark.line(requests, cells: sparkWidth), .series1, requests, Figures.rate, glyphs),
      line("errors", Spark.line(errors, cells: sparkWidth), .warning, errors, Figures.percent, glyphs),
    ]
    return section(lines.compactMap(\.self), times, of: ", requests into it")
  }

  /// The number of bars.
  private static let sparkWidth = 18

  private static func section(_ lines: [Line], _ times: [Date], of what: String) -> Section? {
    guard let first = times.first, let last = times.last, last > first, !lines.isEmpty else { return nil }
    return Section(title: "Last \(Figures.age(last.timeIntervalSince(first)))\(what), at most", lines: lines)
  }

  /// A line with its greatest figure; nil where nothing ever was.
  private static func line(
    _ title: String, _ sparks: [Spark], _ role: Role, _ values: [Double?], _ text: (Double) -> String,
    _ glyphs: GlyphSet
  ) -> Line? {
    guard let greatest = values.compactMap(\.self).max(), greatest > 0 else { return nil }
    return Line(
      [Span(title.padded(8), .headerLabel)],
      right: Spark.spans(sparks, role, glyphs) + [Span(" " + text(greatest).padded(7), .dim)])
  }
}
