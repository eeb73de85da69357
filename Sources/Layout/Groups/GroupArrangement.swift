/// Orders layers by a key of each item so that groups stay together, in the same order in all layers.
struct GroupArrangement {
  let items: GroupItems
  /// The place of each group among its siblings, the same in all layers.
  var ranks: [Int32]
  private let children: [[Int32]]
  // By group, and last for what is outside: what stands in it in the layer at hand.
  private var members: [[Entry]]

  /// A node, a dummy, or a group with all that is in it.
  private struct Entry {
    var key: Float
    var weight: Float
    /// An item, or where negative a group: the complement of its number.
    var what: Int32
  }

  init(_ items: GroupItems, ranks: [Int32]) {
    self.items = items
    self.ranks = ranks
    children = items.tree.children()
    members = [[Entry]](repeating: [], count: items.tree.count + 1)
  }

  private func slot(_ group: Int32) -> Int { group == GroupTree.outside ? items.tree.count : Int(group) }

  /// Orders a layer.
  ///
  /// - Parameters:
  ///   - keys: by node and dummy, small at the top.
  ///   - homes: by node and dummy the group that it stands in.
  ///   - groupKeys: by group what counts where it has nothing in the layer.
  mutating func arrange(
    _ order: inout LayerOrder, layer: Int, keys: [Float], homes: [Int32], groupKeys: [Float]
  ) {
    for slot in members.indices { members[slot].removeAll(keepingCapacity: true) }
    let range = order.range(layer)
    for place in range {
      let item = order.order[place]
      if items.isBorder(item) { continue }
      members[slot(homes[Int(item)])].append(Entry(key: keys[Int(item)], weight: 1, what: item))
    }
    // Inner groups have greater numbers than those around them.
    for group in (0..<Int32(items.tree.count)).reversed() where items.spans.contains(Int32(layer), group) {
      sort(Int(group), layer: Int32(layer))
    }
    sort(items.tree.count, layer: Int32(layer))
    var place = range.lowerBound
    write(items.tree.count, layer: Int32(layer), to: &order.order, at: &place)
    order.renumber(layer: layer)

    /// Puts the groups within a group, in their order, between its items.
    func sort(_ slot: Int, layer: Int32) {
      var groups: [Entry] = []
      for child in children[slot].sorted(by: { ranks[Int($0)] < ranks[Int($1)] })
      where items.spans.contains(layer, child) {
        var sum: Float = 0
        var weight: Float = 0
        for entry in members[Int(child)] {
          sum += entry.key * entry.weight
          weight += entry.weight
        }
        groups.append(
          weight == 0
            ? Entry(key: groupKeys[Int(child)], weight: 0.1, what: ~child)
            : Entry(key: sum / weight, weight: weight, what: ~child))
      }
      Self.makeAscending(&groups)
      members[slot] += groups
      // The standard library's sort is stable.
      members[slot].sort { $0.key < $1.key }
    }
  }

  private func write(_ slot: Int, layer: Int32, to order: inout [Int32], at place: inout Int) {
    for entry in members[slot] {
      if entry.what >= 0 {
        order[place] = entry.what
        place += 1
      } else {
        let group = ~entry.what
        order[place] = items.top(group, layer)
        place += 1
        write(Int(group), layer: layer, to: &order, at: &place)
        order[place] = items.top(group, layer) + 1
        place += 1
      }
    }
  }

  /// Replaces keys that descend by their means (pool adjacent violators).
  private static func makeAscending(_ entries: inout [Entry]) {
    var pools: [(sum: Float, weight: Float, count: Int)] = []
    for entry in entries {
      pools.append((entry.key * entry.weight, entry.weight, 1))
      while pools.count > 1 {
        let last = pools[pools.count - 1]
        let before = pools[pools.count - 2]
        if before.sum / before.weight <= last.sum / last.weight { break }
        pools.removeLast()
        pools[pools.count - 1] = (before.sum + last.sum, before.weight + last.weight, before.count + last.count)
      }
    }
    var index = 0
    for pool in pools {
      for _ in 0..<pool.count {
        entries[index].key = pool.sum / pool.weight
        index += 1
      }
    }
  }
}

extension GroupItems {
  /// The group that each node and dummy stands in.
  func homesNow(_ order: LayerOrder) -> [Int32] {
    var result = [Int32](repeating: GroupTree.outside, count: itemCount)
    for layer in 0..<layerCount {
      var group = GroupTree.outside
      for place in order.range(layer) {
        let item = order.order[place]
        if isBorder(item) {
          group = isTop(item) ? self.group(of: item) : tree.parent(self.group(of: item))
        } else {
          result[Int(item)] = group
        }
      }
    }
    return result
  }
}
