import Diff
import FoundationEssentials
import Mesh

/// What the shown mesh is compared with: the mesh as it was at a moment.
struct Comparison: Sendable {
  /// The moment.
  var moment: Date
  /// What is asked of it, which is what the shown mesh answers; nil until it is asked.
  var question: MeshQuestion?
  /// The mesh as it was; nil while it is awaited.
  var base: MeshIndex?
  /// What is otherwise with the whole mesh.
  var whole: MeshDiff?
  /// How many nodes and edges came, went or changed.
  private(set) var counts: [MeshDiff.Kind: Int] = [:]
  /// What is otherwise with each edge of the mesh, and at each node the worst first.
  private var edgeChanges: [Edge.ID: MeshDiff.EdgeChange] = [:]
  private var changesAt: [NodeID: [MeshDiff.EdgeChange]] = [:]
  private var nodeChanges: [NodeID: MeshDiff.NodeChange] = [:]
  /// How much what is otherwise with an edge matters: of the whole mesh and, where boxes gather nodes, of what is drawn.
  var edges: [Edge.ID: DiffWeight] = [:]

  /// A comparison with the mesh of a moment, which is not there yet unless it is given.
  init(moment: Date, question: MeshQuestion? = nil, base: MeshIndex? = nil) {
    (self.moment, self.question, self.base) = (moment, question, base)
  }

  /// Compares the base with a mesh, and with what is drawn of it. O((nodes + edges) · log).
  ///
  /// - Returns: what came and went of what is drawn; nil without a base.
  mutating func renew(_ view: MeshView) -> Changes? {
    guard let base else { return nil }
    let whole = MeshDiff(base, view.mesh)
    // Both are gathered in the same boxes, or boxes would seem to have come and gone.
    let shown = view.isWhole ? whole : MeshDiff(MeshView(base, view.options, after: view).shown, view.shown)
    self.whole = whole
    counts = Dictionary(grouping: whole.nodes.map(\.kind) + whole.edges.map(\.kind)) { $0 }.mapValues(\.count)
    nodeChanges = Dictionary(whole.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    edgeChanges = Dictionary(whole.edges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    changesAt = [:]
    for change in whole.edges {
      for end in Set([change.edge.source, change.edge.target]) { changesAt[end, default: []].append(change) }
    }
    edges = [:]
    for change in shown.edges + whole.edges { edges[change.id] = edges[change.id] ?? change.weight }
    return Changes(shown)
  }

  /// What is otherwise with a node or an edge of the mesh; empty where nothing is.
  func differences(of id: NodeID) -> [Difference] { nodeChanges[id]?.differences ?? [] }
  func differences(of id: Edge.ID) -> [Difference] { edgeChanges[id]?.differences ?? [] }

  /// What is otherwise with the edges of a node, the worst first.
  func changes(at id: NodeID) -> [MeshDiff.EdgeChange] { changesAt[id] ?? [] }
}

extension Changes {
  /// What came and went between two meshes: ghosts that stand, and new things that stay new.
  init(_ diff: MeshDiff) {
    let since = diff.after.snapshot.time
    for change in diff.nodes where change.kind != .changed {
      if change.kind == .came { markNew(change.id) } else { haunt(change.node, since: since) }
    }
    for change in diff.edges where change.kind != .changed {
      if change.kind == .came { markNew(change.id) } else { haunt(change.edge, since: since) }
    }
  }
}

extension Overlay {
  /// How long before the shown moment the mesh can be that it is compared with.
  static let comparisons: [Duration] = [0, 300, 900, 3600, 86_400, 604_800].map { .seconds($0) }
}
