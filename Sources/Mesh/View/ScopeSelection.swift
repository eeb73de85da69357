/// The nodes and edges of a scope, found in time that grows with those of the mesh, not with the number of paths.
struct ScopeSelection {
  /// For each node whether it belongs to the scope.
  private(set) var nodes: [Bool]
  private(set) var outcome = MeshView.Outcome.found
  private var paths: Paths?

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
      if let found = Paths(mesh, from: ends[0], to: ends[1], available) {
        paths = found
      } else if let found = Paths(mesh, from: ends[1], to: ends[0], available) {
        paths = found
        outcome = .reversed
      } else {
        outcome = .apart
      }
      nodes = paths?.nodes ?? available.indices.map { node in available[node] && ends.contains { $0.contains(node) } }
    }
  }

  /// Whether an edge between two nodes of the scope belongs to it.
  func contains(source: Int, target: Int) -> Bool { paths?.contains(source: source, target: target) ?? true }

  /// What edges lead to, breadth first.
  ///
  /// - Parameter stops: nodes that are reached but not left.
  static func reached(
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
}
