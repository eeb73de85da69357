import Layout
import Mesh
import Terminal

/// Draws the part of a mesh's graph that a viewport shows, in time that depends on the viewport and on the number of
/// boxes, not on that of edges.
struct GraphDrawing {
  /// The mesh whose figures are shown.
  var mesh: MeshIndex
  /// The places.
  var scene: Scene
  var look: Look
  /// The figure on the edges.
  var label: EdgeLabel
  /// The chosen node and edge.
  var selection: NodeID?
  var chosenEdge: Edge.ID?
  /// The nodes that are searched for.
  var matches: Set<NodeID> = []

  /// Draws into an area, with `origin` in its upper left corner.
  func draw(on canvas: inout Canvas, in area: CellRect, origin: Point) {
    guard !area.isEmpty else { return }
    let viewport = Rect(x: origin.x, y: origin.y, width: area.width, height: area.height)
    let shift = Shift(x: area.x - origin.x, y: area.y - origin.y)
    canvas.clipped(to: area) { canvas in
      drawGroups(on: &canvas, viewport, shift)
      drawLines(on: &canvas, viewport, shift)
      drawLabels(on: &canvas, viewport, shift)
      drawBoxes(on: &canvas, viewport, shift)
      drawEnds(on: &canvas, viewport, shift)
    }
  }

  /// From cells of the drawing to cells of the canvas.
  private struct Shift {
    var x: Int
    var y: Int

    func callAsFunction(_ rect: Rect) -> CellRect {
      CellRect(x: rect.x + x, y: rect.y + y, width: rect.width, height: rect.height)
    }
  }

  private func drawGroups(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    for group in scene.drawing.groups where group.rect.intersects(viewport) {
      canvas.frame(shift(group.rect), style: look.theme[.dim], lines: look.glyphs.rounded)
      guard let name = group.path.last else { continue }
      let title = shift(group.title)
      let text = Text.cutMiddle(name, to: max(0, title.width - 2), ellipsis: look.glyphs.ellipsis)
      let role = group.path.count <= scene.request.clusterLevels ? .label : NamespaceColour.role(name)
      canvas.write(" \(text) ", x: title.x, y: title.y, width: title.width, style: look.theme[role])
    }
  }

  // MARK: Lines

  /// How a line of some edges looks: as its most important edge does.
  private struct LineLook {
    var rank = -1
    var role = Role.edge
    var mtls = MutualTLS.State.full
  }

  private func drawLines(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    let cells = scene.lines.cells(in: viewport)
    var looks: [Int: LineLook] = [:]
    for y in viewport.y..<viewport.maxY {
      for x in viewport.x..<viewport.maxX {
        let cell = Point(x: x, y: y)
        let arms = cells.arms(at: cell)
        if arms.isEmpty { continue }
        let across = cells.horizontalEdges(at: cell)
        let down = cells.verticalEdges(at: cell)
        let horizontal = lineLook(across, &looks)
        let vertical = lineLook(down, &looks)
        let isAcross = horizontal.rank >= vertical.rank
        let top = isAcross ? horizontal : vertical
        let glyph: Character
        if arms == .crossing, top.role == .edgeSelected, horizontal.role != vertical.role {
          // A chosen line passes over another one unbroken.
          glyph = isAcross ? look.glyphs.heavy.horizontal : look.glyphs.heavy.vertical
        } else {
          glyph = lines(top)[GlyphSet.Arms(rawValue: arms.rawValue)]
        }
        canvas.put(glyph, x: x + shift.x, y: y + shift.y, style: look.theme[top.role])
      }
    }
  }

  private func lines(_ line: LineLook) -> GlyphSet.Lines {
    line.role == .edgeSelected
      ? (line.mtls == .full ? look.glyphs.heavy : look.glyphs.heavyDashed) : look.glyphs.lines(line.mtls)
  }

  private func lineLook(_ edges: [Int], _ looks: inout [Int: LineLook]) -> LineLook {
    var result = LineLook()
    for index in edges {
      let next: LineLook
      if let known = looks[index] {
        next = known
      } else {
        next = lineLook(scene.request.edges[index])
        looks[index] = next
      }
      let mtls = result.rank < 0 ? next.mtls : Self.worse(result.mtls, next.mtls)
      if next.rank > result.rank { result = next }
      result.mtls = mtls
    }
    return result
  }

  private func lineLook(_ id: Edge.ID) -> LineLook {
    guard let edge = mesh.edge(id) else { return LineLook(rank: 0, role: .ghost, mtls: .unknown) }
    let health: Role = edge.health == .healthy || edge.health == .idle ? .edge : edge.health.role
    let rank: Int = edge.health == .failing ? 3 : edge.health == .degraded ? 2 : 1
    if id == chosenEdge { return LineLook(rank: 9, role: .edgeSelected, mtls: edge.mtls.state) }
    if let selection, id.source == selection || id.target == selection {
      let role = health == .edge ? Role.nodeNeighbour : health
      return LineLook(rank: rank + 4, role: role, mtls: edge.mtls.state)
    }
    return LineLook(rank: rank, role: health, mtls: edge.mtls.state)
  }

  /// Of a line that several edges share, the one to warn of.
  private static func worse(_ left: MutualTLS.State, _ right: MutualTLS.State) -> MutualTLS.State {
    let order: [MutualTLS.State] = [.none, .partial, .unknown, .full]
    return order.first { $0 == left || $0 == right } ?? .unknown
  }

  private func drawEnds(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    let wide = Rect(x: viewport.x - 1, y: viewport.y - 1, width: viewport.width + 2, height: viewport.height + 2)
    let ends = scene.lines.ends(in: wide)
    let entries = Set(ends.lazy.filter(\.isTarget).map(\.port))
    for end in ends {
      let line = lineLook(scene.request.edges[end.edge])
      if end.isTarget {
        canvas.put(
          look.glyphs.arrow(end.heading), x: end.cell.x + shift.x, y: end.cell.y + shift.y,
          style: look.theme[line.role])
      } else if !entries.contains(end.port) {
        // Where the line leaves the box, in the style of the box's own frame.
        let x = end.port.x + shift.x
        let y = end.port.y + shift.y
        guard canvas.clip.contains(x: x, y: y) else { continue }
        let frame = scene.request.edges[end.edge].source == selection ? look.glyphs.double : look.glyphs.rounded
        let glyph: Character
        switch end.heading {
        case .left: glyph = frame.teeRight
        case .right: glyph = frame.teeLeft
        case .up: glyph = frame.teeDown
        case .down: glyph = frame.teeUp
        }
        canvas.put(glyph, x: x, y: y, style: canvas[x, y].style)
      }
    }
  }

  // MARK: Labels and boxes

  private func drawLabels(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    guard label != .none else { return }
    for (index, rect) in scene.lines.labels(in: viewport) {
      guard let edge = mesh.edge(scene.request.edges[index]) else { continue }
      let line = lineLook(edge.id)
      let text = label.text(edge)
      let lock = String(look.glyphs.lock(edge.mtls.state))
      let width = min(rect.width, displayWidth(of: text) + (text.isEmpty ? 1 : 2))
      // Near the arrowhead, so that the line leads up to the figure.
      let x = rect.x + shift.x + (rect.width - width) / 2
      let y = rect.y + shift.y
      canvas.write(lock, x: x, y: y, width: 1, style: look.theme[edge.mtls.state.role])
      guard !text.isEmpty else { continue }
      let role: Role = line.role == .edge ? .label : line.role
      let isBetweenClusters = mesh.node(edge.source)?.cluster != mesh.node(edge.target)?.cluster
      canvas.put(isBetweenClusters ? look.glyphs.chevron : " ", x: x + 1, y: y, style: look.theme[.accent])
      canvas.write(text, x: x + 2, y: y, width: width - 2, style: look.theme[role])
    }
  }

  private func drawBoxes(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    let neighbours = selection.map { node in
      Set(mesh.inbound(node).map(\.source) + mesh.outbound(node).map(\.target))
    }
    let names = NodeNames(mesh.snapshot)
    // What is to be read on the border around the namespace need not stand on each box.
    let named = Set(scene.drawing.groups.filter { $0.title.intersects(viewport) }.map(\.path))
    for index in scene.drawing.boxes(in: viewport) {
      let id = scene.request.nodes[index]
      guard let node = mesh.node(id) else { continue }
      let emphasis: BoxDrawing.Emphasis =
        id == selection
        ? .selected : matches.contains(id) ? .match : neighbours?.contains(id) ?? false ? .neighbour : .none
      let title = named.contains(scene.request.namespacePath(index)) ? "" : names.overBox(node)
      BoxDrawing.draw(
        node, names.inBox(node), title: title.isEmpty ? nil : Span(title, NamespaceColour.role(node.namespace)),
        in: shift(scene.drawing.boxes[index].rect), emphasis, on: &canvas, look)
    }
  }
}
