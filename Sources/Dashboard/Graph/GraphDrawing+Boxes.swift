import Layout
import Mesh
import Terminal

extension GraphDrawing {
  /// Draws the boxes in view, also those of nodes that are gone.
  func drawBoxes(on canvas: inout Canvas, _ viewport: Rect, _ shift: Shift) {
    let neighbours = selection.map { node in
      Set(mesh.inbound(node).map(\.source) + mesh.outbound(node).map(\.target))
    }
    // What is to be read on the border around the namespace need not stand on each box.
    let named = Set(scene.drawing.groups.filter { $0.title.intersects(viewport) }.map(\.path))
    for index in scene.drawing.boxes(in: viewport) {
      let id = scene.request.nodes[index]
      let isGone = mesh.node(id) == nil
      guard let node = mesh.node(id) ?? changes.goneNode(id)?.value else { continue }
      let emphasis: BoxDrawing.Emphasis =
        id == selection
        ? .selected : matches.contains(id) ? .match : neighbours?.contains(id) ?? false ? .neighbour : .none
      let title = named.contains(scene.request.namespacePath(index)) ? "" : scene.request.titles[index]
      let box = BoxDrawing(
        node: node, text: scene.request.texts[index], title: title, emphasis: emphasis,
        isFound: matches.contains(id), isNew: changes.isNew(id), isGone: isGone, reserved: rank(of: id).count)
      box.draw(in: shift(scene.drawing.boxes[index].rect), on: &canvas, look)
      SumsRow.draw(node, in: shift(scene.drawing.boxes[index].rect), on: &canvas, look)
    }
  }
}
