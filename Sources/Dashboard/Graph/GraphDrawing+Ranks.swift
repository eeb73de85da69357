import Layout
import Mesh
import Terminal

extension GraphDrawing {
  /// Draws the ranks on the upper borders of the boxes, where they take no room and lines seldom end; one that is not in
  /// view as a whole is left out, as part of it would be another.
  func drawRanks(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    if ranks.isEmpty { return }
    for index in scene.drawing.boxes(in: viewport) {
      let id = scene.request.nodes[index]
      let rank = rank(of: id)
      let box = shift(scene.drawing.boxes[index].rect)
      // What is new has its sign in the corner.
      let x = box.maxX - 1 - rank.count - (changes.isNew(id) ? 3 : 0)
      let place = CellRect(x: x, y: box.y, width: rank.count, height: 1)
      guard !rank.isEmpty, canvas.clip.intersection(place) == place else { continue }
      canvas.write(rank, x: x, y: box.y, style: look.theme[.accent])
    }
  }

  /// A node's rank as its box shows it; empty for one that has none, such as a box that stands for several.
  func rank(of node: NodeID) -> String { ranks[node].map { "#\($0)" } ?? "" }
}
