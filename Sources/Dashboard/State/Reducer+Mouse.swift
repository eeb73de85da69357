import FoundationEssentials
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
  /// Two presses of a button within so many seconds are one double click.
  private static let doubleClick = 0.4

  /// Takes a click on a tab, a heading, a box or a row, a double click that opens, what is dragged, and the wheel.
  mutating func take(_ event: MouseEvent) -> [Effect] {
    guard !isTooSmall, overlay == nil, !isExpanded else {
      grip = nil
      return isTooSmall || overlay == nil ? [] : scroll(event)
    }
    let cell = CellPoint(x: event.x, y: event.y)
    switch event.kind {
    case .wheelUp, .wheelDown, .wheelLeft, .wheelRight: if areas.main.contains(cell) { wheel(event) }
    case .press where event.button == .left:
      let isDouble =
        lastPress.map { $0.cell == cell && now.timeIntervalSince($0.time) <= Self.doubleClick } ?? false
      lastPress = isDouble ? nil : (cell, now)
      if isDouble { return openByMouse(at: cell) }
      if cell.y == 0, !isTyping { return Header.command(at: cell.x, self).map { perform($0) } ?? [] }
      press(cell)
    case .drag: drag(cell)
    case .release: grip = nil
    default: break
    }
    return []
  }

  /// Moves within what lies over the panes, as the keys do.
  private mutating func scroll(_ event: MouseEvent) -> [Effect] {
    switch event.kind {
    case .wheelUp: take(KeyPress(.up))
    case .wheelDown: take(KeyPress(.down))
    default: []
    }
  }

  /// Opens what is under a cell: a box that stands for several, the details of a box or an edge, a row in the graph, whom a
  /// row of the details is of.
  private mutating func openByMouse(at cell: CellPoint) -> [Effect] {
    if areas.detail.contains(cell), detailRow != nil { move(.open) }
    guard areas.main.contains(cell) else { return [] }
    if listID != nil {
      let row = cell.y - areas.main.y
      if row == listLayout.titles || row == listLayout.heading {
        press(cell)
      } else if listPlace(at: row) == list.place {
        return openInGraph(list.selection)
      }
      return []
    }
    let place = Point(x: origin.x + cell.x - areas.main.x, y: origin.y + cell.y - areas.main.y)
    guard let scene, scene.drawing.box(at: place) != nil || !scene.lines.edges(at: place).isEmpty else { return [] }
    if let effects = openBox() { return effects }
    isExpanded = true
    return []
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
    } else if areas.detail.contains(cell) {
      let target = pane == .graph ? DetailPane.target(at: cell, self, in: areas.detail) : nil
      detailRow = target.flatMap { detailTargets.indices.contains($0) ? $0 : nil }
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
    default: wheelInList(isBack ? -3 : 3)
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
    default: clickInList(x: x, y: y)
    }
  }
}
