extension Canvas {
  /// Draws a text in one row, and gives the number of cells that it takes, also of those outside of the clip.
  ///
  /// The text is made harmless as `Text.sanitized` does. With a width, it stops before the first character that does not fit in
  /// so many cells. A line break is drawn as any other control: `·`.
  @discardableResult
  public mutating func write(_ text: some StringProtocol, x: Int, y: Int, width limit: Int? = nil, style: Style) -> Int
  {
    let end = limit.map { x + max(0, $0) } ?? Int.max
    var column = x
    for glyph in Glyphs(String(text)) {
      let next = column + Int(glyph.width)
      if next > end || column - x > Text.longest { break }
      place(glyph, column, y, style)
      column = next
    }
    return column - x
  }

  /// Draws a text in a field of so many cells, cut with an ellipsis if it is too long, and fills the rest with spaces.
  public mutating func write(
    _ text: some StringProtocol, x: Int, y: Int, width: Int, alignment: Text.Alignment, style: Style
  ) {
    write(Text.aligned(text, width: width, alignment), x: x, y: y, width: width, style: style)
  }

  /// Draws parts of a text with styles of their own one after another, and gives the number of cells that they take.
  @discardableResult
  public mutating func write(
    _ parts: [(text: String, style: Style)], x: Int, y: Int, width limit: Int? = nil
  ) -> Int {
    var used = 0
    for part in parts {
      used += write(part.text, x: x + used, y: y, width: limit.map { $0 - used }, style: part.style)
    }
    return used
  }
}
