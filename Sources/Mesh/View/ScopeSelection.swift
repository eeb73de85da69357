/// The nodes and edges of a scope, found in O(nodes + edges).
struct ScopeSelection {
  /// For each node whether it belongs to the scope.
  private(set) var nodes: [Bool]
  private(set) var outcome = MeshView.Outcome.found
  /// The ends of the ways that are shown, which no way passes.
  private var starts: Set<Int> = []
  private var goals: Set<Int> = []
  private var isPaths = false

  /// - Parameters:
  ///   - available: for each node whether it can be shown at all.
  ///   - ends: the nodes that the scope's ends stand for.
  init(_ scope: ViewScope, of mesh: MeshIndex, available: [Bool], ends: [[Int]]) {
    nodes = available
    if ends.contains(where: \.isEmpty) {
      outcome = .missing
      return
    }
    switch scope {
    case .focus(_, let neighbourhood):
      switch neighbourhood {
      case .around(let hops):
        nodes = Self.reached(mesh, from: ends[0], available, hops: hops, forward: true, backward: true)
      case .callers: nodes = Self.reached(mesh, from: ends[0], available, forward: false, backward: true)
      case .callees: nodes = Self.reached(mesh, from: ends[0], available, forward: true, backward: false)
      }
    case .paths:
      isPaths = true
      if let found = Self.between(mesh, ends[0], ends[1], available) {
        nodes = found
        (starts, goals) = (Set(ends[0]), Set(ends[1]))
      } else if let found = Self.between(mesh, ends[1], ends[0], available) {
        nodes = found
        outcome = .reversed
        (starts, goals) = (Set(ends[1]), Set(ends[0]))
      } else {
        outcome = .apart
        nodes = [Bool](repeating: false, count: available.count)
        for node in ends.joined() { nodes[node] = available[node] }
      }
    }
  }

  /// Whether an edge between two nodes of the scope belongs to it.
  func contains(source: Int, target: Int) -> Bool {
    isPaths ? source != target && !goals.contains(source) && !starts.contains(target) : true
  }

  /// What edges lead to, breadth first.
  private static func reached(
    _ mesh: MeshIndex, from start: [Int], _ available: [Bool], hops: Int = .max, forward: Bool, backward: Bool,
    stopping stops: Set<Int> = []
  ) -> [Bool] {
    var isReached = [Bool](repeating: false, count: available.count)
    var front = start.filter { available[$0] }
    for node in front { isReached[node] = true }
    var hop = 0
    while !front.isEmpty, hop < hops {
      hop += 1
      var next: [Int] = []
      func reach(_ node: Int) {
        guard node >= 0, available[node], !isReached[node] else { return }
        isReached[node] = true
        if !stops.contains(node) { next.append(node) }
      }
      for node in front {
        if forward { for edge in mesh.outbound[node] { reach(mesh.ends[edge].target) } }
        if backward { for edge in mesh.inbound[node] { reach(mesh.ends[edge].source) } }
      }
      front = next
    }
    return isReached
  }

  /// All nodes on walks from some nodes to others that leave the first and enter the last only once; nil for none.
  private static func between(_ mesh: MeshIndex, _ from: [Int], _ to: [Int], _ available: [Bool]) -> [Bool]? {
    let ahead = reached(mesh, from: from, available, forward: true, backward: false, stopping: Set(to))
    let behind = reached(mesh, from: to, available, forward: false, backward: true, stopping: Set(from))
    guard to.contains(where: { ahead[$0] }) else { return nil }
    return zip(ahead, behind).map { $0 && $1 }
  }
}
