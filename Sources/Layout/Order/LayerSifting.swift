/// Moves each item of a layer to the place where it causes the fewest crossings with both neighbouring layers
/// (Matuszewski, Schönfeld, Molitor: Using sifting for k-layer straightline crossing minimization, GD 1999).
///
/// The crossings that a pair of items causes in either order depend on the neighbouring layers only, so they are
/// counted once into a matrix, and then items are moved until none gains: O(n² d) for n items of degree d.
struct LayerSifting {
  private var starts: [Int32] = []
  private var ends: [LayerOrder.Neighbour] = []
  /// For a pair of items, in the order at filling time: crossings with the first before the second, less those of the
  /// opposite order.
  private var matrix: [Int32] = []
  private var items: [Int32] = []
  private var balance: [Int32] = []
  private var sequence: [Int32] = []

  /// Improves a layer.
  ///
  /// - Parameters:
  ///   - movesTies: whether items also move where that neither gains nor loses.
  ///   - movable: by item whether it may move; nil where all may.
  ///   - work: is raised by the number of pairs looked at.
  /// - Returns: how many crossings are gone.
  mutating func improve(
    _ order: inout LayerOrder, layer: Int, movesTies: Bool, movable: [Bool]? = nil, work: inout Int
  ) -> Int {
    let range = order.range(layer)
    if range.count <= Self.window * 3 / 2 {
      return improve(&order, layer: layer, range: range, movesTies: movesTies, movable: movable, work: &work)
    }
    var total = 0
    var start = range.lowerBound
    while start + Self.window / 2 < range.upperBound {
      let part = start..<min(start + Self.window, range.upperBound)
      total += improve(&order, layer: layer, range: part, movesTies: movesTies, movable: movable, work: &work)
      start += Self.window / 2
    }
    return total
  }

  /// How many items of a long layer are looked at together: far moves are left to the barycentres.
  private static let window = 192

  private mutating func improve(
    _ order: inout LayerOrder, layer: Int, range: Range<Int>, movesTies: Bool, movable: [Bool]?, work: inout Int
  ) -> Int {
    let count = range.count
    guard count > 1 else { return 0 }
    items.removeAll(keepingCapacity: true)
    items.append(contentsOf: order.order[range])
    fillMatrix(order, count: count)
    work += count * count
    sequence.removeAll(keepingCapacity: true)
    sequence.append(contentsOf: 0..<Int32(count))
    var total: Int32 = 0
    var rounds = 0
    while rounds < 2 {
      rounds += 1
      work += count * count / 4
      let gain = sift(count: count, movesTies: movesTies && rounds == 1, movable: movable)
      total += gain
      if gain == 0 && (rounds > 1 || !movesTies) { break }
    }
    for place in 0..<count { order.order[range.lowerBound + place] = items[Int(sequence[place])] }
    order.renumber(layer: layer)
    return Int(total)
  }

  /// Sifts each item once and returns the gain.
  private mutating func sift(count: Int, movesTies: Bool, movable: [Bool]?) -> Int32 {
    var total: Int32 = 0
    matrix.withUnsafeBufferPointer { matrix in
      sequence.withUnsafeMutableBufferPointer { sequence in
        for item in 0..<count {
          if let movable, !movable[Int(items[item])] { continue }
          var here = 0
          while Int(sequence[here]) != item { here += 1 }
          let row = item * count
          var best: Int32 = movesTies ? 1 : 0
          var target = here
          var cost: Int32 = 0
          var place = here + 1
          while place < count {
            cost -= matrix[row + Int(sequence[place])]
            if cost < best {
              best = cost
              target = place
            }
            place += 1
          }
          cost = 0
          place = here - 1
          while place >= 0 {
            cost += matrix[row + Int(sequence[place])]
            if cost < best {
              best = cost
              target = place
            }
            place -= 1
          }
          if target == here { continue }
          total -= best
          let step = target > here ? 1 : -1
          while here != target {
            sequence[here] = sequence[here + step]
            here += step
          }
          sequence[target] = Int32(item)
        }
      }
    }
    return total
  }

  private mutating func fillMatrix(_ order: LayerOrder, count: Int) {
    if matrix.count < count * count { matrix = [Int32](repeating: 0, count: count * count) }
    let layer = Int(order.layers[Int(items[0])])
    for isFirst in [true, false] {
      gather(order, isBefore: isFirst)
      let neighbour = isFirst ? layer - 1 : layer + 1
      let width = neighbour < 0 || neighbour >= order.layerCount ? 0 : order.range(neighbour).count
      if balance.count < width + 1 { balance = [Int32](repeating: 0, count: width + 1) }
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          balance.withUnsafeMutableBufferPointer { balance in
            matrix.withUnsafeMutableBufferPointer { matrix in
              for a in 0..<count {
                Self.fillRow(a, of: matrix, count: count, starts, ends, balance, adds: !isFirst)
              }
            }
          }
        }
      }
    }
  }

  /// Fills a row of the matrix: for each place in the neighbouring layer, the item's ends beyond it less those before it
  /// are what an end of another item costs there.
  @inline(__always)
  private static func fillRow(
    _ a: Int, of matrix: UnsafeMutableBufferPointer<Int32>, count: Int, _ starts: UnsafeBufferPointer<Int32>,
    _ ends: UnsafeBufferPointer<LayerOrder.Neighbour>, _ balance: UnsafeMutableBufferPointer<Int32>, adds: Bool
  ) {
    let row = a * count
    let first = Int(starts[a])
    let last = Int(starts[a + 1])
    if first == last {
      if !adds { for b in 0..<count { matrix[row + b] = 0 } }
      return
    }
    // Below the first end and above the last, all ends are on one side.
    let lowest = ends[first].item
    let highest = ends[last - 1].item
    var all: Int32 = 0
    for index in first..<last { all += ends[index].weight }
    var value = all
    var place = Int(lowest)
    var index = first
    while index < last {
      let end = Int(ends[index].item)
      while place < end {
        balance[place] = value
        place += 1
      }
      var weight: Int32 = 0
      while index < last, Int(ends[index].item) == end {
        weight += ends[index].weight
        index += 1
      }
      value -= weight
      balance[place] = value
      place += 1
      value -= weight
    }
    var next = Int(starts[0])
    for b in 0..<count {
      let stop = Int(starts[b + 1])
      var sum: Int32 = 0
      while next < stop {
        let end = ends[next]
        let value = end.item < lowest ? all : end.item > highest ? -all : balance[Int(end.item)]
        sum += end.weight * value
        next += 1
      }
      matrix[row + b] = adds ? matrix[row + b] + sum : sum
    }
  }

  /// Lists the positions and weights of each item's neighbours on one side, by position.
  private mutating func gather(_ order: LayerOrder, isBefore: Bool) {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    starts.append(0)
    for item in items {
      let first = ends.count
      let range = isBefore ? order.before.range(Int(item)) : order.after.range(Int(item))
      for index in range {
        let neighbour = isBefore ? order.before.elements[index] : order.after.elements[index]
        let end = LayerOrder.Neighbour(item: order.position[Int(neighbour.item)], weight: neighbour.weight)
        // Lists are short: insertion sort.
        ends.append(end)
        var place = ends.count - 1
        while place > first, ends[place - 1].item > end.item {
          ends[place] = ends[place - 1]
          place -= 1
        }
        ends[place] = end
      }
      starts.append(Int32(ends.count))
    }
  }
}
