/// All that a picture shows in one style: text, lines that are joined as far as they go, and filled shapes.
struct SVGLayer {
  /// Text elements.
  var texts = SVGText()
  /// Paths of filled shapes.
  private var fills = SVGText()
  private var shades = SVGText()
  /// Paths of round dots.
  private var dots = SVGText()
  /// Paths of thin lines that are not straight, and of outlines.
  private var curves = SVGText()
  /// Paths of heavy lines.
  private var strokes = SVGText()
  private var lines = Segments()
  private var dashed = Segments()
  private var dotted = Segments()
  private var blocks: [CellRect] = []
  private var shaded: [CellRect] = []

  /// Straight lines, each as long as it goes on.
  private struct Segments {
    /// A line from one length to another, along the row or column at a third.
    private struct Segment {
      let at: Int
      let start: Int
      var end: Int
    }
    private var across: [Segment] = []
    private var down: [Segment] = []
    /// By row or column, the place of the last line that was added there.
    private var lastAcross: [Int: Int] = [:]
    private var lastDown: [Int: Int] = [:]

    mutating func addAcross(y: Int, _ start: Int, _ end: Int) {
      Self.add(Segment(at: y, start: start, end: end), to: &across, &lastAcross)
    }

    mutating func addDown(x: Int, _ start: Int, _ end: Int) {
      Self.add(Segment(at: x, start: start, end: end), to: &down, &lastDown)
    }

    private static func add(_ segment: Segment, to list: inout [Segment], _ last: inout [Int: Int]) {
      guard segment.start < segment.end else { return }
      if let place = last[segment.at], list[place].end == segment.start {
        list[place].end = segment.end
      } else {
        last[segment.at] = list.count
        list.append(segment)
      }
    }

    var path: SVGText {
      var text = SVGText()
      for segment in across {
        text.path("M", segment.start, segment.at)
        text.path("H", segment.end)
      }
      for segment in down {
        text.path("M", segment.at, segment.start)
        text.path("V", segment.end)
      }
      return text
    }
  }

  /// Adds a line under some cells.
  mutating func underline(x: Int, y: Int, cells: Int) {
    let left = x * CellGrid.width
    lines.addAcross(y: y * CellGrid.height + CellGrid.baseline + 25, left, left + cells * CellGrid.width)
  }

  /// Adds a shape in a cell.
  mutating func add(_ shape: CellShape, x column: Int, y row: Int) {
    let (x, y) = (column * CellGrid.width, row * CellGrid.height)
    switch shape {
    case .lines(let arms, false, false, isRound: true): addCorner(arms, x, y)
    case .lines(let arms, let across, let down, _):
      BoxLines(arms, isDoubleAcross: across, isDoubleDown: down).forEach { isVertical, offset, start, end in
        if isVertical {
          lines.addDown(x: x + CellGrid.middleX + offset, y + start, y + end)
        } else {
          lines.addAcross(y: y + CellGrid.middleY + offset, x + start, x + end)
        }
      }
    case .dashes(true, let isDotted):
      let middle = x + CellGrid.middleX
      if isDotted {
        dotted.addDown(x: middle, y, y + CellGrid.height)
      } else {
        dashed.addDown(x: middle, y, y + CellGrid.height)
      }
    case .dashes(false, let isDotted):
      let middle = y + CellGrid.middleY
      if isDotted {
        dotted.addAcross(y: middle, x, x + CellGrid.width)
      } else {
        dashed.addAcross(y: middle, x, x + CellGrid.width)
      }
    case .block(let part):
      Self.add(
        CellRect(
          x: x + part.x * CellGrid.width / 8, y: y + part.y * CellGrid.height / 8,
          width: part.width * CellGrid.width / 8, height: part.height * CellGrid.height / 8), to: &blocks)
    case .shade: Self.add(CellRect(x: x, y: y, width: CellGrid.width, height: CellGrid.height), to: &shaded)
    case .braille(let bits): addDots(bits, x, y)
    case .sign(let sign): add(sign, x, y)
    }
  }

  /// Adds a rectangle, as a part of the one before where that goes on.
  private static func add(_ rect: CellRect, to list: inout [CellRect]) {
    if let last = list.last, last.y == rect.y, last.height == rect.height, last.maxX == rect.x {
      list[list.count - 1] = CellRect(x: last.x, y: last.y, width: last.width + rect.width, height: last.height)
    } else {
      list.append(rect)
    }
  }

  private mutating func addCorner(_ arms: GlyphSet.Arms, _ x: Int, _ y: Int) {
    let (middleX, middleY) = (x + CellGrid.middleX, y + CellGrid.middleY)
    let radius = CellGrid.middleX
    let isDown = arms.contains(.down)
    let (edge, bend) = isDown ? (y + CellGrid.height, middleY + radius) : (y, middleY - radius)
    lines.addDown(x: middleX, min(edge, bend), max(edge, bend))
    curves.path("M", middleX, bend)
    curves.path("Q", middleX, middleY, arms.contains(.right) ? x + CellGrid.width : x, middleY)
  }

  private mutating func addDots(_ bits: UInt8, _ x: Int, _ y: Int) {
    // The bits count down the left column, then the right one, and the lowest row last.
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (bit, place) in places.enumerated() where bits & (1 << UInt8(bit)) != 0 {
      dots.path("M", x + 23 + place.0 * 45, y + 25 + place.1 * 47)
      dots.path("h", 0)
    }
  }

  private mutating func add(_ sign: CellShape.Sign, _ x: Int, _ y: Int) {
    func polygon(_ points: [(Int, Int)]) {
      for (index, point) in points.enumerated() { fills.path(index == 0 ? "M" : "L", x + point.0, y + point.1) }
      fills.path("Z")
    }
    func square(on text: inout SVGText, width: Int = 60) {
      text.path("M", x + 15, y + 65)
      text.path("h", width)
      text.path("v", 60)
      text.path("h", -width)
      text.path("Z")
    }
    func disc(_ radius: Int, on text: inout SVGText) {
      text.path("M", x + CellGrid.middleX - radius, y + CellGrid.middleY)
      for step in [2 * radius, -2 * radius] { text.path("a", radius, radius, 0, 10, 0, step, 0) }
      text.path("Z")
    }
    switch sign {
    case .arrowRight: polygon([(5, 45), (90, 95), (5, 145)])
    case .arrowLeft: polygon([(85, 45), (0, 95), (85, 145)])
    case .arrowUp: polygon([(45, 52), (81, 130), (9, 130)])
    case .arrowDown: polygon([(45, 138), (81, 60), (9, 60)])
    case .smallRight: polygon([(20, 60), (75, 95), (20, 130)])
    case .smallDown: polygon([(45, 125), (80, 70), (10, 70)])
    case .square:
      square(on: &fills)
      square(on: &curves)
    case .openSquare: square(on: &curves)
    case .halfSquare:
      square(on: &curves)
      square(on: &fills, width: 30)
    case .disc: disc(35, on: &fills)
    case .circle: disc(30, on: &curves)
    case .cross:
      for (start, end) in [((18, 68), (72, 122)), ((72, 68), (18, 122))] {
        strokes.path("M", x + start.0, y + start.1)
        strokes.path("L", x + end.0, y + end.1)
      }
    }
  }

  /// Writes the layer in a colour, with more attributes for its group.
  func write(to text: inout SVGText, color: String, attributes: String) {
    text.append("<g fill=\"\(color)\"\(attributes)>")
    text.append(texts)
    Self.write(fills, "", to: &text)
    Self.write(Self.path(blocks), " shape-rendering=\"crispEdges\"", to: &text)
    Self.write(Self.path(shaded), " fill-opacity=\".25\"", to: &text)
    let stroke = " fill=\"none\" stroke=\"\(color)\" stroke-width="
    Self.write(lines.path, stroke + "\"1.2\" stroke-linecap=\"square\"", to: &text)
    Self.write(curves, stroke + "\"1.2\"", to: &text)
    Self.write(dashed.path, stroke + "\"1.2\" stroke-dasharray=\"3 1.5\" stroke-dashoffset=\"-.75\"", to: &text)
    Self.write(
      dotted.path, stroke + "\"1.6\" stroke-linecap=\"round\" stroke-dasharray=\"0 3\" stroke-dashoffset=\"-1.5\"",
      to: &text)
    Self.write(strokes, stroke + "\"2.2\" stroke-linecap=\"round\"", to: &text)
    Self.write(dots, stroke + "\"2.2\" stroke-linecap=\"round\"", to: &text)
    text.append("</g>\n" as StaticString)
  }

  private static func write(_ path: SVGText, _ attributes: String, to text: inout SVGText) {
    if path.isEmpty { return }
    text.append("<path\(attributes) d=\"")
    text.append(path)
    text.append("\"/>" as StaticString)
  }

  private static func path(_ rects: [CellRect]) -> SVGText {
    var text = SVGText()
    for rect in rects { text.add(rect) }
    return text
  }
}

extension SVGText {
  /// Adds a rectangle to a path.
  mutating func add(_ rect: CellRect) {
    path("M", rect.x, rect.y)
    path("h", rect.width)
    path("v", rect.height)
    path("h", -rect.width)
    path("Z")
  }
}
