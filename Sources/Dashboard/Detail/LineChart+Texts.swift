import FoundationEssentials
import Terminal

extension LineChart {
  /// The titles with their figures at the moment that is looked at, and at the right which one that is.
  func drawTitles(on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let moment = place.map { Clock.time(times[$0], utcOffset: utcOffset) } ?? ""
    let stamp = Span(cursor == nil ? String(moment.dropLast(3)) : moment, cursor == nil ? .dim : .accent)
    let texts = (0...3).map { titles(brevity: $0, look.glyphs) }
    // Signs and figures are worth more than the moment, which stands at the axis, too.
    let choices = [(0, true), (1, true), (2, true), (2, false), (3, true), (3, false)]
    func room(_ hasStamp: Bool) -> Int { area.width - (hasStamp ? stamp.text.count + 1 : 0) }
    let (brevity, hasStamp) =
      choices.first { brevity, hasStamp in
        texts[brevity].width <= room(hasStamp)
      } ?? (3, false)
    canvas.write(texts[brevity], x: area.x, y: area.y, width: room(hasStamp), look)
    guard hasStamp else { return }
    canvas.write([stamp], x: area.maxX - stamp.text.count, y: area.y, width: stamp.text.count, look)
  }

  /// The place of the moment whose figures are told.
  private var place: Int? {
    let last = times.count - 1
    return last < 0 ? nil : min(max(0, cursor ?? last), last)
  }

  /// - Parameter brevity: 0 for all; 1 without the greatest figures; 2 also without what names the whole; 3 also without
  ///   signs.
  private func titles(brevity: Int, _ glyphs: GlyphSet) -> [Span] {
    var spans: [Span] = []
    func figure(_ values: [Double?]) -> String {
      place.flatMap { values.indices.contains($0) ? values[$0] : nil }.map(unit.text) ?? String(glyphs.dash)
    }
    // A line that is all of the chart has its name.
    let isAlone = series.count == 1 && series[0].title == title
    if brevity < 2, !isAlone {
      spans.append(Span(title + (sum.isEmpty ? "" : " \(figure(sum))"), .headerLabel))
    }
    for (number, line) in series.enumerated() {
      if !spans.isEmpty { spans.append(Span(brevity < 2 ? "   " : "  ")) }
      let bound = line.isUpperBound ? (glyphs.isASCII ? "<=" : "≤") : ""
      // Where no other line is, no sign is needed to tell it apart.
      if brevity < 3, series.count > 1 { spans.append(Span(ChartSign.sample(number, glyphs) + " ", line.role)) }
      spans += [Span(line.title + " ", line.role), Span(bound + figure(line.values), .text)]
      if brevity == 0, let greatest = line.values.compactMap(\.self).max() {
        spans.append(Span(" max \(unit.text(greatest))", .dim))
      }
    }
    return spans
  }

  /// The times at the ends and in the middle, or the one at the cursor, and a line up from it.
  func drawTimes(on canvas: inout Canvas, _ plot: CellRect, _ look: Look) {
    guard let first = times.first, let last = times.last, times.count > 1 else { return }
    func minute(_ date: Date) -> String { String(Clock.time(date, utcOffset: utcOffset).dropLast(3)) }
    func x(_ share: Double) -> Int { plot.x + Int((share * Double(plot.width - 1)).rounded()) }
    let half = first.addingTimeInterval(last.timeIntervalSince(first) / 2)
    var labels = [(x: plot.x, text: minute(first), role: Role.dim)]
    labels.append((plot.maxX - 5, minute(last), .dim))
    labels.append((x(0.5) - 2, minute(half), .dim))
    if let cursor, let place {
      let column = x(TimeAxis(times).share(of: place))
      canvas.verticalLine(
        x: column, y: plot.y, length: plot.height, style: look.theme[.accent], glyph: look.glyphs.dashed.vertical)
      let text = minute(times[min(cursor, times.count - 1)])
      labels.insert((min(max(plot.x, column - 2), plot.maxX - 5), text, .accent), at: 0)
    }
    var taken: [Range<Int>] = []
    for label in labels {
      let range = label.x - 1..<label.x + 6
      if taken.contains(where: { $0.overlaps(range) }) { continue }
      taken.append(range)
      canvas.write(label.text, x: label.x, y: plot.maxY, style: look.theme[label.role])
    }
  }
}

/// What tells a chart's lines apart without colour.
enum ChartSign {
  /// The sign of a line where there is no braille.
  static func ascii(_ number: Int) -> Character { signs[number % signs.count] }

  private static let signs: [Character] = Array("*x+o#%&@")

  /// Whether a line has a dot in a column where it runs level: some are dashed, some dotted.
  static func isDrawn(_ number: Int, column: Int) -> Bool {
    switch number % 4 {
    case 0: true
    case 1: column % 6 < 4
    case 2: column % 2 == 0
    default: column % 4 < 2
    }
  }

  /// A piece of a line, for its title.
  static func sample(_ number: Int, _ glyphs: GlyphSet) -> String {
    if !glyphs.hasBraille { return String(ascii(number)) }
    var text = String.UnicodeScalarView()
    for cell in 0..<3 {
      var dots: UInt32 = 0x2800
      for side in 0..<2 where isDrawn(number, column: 2 * cell + side) { dots |= UInt32(Minimap.bits[1][side]) }
      // An empty pattern is no blank in every font.
      text.append(dots == 0x2800 ? " " : Unicode.Scalar(dots) ?? " ")
    }
    return String(text)
  }
}
