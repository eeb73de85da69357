extension MeshIndex {
  /// The node that stands for a node of another mesh where both are of the same traffic, read another way: the node itself,
  /// or what has most in common with it in its namespace. Nil where nothing has. O(nodes + edges at nodes of the namespace).
  public func counterpart(of id: NodeID, in other: MeshIndex) -> NodeID? {
    if nodeIndex(id) != nil { return id }
    guard let known = other.node(id) else { return nil }
    let called = Set(other.inbound(id).flatMap(\.services))
    var best: (score: Int, id: NodeID)?
    for (index, node) in snapshot.nodes.enumerated()
    where node.namespace == known.namespace && node.cluster == known.cluster {
      let score = likeness(index, known, called)
      guard score > 0, best.map({ (-score, node.id) < (-$0.score, $0.id) }) ?? true else { continue }
      best = (score, node.id)
    }
    return best?.id
  }

  /// How much a node has in common with one of another mesh that is called by some services; 0 for nothing.
  private func likeness(_ index: Int, _ other: Node, _ called: Set<String>) -> Int {
    let node = snapshot.nodes[index]
    if node.name == other.name { return 4 }
    if let app = node.app, app == other.app { return 3 }
    if node.kind == .service, called.contains(node.name) || node.name == other.app { return 2 }
    if other.kind == .service {
      if node.app == other.name { return 2 }
      if inbound[index].contains(where: { snapshot.edges[$0].services.contains(other.name) }) { return 1 }
    }
    return 0
  }
}
