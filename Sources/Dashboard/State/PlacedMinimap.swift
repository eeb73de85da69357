import Layout
import Mesh
import Terminal

/// The minimap where it stands on screen.
struct PlacedMinimap {
  var map: Minimap
  /// By cell of the map: the worst health in it.
  var health: [Health]
  /// The cells on screen, with the frame.
  var frame: CellRect
}

extension State {
  /// The minimap, where the drawing is larger than the pane: in the lower right corner, or in the first other one in which it
  /// does not hide the chosen box. A small pane, and one that shows nearly all, have none unless it is asked for.
  var minimap: PlacedMinimap? {
    guard pane == .graph, let scene, mesh?.snapshot.nodes.isEmpty == false else { return nil }
    let area = areas.main
    let drawing = scene.drawing
    guard drawing.width + 2 > area.width || drawing.height + 2 > area.height else { return nil }
    let needed = max(drawing.width, area.width) * max(drawing.height, area.height)
    let isWorthIt = area.width >= 70 && area.height >= 24 && needed * 2 >= area.width * area.height * 3
    guard isMinimapWanted ?? isWorthIt else { return nil }
    let index = area.width >= 100 && area.height >= 30 ? 1 : 0
    guard minimapHealth.indices.contains(index) else { return nil }
    let map = scene.minimaps[index]
    let size = CellSize(width: map.size.width + 2, height: map.size.height + 2)
    guard size.width * 2 <= area.width, size.height + 3 <= area.height else { return nil }
    let chosen = selection.flatMap(scene.box).map { box in
      let rect = drawing.boxes[box].rect
      return CellRect(
        x: rect.x - origin.x + area.x, y: rect.y - origin.y + area.y, width: rect.width, height: rect.height)
    }
    let (left, right) = (area.x + 1, area.maxX - size.width - 1)
    let (top, bottom) = (area.y, area.maxY - size.height)
    for (x, y) in [(right, bottom), (right, top), (left, bottom), (left, top)] {
      let frame = CellRect(x: x, y: y, width: size.width, height: size.height)
      if chosen.map({ !$0.intersects(frame) }) ?? true {
        return PlacedMinimap(map: map, health: minimapHealth[index], frame: frame)
      }
    }
    return nil
  }

  /// Shows the minimap, or no more.
  mutating func toggleMinimap() {
    isMinimapWanted = minimap == nil
    guard minimap == nil, isMinimapWanted == true else { return }
    say(scene == nil ? "There is no graph yet." : "The graph is in view as a whole.", for: 3)
  }

  /// Takes on the health of a new mesh, or the boxes of a new drawing: O(boxes).
  mutating func renewMinimap() {
    guard let scene, let mesh = (picture ?? view)?.shown else { return }
    minimapHealth = scene.minimaps.map { $0.health(of: scene.request.nodes, in: mesh) }
  }

  /// Brings the place of the drawing under a cell of the minimap on screen to the middle of the pane.
  mutating func slide(to cell: CellPoint, on minimap: PlacedMinimap) {
    let inner = minimap.frame.interior
    let place = minimap.map.place(
      x: min(max(0, cell.x - inner.x), inner.width - 1), y: min(max(0, cell.y - inner.y), inner.height - 1))
    origin = Point(x: place.x - areas.main.width / 2, y: place.y - areas.main.height / 2)
    pan(0, 0)
  }
}
