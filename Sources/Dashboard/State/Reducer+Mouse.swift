import Layout
import Mesh
import Terminal

/// What a button of the mouse that is down holds on to.
enum Grip: Sendable, Equatable {
  /// The drawing, which had its upper left corner at `origin` when the button went down at `pointer`.
  case drawing(pointer: CellPoint, origin: Point)
  /// The minimap.
  case minimap
}

extension State {
  /// Takes a click on a tab, a box or a row, what is dragged, and the wheel.
  mutating func take(_ event: MouseEvent) {
    guard !isTooSmall, overlay == nil, !isExpanded else {
      grip = nil
      return
    }
    let cell = CellPoint(x: event.x, y: event.y)
    switch event.kind {
    case .wheelUp, .wheelDown, .wheelLeft, .wheelRight: if areas.main.contains(cell) { wheel(event) }
    case .press where event.button == .left: press(cell)
    case .drag: drag(cell)
    case .release: grip = nil
    default: break
    }
  }

  private mutating func press(_ cell: CellPoint) {
    let areas = areas
    if areas.main.contains(cell) {
      detailRow = nil
      if let minimap, minimap.frame.contains(cell) {
        grip = .minimap
        slide(to: cell, on: minimap)
      } else if pane == .graph, let node = chipNode(at: cell) {
        if let selection { trail.append(selection) }
        choose(node)
      } else {
        click(x: cell.x - areas.main.x, y: cell.y - areas.main.y)
        if pane == .graph { grip = .drawing(pointer: cell, origin: origin) }
      }
    } else if cell.y == areas.tabs.y {
      // Where tabs stand does not depend on signs.
      for place in Tabs.places(self, in: areas.tabs, .unicode)
      where (place.x..<place.x + displayWidth(of: place.text)).contains(cell.x) {
        show(place.pane)
        break
      }
    }
  }

  private mutating func drag(_ cell: CellPoint) {
    switch grip {
    case .drawing(let pointer, let start):
      origin = Point(x: start.x + pointer.x - cell.x, y: start.y + pointer.y - cell.y)
      pan(0, 0)
    case .minimap: if let minimap { slide(to: cell, on: minimap) }
    case nil: break
    }
  }

  /// Slides the graph, sideways with shift or alt held, or scrolls the table.
  private mutating func wheel(_ event: MouseEvent) {
    let isBack = event.kind == .wheelUp || event.kind == .wheelLeft
    let isSideways =
      event.kind == .wheelLeft || event.kind == .wheelRight || !event.modifiers.isDisjoint(with: [.shift, .alt])
    switch pane {
    case .graph: if isSideways { pan(isBack ? -8 : 8, 0) } else { pan(0, isBack ? -3 : 3) }
    case .overview, .workloads, .services, .security: wheelInList(isBack ? -3 : 3)
    case .edges:
      guard let mesh else { return }
      table.choose(table.row + (isBack ? -3 : 3), of: mesh, height: tableHeight)
    }
  }

  private mutating func click(x: Int, y: Int) {
    switch pane {
    case .graph:
      guard let scene else { return }
      let cell = Point(x: origin.x + x, y: origin.y + y)
      if let box = scene.drawing.box(at: cell) {
        choose(scene.request.nodes[box])
      } else if let route = scene.lines.edges(at: cell).first(where: { draws(scene.request.edges[$0]) }) {
        let edge = scene.request.edges[route]
        guard view?.shown.edgeIndex(edge) != nil else { return }
        selection = edge.source
        chosenEdge = edge
      }
    case .overview, .workloads, .services, .security: clickInList(row: y)
    case .edges:
      guard let mesh, y > 0 else { return }
      table.choose(table.top + y - 1, of: mesh, height: tableHeight)
    }
  }
}
