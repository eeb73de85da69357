import Terminal

/// A list of which one row is chosen.
enum ChoiceOverlay {
  /// Draws the list over the panes, in the middle of the screen and within it.
  static func draw(
    _ rows: [[Span]], row: Int, title: String, width: Int, on canvas: inout Canvas, _ look: Look
  ) {
    let (width, height) = (min(width, canvas.width - 2), min(rows.count + 2, canvas.height - 2))
    let area = CellRect(
      x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width: width, height: height)
    draw(rows, row: row, title: title, on: &canvas, in: area, look)
  }

  /// Draws the list over the panes: in a frame along the inside of an area, what of it there is room for.
  static func draw(
    _ rows: [[Span]], row: Int, title: String, on canvas: inout Canvas, in area: CellRect, _ look: Look
  ) {
    canvas.open(area, title: title, look)
    drawRows(rows.count, chosen: row, on: &canvas, in: area.inset(x: 1, y: 1), look) { Line(rows[$0]) }
  }

  /// Draws the rows that an area has room for, each of which is asked for by its place.
  static func drawRows(
    _ count: Int, chosen: Int?, on canvas: inout Canvas, in area: CellRect, _ look: Look, _ line: (Int) -> Line
  ) {
    let first = firstRow(showing: chosen ?? 0, of: count, in: area.height)
    for row in first..<max(first, min(count, first + area.height)) {
      let place = CellRect(x: area.x, y: area.y + row - first, width: area.width, height: 1)
      let base = row == chosen ? look.theme[.selection] : nil
      if let base { canvas.fill(place, style: base) }
      canvas.write(line(row), x: place.x, y: place.y, width: place.width, look, base: base)
    }
  }

  /// The first row in view, so that one stands in the middle as far as the ends of the list allow.
  static func firstRow(showing row: Int, of count: Int, in height: Int) -> Int {
    max(0, min(row - height / 2, count - height))
  }
}

extension Canvas {
  /// Clears an area of the screen for what lies over the panes, and frames it.
  mutating func open(_ area: CellRect, title: String, _ look: Look) {
    fill(area, style: look.theme[.text])
    frame(area, title: title, style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
  }
}
