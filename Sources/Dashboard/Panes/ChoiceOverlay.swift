import Terminal

/// A list in the middle of the screen, of which one row is chosen.
enum ChoiceOverlay {
  /// Draws the list over the panes.
  static func draw(
    _ rows: [[Span]], row: Int, title: String, width: Int, on canvas: inout Canvas, _ look: Look
  ) {
    let height = rows.count + 2
    let area = CellRect(
      x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width: width, height: height)
    canvas.fill(area, style: look.theme[.text])
    canvas.frame(
      area, title: title, style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
    for (index, spans) in rows.enumerated() {
      let line = CellRect(x: area.x + 1, y: area.y + 1 + index, width: area.width - 2, height: 1)
      let base = index == row ? look.theme[.selection] : nil
      if let base { canvas.fill(line, style: base) }
      canvas.write(spans, x: line.x, y: line.y, width: line.width, look, base: base)
    }
  }
}
