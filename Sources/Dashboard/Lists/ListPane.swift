import Mesh
import Terminal

/// A pane that lists something.
enum ListPane {
  /// Draws the line above, the heading and the rows in view.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    guard state.mesh?.snapshot.nodes.isEmpty == false, let source = ListSource.of(state.pane) else {
      return Placeholder.draw(state, on: &canvas, in: area, look)
    }
    let list = state.list
    let above = list.summary
    for (index, line) in above.enumerated() {
      canvas.write(line, x: area.x + 1, y: area.y + index, width: area.width - 2, look)
    }
    let body = CellRect(x: area.x, y: area.y + above.count, width: area.width, height: area.height - above.count)
    let places = Self.places(source.columns, width: body.width)
    for (index, x, width) in places {
      let column = source.columns[index]
      let isSorted = index == list.column
      let arrow = column.isDescending != list.isReversed ? look.glyphs.sortDescending : look.glyphs.sortAscending
      let title = column.title + (isSorted ? (look.glyphs.isASCII ? " \(arrow)" : "\(arrow)") : "")
      canvas.write(
        column.isNumber && column.width > 0 && !column.hasSign ? title.aligned(width) : title, x: body.x + x, y: body.y,
        width: width,
        style: look.theme[isSorted ? .accent : .headerLabel])
    }
    let rows = list.rows.dropFirst(list.top).prefix(max(0, body.height - 1))
    for (offset, row) in rows.enumerated() {
      let y = body.y + 1 + offset
      let isChosen = list.top + offset == list.row
      let base = isChosen ? look.theme[.selection] : nil
      if let base { canvas.fill(CellRect(x: body.x, y: y, width: body.width, height: 1), style: base) }
      for (index, x, width) in places {
        let place = CellRect(x: body.x + x, y: y, width: width, height: 1)
        draw(row.cells[index], source.columns[index], on: &canvas, in: place, look, base: base)
      }
    }
    if rows.isEmpty {
      let text = state.find.text.isEmpty ? emptiness(state.pane) : "Nothing here is found by \(state.find.text)."
      canvas.write(text, x: body.x + 1, y: body.y + 2, width: body.width - 2, style: look.theme[.dim])
    }
  }

  private static func emptiness(_ pane: Pane) -> String {
    pane == .security ? "All traffic is encrypted, as far as proxies can tell." : "There is nothing to list."
  }

  private static func draw(
    _ cell: ListCell, _ column: ListColumn, on canvas: inout Canvas, in place: CellRect, _ look: Look, base: Style?
  ) {
    func write(_ text: String, _ role: Role) {
      let style = base.map { look.theme[role].over($0) } ?? look.theme[role]
      let cut = column.width == 0 ? Text.cutMiddle(text, to: place.width, ellipsis: look.glyphs.ellipsis) : text
      canvas.write(
        column.isNumber && !column.hasSign ? cut.aligned(place.width) : cut, x: place.x, y: place.y, width: place.width,
        style: style)
    }
    switch cell {
    case .nothing: write("\(look.glyphs.dash)", .dim)
    case .text(let text, let role): write(text, role)
    case .health(let health): write("\(look.glyphs.mark(health)) \(health.rawValue)", health.role)
    case .mtls(let mtls):
      write("\(look.glyphs.badge(mtls.state))" + (mtls.state == .unknown ? "" : " \(mtls.figure)"), mtls.state.role)
    case .trend(let sparks): Spark.draw(sparks, on: &canvas, in: place, look, base: base)
    case .bar(let text, let share):
      let room = place.width - 8
      let filled = min(room, max(share > 0 ? 1 : 0, Int((share * Double(room)).rounded())))
      let bar = String(repeating: look.glyphs.isASCII ? "=" : "▪", count: max(0, filled))
      canvas.write(
        bar, x: place.x, y: place.y, width: max(0, room),
        style: base.map { look.theme[.accent].over($0) } ?? look.theme[.accent])
      let style = base.map { look.theme[.text].over($0) } ?? look.theme[.text]
      canvas.write(text.aligned(7), x: place.x + place.width - 7, y: place.y, width: 7, style: style)
    }
  }

  /// Which columns there is room for, and where.
  static func places(_ columns: [ListColumn], width: Int) -> [(index: Int, x: Int, width: Int)] {
    var shown = Array(columns.indices)
    func least() -> Int {
      shown.reduce(0) { $0 + (columns[$1].width == 0 ? ListColumn.leastShare : columns[$1].width) + 2 }
    }
    while least() > width,
      let last = shown.filter({ columns[$0].rank > 0 }).max(by: { columns[$0].rank < columns[$1].rank })
    {
      shown.removeAll { $0 == last }
    }
    let shares = shown.count { columns[$0].width == 0 }
    let fixed = shown.reduce(0) { $0 + columns[$1].width + 2 }
    var left = max(ListColumn.leastShare * shares, width - fixed)
    var rest = shares
    var x = 1
    return shown.map { index in
      var cells = columns[index].width
      if cells == 0 {
        cells = left / max(1, rest)
        left -= cells
        rest -= 1
      }
      defer { x += cells + 2 }
      return (index, x, cells)
    }
  }
}
