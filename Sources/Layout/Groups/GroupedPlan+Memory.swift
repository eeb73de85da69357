extension GroupedPlan {
  /// Orders known items by their places, and puts new ones where they cross least.
  ///
  /// - Parameter known: by node and dummy its place in its layer, or -1.
  mutating func arrange(_ known: [Int32], memory: FrameMemory) {
    var places = known
    let tree = items.tree
    var memoryOf: [[String]: GroupMemory] = [:]
    for group in memory.groups { memoryOf[group.path] = group }
    let groups = tree.paths.map { memoryOf[$0] }
    rank(groups)
    for (group, old) in groups.enumerated() {
      guard let old else { continue }
      for layer in items.spans.first[group]...items.spans.last[group] {
        let top = Int(items.top(Int32(group), layer))
        wantedRows[top] = old.top
        wantedRows[top + 1] = old.bottom
      }
    }
    /// Where a group was in a layer.
    func interval(_ group: Int32, _ layer: Int32) -> (top: Int32, bottom: Int32)? {
      guard let old = groups[Int(group)], layer >= old.first, layer - old.first < old.tops.count else { return nil }
      return (old.tops[Int(layer - old.first)], old.bottoms[Int(layer - old.first)])
    }
    var homes = (0..<items.itemCount).map { items.homes[$0].first ?? GroupTree.outside }
    for item in places.indices where places[item] >= 0 {
      let inside = (0..<Int32(tree.count)).last { group in
        interval(group, items.layers[item]).map { $0.top < places[item] && places[item] < $0.bottom } ?? false
      }
      if items.mayStand(Int32(item), in: inside ?? GroupTree.outside) {
        homes[item] = inside ?? GroupTree.outside
      } else {
        places[item] = -1
        wantedRows[item] = -1
      }
    }
    var keys = newKeys(places)
    for item in keys.indices where places[item] < 0 && homes[item] != GroupTree.outside {
      // A new item must not draw its group away from where it was.
      guard let old = interval(homes[item], items.layers[item]) else { continue }
      keys[item] = min(max(keys[item], Float(old.top) + 0.5), Float(old.bottom) - 0.5)
    }
    var arrangement = GroupArrangement(items, ranks: ranks)
    for layer in 0..<order.layerCount {
      let groupKeys = groups.indices.map { group in
        interval(Int32(group), Int32(layer)).map { Float($0.top) + 0.5 } ?? 1e6
      }
      arrangement.arrange(&order, layer: layer, keys: keys, homes: homes, groupKeys: groupKeys)
    }
    let isNew = places.map { $0 < 0 }
    guard isNew.contains(true) else { return }
    var sifting = GroupSifting(items)
    var work = 0
    for _ in 0..<3 {
      for layer in 0..<order.layerCount {
        _ = sifting.improve(&order, layer: layer, movesTies: false, movable: isNew, work: &work)
      }
    }
  }

  /// Known groups keep their order; new ones come last.
  private mutating func rank(_ groups: [GroupMemory?]) {
    let sorted = groups.indices.sorted { a, b in
      (groups[a]?.rank ?? .max, a) < (groups[b]?.rank ?? .max, b)
    }
    ranks = [Int32](repeating: 0, count: groups.count)
    for (place, group) in sorted.enumerated() { ranks[group] = Int32(place) }
  }

  /// Places of known items; new ones are put where their neighbours are.
  private func newKeys(_ places: [Int32]) -> [Float] {
    var keys = places.map { Float($0) }
    var greatest = [Float](repeating: 1, count: items.layerCount)
    for item in places.indices {
      let layer = Int(items.layers[item])
      greatest[layer] = max(greatest[layer], keys[item] + 1)
    }
    for item in places.indices where places[item] < 0 {
      var sum: Float = 0
      var count: Float = 0
      for rows in [order.before, order.after] {
        for neighbour in rows[item] where keys[Int(neighbour.item)] >= 0 {
          sum += keys[Int(neighbour.item)] / greatest[Int(items.layers[Int(neighbour.item)])]
          count += 1
        }
      }
      keys[item] = (count == 0 ? 1 : sum / count) * greatest[Int(items.layers[item])] + 0.5
    }
    return keys
  }
}
