/// What a box of a view stands for that stands for several nodes of a mesh.
public struct Gathering: Sendable, Hashable {
  /// What the nodes have in common.
  public enum Kind: Sendable, Hashable {
    /// All nodes of a cluster.
    case cluster
    /// All nodes of a namespace.
    case namespace
    /// Nodes that do nothing but call one other node, the hub.
    case callers
    /// Nodes that nothing but one other node, the hub, calls.
    case callees
  }

  /// What the nodes have in common.
  public let kind: Kind
  /// The number of nodes.
  public let count: Int
  /// The sums of all edges at the nodes.
  public internal(set) var totals = Totals()

  /// Whether it is the leaves of a hub that are gathered.
  public var isFold: Bool { kind == .callers || kind == .callees }
}

/// Nodes that a view can show as one box.
public enum NodeGroup: Sendable, Hashable {
  case cluster(String)
  case namespace(String, cluster: String)

  /// The cluster that it is, or is in.
  public var cluster: String {
    switch self {
    case .cluster(let name): name
    case .namespace(_, let cluster): cluster
    }
  }

  /// The namespace; empty for a cluster.
  public var namespace: String {
    switch self {
    case .cluster: ""
    case .namespace(let name, _): name
    }
  }

  /// What its box is called.
  public var name: String {
    switch self {
    case .cluster(let name): name
    case .namespace(let name, _): name
    }
  }

  /// The identity of its box. No node of a mesh has one like it: its third part is no ``Node/Kind``.
  public var id: NodeID {
    switch self {
    case .cluster(let name): NodeID(parts: [name, "", "cluster", name])
    case .namespace(let name, let cluster): NodeID(parts: [cluster, name, "namespace", name])
    }
  }

  /// The groups that a node belongs to, the smaller first.
  ///
  /// An end of which nothing is known stands in no namespace.
  public static func groups(of node: Node) -> [NodeGroup] {
    node.namespace == "unknown"
      ? [.cluster(node.cluster)] : [.namespace(node.namespace, cluster: node.cluster), .cluster(node.cluster)]
  }
}

extension NodeID {
  /// The identity of the box for the leaves of a hub.
  public static func fold(of hub: NodeID, _ kind: Gathering.Kind) -> NodeID {
    NodeID(rawValue: hub.rawValue + (kind == .callers ? foldedCallers : foldedCallees))
  }

  /// The hub of which the box gathers leaves; nil where it is no such box.
  var foldedHub: NodeID? {
    for suffix in [Self.foldedCallers, Self.foldedCallees] where rawValue.hasSuffix(suffix) {
      return NodeID(rawValue: String(rawValue.dropLast(suffix.count)))
    }
    return nil
  }

  private static let foldedCallers = "/fold/callers"
  private static let foldedCallees = "/fold/callees"
}
