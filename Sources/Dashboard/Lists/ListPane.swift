import Mesh
import Terminal

/// A pane that lists something.
enum ListPane {
  /// Draws the lists' names where there are several, the notes, the heading and the rows in view.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    // What is not of the mesh is told of an empty one, too: there it is needed most.
    let isApart = state.mesh != nil && state.pane.isApart
    guard isApart || state.mesh?.snapshot.nodes.isEmpty == false, let source = state.listSource else {
      return Placeholder.draw(state, on: &canvas, in: area, look)
    }
    let list = state.list
    let layout = state.listLayout
    if let row = layout.titles { drawTitles(state, on: &canvas, in: area, row: row, look) }
    drawNotes(list, on: &canvas, in: area, layout, look)
    let places = ListPlace.list(source.columns, width: area.width, names: list.names)
    drawHeading(list, source, places, on: &canvas, in: area, layout, look)
    for (offset, row) in list.rows.dropFirst(list.top).prefix(min(layout.page, area.height - layout.rows)).enumerated()
    {
      let y = area.y + layout.rows + offset
      let base = list.top + offset == list.row ? look.theme[.selection] : nil
      if let base { canvas.fill(CellRect(x: area.x, y: y, width: area.width, height: 1), style: base) }
      for place in places {
        let column = source.columns[place.index]
        let cell = ListCellDrawing(
          column: column, greatest: list.greatest.isEmpty ? 0 : list.greatest[place.index], bar: place.bar,
          sharedNames: list.sharedNames, look: look, base: base)
        let rect = CellRect(x: area.x + place.x, y: y, width: place.width, height: 1)
        cell.draw(row.cells[place.index], on: &canvas, in: rect)
      }
    }
    if list.rows.isEmpty {
      for (row, line) in Text.wrapped(emptiness(state, source), width: area.width - 2).enumerated() {
        let y = area.y + layout.rows + 1 + row
        if y < area.maxY { canvas.write(line, x: area.x + 1, y: y, width: area.width - 2, style: look.theme[.dim]) }
      }
    }
  }

  private static func emptiness(_ state: State, _ source: ListSource) -> String {
    if state.pane.isApart, let words = state.inquiryWords { return words }
    if !state.find.text.isEmpty {
      let hint = state.pane.isApart ? " Names, namespaces, kinds, versions and health are searched here." : ""
      return "Nothing here is found by \(state.find.text).\(hint)"
    }
    if state.viewOptions.hidesHealthy { return "Nothing here is degraded or failing." }
    return source.emptiness
  }

  /// The names of a pane's lists and where they stand.
  static func titles(_ state: State, in area: CellRect) -> [(number: Int, x: Int, text: String)] {
    var x = area.x
    return state.listSources.enumerated().map { number, source in
      let text = " \(source.title) "
      defer { x += text.count + 1 }
      return (number, x, text)
    }
  }

  private static func drawTitles(
    _ state: State, on canvas: inout Canvas, in area: CellRect, row: Int, _ look: Look
  ) {
    let titles = titles(state, in: area)
    for title in titles {
      let isShown = title.number == state.listID?.number
      canvas.write(title.text, x: title.x, y: area.y + row, style: look.theme[isShown ? .tabSelected : .tab])
    }
    guard let key = state.keys.key(for: .nextNeighbour), let last = titles.last else { return }
    let hint = [Span(key, .key), Span(" next list", .dim)]
    let x = last.x + last.text.count + 1
    canvas.write(hint, x: x, y: area.y + row, width: max(0, area.maxX - 1 - x), look)
  }

  private static func drawNotes(
    _ list: ListTable, on canvas: inout Canvas, in area: CellRect, _ layout: ListLayout, _ look: Look
  ) {
    for (index, note) in list.notes.enumerated() {
      let y = area.y + layout.notes + index
      let base = list.row == nil && list.place(ofNote: index) == list.place ? look.theme[.selection] : nil
      if let base { canvas.fill(CellRect(x: area.x, y: y, width: area.width, height: 1), style: base) }
      canvas.write(note.line, x: area.x + 1, y: y, width: area.width - 2, look, base: base)
    }
  }

  private static func drawHeading(
    _ list: ListTable, _ source: ListSource, _ places: [ListPlace], on canvas: inout Canvas, in area: CellRect,
    _ layout: ListLayout, _ look: Look
  ) {
    for place in places {
      let column = source.columns[place.index]
      let isSorted = place.index == list.column
      let arrow = column.isDescending != list.isReversed ? look.glyphs.sortDescending : look.glyphs.sortAscending
      let title = column.title + (isSorted ? (look.glyphs.isASCII ? " \(arrow)" : "\(arrow)") : "")
      canvas.write(
        column.isAligned ? title.aligned(place.width) : title, x: area.x + place.x, y: area.y + layout.heading,
        width: place.width, style: look.theme[isSorted ? .accent : .headerLabel])
    }
  }
}

/// Draws the cells of a column.
struct ListCellDrawing {
  let column: ListColumn
  /// The greatest figure of the column, of which bars show a share.
  let greatest: Double
  /// The cells of the bar, with the blank after it.
  let bar: Int
  /// The names that tell nothing without what they stand in.
  let sharedNames: Set<String>
  let look: Look
  /// The style of a chosen row.
  let base: Style?

  func draw(_ cell: ListCell, on canvas: inout Canvas, in place: CellRect) {
    func write(_ text: String, _ role: Role) {
      canvas.write(
        column.isAligned ? text.aligned(place.width) : text, x: place.x, y: place.y, width: place.width,
        style: style(role))
    }
    let ellipsis = look.glyphs.ellipsis
    switch cell {
    case .nothing: write("\(look.glyphs.dash)", .dim)
    case .text(let text, let role): write(Text.cut(text, to: place.width, ellipsis: ellipsis), role)
    case .name(let scope, let own, let role):
      let isShared = sharedNames.contains(own)
      write(NodeNames.fitted(scope: scope, own: own, isShared: isShared, to: place.width, ellipsis: ellipsis), role)
    case .health(let health): write("\(look.glyphs.mark(health)) \(health.rawValue)", health.role)
    case .mtls(let mtls):
      write(
        "\(look.glyphs.alignedBadge(mtls.state))" + (mtls.state == .unknown ? "" : " \(mtls.figure)"), mtls.state.role)
    case .trend(let sparks, _): Spark.draw(sparks, on: &canvas, in: place, look, base: base)
    case .figure(let value, let unit, let role):
      if bar > 0 { drawBar(value, on: &canvas, in: place) }
      let text = unit.text(value).aligned(place.width - bar)
      canvas.write(text, x: place.x + bar, y: place.y, width: place.width - bar, style: style(role))
    }
  }

  private func style(_ role: Role) -> Style { base.map { look.theme[role].over($0) } ?? look.theme[role] }

  /// A bar whose length is the figure's share of the greatest; whatever flows shows.
  private func drawBar(_ value: Double, on canvas: inout Canvas, in place: CellRect) {
    guard greatest > 0, value > 0 else { return }
    let eighths = max(1, Int((value / greatest * Double((bar - 1) * 8)).rounded()))
    let parts = look.glyphs.barEighths
    let full = look.glyphs.isASCII ? "=" : look.glyphs.block
    var text = String(repeating: full, count: eighths / 8)
    if look.glyphs.isASCII {
      if text.isEmpty { text = "=" }
    } else if eighths % 8 > 0 {
      text.append(parts[eighths % 8 - 1])
    }
    canvas.write(text, x: place.x, y: place.y, width: bar - 1, style: style(.bar))
  }
}
