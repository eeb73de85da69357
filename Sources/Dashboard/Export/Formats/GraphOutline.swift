import Mesh
import Terminal

/// A view's graph for programs that lay graphs out themselves: nodes by namespace, and edges, all in a fixed order.
struct GraphOutline {
  /// A cluster's namespace, or a cluster; nodes that are in none come first.
  struct Group {
    /// The names from the outermost on; empty for what is in none.
    let path: [String]
    let nodes: [Int]
  }

  /// The nodes in the order of their identities.
  let nodes: [Node]
  let groups: [Group]
  /// The edges in the order of their ends, by the places of these.
  let edges: [(edge: Edge, source: Int, target: Int)]
  private let names: NodeNames
  private let shown: MeshIndex

  init(_ view: MeshView) {
    shown = view.shown
    let snapshot = view.shown.snapshot
    let names = NodeNames(snapshot)
    let nodes = snapshot.nodes.sorted { $0.id < $1.id }
    var places: [NodeID: Int] = [:]
    var members: [[String]: [Int]] = [:]
    for (place, node) in nodes.enumerated() where places[node.id] == nil {
      places[node.id] = place
      members[names.groups(node, .namespace), default: []].append(place)
    }
    groups = members.map { Group(path: $0.key, nodes: $0.value) }.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    edges = snapshot.edges.sorted { $0.id < $1.id }.compactMap { edge in
      guard let source = places[edge.source], let target = places[edge.target] else { return nil }
      return (edge, source, target)
    }
    self.nodes = nodes
    self.names = names
  }

  /// The places of the groups that no edge leads out of, or into.
  var groupsWithoutOutsideEdges: Set<Int> {
    var groupOf = Array(repeating: 0, count: nodes.count)
    for (number, group) in groups.enumerated() { for node in group.nodes { groupOf[node] = number } }
    let outside = edges.filter { groupOf[$0.source] != groupOf[$0.target] }
    return Set(groups.indices).subtracting(outside.flatMap { [groupOf[$0.source], groupOf[$0.target]] })
  }

  /// The name in a node's box.
  func name(_ node: Node) -> String { names.inBox(node) }

  /// What stands on an edge: its traffic, and how much of it fails.
  func label(_ edge: Edge) -> String {
    let figure = EdgeLabel.requests.text(edge, of: shown)
    let failing = edge.errorPercent ?? edge.tcp?.deniedPercent ?? 0
    let parts = [figure, failing > 0 ? "\(Figures.percent(failing)) errors" : ""]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
