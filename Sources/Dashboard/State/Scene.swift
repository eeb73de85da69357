public import Layout
public import Mesh
import Terminal

/// A graph to lay out: the boxes and lines of a mesh, without its figures.
public struct SceneRequest: Sendable, Equatable {
  /// The nodes, as the drawing's boxes.
  public let nodes: [NodeID]
  /// The edges, as the drawing's routes.
  public let edges: [Edge.ID]
  /// What stands in each node's box, and over it on the border.
  let texts: [String]
  let titles: [String]
  let graph: LayoutGraph
  let options: LayoutOptions
  /// How namespaces and clusters show.
  let grouping: Grouping
  /// How many of the outer levels of groups are clusters.
  let clusterLevels: Int
  /// Whether an earlier drawing is kept to.
  private var keepsStill = true

  /// The graph of a mesh, or of what a view shows of it.
  public init(_ snapshot: Snapshot, _ options: LayoutOptions, grouping: Grouping = .none) {
    let names = NodeNames(snapshot)
    self.grouping = grouping
    clusterLevels = grouping == .cluster || names.hasClusters ? 1 : 0
    // The same graph is the same request, whatever order a file had it in.
    let sorted = snapshot.nodes.sorted { $0.id < $1.id }
    let texts = Text.cutDistinct(sorted.map(names.inBox), to: BoxDrawing.longestName)
    let titles = sorted.map(names.overBox)
    self.texts = texts
    self.titles = titles
    nodes = sorted.map(\.id)
    edges = snapshot.edges.map(\.id).sorted()
    var places: [NodeID: Int] = [:]
    for (index, node) in nodes.enumerated() { places[node] = index }
    graph = LayoutGraph(
      nodes: sorted.enumerated().map { index, node in
        let width = BoxDrawing.width(of: texts[index], title: titles[index])
        return LayoutGraph.Node(
          id: node.id.rawValue, width: max(width, SumsRow.width(node)), height: SumsRow.height(node),
          group: names.groups(node, grouping))
      },
      edges: edges.map { edge in
        // An edge without both ends is not drawn, but keeps its place.
        LayoutGraph.Edge(source: places[edge.source] ?? -1, target: places[edge.target] ?? -1)
      })
    self.options = options
  }

  /// Whether the same graph is drawn in the same way, whatever it is to keep to.
  public static func == (left: SceneRequest, right: SceneRequest) -> Bool {
    left.options == right.options && left.grouping == right.grouping && left.edges == right.edges
      && left.graph == right.graph && left.titles == right.titles
  }

  /// The group that stands for a node's namespace; empty where there is none.
  func namespacePath(_ node: Int) -> [String] { grouping == .cluster ? [] : graph.nodes[node].group }

  /// The same graph, to be laid out without regard to how it was.
  var anew: SceneRequest {
    var request = self
    request.keepsStill = false
    return request
  }

  /// Lays the graph out, near to how it was.
  ///
  /// - Returns: the scene; nil where `isCancelled` said that it is no longer wanted.
  public func scene(like previous: Scene?, isCancelled: @escaping () -> Bool = { false }) -> Scene? {
    let known = keepsStill && previous.map(isLike) ?? false ? previous : nil
    let layouts = GroupingChoice(graph: graph, options: options, isCancelled: isCancelled)
    guard let drawn = layouts.drawn(grouping, like: known?.drawing, as: known?.grouping) else { return nil }
    var scene = Scene(self, drawn.drawing, grouping: drawn.grouping)
    // What grew bit by bit can have become untidy.
    if let known, known.request != self, let fresh = layouts.drawnAnew(as: drawn.grouping),
      fresh.isMuchBetter(than: drawn.drawing)
    {
      scene.improvement = fresh
    }
    return scene
  }

  /// Whether an earlier scene shows the same in the same way, but for what has come and gone since.
  private func isLike(_ previous: Scene) -> Bool {
    previous.request.options == options && previous.request.grouping == grouping
  }
}

/// A mesh's graph with a place for each box and line.
public struct Scene: Sendable {
  /// What was laid out.
  public let request: SceneRequest
  /// The places.
  public let drawing: Drawing
  /// How groups show in it.
  let grouping: LayoutOptions.Grouping
  /// The lines by cell.
  let lines: LineMap
  /// The drawing made small, in each of the minimap's sizes.
  let minimaps: [Minimap]
  /// The nodes from left to right, and from top to bottom.
  let readingOrder: [NodeID]
  /// Another drawing that is much better, because it does not keep to an earlier one.
  var improvement: Drawing?
  private let boxes: [NodeID: Int]
  private let routes: [Edge.ID: Int]

  init(_ request: SceneRequest, _ drawing: Drawing, grouping: LayoutOptions.Grouping = .none) {
    self.request = request
    self.drawing = drawing
    self.grouping = grouping
    lines = LineMap(drawing)
    minimaps = Minimap.sizes.map { Minimap(drawing, within: $0) }
    var boxes: [NodeID: Int] = [:]
    for (index, node) in request.nodes.enumerated() { boxes[node] = index }
    var routes: [Edge.ID: Int] = [:]
    for (index, edge) in request.edges.enumerated() { routes[edge] = index }
    readingOrder = drawing.boxes.indices.sorted { left, right in
      let a = drawing.boxes[left].rect
      let b = drawing.boxes[right].rect
      return (a.x, a.y, left) < (b.x, b.y, right)
    }.map { request.nodes[$0] }
    self.boxes = boxes
    self.routes = routes
  }

  /// The same graph in the better drawing, where there is one.
  var improved: Scene? { improvement.map { Scene(request, $0, grouping: grouping) } }

  /// The index of a node's box in the drawing.
  func box(of node: NodeID) -> Int? { boxes[node] }

  /// The index of an edge's line in the drawing.
  func route(of edge: Edge.ID) -> Int? { routes[edge] }
}
