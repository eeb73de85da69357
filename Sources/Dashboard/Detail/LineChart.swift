import FoundationEssentials
import Terminal

/// Lines over time in braille patterns, or in ASCII, with a scale from zero to a round figure.
struct LineChart {
  /// A line.
  struct Series {
    let title: String
    let role: Role
    /// From the first moment to the last; nil where nothing is known, which leaves a gap.
    let values: [Double?]
    /// Whether there is no line where it is zero: what seldom happens must not cover what does.
    var hidesZero = false
    /// Whether its figures are only known to be no less than what is.
    var isUpperBound = false
  }

  /// What it shows.
  let title: String
  /// The sum of the lines at each moment, where that tells something.
  var sum: [Double?] = []
  /// The lines, of which a later one is drawn over an earlier one.
  let series: [Series]
  let unit: ChartUnit
  /// The moments of the values.
  let times: [Date]
  /// The offset of local time from UTC in seconds.
  let utcOffset: Int
  /// The place among the moments of the one that is looked at; nil for the last.
  var cursor: Int?

  private static let scaleWidth = 10

  /// Draws the chart: a line of titles, the lines with their scale, the time axis.
  func draw(on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let plot = area.inset(left: Self.scaleWidth, top: 1, bottom: 1)
    guard plot.width > 8, plot.height > 0 else { return }
    drawTitles(on: &canvas, in: area, look)
    let top = unit.top(series.flatMap(\.values).compactMap(\.self).max() ?? 0)
    drawScale(to: top, on: &canvas, plot, look)
    drawTimes(on: &canvas, plot, look)
    for (number, line) in series.enumerated() { draw(line, number, to: top, on: &canvas, plot, look) }
  }

  // MARK: Scale

  private func drawScale(to top: Double, on canvas: inout Canvas, _ plot: CellRect, _ look: Look) {
    let style = look.theme[.border]
    canvas.verticalLine(
      x: plot.x - 1, y: plot.y, length: plot.height, style: style, glyph: look.glyphs.rounded.vertical)
    for (row, value) in marks(to: top, height: plot.height, hasBraille: look.glyphs.hasBraille) {
      let text = Text.cut(unit.scaleText(value), to: Self.scaleWidth - 2, ellipsis: look.glyphs.ellipsis)
      let x = plot.x - 2 - displayWidth(of: text)
      canvas.write(text, x: x, y: plot.y + row, style: look.theme[.dim])
      canvas.put(look.glyphs.rounded.teeLeft, x: plot.x - 1, y: plot.y + row, style: style)
    }
  }

  /// The figures at the scale, each in the row in which a line of that value runs: the greatest, zero and, where there is
  /// room, the half and the quarters.
  func marks(to top: Double, height: Int, hasBraille: Bool) -> [(row: Int, value: Double)] {
    if top == 0 { return [(height - 1, 0)] }
    let parts = height < 2 ? [1.0] : height < 5 ? [0, 1] : height < 12 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]
    let dots = hasBraille ? 4 : 1
    return parts.map { (Self.row($0, of: height * dots) / dots, $0 * top) }
  }

  /// The row of dots, from above, of a share of the scale. What is beyond it is at its end: files may have anything.
  private static func row(_ share: Double, of rows: Int) -> Int {
    let share = share > 0 ? min(share, 1) : 0
    return rows - 1 - Int((share * Double(rows - 1)).rounded())
  }

  // MARK: Lines

  private func draw(
    _ line: Series, _ number: Int, to top: Double, on canvas: inout Canvas, _ plot: CellRect, _ look: Look
  ) {
    let hasBraille = look.glyphs.hasBraille
    let columns = plot.width * (hasBraille ? 2 : 1)
    let rows = plot.height * (hasBraille ? 4 : 1)
    var style = look.theme[line.role]
    // Reversed dots would look like a block.
    style.attributes.remove(.reverse)
    var previous: Int?
    let axis = TimeAxis(times)
    let step = 1 / Double(columns - 1)
    for column in 0..<columns {
      guard top > 0, let place = axis.place(at: Double(column) * step, reach: step / 2),
        let value = Self.value(of: line.values, at: place), !(line.hidesZero && value == 0)
      else {
        previous = nil
        continue
      }
      let row = Self.row(value / top, of: rows)
      // A steep rise is a line, too, and whole.
      let from = previous.map { $0 < row ? $0 + 1 : $0 > row ? $0 - 1 : row } ?? row
      previous = row
      guard from != row || ChartSign.isDrawn(number, column: column) || !hasBraille else { continue }
      for y in min(from, row)...max(from, row) {
        if hasBraille {
          Self.dot(column, y, on: &canvas, plot, style)
        } else {
          canvas.put(ChartSign.ascii(number), x: plot.x + column, y: plot.y + y, style: style)
        }
      }
    }
  }

  private static func dot(_ column: Int, _ row: Int, on canvas: inout Canvas, _ plot: CellRect, _ style: Style) {
    let (x, y) = (plot.x + column / 2, plot.y + row / 4)
    // Beyond the clip nothing is drawn, and beyond the canvas there is no cell.
    guard canvas.clip.contains(x: x, y: y) else { return }
    let there = canvas[x, y].scalar
    let dots = (0x2800...0x28FF).contains(there) ? there : 0x2800
    let scalar = Unicode.Scalar(dots | UInt32(Minimap.bits[row % 4][column % 2]))
    canvas.put(scalar: scalar ?? " ", x: x, y: y, style: style)
  }

  /// The value at a place among the values and a part of the way to the next, between its neighbours where both are known.
  static func value(of values: [Double?], at place: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let left = min(Int(place), values.count - 1)
    let right = min(left + 1, values.count - 1)
    let part = place - Double(left)
    guard let before = values[left], let after = values[right] else { return part < 0.5 ? values[left] : values[right] }
    return before + (after - before) * part
  }

  /// The least round figure that is not less than a value: 1, 2 or 5 times a power of ten.
  static func roundUp(_ value: Double) -> Double {
    guard value >= .leastNormalMagnitude, value.isFinite else { return 0 }
    var unit = 1.0
    while unit > value { unit /= 10 }
    while unit * 10 <= value { unit *= 10 }
    return [1, 2, 5, 10].map { $0 * unit }.first { $0 >= value && $0.isFinite } ?? value
  }
}
