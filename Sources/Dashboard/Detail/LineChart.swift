import Terminal

/// Lines over time in braille patterns, or in ASCII, with a scale from zero to a round figure.
struct LineChart {
  /// A line.
  struct Series {
    let title: String
    /// What it is drawn with where there is no braille.
    let sign: Character
    let role: Role
    /// From the first moment to the last; nil where nothing is known, which leaves a gap.
    let values: [Double?]
  }

  /// The lines, of which a later one is drawn over an earlier one.
  let series: [Series]
  /// A figure with its unit.
  let format: (Double) -> String
  /// What stands at the left and right end of the time axis.
  let ends: (first: String, last: String)

  private static let scaleWidth = 9

  /// Draws the chart: a line of titles, the lines with their scale, the time axis.
  func draw(on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let plot = area.inset(left: Self.scaleWidth, top: 1, bottom: 1)
    guard plot.width > 8, plot.height > 0 else { return }
    var titles = titles(isShort: false)
    if titles.reduce(0, { $0 + displayWidth(of: $1.text) }) > area.width { titles = self.titles(isShort: true) }
    canvas.write(titles, x: area.x, y: area.y, width: area.width, look)
    let top = Self.roundUp(series.flatMap(\.values).compactMap(\.self).max() ?? 0)
    drawScale(to: top, on: &canvas, plot, look)
    for line in series { draw(line, to: top, on: &canvas, plot, look) }
    let (first, last) = ends
    canvas.write(first, x: plot.x, y: plot.maxY, style: look.theme[.dim])
    canvas.write(last, x: plot.maxX - displayWidth(of: last), y: plot.maxY, style: look.theme[.dim])
  }

  private func titles(isShort: Bool) -> [Span] {
    series.flatMap { line in
      let known = line.values.compactMap(\.self)
      let last = line.values.last.flatMap(\.self).map(format) ?? "–"
      return [
        Span(line.title, line.role), Span(" now \(last)", .text),
        Span((isShort ? nil : known.max()).map { ", at most \(format($0))" } ?? "", .dim), Span("   "),
      ]
    }
  }

  private func drawScale(to top: Double, on canvas: inout Canvas, _ plot: CellRect, _ look: Look) {
    let style = look.theme[.border]
    canvas.verticalLine(
      x: plot.x - 1, y: plot.y, length: plot.height, style: style, glyph: look.glyphs.rounded.vertical)
    for (row, value) in marks(to: top, height: plot.height) {
      let text = Text.cut(format(value), to: Self.scaleWidth - 2, ellipsis: look.glyphs.ellipsis)
      let x = plot.x - 2 - displayWidth(of: text)
      canvas.write(text, x: x, y: plot.y + row, style: look.theme[.dim])
      canvas.put(look.glyphs.rounded.teeLeft, x: plot.x - 1, y: plot.y + row, style: style)
    }
  }

  /// The figures at the scale, by their rows: the greatest, zero and, where there is room, the half.
  private func marks(to top: Double, height: Int) -> [(row: Int, value: Double)] {
    if top == 0 { return [(height - 1, 0)] }
    if height < 2 { return [(0, top)] }
    let ends = [(0, top), (height - 1, 0.0)]
    return height >= 5 && height % 2 == 1 ? ends + [(height / 2, top / 2)] : ends
  }

  private func draw(_ line: Series, to top: Double, on canvas: inout Canvas, _ plot: CellRect, _ look: Look) {
    let hasBraille = look.glyphs.hasBraille
    let columns = plot.width * (hasBraille ? 2 : 1)
    let rows = plot.height * (hasBraille ? 4 : 1)
    let style = look.theme[line.role]
    var previous: Int?
    for column in 0..<columns {
      guard top > 0, let value = Self.value(of: line.values, at: Double(column) / Double(columns - 1)) else {
        previous = nil
        continue
      }
      let row = rows - 1 - Int((value / top * Double(rows - 1)).rounded())
      // A steep rise is a line, too.
      let from = previous.map { $0 < row ? $0 + 1 : $0 > row ? $0 - 1 : row } ?? row
      for y in min(from, row)...max(from, row) {
        if hasBraille {
          Self.dot(column, y, on: &canvas, plot, style)
        } else {
          canvas.put(line.sign, x: plot.x + column, y: plot.y + y, style: style)
        }
      }
      previous = row
    }
  }

  private static func dot(_ column: Int, _ row: Int, on canvas: inout Canvas, _ plot: CellRect, _ style: Style) {
    let (x, y) = (plot.x + column / 2, plot.y + row / 4)
    let there = canvas[x, y].scalar
    let dots = (0x2800...0x28FF).contains(there) ? there : 0x2800
    let scalar = Unicode.Scalar(dots | UInt32(Minimap.bits[row % 4][column % 2]))
    canvas.put(scalar: scalar ?? " ", x: x, y: y, style: style)
  }

  /// The value at a share of the way from the first to the last, between its neighbours where both are known.
  static func value(of values: [Double?], at share: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let place = share * Double(values.count - 1)
    let left = min(Int(place), values.count - 1)
    let right = min(left + 1, values.count - 1)
    let part = place - Double(left)
    guard let before = values[left], let after = values[right] else { return part < 0.5 ? values[left] : values[right] }
    return before + (after - before) * part
  }

  /// The least round figure that is not less than a value: 1, 2 or 5 times a power of ten.
  static func roundUp(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var unit = 1.0
    while unit > value { unit /= 10 }
    while unit * 10 <= value { unit *= 10 }
    return [1, 2, 5, 10].map { $0 * unit }.first { $0 >= value } ?? value
  }
}
