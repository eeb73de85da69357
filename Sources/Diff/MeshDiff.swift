public import Mesh

/// What is otherwise with a mesh at one moment than at another, the worst first.
public struct MeshDiff: Sendable {
  /// Whether something is new, gone, or otherwise than it was.
  public enum Kind: String, Sendable, Hashable {
    case came
    case went
    case changed
  }

  /// A node that came, went or changed.
  public struct NodeChange: Sendable, Hashable, Identifiable {
    /// Which node.
    public var id: NodeID { node.id }
    /// The node as it is, or as it was where it went.
    public let node: Node
    /// Whether it is new, gone or otherwise.
    public let kind: Kind
    /// What is otherwise; empty where it came or went.
    public let differences: [Difference]
    /// How much it matters.
    public let weight: DiffWeight
  }

  /// An edge that came, went or changed.
  public struct EdgeChange: Sendable, Hashable, Identifiable {
    /// Which edge.
    public var id: Edge.ID { edge.id }
    /// The edge as it is, or as it was where it went.
    public let edge: Edge
    /// Whether it is new, gone or otherwise.
    public let kind: Kind
    /// What is otherwise, the worst first; empty where it came or went.
    public let differences: [Difference]
    /// How much it matters.
    public let weight: DiffWeight
  }

  /// The earlier mesh.
  public let before: MeshIndex
  /// The later mesh.
  public let after: MeshIndex
  /// The nodes that are otherwise, the worst first.
  public let nodes: [NodeChange]
  /// The edges that are otherwise, the worst first, of equally bad ones the busiest.
  public let edges: [EdgeChange]

  /// Compares two meshes in O((nodes + edges) · log).
  ///
  /// What both do not show alike is compared as it stands: two graph types have hardly a node in common.
  public init(_ before: MeshIndex, _ after: MeshIndex, tolerance: DiffTolerance = DiffTolerance()) {
    self.before = before
    self.after = after
    nodes = Self.nodes(before, after)
    edges = Self.edges(before, after, tolerance)
  }

  /// Whether nothing is otherwise.
  public var isEmpty: Bool { nodes.isEmpty && edges.isEmpty }

  /// The worst of it; nil where nothing is otherwise.
  public var weight: DiffWeight? { (nodes.map(\.weight) + edges.map(\.weight)).max() }

  private static func nodes(_ before: MeshIndex, _ after: MeshIndex) -> [NodeChange] {
    var changes: [NodeChange] = []
    for node in after.snapshot.nodes {
      guard let old = before.node(node.id) else {
        changes.append(NodeChange(node: node, kind: .came, differences: [], weight: Self.weight(of: node.health)))
        continue
      }
      let differences = Difference.list(old, node)
      guard let weight = differences.map(\.weight).max() else { continue }
      changes.append(NodeChange(node: node, kind: .changed, differences: differences, weight: weight))
    }
    for node in before.snapshot.nodes where after.nodeIndex(node.id) == nil {
      changes.append(NodeChange(node: node, kind: .went, differences: [], weight: .notable))
    }
    return changes.sorted { left, right in
      left.weight == right.weight ? left.id < right.id : left.weight > right.weight
    }
  }

  private static func edges(_ before: MeshIndex, _ after: MeshIndex, _ tolerance: DiffTolerance) -> [EdgeChange] {
    var changes: [EdgeChange] = []
    for edge in after.snapshot.edges {
      guard let old = before.edge(edge.id) else {
        let isPlaintext = edge.mtls.percent.map { $0 < 100 } ?? false
        let weight = max(Self.weight(of: edge.health), isPlaintext ? .exposed : .neutral)
        changes.append(EdgeChange(edge: edge, kind: .came, differences: [], weight: weight))
        continue
      }
      let differences = Difference.list(old, edge, tolerance)
      guard let weight = differences.first?.weight else { continue }
      changes.append(EdgeChange(edge: edge, kind: .changed, differences: differences, weight: weight))
    }
    for edge in before.snapshot.edges where after.edgeIndex(edge.id) == nil {
      changes.append(EdgeChange(edge: edge, kind: .went, differences: [], weight: .notable))
    }
    let busy = Dictionary(
      changes.map { ($0.id, max(before.edge($0.id)?.requestRate ?? 0, after.edge($0.id)?.requestRate ?? 0)) },
      uniquingKeysWith: max)
    return changes.sorted { left, right in
      if left.weight != right.weight { return left.weight > right.weight }
      let (a, b) = (busy[left.id] ?? 0, busy[right.id] ?? 0)
      return a == b ? left.id < right.id : a > b
    }
  }

  private static func weight(of health: Health) -> DiffWeight {
    switch health {
    case .failing: .failing
    case .degraded: .degraded
    case .healthy, .idle: .neutral
    }
  }
}
