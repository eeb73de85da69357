/// Leads each long line anew through the layers that it passes, with all other items where they are: the cheapest way
/// through the places is a shortest path from layer to layer.
///
/// Sifting, which moves one item at a time, cannot leave the local minimum of such a line. A chain is a run of items that
/// have at most one neighbour on each side: dummies, and boxes of which that is true. An item moves by at most
/// `reach` places, so that a pass over all chains takes time in proportion to their items, times the segments of a gap.
struct ChainRouting {
  private let chains: Rows<Int32>
  /// The order as it was left, to find the layers that have changed since.
  private var seen: [Int32] = []
  /// When a layer changed last, and when a chain was led last, as numbers that grow.
  private var changes: [Int]
  private var leads: [Int]
  private var now = 0
  /// For each item of a chain the least cost of a way up to each of its places, eight at a time.
  private var costs: [[SIMD8<Int32>]] = []
  /// The places that each item of a chain may take.
  private var windows: [Range<Int>] = []
  /// The crossings of a segment from a place to each place of the next item.
  private var row: [SIMD8<Int32>] = []
  /// The crossings of a segment from each place of an item to one of the next.
  private var column: [Int32] = []

  /// Finds the chains of at least two items: O(items).
  init(_ order: LayerOrder) {
    var keys: [Int32] = []
    var values: [Int32] = []
    var chain: Int32 = 0
    func isInner(_ item: Int) -> Bool { order.before.range(item).count <= 1 && order.after.range(item).count <= 1 }
    for item in order.layers.indices where isInner(item) {
      if let before = order.before[item].first, isInner(Int(before.item)) { continue }
      let start = values.count
      var next: Int32? = Int32(item)
      while let here = next, isInner(Int(here)) {
        keys.append(chain)
        values.append(here)
        next = order.after[Int(here)].first?.item
      }
      if values.count - start < 2 {
        keys.removeLast(values.count - start)
        values.removeLast(values.count - start)
      } else {
        chain += 1
      }
    }
    chains = Rows(rows: Int(chain), keys: keys, values: values)
    changes = [Int](repeating: 0, count: order.layerCount)
    leads = [Int](repeating: -1, count: Int(chain))
  }

  /// Whether there are no chains.
  var isEmpty: Bool { chains.count == 0 }

  /// Leads each chain anew once, unless nothing about it has changed since it was led last.
  ///
  /// - Parameter work: is raised by a measure of the time taken.
  /// - Returns: how many crossings are gone.
  mutating func improve(_ order: inout LayerOrder, work: inout Int) -> Int {
    now += 1
    for layer in changes.indices {
      let range = order.range(layer)
      if seen.isEmpty || seen[range] != order.order[range] { changes[layer] = now }
    }
    var gain = 0
    for chain in 0..<chains.count {
      let range = chains.range(chain)
      let start = Int(order.layers[Int(chains.elements[range.lowerBound])])
      let around = max(0, start - 1)..<min(order.layerCount, start + range.count + 1)
      guard around.contains(where: { changes[$0] > leads[chain] }) else { continue }
      let change = lead(chain, in: &order, work: &work)
      now += 1
      leads[chain] = now
      if change > 0 {
        gain += change
        for layer in start..<(start + range.count) { changes[layer] = now }
      }
    }
    seen = order.order
    return gain
  }

  /// The most places by which an item moves at once.
  private static let reach = 48

  private mutating func lead(_ chain: Int, in order: inout LayerOrder, work: inout Int) -> Int {
    let items = Array(chains[chain])
    let last = items.count - 1
    let before = order.before[Int(items[0])].first
    let after = order.after[Int(items[last])].first
    let old = items.map { Int(order.position[Int($0)]) }
    windows.removeAll(keepingCapacity: true)
    for (item, place) in zip(items, old) {
      let count = order.range(Int(order.layers[Int(item)])).count
      windows.append(max(0, place - Self.reach)..<min(count, place + Self.reach + 1))
    }
    while costs.count < items.count { costs.append([]) }

    // Forwards, the least cost of a way up to each place.
    begin(order, from: before, to: items[0])
    for step in 0..<last { advance(order, from: items[step], step: step, work: &work) }

    // The places of the last item, onwards to where the chain ends.
    if let after {
      fillColumn(order, from: items[last], window: windows[last], place: Int(order.position[Int(after.item)]))
    } else {
      column = [Int32](repeating: 0, count: windows[last].count)
    }
    var oldCost = column[old[last] - windows[last].lowerBound]
    var places = old
    var least = cost(last, old[last]) + oldCost
    for place in windows[last] {
      let here = cost(last, place) + column[place - windows[last].lowerBound]
      if here < least {
        least = here
        places[last] = place
      }
    }

    // What the old way costs, and whether there is any cheaper one at all.
    for step in 0..<last {
      fillColumn(order, from: items[step], window: old[step]..<old[step] + 1, place: old[step + 1])
      oldCost += column[0]
    }
    oldCost += cost(0, old[0])
    guard least < oldCost else { return 0 }

    // Backwards, the places of the cheapest way; those of the old one where they serve as well.
    for step in (0..<last).reversed() {
      let target = cost(step + 1, places[step + 1])
      let window = windows[step]
      fillColumn(order, from: items[step], window: window, place: places[step + 1])
      func isOnTheWay(_ place: Int) -> Bool { cost(step, place) + column[place - window.lowerBound] == target }
      if !isOnTheWay(old[step]) { places[step] = window.first(where: isOnTheWay) ?? old[step] }
    }
    for (step, item) in items.enumerated() { order.move(item, to: places[step]) }
    return Int(oldCost - least)
  }

  private func cost(_ step: Int, _ place: Int) -> Int32 {
    let index = place - windows[step].lowerBound
    return costs[step][index / 8][index % 8]
  }

  /// The place of an item among the others of its layer without another one.
  @inline(__always)
  private static func place(_ item: Int32, in order: LayerOrder, without other: Int32) -> Int32 {
    let position = order.position[Int(item)]
    return position > order.position[Int(other)] ? position - 1 : position
  }

  private static let lanes = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)

  /// Fills `row` with the crossings of a segment from a place of an item to the places of the next one in a window.
  private mutating func fillRow(
    _ order: LayerOrder, from item: Int32, at place: Int, to next: Int32, weight: Int32, window: Range<Int>
  ) {
    row.removeAll(keepingCapacity: true)
    row.append(contentsOf: repeatElement(.zero, count: (window.count + 7) / 8))
    // What starts above and ends at or below a place crosses, and what starts below and ends above it.
    var sum: Int32 = 0
    var other = 0
    for index in order.range(Int(order.layers[Int(item)])) where order.order[index] != item {
      let isAbove = other < place
      other += 1
      for neighbour in order.after[Int(order.order[index])] where neighbour.item != next {
        let change = neighbour.weight &* weight
        let end = Int(Self.place(neighbour.item, in: order, without: next)) + 1 - window.lowerBound
        if isAbove == (end > 0) { sum &+= change }
        if end > 0 && end < window.count { row[end / 8][end % 8] &+= isAbove ? -change : change }
      }
    }
    for block in row.indices {
      for lane in 0..<8 {
        sum &+= row[block][lane]
        row[block][lane] = sum
      }
    }
  }

  /// Moves the start of the row's segment below an item.
  @inline(__always)
  private static func pass(
    _ item: Int32, _ order: LayerOrder, to next: Int32, weight: Int32, first: Int32,
    row: UnsafeMutableBufferPointer<SIMD8<Int32>>
  ) {
    for neighbour in order.after[Int(item)] where neighbour.item != next {
      let end = place(neighbour.item, in: order, without: next) - first
      let change = SIMD8<Int32>(repeating: neighbour.weight &* weight)
      let block = min(max(-1, Int(end >> 3)), row.count)
      for index in 0..<max(0, block) { row[index] &+= change }
      if block >= 0 && block < row.count {
        let isAbove = lanes .<= SIMD8(repeating: end & 7)
        row[block] = row[block] &+ (SIMD8.zero &- change).replacing(with: change, where: isAbove)
      }
      for index in (block + 1)..<max(block + 1, row.count) { row[index] &-= change }
    }
  }

  /// The costs of the places of a chain's first item.
  private mutating func begin(_ order: LayerOrder, from before: LayerOrder.Neighbour?, to next: Int32) {
    let window = windows[0]
    if let before {
      let place = Int(order.position[Int(before.item)])
      fillRow(order, from: before.item, at: place, to: next, weight: before.weight, window: window)
      costs[0] = row
    } else {
      costs[0] = [SIMD8<Int32>](repeating: .zero, count: (window.count + 7) / 8)
    }
  }

  /// The costs of the places of a chain's next item.
  private mutating func advance(_ order: LayerOrder, from item: Int32, step: Int, work: inout Int) {
    guard let after = order.after[Int(item)].first else { return }
    let window = windows[step]
    let nextWindow = windows[step + 1]
    fillRow(
      order, from: item, at: window.lowerBound, to: after.item, weight: after.weight, window: nextWindow)
    let range = order.range(Int(order.layers[Int(item)]))
    work += window.count * nextWindow.count / 3 + range.count * 4
    let own = Int(order.position[Int(item)])
    var result = [SIMD8<Int32>](repeating: SIMD8(repeating: .max), count: row.count)
    costs[step].withUnsafeBufferPointer { costs in
      row.withUnsafeMutableBufferPointer { row in
        result.withUnsafeMutableBufferPointer { result in
          for index in 0..<window.count {
            if index > 0 {
              let passed = window.lowerBound + index - 1
              let other = order.order[range.lowerBound + (passed < own ? passed : passed + 1)]
              Self.pass(
                other, order, to: after.item, weight: after.weight, first: Int32(nextWindow.lowerBound), row: row)
            }
            let cost = SIMD8<Int32>(repeating: costs[index / 8][index % 8])
            for block in row.indices {
              let way = cost &+ row[block]
              result[block] = result[block].replacing(with: way, where: way .< result[block])
            }
          }
        }
      }
    }
    costs[step + 1] = result
  }

  /// Fills `column` with the crossings of a segment from the places of an item in a window to one place of the next.
  private mutating func fillColumn(_ order: LayerOrder, from item: Int32, window: Range<Int>, place: Int) {
    column.removeAll(keepingCapacity: true)
    guard let after = order.after[Int(item)].first else { return }
    var sum: Int32 = 0
    var other = 0
    // Above the window an item counts with what ends at or below the place, from there on with what ends above it; an
    // item that is passed changes sides.
    for isPassing in [false, true] {
      other = 0
      if isPassing { column.append(sum) }
      for index in order.range(Int(order.layers[Int(item)])) where order.order[index] != item {
        let isAbove = other < window.lowerBound
        other += 1
        if isPassing && isAbove { continue }
        if isPassing && other > window.upperBound - 1 { break }
        for neighbour in order.after[Int(order.order[index])] where neighbour.item != after.item {
          let change = neighbour.weight &* after.weight
          let endsAbove = Self.place(neighbour.item, in: order, without: after.item) < place
          if isPassing {
            sum &+= endsAbove ? -change : change
          } else if endsAbove != isAbove {
            sum &+= change
          }
        }
        if isPassing { column.append(sum) }
      }
    }
  }
}
