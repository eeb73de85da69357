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
    let spans = rows.map { entry in
      [Span(" \(entry.letter)", .key), Span("  \(entry.title)".padded(13))] + values(of: entry, state)
    }
    ChoiceOverlay.draw(spans, row: row, title: "Display", on: &canvas, in: area, look)
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
