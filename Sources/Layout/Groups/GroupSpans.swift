/// The layers that each group reaches over: from its first node's to its last node's.
struct GroupSpans: Equatable {
  private(set) var first: [Int32]
  private(set) var last: [Int32]

  init(_ tree: GroupTree, nodeLayers: [Int32], layerCount: Int) {
    first = [Int32](repeating: .max, count: tree.count)
    last = [Int32](repeating: -1, count: tree.count)
    for (node, group) in tree.ofNode.enumerated() {
      for group in tree.chain(group) {
        first[Int(group)] = min(first[Int(group)], nodeLayers[node])
        last[Int(group)] = max(last[Int(group)], nodeLayers[node])
      }
    }
    for group in first.indices where tree.isLane(Int32(group)) {
      first[group] = 0
      last[group] = Int32(layerCount) - 1
    }
  }

  /// Whether a group reaches over a layer; what is outside of groups is everywhere.
  @inline(__always)
  func contains(_ layer: Int32, _ group: Int32) -> Bool {
    group == GroupTree.outside || (first[Int(group)] <= layer && layer <= last[Int(group)])
  }
}
