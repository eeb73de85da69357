import Terminal

/// The choice of a theme, in a corner so that the rest of the screen shows what is chosen.
enum ThemesOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let themes = state.settings.themes
    let width = 30
    let rows = min(themes.count, canvas.height - 5)
    let area = CellRect(x: canvas.width - width - 2, y: 2, width: width, height: rows + 2)
    canvas.fill(area, style: look.theme[.text])
    canvas.frame(
      area, title: "Theme", style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
    let first = max(0, min(row - rows / 2, themes.count - rows))
    for (index, name) in themes.dropFirst(first).prefix(rows).enumerated() {
      let line = CellRect(x: area.x + 1, y: area.y + 1 + index, width: width - 2, height: 1)
      let base = first + index == row ? look.theme[.selection] : nil
      if let base { canvas.fill(line, style: base) }
      canvas.write([Span(" \(name)")], x: line.x, y: line.y, width: line.width, look, base: base)
    }
  }
}
