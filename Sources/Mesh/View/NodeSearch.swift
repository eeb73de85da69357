extension MeshIndex {
  /// What a name of a node leads to.
  public enum NodeSearch: Sendable, Hashable {
    case found(NodeID)
    /// No node has the name.
    case unknown
    /// Several nodes have it.
    case ambiguous([NodeID])
  }

  /// Finds a node by its identity, or by as much of `cluster/namespace/name` as tells it from others, in O(nodes).
  public func search(_ text: String) -> NodeSearch {
    let id = NodeID(rawValue: text)
    if node(id) != nil { return .found(id) }
    let found = snapshot.nodes.filter { node in
      text == node.name || text == "\(node.namespace)/\(node.name)"
        || text == "\(node.cluster)/\(node.namespace)/\(node.name)"
    }
    if let first = found.first, found.count == 1 { return .found(first.id) }
    return found.isEmpty ? .unknown : .ambiguous(found.map(\.id))
  }
}
