/// Which nodes every way from some roots to a node passes.
///
/// The iteration of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001), over nodes in reverse
/// postorder.
struct Dominators {
  /// For each node the last of the nodes that all ways to it pass; -1 where there is none, or no way at all.
  private var parents: [Int]

  /// - Parameters:
  ///   - next: for each node those that it leads to.
  ///   - previous: for each node those that lead to it.
  init(roots: [Int], next: Adjacency, previous: Adjacency) {
    let count = next.count
    parents = [Int](repeating: -1, count: count)
    // A root above all roots, so that there is one.
    let top = count
    var order: [Int] = []
    var number = [Int](repeating: -1, count: count + 1)
    var isSeen = [Bool](repeating: false, count: count)
    for root in roots where !isSeen[root] {
      isSeen[root] = true
      var stack = [(node: root, taken: 0)]
      while let last = stack.indices.last {
        let (node, taken) = stack[last]
        if taken < next.degree(node) {
          stack[last].taken += 1
          let other = next.other(node, taken)
          if !isSeen[other] {
            isSeen[other] = true
            stack.append((other, 0))
          }
        } else {
          number[node] = order.count
          order.append(node)
          stack.removeLast()
        }
      }
    }
    number[top] = order.count
    var dominators = [Int](repeating: -1, count: count + 1)
    dominators[top] = top
    let isRoot = Set(roots)
    func common(_ left: Int, _ right: Int) -> Int {
      var (left, right) = (left, right)
      while left != right {
        while number[left] < number[right] { left = dominators[left] }
        while number[right] < number[left] { right = dominators[right] }
      }
      return left
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for node in order.reversed() {
        var found = isRoot.contains(node) ? top : -1
        for other in previous[node] where dominators[other] >= 0 {
          found = found < 0 ? other : common(other, found)
        }
        if dominators[node] != found {
          dominators[node] = found
          isChanged = true
        }
      }
    }
    for node in 0..<count where dominators[node] != top { parents[node] = dominators[node] }
  }

  /// Whether all ways to a node pass another one before it.
  func isAbove(_ other: Int, _ node: Int) -> Bool {
    var node = parents[node]
    while node >= 0, node != other { node = parents[node] }
    return node >= 0
  }

  /// The nodes that all ways to a node pass before it, the last first.
  func above(_ node: Int) -> [Int] {
    var chain: [Int] = []
    var node = parents[node]
    while node >= 0 {
      chain.append(node)
      node = parents[node]
    }
    return chain
  }
}

/// For each of some nodes the nodes that are next to it, in one piece of memory.
struct Adjacency {
  private var starts: [Int]
  private var others: [Int]

  /// The adjacency by edges from a node to one next to it.
  init(count: Int, _ edges: [(source: Int, target: Int)]) {
    starts = [Int](repeating: 0, count: count + 1)
    for edge in edges { starts[edge.source + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var free = starts
    others = [Int](repeating: 0, count: edges.count)
    for edge in edges {
      others[free[edge.source]] = edge.target
      free[edge.source] += 1
    }
  }

  /// The number of nodes.
  var count: Int { starts.count - 1 }

  /// The nodes next to a node.
  subscript(node: Int) -> ArraySlice<Int> { others[starts[node]..<starts[node + 1]] }

  /// The number of nodes next to a node.
  func degree(_ node: Int) -> Int { starts[node + 1] - starts[node] }

  /// One of the nodes next to a node.
  func other(_ node: Int, _ place: Int) -> Int { others[starts[node] + place] }
}
