/// Orders groups so that those that call each other much stand near each other: the sum of distances, by places, over
/// all links is small (minimum linear arrangement, by insertion).
struct GroupDistances {
  private let tree: GroupTree
  private var weights: [[Int32]: Int] = [:]

  init(_ tree: GroupTree, links: [LayeredLink]) {
    self.tree = tree
    for link in links {
      let a = tree.chain(tree.ofNode[Int(link.low)])
      let b = tree.chain(tree.ofNode[Int(link.high)])
      // The outermost groups that the two ends don't have in common are siblings.
      guard let left = a.last(where: { !b.contains($0) }), let right = b.last(where: { !a.contains($0) }) else {
        continue
      }
      weights[[min(left, right), max(left, right)], default: 0] += 1
    }
  }

  /// Ranks for all groups, begun with others.
  func ranks(from start: [Int32]) -> [Int32] {
    var ranks = start
    for family in tree.children() where family.count > 2 {
      var order = family.sorted { start[Int($0)] < start[Int($1)] }
      let places = order.map { ranks[Int($0)] }
      improve(&order)
      for (place, group) in zip(places, order) { ranks[Int(group)] = place }
    }
    return ranks
  }

  private func improve(_ order: inout [Int32]) {
    let count = order.count
    var matrix = [Int](repeating: 0, count: count * count)
    for (a, first) in order.enumerated() {
      for (b, second) in order.enumerated() where a != b {
        matrix[a * count + b] = weights[[min(first, second), max(first, second)]] ?? 0
      }
    }
    let groups = order
    var places = Array(0..<count)
    func cost(_ places: [Int]) -> Int {
      var sum = 0
      for a in 0..<count {
        let row = places[a] * count
        for b in (a + 1)..<max(a + 1, count) { sum += matrix[row + places[b]] * (b - a) }
      }
      return sum
    }
    var least = cost(places)
    var tries = 0
    var improved = true
    while improved && tries * count * count < 20_000_000 {
      improved = false
      for item in 0..<count {
        guard let here = places.firstIndex(of: item) else { continue }
        var kept = places
        for target in 0..<count where target != here {
          var other = places
          other.remove(at: here)
          other.insert(item, at: target)
          tries += 1
          let price = cost(other)
          if price < least {
            least = price
            kept = other
            improved = true
          }
        }
        places = kept
      }
    }
    order = places.map { groups[$0] }
  }
}
