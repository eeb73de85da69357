/// A node that most others call, and that calls nothing but what only it calls: telemetry, names, feature flags.
public struct Sink: Sendable, Hashable {
  /// The node.
  public let node: NodeID
  /// Nodes that have nothing to do with any but sinks, such as the stores behind a collector; they go with it.
  public let behind: [NodeID]
  /// The number of nodes that call it.
  public let callers: Int
  /// Which mark it has, from 0; the same from view to view.
  public let mark: Int
}

/// The search for sinks by who calls whom, in O(nodes + edges).
struct SinkSearch {
  /// The share of all calling nodes that makes what they call a sink. OpenTelemetry's demo has its flags called by 5 of 11.
  static let share = 0.4
  /// The share below which a sink is one no more, so that one that is near the line does not come and go.
  static let leastShare = 0.3
  /// The least number of callers.
  static let leastCallers = 5
  /// How many marks there are.
  static let mostSinks = 26

  /// The places of the sinks, and of what goes with each.
  private(set) var sinks: [(node: Int, behind: [Int], callers: Int)] = []

  /// Searches a mesh.
  ///
  /// - Parameter known: what was a sink before.
  init(_ mesh: MeshIndex, known: Set<NodeID>, except kept: Set<Int>) {
    let nodes = mesh.snapshot.nodes
    var callers = [Int](repeating: 0, count: nodes.count)
    var calling = 0
    for node in nodes.indices {
      callers[node] = mesh.inbound[node].count { mesh.ends[$0].source != node }
      if mesh.outbound[node].contains(where: { mesh.ends[$0].target != node }) { calling += 1 }
    }
    let candidates = nodes.indices.filter { node in
      let share = known.contains(nodes[node].id) ? Self.leastShare : Self.share
      return callers[node] >= Self.leastCallers && Double(callers[node]) >= share * Double(calling)
        && !kept.contains(node)
    }
    // A few at most: what they call is told from the rest by having no other neighbours.
    let likely = Set(candidates)
    func isLeft(_ node: Int) -> Bool {
      !kept.contains(node) && mesh.inbound[node].allSatisfy { likely.contains(mesh.ends[$0].source) }
        && mesh.outbound[node].allSatisfy { likely.contains(mesh.ends[$0].target) || mesh.ends[$0].target == node }
    }
    for node in candidates.sorted(by: { (callers[$1], $0) < (callers[$0], $1) }) where sinks.count < Self.mostSinks {
      let called = mesh.outbound[node].map { mesh.ends[$0].target }.filter { $0 != node && $0 >= 0 }
      let behind = called.filter { !likely.contains($0) && isLeft($0) }
      let others = called.count { !likely.contains($0) } - behind.count
      if others == 0 { sinks.append((node, behind, callers[node])) }
    }
  }
}
