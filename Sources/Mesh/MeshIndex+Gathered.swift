extension MeshIndex {
  /// The node that stands for all callers and all called in a mesh that ``gathered(byNamespace:)`` makes.
  public static let everyone = NodeID(rawValue: "/everyone")

  /// A mesh with the same nodes, or with the namespaces as nodes, in which what is asked of each is one edge from
  /// ``everyone``, and what each asks of others one edge to it. What passes a waypoint counts once; what flows within a
  /// namespace is asked of it. O(nodes + edges).
  ///
  /// The edges have no services, codes, flags, nor identities. The latency of a node's edge is the node's.
  public func gathered(byNamespace: Bool) -> MeshIndex {
    var nodes: [NodeID: Node] = [:]
    let owners = snapshot.nodes.map { node in
      var own = node
      if byNamespace {
        own = Node(kind: .service, cluster: node.cluster, namespace: node.namespace, name: node.namespace)
        own.health = max(node.health, nodes[own.id]?.health ?? .idle)
      }
      nodes[own.id] = own
      return own.id
    }
    let counting = WaypointCounting(snapshot)
    var sums: [Edge.ID: EdgeSum] = [:]
    for (index, edge) in snapshot.edges.enumerated() where ends[index].source >= 0 && ends[index].target >= 0 {
      let counted = counting.counted(edge)
      let (source, target) = (owners[ends[index].source], owners[ends[index].target])
      let totals = Totals(CollectionOfOne(counted))
      sums[Edge.ID(source: Self.everyone, target: target), default: EdgeSum()].add(counted, totals)
      if source == target, byNamespace { continue }
      sums[Edge.ID(source: source, target: Self.everyone), default: EdgeSum()].add(counted, totals)
    }
    var gathered = snapshot
    gathered.nodes = nodes.values.sorted { $0.id < $1.id }
    gathered.nodes.append(Node(id: Self.everyone, kind: .unknown, cluster: "", namespace: "", name: ""))
    gathered.edges = sums.keys.sorted().compactMap { id in
      guard var edge = sums[id]?.edge(id) else { return nil }
      if !byNamespace, let latency = nodes[id.target]?.latency {
        edge.http?.latency = latency
        edge.grpc?.latency = latency
      }
      return edge
    }
    return MeshIndex(gathered)
  }
}
