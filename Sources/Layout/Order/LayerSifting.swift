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
  private var matrix: [SIMD8<Int32>] = []
  /// The eights of a row of the matrix.
  private var stride = 0
  private var items: [Int32] = []
  private var balance: [SIMD8<Int32>] = []
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
    let stride = stride * 8
    matrix.withUnsafeBytes { bytes in
      let matrix = bytes.assumingMemoryBound(to: Int32.self)
      sequence.withUnsafeMutableBufferPointer { sequence in
        for item in 0..<count {
          if let movable, !movable[Int(items[item])] { continue }
          var here = 0
          while Int(sequence[here]) != item { here += 1 }
          let row = item * stride
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

  /// Fills the matrix, eight of its columns at a time.
  private mutating func fillMatrix(_ order: LayerOrder, count: Int) {
    stride = (count + 7) / 8
    if matrix.count < count * stride { matrix = [SIMD8<Int32>](repeating: .zero, count: count * stride) }
    let layer = Int(order.layers[Int(items[0])])
    for isFirst in [true, false] {
      gather(order, isBefore: isFirst)
      let neighbour = isFirst ? layer - 1 : layer + 1
      let width = neighbour < 0 || neighbour >= order.layerCount ? 0 : order.range(neighbour).count
      if balance.count < width { balance = [SIMD8<Int32>](repeating: .zero, count: width) }
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          balance.withUnsafeMutableBufferPointer { balance in
            matrix.withUnsafeMutableBufferPointer { matrix in
              for block in 0..<stride {
                let rows = block * 8..<min(block * 8 + 8, count)
                Self.balance(rows, in: balance.prefix(width), starts, ends)
                for b in 0..<count {
                  var sum = SIMD8<Int32>.zero
                  for index in Int(starts[b])..<Int(starts[b + 1]) {
                    let value = balance[Int(ends[index].item)]
                    let weight = ends[index].weight
                    sum &+= weight == 1 ? value : value &* weight
                  }
                  // The opposite order has the opposite sign.
                  let cell = b * stride + block
                  matrix[cell] = isFirst ? .zero &- sum : matrix[cell] &- sum
                }
              }
            }
          }
        }
      }
    }
  }

  /// For eight items and each place in the neighbouring layer: an item's ends beyond the place less those before it,
  /// which is what an end there of another item costs.
  @inline(__always)
  private static func balance(
    _ rows: Range<Int>, in balance: Slice<UnsafeMutableBufferPointer<SIMD8<Int32>>>,
    _ starts: UnsafeBufferPointer<Int32>, _ ends: UnsafeBufferPointer<LayerOrder.Neighbour>
  ) {
    let balance = UnsafeMutableBufferPointer(rebasing: balance)
    for place in balance.indices { balance[place] = .zero }
    var rest = SIMD8<Int32>.zero
    for (lane, item) in rows.enumerated() {
      for index in Int(starts[item])..<Int(starts[item + 1]) {
        balance[Int(ends[index].item)][lane] &+= ends[index].weight
        rest[lane] &+= ends[index].weight
      }
    }
    for place in balance.indices {
      let here = balance[place]
      balance[place] = rest &- here
      rest &-= here &+ here
    }
  }

  /// Lists the positions and weights of each item's neighbours on one side.
  private mutating func gather(_ order: LayerOrder, isBefore: Bool) {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    starts.append(0)
    for item in items {
      let range = isBefore ? order.before.range(Int(item)) : order.after.range(Int(item))
      for index in range {
        let neighbour = isBefore ? order.before.elements[index] : order.after.elements[index]
        ends.append(.init(item: order.position[Int(neighbour.item)], weight: neighbour.weight))
      }
      starts.append(Int32(ends.count))
    }
  }
}
