extension Canvas {
  /// Draws a frame along the inside of a rectangle, with a title in its upper line. What is within is left as it was.
  ///
  /// - Parameter titleStyle: How the title looks; by default as the frame does.
  public mutating func frame(
    _ rect: CellRect, title: String = "", style: Style, titleStyle: Style? = nil, glyphs: GlyphSet,
    rounded: Bool = true
  ) {
    frame(rect, style: style, lines: rounded ? glyphs.rounded : glyphs.light)
    let room = rect.width - 4
    if !title.isEmpty, room >= 3 {
      let text = " " + Text.cut(title, to: room - 2, ellipsis: glyphs.ellipsis) + " "
      write(text, x: rect.x + 2, y: rect.y, style: titleStyle ?? style)
    }
  }

  /// Draws a frame of these lines along the inside of a rectangle.
  public mutating func frame(_ rect: CellRect, style: Style, lines: GlyphSet.Lines) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    horizontalLine(x: rect.x + 1, y: rect.y, length: rect.width - 2, style: style, glyph: lines.horizontal)
    horizontalLine(x: rect.x + 1, y: bottom, length: rect.width - 2, style: style, glyph: lines.horizontal)
    verticalLine(x: rect.x, y: rect.y + 1, length: rect.height - 2, style: style, glyph: lines.vertical)
    verticalLine(x: right, y: rect.y + 1, length: rect.height - 2, style: style, glyph: lines.vertical)
    put(lines.topLeft, x: rect.x, y: rect.y, style: style)
    put(lines.topRight, x: right, y: rect.y, style: style)
    put(lines.bottomLeft, x: rect.x, y: bottom, style: style)
    put(lines.bottomRight, x: right, y: bottom, style: style)
  }

  /// Draws a glyph so many times towards the right.
  public mutating func horizontalLine(x: Int, y: Int, length: Int, style: Style, glyph: Character) {
    fill(CellRect(x: x, y: y, width: length, height: 1), style: style, glyph: glyph)
  }

  /// Draws a glyph so many times downwards.
  public mutating func verticalLine(x: Int, y: Int, length: Int, style: Style, glyph: Character) {
    fill(CellRect(x: x, y: y, width: 1, height: length), style: style, glyph: glyph)
  }
}
