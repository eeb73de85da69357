extension Canvas {
  /// The canvas as lines of text without colours; blanks at the end of a line are left out.
  public func plainText() -> String {
    var text = String.UnicodeScalarView()
    for y in 0..<height {
      if y > 0 { text.append("\n") }
      let cells = row(y)
      let end = cells.lastIndex { $0.content.scalar != 0x20 }.map { $0 + 1 } ?? cells.startIndex
      for cell in cells[..<end] { cell.content.append(to: &text) }
    }
    return String(text)
  }
}
