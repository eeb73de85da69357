import Terminal

/// A bar of a chart that is one row high.
struct Spark: Sendable, Equatable {
  /// How high it is, as a share of the highest of its line; nil where nothing is known.
  var share: Double?
  /// The share of what it shows that failed, 0 to 100.
  var errorPercent = 0.0

  /// The cells that a line takes in a list.
  static let columnWidth = 20
  /// The shares of failures, in percent, from which a bar is marked. Below the first, codes such as 404 would mark all.
  private static let (degraded, failing) = (1.0, 10.0)

  /// A line of at most so many bars, each as high as the greatest of its part of the values.
  static func line(_ values: [Double?], cells: Int) -> [Spark] {
    let greatest = values.compactMap(\.self).max() ?? 0
    return parts(values, cells).map { part in
      Spark(share: part.compactMap(\.self).max().map { greatest > 0 ? $0 / greatest : 0 })
    }
  }

  /// A line of requests, which tells of failures, too.
  static func line(_ points: [NamespaceTrends.Point?], cells: Int) -> [Spark] {
    let errors = parts(points, cells).map { NamespaceTrends.Point.sum($0).errorPercent ?? 0 }
    return zip(line(points.map { $0?.requests }, cells: cells), errors).map {
      Spark(share: $0.share, errorPercent: $1)
    }
  }

  private static func parts<Value>(_ values: [Value], _ cells: Int) -> [ArraySlice<Value>] {
    let count = min(cells, values.count)
    return (0..<count).map { values[$0 * values.count / count..<($0 + 1) * values.count / count] }
  }

  /// The bars as text. Failures are told by the style and, where there are no levels to see, by a sign in the bar's place.
  static func spans(_ sparks: [Spark], _ role: Role, _ glyphs: GlyphSet) -> [Span] {
    var spans: [Span] = []
    for spark in sparks {
      let style = spark.errorPercent >= failing ? Role.error : spark.errorPercent >= degraded ? .warning : role
      let sign = String(spark.sign(glyphs))
      if let last = spans.indices.last, spans[last].role == style {
        spans[last].text += sign
      } else {
        spans.append(Span(sign, style))
      }
    }
    return spans
  }

  private func sign(_ glyphs: GlyphSet) -> Character {
    guard let share, share > 0 else { return " " }
    if glyphs.isASCII, errorPercent >= Self.degraded {
      return errorPercent >= Self.failing ? glyphs.failing : glyphs.degraded
    }
    let levels = glyphs.sparkLevels
    return levels[min(levels.count - 1, Int(share * Double(levels.count)))]
  }

  /// Draws a line of bars in a cell of a list.
  static func draw(_ sparks: [Spark], on canvas: inout Canvas, in place: CellRect, _ look: Look, base: Style?) {
    canvas.write(spans(sparks, .series1, look.glyphs), x: place.x, y: place.y, width: place.width, look, base: base)
  }
}
