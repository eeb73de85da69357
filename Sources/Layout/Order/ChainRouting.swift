/// Leads each long line anew through the layers that it passes, with all other items where they are: the cheapest way
/// through the places is a shortest path from layer to layer.
///
/// Sifting, which moves one item at a time, cannot leave the local minimum of such a line. A chain is a run of items that
/// have at most one neighbour on each side: dummies, and boxes of which that is true. A pass over all chains takes
/// O(Σ n²) for the layers of n items that they pass.
struct ChainRouting {
  private let chains: Rows<Int32>
  /// The order as it was left, to find the layers that have changed since.
  private var seen: [Int32] = []
  /// When a layer changed last, and when a chain was led last, as numbers that grow.
  private var changes: [Int]
  private var leads: [Int]
  private var now = 0
  /// For each item of a chain the least cost of a way up to each place of its layer, eight places at a time.
  private var costs: [[SIMD8<Int32>]] = []
  /// The crossings of a segment from a place to each place of the next layer.
  private var row: [SIMD8<Int32>] = []
  /// The crossings of a segment to a place from each place of the layer before.
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

  private mutating func lead(_ chain: Int, in order: inout LayerOrder, work: inout Int) -> Int {
    let items = Array(chains[chain])
    let last = items.count - 1
    let start = Int(order.layers[Int(items[0])])
    let before = order.before[Int(items[0])].first
    let after = order.after[Int(items[last])].first
    let old = items.map { Int(order.position[Int($0)]) }
    while costs.count < items.count { costs.append([]) }

    // Forwards, the least cost of a way up to each place.
    begin(order, from: before, to: items[0], work: &work)
    for step in 0..<last { advance(order, from: items[step], step: step, work: &work) }

    // The places of the last item, onwards to where the chain ends.
    if let after {
      fillColumn(order, from: items[last], place: Int(order.position[Int(after.item)]))
    } else {
      column = [Int32](repeating: 0, count: order.range(start + last).count)
    }
    var oldCost = column[old[last]]
    var places = old
    var least = cost(last, old[last]) + column[old[last]]
    for place in column.indices where cost(last, place) + column[place] < least {
      least = cost(last, place) + column[place]
      places[last] = place
    }

    // What the old way costs, and whether there is any cheaper one at all.
    for step in 0..<last {
      fillColumn(order, from: items[step], place: old[step + 1])
      oldCost += column[old[step]]
    }
    oldCost += cost(0, old[0])
    guard least < oldCost else { return 0 }

    // Backwards, the places of the cheapest way; those of the old one where they serve as well.
    for step in (0..<last).reversed() {
      let target = cost(step + 1, places[step + 1])
      fillColumn(order, from: items[step], place: places[step + 1])
      if cost(step, old[step]) + column[old[step]] == target { continue }
      places[step] = column.indices.first { cost(step, $0) + column[$0] == target } ?? old[step]
    }
    for (step, item) in items.enumerated() { order.move(item, to: places[step]) }
    return Int(oldCost - least)
  }

  private func cost(_ step: Int, _ place: Int) -> Int32 { costs[step][place / 8][place % 8] }

  /// The place of an item among the others of its layer without another one.
  @inline(__always)
  private static func place(_ item: Int32, in order: LayerOrder, without other: Int32) -> Int32 {
    let position = order.position[Int(item)]
    return position > order.position[Int(other)] ? position - 1 : position
  }

  private static let lanes = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)

  /// Fills `row` with the crossings of a segment from above all items of a layer: everything that ends above crosses.
  private mutating func fillRow(
    _ order: LayerOrder, from item: Int32, to next: Int32, weight: Int32, width: Int
  ) {
    row.removeAll(keepingCapacity: true)
    row.append(contentsOf: repeatElement(.zero, count: (width + 8) / 8))
    for place in order.range(Int(order.layers[Int(item)])) where order.order[place] != item {
      for neighbour in order.after[Int(order.order[place])] where neighbour.item != next {
        let end = Int(Self.place(neighbour.item, in: order, without: next)) + 1
        if end < row.count * 8 { row[end / 8][end % 8] &+= neighbour.weight &* weight }
      }
    }
    var sum: Int32 = 0
    for index in row.indices {
      for lane in 0..<8 {
        sum &+= row[index][lane]
        row[index][lane] = sum
      }
    }
  }

  /// Moves the start of the row's segment below an item.
  @inline(__always)
  private static func pass(
    _ item: Int32, _ order: LayerOrder, to next: Int32, weight: Int32, row: UnsafeMutableBufferPointer<SIMD8<Int32>>
  ) {
    for neighbour in order.after[Int(item)] where neighbour.item != next {
      let end = place(neighbour.item, in: order, without: next)
      let block = Int(end / 8)
      let weight = SIMD8<Int32>(repeating: neighbour.weight &* weight)
      for index in 0..<block { row[index] &+= weight }
      let isAbove = lanes .<= SIMD8(repeating: end % 8)
      row[block] = row[block] &+ (SIMD8(repeating: 0) &- weight).replacing(with: weight, where: isAbove)
      for index in (block + 1)..<max(block + 1, row.count) { row[index] &-= weight }
    }
  }

  /// The costs of the places of a chain's first item.
  private mutating func begin(
    _ order: LayerOrder, from before: LayerOrder.Neighbour?, to next: Int32, work: inout Int
  ) {
    let width = order.range(Int(order.layers[Int(next)])).count
    guard let before else {
      costs[0] = [SIMD8<Int32>](repeating: .zero, count: (width + 7) / 8)
      return
    }
    fillRow(order, from: before.item, to: next, weight: before.weight, width: width)
    let layer = order.range(Int(order.layers[Int(before.item)]))
    let stop = layer.lowerBound + Int(order.position[Int(before.item)])
    work += (stop - layer.lowerBound) * width / 8
    row.withUnsafeMutableBufferPointer { row in
      for place in layer.lowerBound..<stop {
        Self.pass(order.order[place], order, to: next, weight: before.weight, row: row)
      }
    }
    costs[0] = Array(row[..<((width + 7) / 8)])
  }

  /// The costs of the places of a chain's next item.
  private mutating func advance(_ order: LayerOrder, from item: Int32, step: Int, work: inout Int) {
    guard let after = order.after[Int(item)].first else { return }
    let next = after.item
    let width = order.range(Int(order.layers[Int(next)])).count
    fillRow(order, from: item, to: next, weight: after.weight, width: width)
    let blocks = (width + 7) / 8
    var result = [SIMD8<Int32>](repeating: SIMD8(repeating: .max), count: blocks)
    let range = order.range(Int(order.layers[Int(item)]))
    work += range.count * width / 3
    costs[step].withUnsafeBufferPointer { costs in
      row.withUnsafeMutableBufferPointer { row in
        result.withUnsafeMutableBufferPointer { result in
          var slot = 0
          func take() {
            let cost = SIMD8<Int32>(repeating: costs[slot / 8][slot % 8])
            for index in 0..<blocks {
              let way = cost &+ row[index]
              result[index] = result[index].replacing(with: way, where: way .< result[index])
            }
            slot += 1
          }
          take()
          for place in range where order.order[place] != item {
            Self.pass(order.order[place], order, to: next, weight: after.weight, row: row)
            take()
          }
        }
      }
    }
    costs[step + 1] = result
  }

  /// Fills `column` with the crossings of a segment from each place of an item to one place of the next.
  private mutating func fillColumn(_ order: LayerOrder, from item: Int32, place: Int) {
    column.removeAll(keepingCapacity: true)
    guard let after = order.after[Int(item)].first else { return }
    let next = after.item
    let range = order.range(Int(order.layers[Int(item)]))
    // From above all items, what ends above crosses; an item that is passed takes its ends to the other side.
    var sum: Int32 = 0
    for other in range where order.order[other] != item {
      for neighbour in order.after[Int(order.order[other])] where neighbour.item != next {
        if Self.place(neighbour.item, in: order, without: next) < place { sum &+= neighbour.weight &* after.weight }
      }
    }
    column.append(sum)
    for other in range where order.order[other] != item {
      for neighbour in order.after[Int(order.order[other])] where neighbour.item != next {
        let change = neighbour.weight &* after.weight
        sum &+= Self.place(neighbour.item, in: order, without: next) < place ? -change : change
      }
      column.append(sum)
    }
  }
}
