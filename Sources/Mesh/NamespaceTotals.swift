/// The sums of a namespace: what flows into it, out of it, and within it.
public struct NamespaceTotals: Sendable, Hashable, Identifiable {
  /// A namespace of a cluster.
  public struct ID: Sendable, Hashable, Comparable {
    /// The cluster, or `unknown`.
    public var cluster: String
    /// The namespace, or `unknown`.
    public var namespace: String

    /// A namespace of a cluster.
    public init(cluster: String, namespace: String) {
      self.cluster = cluster
      self.namespace = namespace
    }

    /// By cluster, then by namespace.
    public static func < (left: ID, right: ID) -> Bool {
      (left.cluster, left.namespace) < (right.cluster, right.namespace)
    }
  }

  /// Which namespace it is.
  public let id: ID
  /// The number of its nodes.
  public internal(set) var nodes = 0
  /// The worst health of its nodes.
  public internal(set) var health = Health.idle
  /// Edges into its nodes from other namespaces.
  public internal(set) var inbound = Totals()
  /// Edges out of its nodes to other namespaces.
  public internal(set) var outbound = Totals()
  /// Edges between its nodes.
  public internal(set) var within = Totals()
  /// All edges at its nodes.
  public internal(set) var all = Totals()
}

extension MeshIndex {
  /// The sums of each namespace, by cluster and name, in O(nodes + edges).
  ///
  /// What passes a waypoint counts once, as in ``totals``; the inbound and inner edges of all namespaces are all edges.
  public func namespaceTotals() -> [NamespaceTotals] {
    var sums: [NamespaceTotals.ID: NamespaceTotals] = [:]
    func id(_ node: Node) -> NamespaceTotals.ID { .init(cluster: node.cluster, namespace: node.namespace) }
    for node in snapshot.nodes {
      var sum = sums[id(node)] ?? NamespaceTotals(id: id(node))
      sum.nodes += 1
      sum.health = max(sum.health, node.health)
      sums[id(node)] = sum
    }
    let counting = WaypointCounting(snapshot)
    for edge in snapshot.edges {
      guard let source = node(edge.source), let target = node(edge.target) else { continue }
      let counted = counting.counted(edge)
      if id(source) == id(target) {
        sums[id(source)]?.within.add(counted)
      } else {
        sums[id(source)]?.outbound.add(counted)
        sums[id(source)]?.all.add(counted)
        sums[id(target)]?.inbound.add(counted)
      }
      sums[id(target)]?.all.add(counted)
    }
    return sums.values.sorted { $0.id < $1.id }
  }
}

/// Which layers of an edge count in sums: what passes a waypoint that is drawn is on several edges.
struct WaypointCounting {
  private let waypoints: Set<NodeID>
  private let entered: Set<NodeID>
  /// Second legs whose requests a waypoint reports from client to server.
  private let reported: Set<Edge.ID>

  /// Whether there are edges that do not count whole.
  var isNeeded: Bool { !waypoints.isEmpty }

  init(_ snapshot: Snapshot) {
    let waypoints = Set(snapshot.nodes.lazy.filter { $0.kind == .waypoint }.map(\.id))
    self.waypoints = waypoints
    reported =
      waypoints.isEmpty
      ? [] : Set(snapshot.edges.lazy.compactMap { edge in edge.via.map { Edge.ID(source: $0, target: edge.target) } })
    entered = waypoints.isEmpty ? [] : Set(snapshot.edges.lazy.map(\.target).filter(waypoints.contains))
  }

  /// Of an edge into a service what is asked of it: its requests where the waypoint reports them from client to server, its
  /// bytes where they come from the waypoint.
  func served(_ edge: Edge) -> Edge {
    if waypoints.isEmpty { return edge }
    var served = edge
    if reported.contains(edge.id) {
      served.http = nil
      served.grpc = nil
    }
    if let via = edge.via, waypoints.contains(via), edge.tcp == nil {
      served.http?.requestBytes = nil
      served.http?.responseBytes = nil
      served.grpc?.requestBytes = nil
      served.grpc?.responseBytes = nil
    }
    return served
  }

  /// Whether a node is a waypoint that is drawn.
  func isWaypoint(_ node: NodeID) -> Bool { waypoints.contains(node) }

  /// The edge with the layers that count: requests where a waypoint reports them from client to server, else where they
  /// leave it; bytes and connections where they enter it.
  func counted(_ edge: Edge) -> Edge {
    if waypoints.isEmpty { return edge }
    var counted = edge
    if waypoints.contains(edge.target) || reported.contains(edge.id) {
      counted.http = nil
      counted.grpc = nil
    }
    if entered.contains(edge.source) { counted.tcp = nil }
    return counted
  }
}
