public import Terminal

/// How a screen looks: its colours and its signs.
public struct Look: Sendable {
  /// The styles.
  public var theme: Theme
  /// The signs.
  public var glyphs: GlyphSet

  /// A look of styles and signs.
  public init(theme: Theme, glyphs: GlyphSet) {
    self.theme = theme
    self.glyphs = glyphs
  }
}

extension Canvas {
  /// Writes pieces of text one after another, within a width.
  ///
  /// - Returns: the number of cells used.
  @discardableResult
  mutating func write(_ spans: [Span], x: Int, y: Int, width: Int, _ look: Look, base: Style? = nil) -> Int {
    var used = 0
    for span in spans where used < width {
      let style = look.theme[span.role]
      let isTooLong = span.isFigure && displayWidth(of: span.text) > width - used
      let ellipsis = look.glyphs.ellipsis
      let text = Text.cut(isTooLong ? "\(ellipsis)" : span.text, to: width - used, ellipsis: ellipsis)
      used += write(text, x: x + used, y: y, width: width - used, style: base.map { style.over($0) } ?? style)
      if isTooLong { break }
    }
    return used
  }

  /// Writes a line into a width: its right part at the right, its left part cut where there is no room.
  mutating func write(_ line: Line, x: Int, y: Int, width: Int, _ look: Look, base: Style? = nil) {
    let right = line.right.width
    let rightWidth = min(right, width)
    if !line.right.isEmpty {
      write(line.right, x: x + width - rightWidth, y: y, width: rightWidth, look, base: base)
    }
    write(line.left, x: x, y: y, width: max(0, width - rightWidth - (rightWidth > 0 ? 1 : 0)), look, base: base)
  }
}
