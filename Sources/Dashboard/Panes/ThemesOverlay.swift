import Terminal

/// The choice of a theme, in a corner so that the rest of the screen shows what is chosen.
enum ThemesOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let themes = state.settings.themes
    let width = 30
    let rows = min(themes.count, canvas.height - 5)
    let area = CellRect(x: canvas.width - width - 2, y: 2, width: width, height: rows + 2)
    ChoiceOverlay.draw(themes.map { [Span(" \($0)")] }, row: row, title: "Theme", on: &canvas, in: area, look)
  }
}
