extension FrameMemory {
  /// What is kept of two parts that have become one: the other part below this one, layer by layer.
  ///
  /// - Parameter shift: the rows from the top of this part to the top of the other.
  func joined(with other: FrameMemory, shift: Int32) -> FrameMemory {
    var result = self
    let ids = self.ids + other.ids
    let order = ids.indices.sorted { ids[$0] < ids[$1] }
    var place = [Int32](repeating: 0, count: ids.count)
    for (index, old) in order.enumerated() { place[old] = Int32(index) }
    let taken = placesTaken(layers: max(starts.count, other.starts.count))
    func below(_ rank: Int32, _ layer: Int32) -> Int32 { rank + (Int(layer) < taken.count ? taken[Int(layer)] : 0) }
    func merged(_ first: [Int32], _ second: [Int32]) -> [Int32] {
      let all = first + second
      return order.map { all[$0] }
    }
    result.ids = order.map { ids[$0] }
    result.layers = merged(layers, other.layers)
    result.ranks = merged(ranks, zip(other.ranks, other.layers).map(below))
    result.rows = merged(rows, other.rows.map { $0 + shift })
    result.heights = merged(heights, other.heights)
    let count = self.ids.count
    result.lows = lows.map { place[Int($0)] } + other.lows.map { place[Int($0) + count] }
    result.highs = highs.map { place[Int($0)] } + other.highs.map { place[Int($0) + count] }
    result.isOwnedByLow += other.isOwnedByLow
    let end = dummies.starts.last ?? 0
    result.dummies.starts += other.dummies.starts.dropFirst().map { $0 + end }
    for (link, low) in other.lows.enumerated() {
      for (step, dummy) in other.dummies[link].enumerated() {
        let layer = other.layers[Int(low)] + 1 + Int32(step)
        result.dummies.elements.append(Place(rank: below(dummy.rank, layer), row: dummy.row + shift))
      }
    }
    result.starts = (0..<max(starts.count, other.starts.count)).map { layer in
      max(layer < starts.count ? starts[layer] : 0, layer < other.starts.count ? other.starts[layer] : 0)
    }
    result.height = shift + other.height
    result.groups += other.groups.map { group in
      var group = group
      group.rank += Int32(groups.count)
      group.tops = group.tops.enumerated().map { below($1, group.first + Int32($0)) }
      group.bottoms = group.bottoms.enumerated().map { below($1, group.first + Int32($0)) }
      group.top += shift
      group.bottom += shift
      return group
    }
    result.origin = Point(x: min(origin.x, other.origin.x), y: min(origin.y, other.origin.y))
    return result
  }

  /// How many places items take in each layer.
  private func placesTaken(layers count: Int) -> [Int32] {
    var taken = [Int32](repeating: 0, count: count)
    func take(_ rank: Int32, _ layer: Int32) {
      if Int(layer) < count { taken[Int(layer)] = max(taken[Int(layer)], rank + 1) }
    }
    for (rank, layer) in zip(ranks, layers) { take(rank, layer) }
    for (link, low) in lows.enumerated() {
      for (step, dummy) in dummies[link].enumerated() { take(dummy.rank, layers[Int(low)] + 1 + Int32(step)) }
    }
    for group in groups {
      for (step, bottom) in group.bottoms.enumerated() { take(bottom, group.first + Int32(step)) }
    }
    return taken
  }
}
