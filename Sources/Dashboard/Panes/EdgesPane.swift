import Mesh
import Terminal

/// The table of all edges.
enum EdgesPane {
  /// Draws the heading and the rows in view.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    guard let mesh = state.mesh, !mesh.snapshot.edges.isEmpty else {
      return Placeholder.draw(state, on: &canvas, in: area, look)
    }
    let columns = Columns(width: area.width)
    drawHeading(state, columns, on: &canvas, in: area, look)
    let names = NodeNames(mesh.snapshot)
    let rows = state.table.rows.dropFirst(state.table.top).prefix(area.height - 1)
    for (offset, index) in rows.enumerated() {
      let edge = mesh.snapshot.edges[index]
      let y = area.y + 1 + offset
      let isChosen = edge.id == state.table.selection
      let base = isChosen ? look.theme[.selection] : nil
      if let base { canvas.fill(CellRect(x: area.x, y: y, width: area.width, height: 1), style: base) }
      for (column, x, width) in columns.places {
        let span = cell(column, edge, mesh, names, look.glyphs, width)
        let text = column.isNumber ? span.text.aligned(width) : span.text
        let style = base.map { look.theme[span.role].over($0) } ?? look.theme[span.role]
        canvas.write(text, x: area.x + x, y: y, width: width, style: style)
      }
    }
    if rows.isEmpty {
      canvas.write(
        "No edge is found by \(state.find.text).", x: area.x + 1, y: area.y + 2,
        width: area.width - 2, style: look.theme[.dim])
    }
  }

  private static func drawHeading(
    _ state: State, _ columns: Columns, on canvas: inout Canvas, in area: CellRect, _ look: Look
  ) {
    for (column, x, width) in columns.places {
      let isSorted = column == state.table.column
      let isAscending = (column == .source || column == .target) != state.table.isReversed
      let arrow = isAscending ? look.glyphs.sortAscending : look.glyphs.sortDescending
      let title = column.title + (isSorted ? "\(arrow)" : "")
      canvas.write(
        column.isNumber ? title.aligned(width) : title, x: area.x + x, y: area.y, width: width,
        style: look.theme[isSorted ? .accent : .headerLabel])
    }
  }

  private static func cell(
    _ column: EdgeColumn, _ edge: Edge, _ mesh: MeshIndex, _ names: NodeNames, _ glyphs: GlyphSet, _ width: Int
  ) -> Span {
    func name(_ id: NodeID) -> Span {
      guard let node = mesh.node(id) else { return Span(Text.cutMiddle(NodeNames.name(id), to: width)) }
      return Span(names.full(node, to: width, ellipsis: glyphs.ellipsis), node.kind == .unknown ? .dim : .text)
    }
    switch column {
    case .source: return name(edge.source)
    case .target: return name(edge.target)
    case .mtls:
      let figure = edge.mtls.state == .unknown ? "" : " \(edge.mtls.figure)"
      return Span("\(glyphs.alignedBadge(edge.mtls.state))\(figure)", edge.mtls.state.role)
    case .requests: return edge.requestRate.map { Span(Figures.rate($0)) } ?? Span("\(glyphs.dash)", .dim)
    case .errors:
      guard let percent = edge.errorPercent else { return Span("\(glyphs.dash)", .dim) }
      return Span(Figures.percent(percent), percent > 0 ? (edge.health == .failing ? .failing : .warning) : .dim)
    case .latency:
      return edge.latency?.p95.map { Span(Figures.milliseconds($0)) } ?? Span("\(glyphs.dash)", .dim)
    case .bytes: return edge.tcp.map { Span(Figures.bytes($0.bytes)) } ?? Span("\(glyphs.dash)", .dim)
    case .connections: return edge.tcp.map { Span(Figures.rate($0.opened)) } ?? Span("\(glyphs.dash)", .dim)
    case .health: return Span("\(glyphs.mark(edge.health)) \(edge.health.rawValue)", edge.health.role)
    }
  }

  /// Which columns there is room for, and where.
  private struct Columns {
    var places: [(column: EdgeColumn, x: Int, width: Int)] = []

    init(width: Int) {
      var shown = EdgeColumn.allCases
      let leastName = 16
      func fixed() -> Int { shown.reduce(0) { $0 + $1.width + 2 } }
      for dispensable in [EdgeColumn.health, .connections, .latency, .bytes] where fixed() + 2 * leastName > width {
        shown.removeAll { $0 == dispensable }
      }
      let names = max(2 * leastName, width - fixed() + 2 - 2)
      var x = 1
      for column in shown {
        let cells = column == .source ? names / 2 : column == .target ? names - names / 2 : column.width
        places.append((column, x, cells))
        x += cells + 2
      }
    }
  }
}
