/// Searches for an order of items in layers with groups that has few crossings.
///
/// Groups are blocks that keep their order in all layers (Sander: Layout of compound directed graphs, 1996; Forster:
/// Applying crossing reduction strategies to layered compound graphs, GD 2002). Orders of the groups to begin with come
/// from an order without groups, and from a short total distance between groups that call each other; barycentre sweeps
/// over items and blocks follow, sifting of items, and exchanges of neighbouring groups through all layers at once.
struct GroupOrderSearch {
  private(set) var best: LayerOrder
  private(set) var bestCost = Int.max
  /// The places of groups among their siblings in the best order.
  private(set) var ranks: [Int32] = []
  private let items: GroupItems
  private var counter: CrossingCount
  private var sifting: GroupSifting
  private var work = 0
  private let budget: Int
  private let isCancelled: () -> Bool

  /// Searches from nothing.
  ///
  /// - Parameters:
  ///   - start: the items, borders included, in any order.
  ///   - plain: an order of nodes and dummies without groups.
  ///   - links: the links between the nodes.
  init(
    _ start: LayerOrder, items: GroupItems, plain: LayerOrder, links: [LayeredLink], budget: Int,
    isCancelled: @escaping () -> Bool
  ) {
    best = start
    self.items = items
    counter = CrossingCount(start)
    sifting = GroupSifting(items)
    self.budget = budget
    self.isCancelled = isCancelled
    let keys = Self.relativePlaces(plain, count: items.itemCount)
    let homes = (0..<items.itemCount).map { items.homes[$0].first ?? GroupTree.outside }
    let byPlace = Self.ranks(items, keys: keys)
    ranks = byPlace
    for ranks in [byPlace, GroupDistances(items.tree, links: links).ranks(from: byPlace)] {
      if bestCost < .max && (ranks == byPlace || isCancelled()) { break }
      var arrangement = GroupArrangement(items, ranks: ranks)
      let groupKeys = ranks.map { (Float($0) + 0.5) / Float(ranks.count) }
      var order = start
      for layer in 0..<order.layerCount {
        arrangement.arrange(&order, layer: layer, keys: keys, homes: homes, groupKeys: groupKeys)
      }
      sweep(&order, &arrangement, rounds: 16)
      sift(&order, rounds: 24)
      let cost = counter.total(order)
      if cost < bestCost {
        best = order
        bestCost = cost
        self.ranks = ranks
      }
    }
    exchange()
  }

  /// Improves an order by sifting alone.
  init(improving start: LayerOrder, items: GroupItems, budget: Int) {
    best = start
    self.items = items
    counter = CrossingCount(start)
    sifting = GroupSifting(items)
    self.budget = budget
    isCancelled = { false }
    var order = start
    sift(&order, rounds: 24)
    best = order
    bestCost = counter.total(order)
  }

  /// The places of items in their layers, from 0 to 1.
  private static func relativePlaces(_ order: LayerOrder, count: Int) -> [Float] {
    var keys = [Float](repeating: 0.5, count: count)
    for layer in 0..<order.layerCount {
      let size = Float(max(1, order.range(layer).count))
      for place in order.range(layer) where Int(order.order[place]) < count {
        keys[Int(order.order[place])] = (Float(order.position[Int(order.order[place])]) + 0.5) / size
      }
    }
    return keys
  }

  /// Groups by the mean place of their nodes.
  private static func ranks(_ items: GroupItems, keys: [Float]) -> [Int32] {
    var sums = [Float](repeating: 0, count: items.tree.count)
    var counts = sums
    for (node, group) in items.tree.ofNode.enumerated() {
      for group in items.tree.chain(group) {
        sums[Int(group)] += keys[node]
        counts[Int(group)] += 1
      }
    }
    let sorted = sums.indices.sorted { (sums[$0] / max(1, counts[$0]), $0) < (sums[$1] / max(1, counts[$1]), $1) }
    var ranks = [Int32](repeating: 0, count: sums.count)
    for (place, group) in sorted.enumerated() { ranks[group] = Int32(place) }
    return ranks
  }

  private mutating func sweep(_ order: inout LayerOrder, _ arrangement: inout GroupArrangement, rounds: Int) {
    var kept = order
    var least = counter.total(order)
    var failures = 0
    let homes = items.homesNow(order)
    let count = arrangement.ranks.count
    let groupKeys = arrangement.ranks.map { (Float($0) + 0.5) / Float(count) }
    for round in 0..<rounds where failures < 4 && least > 0 {
      var keys = Self.relativePlaces(order, count: items.itemCount)
      let forwards = round % 2 == 0
      for step in 1..<max(1, order.layerCount) {
        let layer = forwards ? step : order.layerCount - 1 - step
        for place in order.range(layer) where !items.isBorder(order.order[place]) {
          let item = Int(order.order[place])
          let rows = forwards ? order.before : order.after
          var sum: Float = 0
          var weight: Float = 0
          for index in rows.range(item) {
            sum += keys[Int(rows.elements[index].item)] * Float(rows.elements[index].weight)
            weight += Float(rows.elements[index].weight)
          }
          if weight > 0 { keys[item] = sum / weight }
        }
        arrangement.arrange(&order, layer: layer, keys: keys, homes: homes, groupKeys: groupKeys)
        let size = Float(max(1, order.range(layer).count))
        for place in order.range(layer) where !items.isBorder(order.order[place]) {
          keys[Int(order.order[place])] = (Float(order.position[Int(order.order[place])]) + 0.5) / size
        }
      }
      work += order.order.count * 12
      let cost = counter.total(order)
      if cost < least {
        least = cost
        kept = order
        failures = 0
      } else {
        failures += 1
      }
    }
    order = kept
  }

  private mutating func sift(_ order: inout LayerOrder, rounds: Int) {
    // A layer is worth another look once a neighbouring layer has changed.
    var isOpen = [Bool](repeating: true, count: order.layerCount)
    for round in 0..<rounds {
      var gain = 0
      for step in 0..<order.layerCount {
        let layer = round % 2 == 0 ? step : order.layerCount - 1 - step
        guard isOpen[layer] else { continue }
        isOpen[layer] = false
        let change = sifting.improve(&order, layer: layer, movesTies: round == 1, work: &work)
        gain += change
        if change > 0 || round == 0 {
          for other in max(0, layer - 1)...min(order.layerCount - 1, layer + 1) { isOpen[other] = true }
        }
      }
      if (gain == 0 && round > 1) || isCancelled() || (work > budget && round > 2) { return }
    }
  }

  /// Exchanges groups with their next siblings, where that gains.
  private mutating func exchange() {
    let siblings = items.tree.children()
    var improved = true
    while improved && work < budget && bestCost > 0 {
      improved = false
      for family in siblings where family.count > 1 {
        let sorted = family.sorted { ranks[Int($0)] < ranks[Int($1)] }
        for (a, b) in zip(sorted, sorted.dropFirst()) where share(a, b) {
          if work > budget || isCancelled() { return }
          var exchanged = ranks
          exchanged.swapAt(Int(a), Int(b))
          if tryOrder(exchanged) {
            ranks = exchanged
            improved = true
            break
          }
        }
      }
    }
  }

  /// Whether two groups have a layer in common.
  private func share(_ a: Int32, _ b: Int32) -> Bool {
    items.spans.first[Int(a)] <= items.spans.last[Int(b)] && items.spans.first[Int(b)] <= items.spans.last[Int(a)]
  }

  /// Arranges the best order for another order of groups, and keeps it if it is better.
  private mutating func tryOrder(_ ranks: [Int32]) -> Bool {
    var order = best
    var arrangement = GroupArrangement(items, ranks: ranks)
    let keys = Self.relativePlaces(order, count: items.itemCount)
    let homes = items.homesNow(order)
    let groupKeys = ranks.map { (Float($0) + 0.5) / Float(ranks.count) }
    for layer in 0..<order.layerCount {
      arrangement.arrange(&order, layer: layer, keys: keys, homes: homes, groupKeys: groupKeys)
    }
    sweep(&order, &arrangement, rounds: 4)
    var cost = counter.total(order)
    if cost < bestCost + bestCost / 4 {
      sift(&order, rounds: 4)
      cost = counter.total(order)
    }
    if cost >= bestCost { return false }
    best = order
    bestCost = cost
    return true
  }
}
