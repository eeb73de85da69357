import Diff
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
  /// The chosen node.
  var selection: NodeID?
  /// The edges whose lines are doubled: the chosen one, or a path.
  var chosen: Set<Edge.ID> = []
  /// The nodes that are searched for.
  var matches: Set<NodeID> = []
  /// The edges that are searched for.
  var foundEdges: Set<Edge.ID> = []
  /// The cells of the canvas that something will be drawn over.
  var covered: CellRect?
  /// What came and went of late.
  var changes = Changes()
  /// How much what is otherwise with edges matters, while the mesh is compared; nil while it is not.
  var weights: [Edge.ID: DiffWeight]?
  /// Which edges have lines.
  var edgeMode = EdgeMode.all
  /// The ranks that boxes show.
  var ranks: [NodeID: Int] = [:]

  /// Draws into an area, with `origin` in its upper left corner.
  func draw(on canvas: inout Canvas, in area: CellRect, origin: Point) {
    guard !area.isEmpty else { return }
    let (viewport, shift) = Self.view(area, origin: origin)
    let cells = scene.lines.cells(in: viewport, marking: Set(chosen.compactMap(scene.route))) {
      edgeMode == .all || draws(scene.request.edges[$0])
    }
    canvas.clipped(to: area) { canvas in
      drawGroups(on: &canvas, viewport, shift)
      drawLines(cells, on: &canvas, shift)
      drawLabels(on: &canvas, viewport, shift)
      drawBoxes(on: &canvas, viewport, shift)
      drawEnds(cells, on: &canvas, shift)
      drawRanks(on: &canvas, viewport, shift)
      drawChips(on: &canvas, viewport, shift)
    }
  }

  /// Whether an edge has a line.
  func draws(_ edge: Edge.ID) -> Bool {
    edgeMode.draws(mesh.edge(edge), isMarked: chosen.contains(edge) || foundEdges.contains(edge))
  }

  /// The part of the drawing that an area shows, and the way from the one to the other.
  static func view(_ area: CellRect, origin: Point) -> (viewport: Rect, shift: Shift) {
    (
      Rect(x: origin.x, y: origin.y, width: area.width, height: area.height),
      Shift(x: area.x - origin.x, y: area.y - origin.y)
    )
  }

  /// From cells of the drawing to cells of the canvas.
  struct Shift {
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
}
