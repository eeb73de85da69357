import Terminal

/// The choice of what the graph shows, and how.
enum DisplayOverlay {
  /// Draws the choice where it covers little of the graph.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let rows = DisplayRow.allCases
    let width = min(56, canvas.width - 2)
    let height = rows.count + 3
    let area = CellRect(
      x: canvas.width - width - 1, y: canvas.height - height - 1, width: width, height: height)
    canvas.fill(area, style: look.theme[.text])
    canvas.frame(
      area, title: "Display", style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
    for (index, entry) in rows.enumerated() {
      let line = CellRect(x: area.x + 1, y: area.y + 1 + index, width: area.width - 2, height: 1)
      let base = index == row ? look.theme[.selection] : nil
      if let base { canvas.fill(line, style: base) }
      canvas.write(
        [Span(" \(entry.letter)", .key), Span("  \(entry.title)".padded(13))] + values(of: entry, state),
        x: line.x, y: line.y, width: line.width, look, base: base)
    }
    let hint = [
      Span(" enter", .key), Span(" changes  ", .dim), Span(state.keys.key(for: .back) ?? "", .key),
      Span(" closes", .dim),
    ]
    canvas.write(hint, x: area.x + 1, y: area.maxY - 2, width: area.width - 2, look)
  }

  /// What there is to choose from, with a mark at what holds.
  private static func values(of row: DisplayRow, _ state: State) -> [Span] {
    let chosen = state.chosenValue(of: row)
    let isFixed = row.isQuestion && state.settings.isFile
    return row.values.enumerated().map { place, value in
      place == chosen ? Span("[\(value)]", isFixed ? .dim : .accent) : Span(" \(value) ", .dim)
    }
  }
}
