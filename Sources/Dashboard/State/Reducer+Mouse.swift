import Layout
import Mesh
import Terminal

extension State {
  /// Takes a click on a tab, a box or a row, and the wheel.
  mutating func take(_ event: MouseEvent) {
    guard !isTooSmall, overlay == nil else { return }
    let areas = areas
    switch event.kind {
    case .wheelUp where areas.main.contains(x: event.x, y: event.y): wheel(-3)
    case .wheelDown where areas.main.contains(x: event.x, y: event.y): wheel(3)
    case .press where event.button == .left && areas.main.contains(x: event.x, y: event.y):
      detailRow = nil
      click(x: event.x - areas.main.x, y: event.y - areas.main.y)
    case .press where event.button == .left && event.y == areas.tabs.y:
      var x = areas.tabs.x + 1
      for pane in Pane.allCases {
        let width = displayWidth(of: " \(keys.key(for: pane.command) ?? "") \(pane.title) ")
        if event.x >= x, event.x < x + width { show(pane) }
        x += width + 1
      }
    default: break
    }
  }

  private mutating func wheel(_ rows: Int) {
    switch pane {
    case .graph: move(rows > 0 ? .panDown : .panUp)
    case .edges:
      guard let mesh else { return }
      table.choose(table.row + rows, of: mesh, height: tableHeight)
    }
  }

  private mutating func click(x: Int, y: Int) {
    switch pane {
    case .graph:
      guard let scene else { return }
      let cell = Point(x: origin.x + x, y: origin.y + y)
      if let box = scene.drawing.box(at: cell) {
        choose(scene.request.nodes[box])
      } else if let route = scene.lines.edges(at: cell).first {
        let edge = scene.request.edges[route]
        guard view?.shown.edgeIndex(edge) != nil else { return }
        selection = edge.source
        chosenEdge = edge
      }
    case .edges:
      guard let mesh, y > 0 else { return }
      table.choose(table.top + y - 1, of: mesh, height: tableHeight)
    }
  }
}
