import Layout
import Mesh
import Terminal

extension GraphDrawing {
  /// Draws where lines meet boxes: arrowheads at those that are called, forks in the frames of those that call.
  func drawEnds(_ cells: LineCells, on canvas: inout Canvas, _ shift: Shift) {
    let viewport = cells.viewport
    let wide = Rect(x: viewport.x - 1, y: viewport.y - 1, width: viewport.width + 2, height: viewport.height + 2)
    let ends = scene.lines.ends(in: wide).filter { draws(scene.request.edges[$0.edge]) }
    var heads: [Point: LineLook] = [:]
    var chosenPorts: Set<Point> = []
    for end in ends {
      let id = scene.request.edges[end.edge]
      if end.isTarget { heads[end.port, default: LineLook()].add(lineLook(id)) }
      if chosen.contains(id) { chosenPorts.insert(end.port) }
    }
    for end in ends {
      if end.isTarget {
        let style = look.theme[heads[end.port]?.role ?? .edge]
        canvas.put(look.glyphs.arrow(end.heading), x: end.cell.x + shift.x, y: end.cell.y + shift.y, style: style)
        drawAlarm(end, cells, on: &canvas, shift)
      } else if heads[end.port] == nil {
        drawPort(end, isChosen: chosenPorts.contains(end.port), on: &canvas, shift)
      }
    }
  }

  /// Where a line leaves a box, in the style of the box's own frame.
  private func drawPort(_ end: LineEnd, isChosen: Bool, on canvas: inout Canvas, _ shift: Shift) {
    let x = end.port.x + shift.x
    let y = end.port.y + shift.y
    guard canvas.clip.contains(x: x, y: y) else { return }
    let isDouble = scene.request.edges[end.edge].source == selection
    let isSideways = end.heading == .left || end.heading == .right
    let lines = look.glyphs.lines(
      doubleAcross: isSideways ? isChosen : isDouble, doubleDown: isSideways ? isDouble : isChosen)
    let glyph: Character
    switch end.heading {
    case .left: glyph = lines.teeRight
    case .right: glyph = lines.teeLeft
    case .up: glyph = lines.teeDown
    case .down: glyph = lines.teeUp
    }
    canvas.put(glyph, x: x, y: y, style: canvas[x, y].style)
  }

  /// The sign of an edge that does badly and has no room for a label: on its own line, before the arrowhead.
  private func drawAlarm(_ end: LineEnd, _ cells: LineCells, on canvas: inout Canvas, _ shift: Shift) {
    guard scene.drawing.routes[end.edge].label == nil, let edge = mesh.edge(scene.request.edges[end.edge]),
      edge.isUnwell
    else { return }
    let cell =
      switch end.heading {
      case .left: Point(x: end.cell.x + 1, y: end.cell.y)
      case .right: Point(x: end.cell.x - 1, y: end.cell.y)
      case .up: Point(x: end.cell.x, y: end.cell.y + 1)
      case .down: Point(x: end.cell.x, y: end.cell.y - 1)
      }
    guard cells.arms(at: cell).isStraight else { return }
    canvas.put(
      look.glyphs.mark(edge.health), x: cell.x + shift.x, y: cell.y + shift.y, style: look.theme[edge.health.role])
  }
}
