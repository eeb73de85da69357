import Mesh
import Terminal

/// What is known of the chosen node or edge.
enum DetailPane {
  /// Draws the details: below one another where the area is tall, in columns where it is wide.
  static func draw(
    _ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look, hasSparklines: Bool = true
  ) {
    guard let detail = detail(state, look, hasSparklines: hasSparklines) else { return }
    let inner = area.inset(x: 1, y: 0)
    canvas.write(detail.title, x: inner.x, y: inner.y, width: inner.width, look)
    let scroll = state.isExpanded ? state.expandedScroll : 0
    for row in rows(of: detail, in: area, chosen: state.detailRow, scroll: scroll) {
      let isChosen = row.target != nil && row.target == state.detailRow
      let base = isChosen ? look.theme[.selection] : nil
      let place = row.place
      if let base { canvas.fill(place.inset(x: -1, y: 0), style: base) }
      canvas.write(row.line, x: place.x, y: place.y, width: place.width, look, base: base)
    }
  }

  /// The row of the details that can be chosen at a cell, counted among all that can; nil where there is none.
  static func target(at cell: CellPoint, _ state: State, in area: CellRect) -> Int? {
    // Where rows stand does not depend on how they look.
    let look = Look(theme: Theme(name: "", styles: [:]), glyphs: .unicode)
    guard let detail = detail(state, look, hasSparklines: true) else { return nil }
    return rows(of: detail, in: area, chosen: state.detailRow).first { $0.place.contains(cell) }?.target
  }

  /// A line of the details where it stands, and its place among those that can be chosen.
  private typealias Row = (line: Line, target: Int?, place: CellRect)

  /// How many lines there is no room for in an area.
  static func greatestScroll(_ state: State, in area: CellRect) -> Int {
    let look = Look(theme: Theme(name: "", styles: [:]), glyphs: .unicode)
    guard let detail = detail(state, look, hasSparklines: false) else { return 0 }
    let inner = area.inset(x: 1, y: 0)
    let body = CellRect(x: inner.x, y: inner.y + 1, width: inner.width, height: inner.height - 1)
    let columns = columns(detail, body)
    guard columns.count == 1 else { return 0 }
    var first = 0
    let tall = CellRect(x: body.x, y: body.y, width: body.width, height: 10_000)
    let lines = rows(of: columns[0].0, in: tall, hasAir: body.height > 14, firstTarget: &first, chosen: nil, scroll: 0)
    return max(0, lines.count - body.height + 1)
  }

  private static func rows(of detail: Detail, in area: CellRect, chosen: Int?, scroll: Int = 0) -> [Row] {
    guard area.width > 4, area.height > 0 else { return [] }
    let inner = area.inset(x: 1, y: 0)
    let body = CellRect(x: inner.x, y: inner.y + 1, width: inner.width, height: inner.height - 1)
    var first = 0
    return columns(detail, body).flatMap { sections, column in
      rows(
        of: sections, in: column, hasAir: column.height > 14, firstTarget: &first, chosen: chosen, scroll: scroll)
    }
  }

  private static func sparklines(_ state: State, _ look: Look) -> Section? {
    switch state.chartSubject {
    case .one(let subject):
      guard let history = state.shownHistory, history.subject == subject else { return nil }
      return Detail.history(history, look.glyphs)
    case .group(let group):
      guard let trends = state.trends, let points = trends.points(of: group) else { return nil }
      return Detail.history(points, trends.times, look.glyphs)
    case nil: return nil
    }
  }

  private static func detail(_ state: State, _ look: Look, hasSparklines: Bool) -> Detail? {
    guard var detail = detail(state, look) else { return nil }
    if hasSparklines, let section = sparklines(state, look) {
      // After what is now, before what may be long.
      detail.sections.insert(section, at: min(2, detail.sections.count))
    }
    if let section = Section.comparison(state, look) {
      detail.sections.insert(section, at: min(2, detail.sections.count))
    }
    return detail
  }

  private static func detail(_ state: State, _ look: Look) -> Detail? {
    guard let mesh = state.mesh else { return nil }
    if state.listID != nil { return listed(state, mesh, look) }
    if let edge = state.chosenEdge {
      if let there = mesh.edge(edge) { return Detail(there, of: mesh, state.names, look.glyphs) }
      if let gone = state.changes.goneEdge(edge) {
        return Detail(gone, of: mesh, state.names, state.settings.utcOffset, look.glyphs)
      }
      return state.view.flatMap {
        Detail(gathered: edge, of: $0, state.names, shownNames: state.shownNames, state.edgeLabel, look.glyphs)
      }
    }
    guard let selection = state.selection else {
      guard let view = state.view, let summary = state.summary, !mesh.snapshot.nodes.isEmpty else { return nil }
      return Detail(summary, of: view, state.names, look.glyphs, width: summaryWidth(state))
    }
    if let node = mesh.node(selection) { return Detail(node, of: mesh, state.names, state.edgeLabel, look.glyphs) }
    if let gone = state.changes.goneNode(selection) { return Detail(gone, state.settings.utcOffset, look.glyphs) }
    return state.view.flatMap { Detail(gathered: selection, of: $0, state.shownNames, state.edgeLabel, look.glyphs) }
  }

  /// The cells that a line of the summary has, at least: below the graph it may stand in two columns.
  private static func summaryWidth(_ state: State) -> Int {
    let areas = state.areas
    if state.isExpanded { return ExpandedDetail.words(in: areas.whole).width - 2 }
    return areas.isWide ? areas.detail.width - 2 : (areas.detail.width - 4) / 2
  }

  private static func listed(_ state: State, _ mesh: MeshIndex, _ look: Look) -> Detail? {
    switch state.list.selection {
    case .node(let id): mesh.node(id).map { Detail($0, of: mesh, state.names, state.edgeLabel, look.glyphs) }
    case .edge(let id): mesh.edge(id).map { Detail($0, of: mesh, state.names, look.glyphs) }
    case .namespace(let id):
      state.namespaces.first { $0.id == id }.map { Detail($0, of: mesh, look.glyphs) }
    case .service(let id):
      mesh.serviceTotals(id).map { Detail($0, of: mesh, state.names, state.edgeLabel, look.glyphs) }
    case .part(let id): state.controlPlane.value?.parts.first { $0.id == id }.map { Detail($0, look.glyphs) }
    case .finding(let place):
      state.findings.value.flatMap { $0.indices.contains(place) ? Detail($0[place], look.glyphs) : nil }
    case nil: nil
    }
  }

  /// The sections with the places where they stand.
  private static func columns(_ detail: Detail, _ body: CellRect) -> [([Section], CellRect)] {
    let needed = detail.sections.reduce(0) { $0 + $1.lines.count + ($1.title.isEmpty ? 0 : 2) }
    if body.height >= needed || body.width < 70 || body.height > 24 { return [(detail.sections, body)] }
    let lists = detail.sections.filter(\.isList)
    let facts = detail.sections.filter { !$0.isList }
    let parts: [[Section]]
    if lists.isEmpty {
      // Headless sections belong to the one before them.
      let middle = facts.count > 1 ? (facts.count + 1) / 2 : facts.count
      parts = [Array(facts[..<middle]), Array(facts[middle...])].filter { !$0.isEmpty }
    } else {
      parts = [facts] + (body.width >= 100 ? lists.map { [$0] } : [lists])
    }
    let width = (body.width - 2 * (parts.count - 1)) / max(1, parts.count)
    return parts.enumerated().map { index, sections in
      (sections, CellRect(x: body.x + index * (width + 2), y: body.y, width: width, height: body.height))
    }
  }

  private static func rows(
    of sections: [Section], in area: CellRect, hasAir: Bool, firstTarget: inout Int, chosen: Int?, scroll: Int
  ) -> [Row] {
    var lines: [(line: Line, target: Int?)] = []
    for section in sections {
      if !section.title.isEmpty {
        // Where there is room, headings stand apart.
        if hasAir { lines.append((Line(), nil)) }
        lines.append((Line(section.title, .headerLabel), nil))
      }
      for line in section.lines {
        lines.append((line, section.isList ? firstTarget : nil))
        if section.isList { firstTarget += 1 }
      }
    }
    // The last line tells of what there is no room for.
    let page = lines.count > area.height ? area.height - 1 : area.height
    var top = min(scroll, max(0, lines.count - page))
    if let chosen, let place = lines.firstIndex(where: { $0.target == chosen }), place >= page {
      top = place - page + 1
    }
    let hidden = lines.count - top - page
    var shown = Array(lines.dropFirst(top).prefix(page))
    if hidden > 0, page > 0 { shown.append((Line("+\(hidden) more", .dim), nil)) }
    return shown.enumerated().map { index, row in
      (row.line, row.target, CellRect(x: area.x, y: area.y + index, width: area.width, height: 1))
    }
  }
}
