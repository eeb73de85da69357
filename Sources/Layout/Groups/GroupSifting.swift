/// Moves each item of a layer to the place where it causes the fewest crossings, as `LayerSifting` does, but only to
/// places in a group that it may stand in.
struct GroupSifting {
  private var balance: [Int32] = []
  private let items: GroupItems
  /// How far an item may move in a long layer: far moves are left to the barycentres.
  private static let window = 200

  init(_ items: GroupItems) { self.items = items }

  /// Where an item's own neighbours are, to price what it passes.
  private struct Reach {
    var lowest: Int32 = .max
    var highest: Int32 = -1
    var all: Int32 = 0
    var base = 0
  }

  /// Sifts each item of a layer once.
  ///
  /// - Parameters:
  ///   - movesTies: whether items also move where that neither gains nor loses.
  ///   - movable: by item whether it may move; nil where all may.
  ///   - work: is raised by the number of pairs looked at.
  /// - Returns: how many crossings are gone, lines over borders included.
  mutating func improve(
    _ order: inout LayerOrder, layer: Int, movesTies: Bool, movable: [Bool]? = nil, work: inout Int
  ) -> Int {
    let range = order.range(layer)
    var total = 0
    for item in Array(order.order[range]) where !items.isBorder(item) {
      if let movable, !movable[Int(item)] { continue }
      total += sift(item, &order, range, movesTies: movesTies, work: &work)
    }
    return total
  }

  private mutating func sift(
    _ item: Int32, _ order: inout LayerOrder, _ range: Range<Int>, movesTies: Bool, work: inout Int
  ) -> Int {
    let here = range.lowerBound + Int(order.position[Int(item)])
    balance.removeAll(keepingCapacity: true)
    let before = reach(order.before, item, order.position)
    let after = reach(order.after, item, order.position)
    if before.all == 0 && after.all == 0 { return 0 }
    var best: Int32 = movesTies ? 1 : 0
    var target = here
    let home = self.home(of: item, order, here: here, start: range.lowerBound)

    var cost: Int32 = 0
    var group = home
    var place = here + 1
    let end = min(range.upperBound, here + Self.window)
    while place < end {
      let other = order.order[place]
      cost += price(other, order.before, before, order.position) + price(other, order.after, after, order.position)
      if items.isBorder(other) {
        group = items.isTop(other) ? items.group(of: other) : items.tree.parent(items.group(of: other))
      }
      if cost < best && items.mayStand(item, in: group) {
        best = cost
        target = place
      }
      place += 1
    }
    work += place - here
    cost = 0
    group = home
    place = here - 1
    let start = max(range.lowerBound, here - Self.window)
    while place >= start {
      let other = order.order[place]
      cost -= price(other, order.before, before, order.position) + price(other, order.after, after, order.position)
      if items.isBorder(other) {
        group = items.isTop(other) ? items.tree.parent(items.group(of: other)) : items.group(of: other)
      }
      if cost < best && items.mayStand(item, in: group) {
        best = cost
        target = place
      }
      place -= 1
    }
    work += here - place
    if target == here { return 0 }
    let step = target > here ? 1 : -1
    place = here
    while place != target {
      let next = order.order[place + step]
      order.order[place] = next
      order.position[Int(next)] = Int32(place - range.lowerBound)
      place += step
    }
    order.order[target] = item
    order.position[Int(item)] = Int32(target - range.lowerBound)
    return -Int(best)
  }

  private func home(of item: Int32, _ order: LayerOrder, here: Int, start: Int) -> Int32 {
    var place = here - 1
    while place >= start {
      let other = order.order[place]
      if items.isBorder(other) {
        return items.isTop(other) ? items.group(of: other) : items.tree.parent(items.group(of: other))
      }
      place -= 1
    }
    return GroupTree.outside
  }

  /// For each place between an item's outermost neighbours in a layer: its ends before the place less those after it.
  private mutating func reach(
    _ rows: Rows<LayerOrder.Neighbour>, _ item: Int32, _ position: [Int32]
  ) -> Reach {
    var reach = Reach()
    let range = rows.range(Int(item))
    for index in range {
      let neighbour = rows.elements[index]
      reach.lowest = min(reach.lowest, position[Int(neighbour.item)])
      reach.highest = max(reach.highest, position[Int(neighbour.item)])
      reach.all += neighbour.weight
    }
    guard reach.highest >= 0 else { return reach }
    reach.base = balance.count
    for _ in reach.lowest...reach.highest { balance.append(0) }
    for index in range {
      let neighbour = rows.elements[index]
      balance[reach.base + Int(position[Int(neighbour.item)] - reach.lowest)] += neighbour.weight
    }
    var passed: Int32 = 0
    for place in reach.base..<balance.count {
      let weight = balance[place]
      balance[place] = passed - (reach.all - passed - weight)
      passed += weight
    }
    return reach
  }

  /// What it costs to have another item above instead of below.
  @inline(__always)
  private func price(
    _ other: Int32, _ rows: Rows<LayerOrder.Neighbour>, _ reach: Reach, _ position: [Int32]
  ) -> Int32 {
    if reach.all == 0 { return 0 }
    var sum: Int32 = 0
    for index in rows.range(Int(other)) {
      let neighbour = rows.elements[index]
      let place = position[Int(neighbour.item)]
      let value =
        place < reach.lowest
        ? -reach.all : place > reach.highest ? reach.all : balance[reach.base + Int(place - reach.lowest)]
      sum += neighbour.weight * value
    }
    return sum
  }
}
