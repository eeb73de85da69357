extension MeshIndex {
  /// The mesh without what an expression selects: hiding a node hides its edges, and a node all of whose edges are hidden
  /// goes with them. O(terms · (nodes + edges)); the mesh itself where nothing is selected.
  func without(_ expression: FindExpression, namespaces: [String]) -> MeshIndex {
    let selection = expression.selection(of: self, namespaces: namespaces)
    if selection.isEmpty { return self }
    func isHidden(_ node: Int) -> Bool { node >= 0 && selection.nodes[node] }
    let isShown = snapshot.edges.indices.map { index in
      !selection.edges[index] && !isHidden(ends[index].source) && !isHidden(ends[index].target)
    }
    var rest = snapshot
    rest.edges = zip(snapshot.edges, isShown).lazy.filter(\.1).map(\.0)
    rest.nodes = snapshot.nodes.indices.lazy.filter { node in
      let edges = [self.inbound[node], self.outbound[node]].joined()
      return !selection.nodes[node] && (edges.isEmpty || edges.contains { isShown[$0] })
    }.map { self.snapshot.nodes[$0] }
    return MeshIndex(rest)
  }
  /// The mesh without what is healthy or idle: of it are left edges that are degraded or failing with their ends, and such
  /// nodes. O(nodes + edges).
  func withoutHealthy() -> MeshIndex {
    var rest = snapshot
    rest.edges = snapshot.edges.filter(\.health.isTrouble)
    let ends = Set(rest.edges.flatMap { [$0.source, $0.target] })
    rest.nodes = snapshot.nodes.filter { $0.health.isTrouble || ends.contains($0.id) }
    return MeshIndex(rest)
  }
}
