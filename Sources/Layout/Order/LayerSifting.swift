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
  private var sequence: [Int32] = []

  /// Improves a layer.
  ///
  /// - Parameters:
  ///   - movesTies: whether items also move where that neither gains nor loses.
  ///   - work: is raised by the number of pairs looked at.
  /// - Returns: how many crossings are gone.
  mutating func improve(_ order: inout LayerOrder, layer: Int, movesTies: Bool, work: inout Int) -> Int {
    let range = order.range(layer)
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
    while rounds < 16 {
      rounds += 1
      work += count * count / 4
      let gain = sift(count: count, movesTies: movesTies && rounds == 1)
      total += gain
      if gain == 0 && (rounds > 1 || !movesTies) { break }
    }
    for place in 0..<count { order.order[range.lowerBound + place] = items[Int(sequence[place])] }
    order.renumber(layer: layer)
    return Int(total)
  }

  /// Sifts each item once and returns the gain.
  private mutating func sift(count: Int, movesTies: Bool) -> Int32 {
    var total: Int32 = 0
    matrix.withUnsafeBufferPointer { matrix in
      sequence.withUnsafeMutableBufferPointer { sequence in
        for item in 0..<count {
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
    for isFirst in [true, false] {
      gather(order, isBefore: isFirst)
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          matrix.withUnsafeMutableBufferPointer { matrix in
            for a in 0..<count {
              if isFirst { matrix[a * count + a] = 0 }
              var b = a + 1
              while b < count {
                let change = Self.change(starts, ends, a, b)
                if isFirst {
                  matrix[a * count + b] = change
                  matrix[b * count + a] = -change
                } else {
                  matrix[a * count + b] += change
                  matrix[b * count + a] -= change
                }
                b += 1
              }
            }
          }
        }
      }
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

  /// Crossings of a before b less those of b before a, on one side.
  @inline(__always)
  private static func change(
    _ starts: UnsafeBufferPointer<Int32>, _ ends: UnsafeBufferPointer<LayerOrder.Neighbour>, _ a: Int, _ b: Int
  ) -> Int32 {
    let endA = Int(starts[a + 1])
    let endB = Int(starts[b + 1])
    var indexA = Int(starts[a])
    let firstB = Int(starts[b])
    if indexA == endA || firstB == endB { return 0 }
    var all: Int32 = 0
    var index = firstB
    while index < endB {
      all += ends[index].weight
      index += 1
    }
    var sum: Int32 = 0
    var passed: Int32 = 0
    var next = firstB
    while indexA < endA {
      let end = ends[indexA]
      while next < endB, ends[next].item < end.item {
        passed += ends[next].weight
        next += 1
      }
      var equal: Int32 = 0
      var same = next
      while same < endB, ends[same].item == end.item {
        equal += ends[same].weight
        same += 1
      }
      sum += end.weight * (passed - (all - passed - equal))
      indexA += 1
    }
    return sum
  }
}
