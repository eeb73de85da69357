import Layout
import Mesh
import Terminal

/// The graph of who calls whom.
enum GraphPane {
  /// Draws the graph, or why there is none.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    guard let drawing = state.graphDrawing(look) else {
      return Placeholder.draw(state, on: &canvas, in: area, look)
    }
    drawing.draw(on: &canvas, in: area, origin: state.origin)
    if let minimap = state.minimap { MinimapPane.draw(minimap, state, on: &canvas, look) }
    drawBounds(state, on: &canvas, around: area, look)
  }

  /// The columns of the marks on the screen's lower border that say that the drawing goes on below; nil where there are none.
  static func marksInFooter(_ state: State) -> ClosedRange<Int>? {
    guard state.pane == .graph, !state.isExpanded, state.areas.isWide, state.graphGoesOn.below else { return nil }
    let centre = centreOfMarks(state.areas)
    return centre - 2...centre + 2
  }

  /// The middle of the marks on the upper and lower border: beside the footer, where that is right below.
  static func centreOfMarks(_ areas: Areas) -> Int {
    areas.isWide ? areas.main.maxX - 8 : areas.main.x + areas.main.width / 2
  }

  /// Says on the borders of the pane where the drawing goes on.
  private static func drawBounds(_ state: State, on canvas: inout Canvas, around area: CellRect, _ look: Look) {
    let style = look.theme[.accent]
    let glyphs = look.glyphs
    let middle = area.y + area.height / 2
    let centre = centreOfMarks(state.areas)
    let isBeyond = state.graphGoesOn
    for offset in -1...1 {
      if isBeyond.left { canvas.put(glyphs.arrowLeft, x: area.x - 1, y: middle + offset, style: style) }
      if isBeyond.right { canvas.put(glyphs.arrowRight, x: area.maxX, y: middle + offset, style: style) }
      if isBeyond.above { canvas.put(glyphs.arrowUp, x: centre + offset * 2, y: area.y - 1, style: style) }
      if isBeyond.below { canvas.put(glyphs.arrowDown, x: centre + offset * 2, y: area.maxY, style: style) }
    }
  }
}

extension State {
  /// On which sides of the pane there is more of the drawing.
  var graphGoesOn: (left: Bool, right: Bool, above: Bool, below: Bool) {
    guard let drawing = scene?.drawing else { return (false, false, false, false) }
    let area = areas.main
    return (
      left: origin.x > 0, right: origin.x + area.width < drawing.width, above: origin.y > 0,
      below: origin.y + area.height < drawing.height
    )
  }

  /// The graph as it is drawn; nil where there is none.
  func graphDrawing(_ look: Look) -> GraphDrawing? {
    guard let mesh = (picture ?? view)?.shown, let scene, !mesh.snapshot.nodes.isEmpty else { return nil }
    return GraphDrawing(
      mesh: mesh, scene: scene, look: look, label: edgeLabel, selection: selection, chosen: doubledEdges,
      matches: Set(find.matches), foundEdges: Set(find.edges), covered: minimap?.frame, changes: changes,
      weights: comparison?.base == nil ? nil : comparison?.edges, edgeMode: edgeMode, ranks: ranks)
  }

  /// The node that a chip at a cell of the screen names first.
  func chipNode(at cell: CellPoint) -> NodeID? {
    // Where chips stand does not depend on how they look.
    let look = Look(theme: Theme(name: "", styles: [:]), glyphs: .unicode)
    let (viewport, shift) = GraphDrawing.view(areas.main, origin: origin)
    return graphDrawing(look)?.placedChips(viewport, shift).first { $0.place.contains(cell) }?.chip.others.first?.node
  }
}

/// What stands where there is no mesh to show, and why.
enum Placeholder {
  /// Draws some lines in the middle of an area.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    var lines: [(String, Role)] = []
    if let failure = state.refreshing.failure, state.mesh == nil {
      lines = Text.wrapped(failure.problem, width: area.width - 4).map { ($0, .error) }
      lines += Text.wrapped(failure.remedy, width: area.width - 4).map { ($0, .text) }
    } else if let snapshot = state.mesh?.snapshot, snapshot.nodes.isEmpty {
      lines = [("No traffic in the last \(Figures.span(snapshot.window)).", .title)]
      for warning in snapshot.warnings { lines += Text.wrapped(warning, width: area.width - 4).map { ($0, .warning) } }
    } else {
      let what = state.mesh == nil ? "Asking \(state.settings.sourceName)" : "Laying out the graph"
      lines = [("\(what)\(look.glyphs.ellipsis)\(state.waiting.map { " \($0)" } ?? "")", .dim)]
    }
    let top = area.y + max(0, area.height - lines.count) / 2
    for (index, line) in lines.prefix(area.height).enumerated() {
      let text = Text.cut(line.0, to: area.width - 2, ellipsis: look.glyphs.ellipsis)
      let x = area.x + max(1, (area.width - displayWidth(of: text)) / 2)
      canvas.write(text, x: x, y: top + index, width: area.width - 1, style: look.theme[line.1])
    }
  }
}
