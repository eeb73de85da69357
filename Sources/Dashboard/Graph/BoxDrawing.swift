import Layout
import Mesh
import Terminal

/// A node's box: a frame, a sign of health, and the name.
enum BoxDrawing {
  /// The most cells that a name takes.
  static let longestName = 36

  /// The width of the box for a name, borders included, and for a title of which there should be at least a part.
  static func width(of name: String, title: String = "") -> Int {
    let inner = max(min(displayWidth(of: name), longestName), min(displayWidth(of: title), 8) - 2)
    return inner + 6
  }

  /// What sets a box apart from others.
  enum Emphasis {
    case none
    case neighbour
    case match
    case selected
  }

  /// Draws a box.
  static func draw(
    _ node: Node, _ name: String, title: Span?, in rect: CellRect, _ emphasis: Emphasis, on canvas: inout Canvas,
    _ look: Look
  ) {
    let frame: Style
    switch emphasis {
    case .none: frame = look.theme[.node]
    case .neighbour: frame = look.theme[.nodeNeighbour]
    case .match: frame = look.theme[.match]
    case .selected: frame = look.theme[.nodeSelected]
    }
    canvas.fill(rect, style: look.theme[.text])
    canvas.frame(rect, style: frame, lines: emphasis == .selected ? look.glyphs.double : look.glyphs.rounded)
    if let title, rect.width > 6 {
      // The upper border is free: lines end at the sides.
      let text = Text.cutMiddle(title.text, to: rect.width - 4, ellipsis: look.glyphs.ellipsis)
      canvas.write(text, x: rect.x + 2, y: rect.y, width: rect.width - 4, style: look.theme[title.role])
    }
    let y = rect.y + (rect.height - 1) / 2
    let text = Text.cutMiddle(name, to: min(longestName, rect.width - 6), ellipsis: look.glyphs.ellipsis)
    let x = rect.x + 2 + max(0, rect.width - 6 - displayWidth(of: text)) / 2
    canvas.put(look.glyphs.mark(node.health), x: x, y: y, style: look.theme[node.health.role])
    let style = look.theme[node.kind == .unknown ? .dim : .text]
    canvas.write(text, x: x + 2, y: y, width: rect.width - 4, style: emphasis == .selected ? frame.over(style) : style)
  }
}
