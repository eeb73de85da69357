import Mesh
import Terminal

/// All keys, drawn from the key map, and what the graph's signs mean.
enum HelpOverlay {
  /// The width of a column of the help, and the width of a screen that has room for two.
  private static let columnWidth = 70
  private static let wideScreen = 2 * columnWidth + 8

  /// Draws the help over the panes.
  static func draw(_ state: State, scroll: Int, on canvas: inout Canvas, _ look: Look) {
    let columns = self.columns(state, look.glyphs)
    let rows = columns.map(\.count).max() ?? 0
    let area = self.area(state, columns)
    canvas.open(area, title: "Keys", look)
    let inner = area.inset(x: 2, y: 1)
    for (column, lines) in columns.enumerated() {
      let x = inner.x + column * columnWidth
      for (index, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
        canvas.write(line, x: x, y: inner.y + index, width: min(columnWidth - 2, inner.maxX - x), look)
      }
    }
    let below = rows - scroll - inner.height
    if below > 0 || scroll > 0 {
      let text = " \(look.glyphs.arrowUp)\(look.glyphs.arrowDown) \(below > 0 ? "\(below) more" : "end") "
      canvas.write(text, x: area.x + 2, y: area.maxY - 1, style: look.theme[.dim])
    }
  }

  /// The furthest that the help can be scrolled.
  static func greatestScroll(_ state: State) -> Int {
    let columns = columns(state, .unicode)
    return max(0, (columns.map(\.count).max() ?? 0) - area(state, columns).inset(x: 2, y: 1).height)
  }

  private static func area(_ state: State, _ columns: [[Line]]) -> CellRect {
    let width = min(columns.count * columnWidth + 2, state.width - 4)
    let height = min((columns.map(\.count).max() ?? 0) + 2, state.height - 2)
    return CellRect(x: (state.width - width) / 2, y: (state.height - height) / 2, width: width, height: height)
  }

  /// The topics in one column, or in two of about the same length where the screen has room for them.
  private static func columns(_ state: State, _ glyphs: GlyphSet) -> [[Line]] {
    let topics = topics(state, glyphs)
    let length = topics.reduce(0) { $0 + $1.count + 1 }
    var columns: [[Line]] = [[]]
    for topic in topics {
      let isFull = (columns[0].count + topic.count / 2) * 2 > length
      if state.width >= wideScreen, columns.count == 1, isFull { columns.append([]) }
      let last = columns.count - 1
      columns[last] += (columns[last].isEmpty ? [] : [Line()]) + topic
    }
    return columns
  }

  private static func topics(_ state: State, _ glyphs: GlyphSet) -> [[Line]] {
    var topics: [[Line]] = []
    for topic in Command.Topic.allCases {
      let bindings = state.keys.bindings.filter { $0.command.topic == topic }
      if bindings.isEmpty { continue }
      topics.append(
        [Line(topic.rawValue, .title)]
          + bindings.map { binding in
            Line([Span(binding.keys.joined(separator: "  ").padded(24), .key), Span(binding.command.explanation)])
          })
    }
    let mouse = [
      ("click", "choose a box, an edge, a row, a tab; sort by a heading"),
      ("click in the header", "window, past, pause; the pane of a figure"),
      ("double click", "open"), ("drag", "slide the graph"),
      ("wheel", "slide the graph; with shift sideways"),
    ]
    topics.append(
      [Line("Mouse", .title)] + mouse.map { Line([Span($0.0.padded(24), .key), Span($0.1)]) })
    topics.append([Line("Signs", .title)] + Legend.lines(glyphs))
    return topics
  }
}
