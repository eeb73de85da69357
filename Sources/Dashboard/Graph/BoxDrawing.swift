import Mesh
import Terminal

/// A node's box: a frame, a sign of health, and the name.
struct BoxDrawing {
  /// The most cells that a name takes.
  static let longestName = 36

  /// The width of the box for a text, borders included, and for a title of which there should be at least a part.
  static func width(of text: String, title: String = "") -> Int {
    let inner = max(min(displayWidth(of: text), longestName), min(displayWidth(of: title), 8) - 2)
    return inner + 6
  }

  /// What sets a box apart from others.
  enum Emphasis {
    case none
    case neighbour
    case match
    case selected
  }

  var node: Node
  /// The name, as short as ``longestName``.
  var text: String
  /// What stands on the upper border; empty for nothing.
  var title: String
  var emphasis: Emphasis
  /// Whether it is searched for.
  var isFound = false
  /// Whether the node was not there before.
  var isNew = false
  /// Whether the node is no longer there.
  var isGone = false
  /// The cells of the upper border that something else will be drawn on.
  var reserved = 0

  /// Draws the box; of one that is only partly in view, the name is where the view is.
  func draw(in rect: CellRect, on canvas: inout Canvas, _ look: Look) {
    let frame = frameStyle(look)
    let glyphs = look.glyphs
    canvas.fill(rect, style: look.theme[.text])
    canvas.frame(
      rect, style: frame, lines: emphasis == .selected ? glyphs.double : isGone ? glyphs.dotted : glyphs.rounded)
    let inner = visible(rect.inset(x: 2, y: 0), of: canvas)
    if !title.isEmpty, rect.width > 6 {
      // The upper border is free: lines end at the sides.
      let room = max(0, inner.width - (isNew ? 2 : 0) - reserved)
      let text = Text.cutMiddle(title, to: room, ellipsis: glyphs.ellipsis)
      let role = isGone ? Role.ghost : NamespaceColour.role(node.namespace)
      canvas.write(text, x: inner.x, y: rect.y, width: room, style: look.theme[role])
    }
    if isNew { canvas.put(glyphs.added, x: rect.maxX - 3, y: rect.y, style: look.theme[.accent]) }
    let y = rect.y + (rect.height - 1) / 2
    let name = Text.cutMiddle(shown(glyphs), to: inner.width - 2, ellipsis: glyphs.ellipsis)
    let x = inner.x + max(0, inner.width - 2 - displayWidth(of: name)) / 2
    let mark = isGone ? glyphs.removed : glyphs.mark(node.health)
    if isFound { canvas.put(glyphs.found, x: rect.x + 1, y: y, style: look.theme[.match]) }
    canvas.put(mark, x: x, y: y, style: look.theme[isGone ? .ghost : node.health.role])
    let style = look.theme[isGone ? .ghost : node.kind == .unknown ? .dim : .text]
    canvas.write(
      name, x: x + 2, y: y, width: inner.width - 2, style: emphasis == .selected ? frame.over(style) : style)
  }

  private func frameStyle(_ look: Look) -> Style {
    switch emphasis {
    case .selected: look.theme[.nodeSelected]
    case .match: look.theme[.match]
    case _ where isGone: look.theme[.ghost]
    case .neighbour: look.theme[.nodeNeighbour]
    case .none: look.theme[.node]
    }
  }

  /// The part of a row that is in view, where that has room for some of a name; else all of it, to be clipped.
  private func visible(_ row: CellRect, of canvas: Canvas) -> CellRect {
    let left = max(row.x, canvas.clip.x + 1)
    let right = min(row.maxX, canvas.clip.maxX - 1)
    return right - left >= min(row.width, 6)
      ? CellRect(x: left, y: row.y, width: right - left, height: row.height) : row
  }

  private func shown(_ glyphs: GlyphSet) -> String {
    glyphs.isASCII ? String(text.map { $0 == Text.ellipsis ? glyphs.ellipsis : $0 }) : text
  }
}
