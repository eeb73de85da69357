/// Which nodes every way from some roots to a node passes.
///
/// The iteration of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001), over nodes in reverse
/// postorder.
struct Dominators {
  /// For each node the last of the nodes that all ways to it pass; -1 where there is none, or no way at all.
  private var parents: [Int]

  /// - Parameters:
  ///   - next: the nodes that a node leads to.
  ///   - previous: the nodes that lead to a node.
  init(count: Int, roots: [Int], next: (Int) -> [Int], previous: (Int) -> [Int]) {
    parents = [Int](repeating: -1, count: count)
    // A root above all roots, so that there is one.
    let top = count
    var order: [Int] = []
    var number = [Int](repeating: -1, count: count + 1)
    var isSeen = [Bool](repeating: false, count: count)
    for root in roots where !isSeen[root] {
      isSeen[root] = true
      var stack = [(node: root, next: next(root)[...])]
      while let last = stack.indices.last {
        if let node = stack[last].next.popFirst() {
          if !isSeen[node] {
            isSeen[node] = true
            stack.append((node, next(node)[...]))
          }
        } else {
          number[stack[last].node] = order.count
          order.append(stack.removeLast().node)
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
        for other in previous(node) where dominators[other] >= 0 {
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
