/// What lies on the paths from some nodes to others.
///
/// To tell exactly which nodes are on a path that passes no node twice is NP-hard (Fortune, Hopcroft and Wyllie, "The
/// directed subgraph homeomorphism problem", 1980). So a node is left out where it is certain that it is on none: where
/// nothing leads there or on from there, or where all ways to it and all ways on from it pass the same node.
struct Paths {
  /// For each node whether it is on a path.
  private(set) var nodes: [Bool]
  private let starts: Set<Int>
  private let goals: Set<Int>
  private var ways: (to: Dominators, on: Dominators)?
  /// Each round can show more to be detours; there are seldom as many.
  private static let mostRounds = 8

  /// - Parameter available: for each node whether it can be on a path.
  /// - Returns: nil where there is none.
  init?(_ mesh: MeshIndex, from: [Int], to: [Int], _ available: [Bool]) {
    starts = Set(from)
    goals = Set(to)
    let ahead = ScopeSelection.reached(mesh, from: from, available, forward: true, backward: false, stopping: goals)
    guard to.contains(where: { ahead[$0] }) else { return nil }
    let behind = ScopeSelection.reached(mesh, from: to, available, forward: false, backward: true, stopping: starts)
    nodes = zip(ahead, behind).map { $0 && $1 }
    var ways = ways(mesh, from, to)
    var rounds = 1
    while dropDetours(ways) {
      ways = self.ways(mesh, from, to)
      if rounds == Self.mostRounds { break }
      rounds += 1
    }
    self.ways = ways
  }

  /// Whether an edge between two nodes on paths is on one: none leaves where paths end, nor leads back to where all that
  /// lead to its source have been.
  func contains(source: Int, target: Int) -> Bool {
    isStep(source, target) && !(ways?.to.isAbove(target, source) ?? false)
      && !(ways?.on.isAbove(source, target) ?? false)
  }

  private func isStep(_ source: Int, _ target: Int) -> Bool {
    source >= 0 && target >= 0 && source != target && nodes[source] && nodes[target] && !goals.contains(source)
      && !starts.contains(target)
  }

  private func ways(_ mesh: MeshIndex, _ from: [Int], _ to: [Int]) -> (to: Dominators, on: Dominators) {
    let steps = mesh.ends.filter { isStep($0.source, $0.target) }
    let next = Adjacency(count: nodes.count, steps)
    let previous = Adjacency(count: nodes.count, steps.map { ($0.target, $0.source) })
    return (
      Dominators(roots: from.filter { nodes[$0] }, next: next, previous: previous),
      Dominators(roots: to.filter { nodes[$0] }, next: previous, previous: next)
    )
  }

  /// Drops nodes from which one comes back only to where one was before.
  ///
  /// - Returns: whether there were any.
  private mutating func dropDetours(_ ways: (to: Dominators, on: Dominators)) -> Bool {
    var hasDropped = false
    for node in nodes.indices where nodes[node] && !starts.contains(node) && !goals.contains(node) {
      let after = ways.on.above(node)
      if after.isEmpty { continue }
      let before = Set(ways.to.above(node))
      if !after.contains(where: before.contains) { continue }
      nodes[node] = false
      hasDropped = true
    }
    return hasDropped
  }
}
