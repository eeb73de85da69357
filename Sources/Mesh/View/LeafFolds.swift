/// Which leaves of hubs are folded into one box.
///
/// A leaf is a node whose only neighbour is the hub. Of those on a side of a hub the worst and busiest sixteen are shown
/// at first. From then on none changes places with another because of its figures: what is folded stays so until its
/// health gets worse.
struct LeafFolds {
  /// How many leaves of a hub are shown on each side.
  static let most = 16
  /// How many more are shown where they got worse after they had been folded.
  static let mostWorse = 8

  /// What is remembered of one fold from view to view.
  struct Memory: Sendable, Hashable {
    /// The folded nodes with their health at the time.
    var folded: [NodeID: Health] = [:]
    /// The leaves that were shown.
    var shown: Set<NodeID> = []
  }

  /// A leaf that may be folded.
  struct Leaf {
    var node: Int
    var id: NodeID
    var health: Health
    /// Requests and, to tell leaves without any apart, bytes per second.
    var traffic: (requests: Double, bytes: Double)
  }

  /// Chooses the leaves of one side of a hub to fold, none or at least two of them at first.
  ///
  /// - Returns: the nodes to fold, and what to remember; nil where all are shown.
  static func fold(_ leaves: [Leaf], _ memory: Memory?) -> (folded: [Int], memory: Memory)? {
    let wasFolded = memory.map { memory in leaves.contains { memory.folded[$0.id] != nil } } ?? false
    guard leaves.count > (wasFolded ? most : most + 1) else { return nil }
    let isFirst = memory == nil
    let memory = memory ?? Memory()
    func isWorse(_ leaf: Leaf) -> Bool {
      !isFirst && max(leaf.health, .healthy) > max(memory.folded[leaf.id] ?? .healthy, .healthy)
    }
    func isBusier(_ left: Leaf, _ right: Leaf) -> Bool {
      let (a, b) = (max(left.health, .healthy), max(right.health, .healthy))
      if a != b { return a > b }
      return (right.traffic.requests, right.traffic.bytes, left.id) < (
        left.traffic.requests, left.traffic.bytes, right.id
      )
    }
    let order = leaves.sorted(by: isBusier)
    var shown = Set(order.lazy.filter { memory.shown.contains($0.id) }.map(\.id))
    // Those that got worse may be more than there is room for; new ones take what room is left.
    for leaf in order where shown.count < most + mostWorse && isWorse(leaf) { shown.insert(leaf.id) }
    for leaf in order where shown.count < most && !shown.contains(leaf.id) && memory.folded[leaf.id] == nil {
      shown.insert(leaf.id)
    }
    let folded = leaves.filter { !shown.contains($0.id) }
    if folded.isEmpty { return nil }
    var next = Memory(shown: shown)
    for leaf in folded { next.folded[leaf.id] = memory.folded[leaf.id] ?? leaf.health }
    return (folded.map(\.node), next)
  }
}
