import Mesh
import Terminal

/// What a pane lists: its columns, and its rows of a mesh.
struct ListSource: Sendable {
  /// The list's name among those of its pane.
  var title: String
  var columns: [ListColumn]
  /// The column that rows are sorted by at first.
  var firstColumn: Int
  /// What is said where there are no rows.
  var emptiness = "There is nothing to list."
  /// The rows of a mesh, with what is known beside it: O(nodes + edges).
  var rows: @Sendable (MeshIndex, ListFacts) -> [ListRow]

  /// The lists of a pane, the first of which it shows at first; none for one that lists nothing.
  static func all(of pane: Pane) -> [ListSource] {
    switch pane {
    case .graph: []
    case .edges: [edges]
    case .overview: [namespaces, troubles]
    case .workloads: [workloads]
    case .services: [services]
    case .security: [unencrypted, encryption, coverage, identities]
    case .controlPlane: [controlPlane]
    case .doctor: [findings]
    }
  }
}

/// What lists can tell beside the mesh, where it is known.
struct ListFacts: Sendable {
  var trends: NamespaceTrends?
  var controlPlane: ControlPlane?
  var findings: [Finding]?
}

/// A list of a pane.
struct ListID: Sendable, Hashable {
  var pane: Pane
  /// Its place among the pane's.
  var number: Int

  /// The list of namespaces.
  static let namespaces = ListID(pane: .overview, number: 0)
}

/// The names of a mesh's nodes as cells.
struct ListNames {
  private let cells: [ListCell]
  private let mesh: MeshIndex
  private let hasClusters: Bool

  /// The names of all nodes: O(nodes).
  init(_ mesh: MeshIndex) {
    let names = NodeNames(mesh.snapshot)
    self.mesh = mesh
    hasClusters = names.hasClusters
    cells = mesh.snapshot.nodes.map { node in
      .name(scope: names.scope(node), own: names.plain(node), node.kind == .unknown ? .dim : .text)
    }
  }

  subscript(node: Int) -> ListCell { cells[node] }

  subscript(id: NodeID) -> ListCell { mesh.nodeIndex(id).map { cells[$0] } ?? .text(NodeNames.name(id), .dim) }

  /// A namespace's name, with its cluster's where there are several.
  func namespace(_ id: NamespaceTotals.ID) -> ListCell {
    .name(scope: hasClusters ? id.cluster : "", own: id.namespace, id.namespace == "unknown" ? .dim : .text)
  }

  /// A service's name, as that of its nodes.
  func service(_ service: ServiceTotals) -> ListCell {
    guard let node = service.versions.first?.node, case .name(let scope, let own, let role) = cells[node] else {
      return .text(service.id.name, .text)
    }
    return .name(scope: scope, own: own == "unknown" ? own : service.id.name, role)
  }
}
