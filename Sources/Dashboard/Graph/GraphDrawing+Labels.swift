import Layout
import Mesh
import Terminal

extension GraphDrawing {
  /// Draws the labels that are in view as a whole, and under nothing else: part of a figure would be another figure.
  ///
  /// A label has a lock, perhaps a sign, a blank or the mark of what is searched for, and the figure, from the first cell of its room on: what is left of that is line.
  func drawLabels(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    for (index, rect) in scene.lines.labels(in: viewport) where viewport.encloses(rect) {
      if let covered, shift(rect).intersects(covered) { continue }
      let id = scene.request.edges[index]
      guard draws(id) else { continue }
      let y = rect.y + shift.y
      guard let edge = mesh.edge(id) else {
        if changes.goneEdge(id) != nil { canvas.write(" gone ", x: rect.x + shift.x, y: y, style: look.theme[.ghost]) }
        continue
      }
      let text = label.text(edge, of: mesh)
      let sign = sign(of: edge)
      let start = sign == nil ? 1 : 2
      // Beside an arrowhead or a line there is a cell of air, unless the figure is of the widest.
      let isBeside = !pointsRight(index) && start + 1 + displayWidth(of: text) < rect.width
      let x = rect.x + shift.x + (isBeside ? 1 : 0)
      if label.showsLock {
        let state = edge.mtls.state
        canvas.put(look.glyphs.lock(state), x: x, y: y, style: look.theme[state.role])
      }
      if let sign { canvas.write(sign.text, x: x + 1, y: y, width: 1, style: look.theme[sign.role]) }
      defer {
        if foundEdges.contains(id) { canvas.put(look.glyphs.found, x: x + start, y: y, style: look.theme[.match]) }
      }
      guard !text.isEmpty else { continue }
      let role = lineLook(id).role
      canvas.write(
        " " + text, x: x + start, y: y, width: rect.width - start, style: look.theme[role == .edge ? .label : role])
    }
  }

  /// Whether a line leads into its box from the left, so that there is line before its label.
  private func pointsRight(_ route: Int) -> Bool {
    let points = scene.drawing.routes[route].points.suffix(2)
    guard let last = points.last, let before = points.first else { return false }
    return before.y == last.y && before.x < last.x
  }

  /// What a user should know of an edge before its figure, told without colour.
  private func sign(of edge: Edge) -> Span? {
    if let weights {
      if changes.isNew(edge.id) { return Span(String(look.glyphs.added), weights[edge.id]?.role ?? .accent) }
      if let weight = weights[edge.id] { return Span("~", weight.role) }
    }
    if edge.isUnwell { return Span(String(look.glyphs.mark(edge.health)), edge.health.role) }
    if changes.isNew(edge.id) { return Span(String(look.glyphs.added), .accent) }
    let isBetweenClusters = mesh.node(edge.source)?.cluster != mesh.node(edge.target)?.cluster
    return isBetweenClusters ? Span(String(look.glyphs.chevron), .accent) : nil
  }
}
