extension MeshIndex {
  /// The place of each node of the snapshot among all, by the edges into it and out of it: 1 for those with the most.
  ///
  /// Kiali's score: a node's share of all edges as a target and as a source. It depends on who calls whom alone, so that ranks
  /// do not change with every refresh. Nodes with equally many edges share a rank, which is one more than the number of nodes
  /// with more; in a mesh of more than a hundred nodes that number counts in percent of all, so that the greatest rank is 100.
  /// O(nodes · log nodes).
  public func ranks() -> [Int] {
    let counts = snapshot.nodes.indices.map { inbound[$0].count + outbound[$0].count }
    var ranks = [Int](repeating: 1, count: counts.count)
    var ahead = 0
    let order = counts.indices.sorted { counts[$0] > counts[$1] }
    for (place, node) in order.enumerated() {
      if place > 0, counts[node] < counts[order[place - 1]] { ahead = place }
      ranks[node] = 1 + (counts.count > 100 ? ahead * 100 / counts.count : ahead)
    }
    return ranks
  }
}
