/// What the assignment of rows has to keep (order and distances in each layer) and what it makes small (the vertical
/// runs of segments).
struct RowProblem {
  /// A segment between a pin on the left and one on the right.
  struct Segment {
    var left: Int32
    var right: Int32
    var leftOffset: Int32
    var rightOffset: Int32
    var weight: Int32
  }

  let order: LayerOrder
  let heights: [Int32]
  let segments: [Segment]
  /// The segments at the left and right side of each item.
  let atLeft: Rows<Int32>
  let atRight: Rows<Int32>
  /// For each item the least distance between its top and that of the next item in its layer.
  let distances: [Int32]
  /// The rows that the tallest layer needs.
  let tallest: Int32
  let nodeCount: Int

  /// Lines that pass several layers weigh most, so that they are straight (the weights 1, 2 and 8 of Gansner et al.,
  /// A technique for drawing directed graphs, section 4).
  init(_ wiring: Wiring, order: LayerOrder, ports: PortOrder, spacing: Spacing) {
    self.order = order
    heights = ports.heights
    nodeCount = wiring.nodeCount
    let segments = Self.segments(wiring, ports)
    self.segments = segments
    atLeft = Rows(rows: wiring.itemCount, keys: segments.map(\.right), values: segments.indices.map { Int32($0) })
    atRight = Rows(rows: wiring.itemCount, keys: segments.map(\.left), values: segments.indices.map { Int32($0) })

    var distances = [Int32](repeating: 0, count: wiring.itemCount)
    var tallest: Int32 = 0
    for layer in 0..<order.layerCount {
      var sum: Int32 = 0
      let range = order.range(layer)
      for place in range {
        let item = order.order[place]
        distances[Int(item)] = ports.heights[Int(item)]
        if place + 1 < range.upperBound {
          distances[Int(item)] += spacing.between(wiring.isDummy(item), wiring.isDummy(order.order[place + 1]))
        }
        sum += distances[Int(item)]
      }
      tallest = max(tallest, sum)
    }
    self.distances = distances
    self.tallest = tallest
  }

  /// The segments of all wires but those within a layer.
  static func segments(_ wiring: Wiring, _ ports: PortOrder) -> [Segment] {
    var segments: [Segment] = []
    for (index, wire) in wiring.wires.enumerated() where !wiring.isWithinLayer(index) {
      for leaf in wiring.leaves[index] {
        let a = wire.isRootLeft ? wire.root : leaf
        let b = wire.isRootLeft ? leaf : wire.root
        let left = wiring.pins[Int(a)].item
        let right = wiring.pins[Int(b)].item
        let dummies = (wiring.isDummy(left) ? 1 : 0) + (wiring.isDummy(right) ? 1 : 0)
        segments.append(
          Segment(
            left: left, right: right, leftOffset: ports.offsets[Int(a)], rightOffset: ports.offsets[Int(b)],
            weight: dummies == 0 ? 1 : dummies == 1 ? 2 : 8))
      }
    }
    return segments
  }

  /// The weighted sum of the segments' vertical runs.
  func cost(_ rows: [Int32]) -> Int {
    var sum = 0
    for segment in segments {
      let left = rows[Int(segment.left)] + segment.leftOffset
      let right = rows[Int(segment.right)] + segment.rightOffset
      sum += Int(segment.weight) * Int(abs(left - right))
    }
    return sum
  }
}

/// Free rows between neighbours in a layer.
struct Spacing: Equatable {
  /// Between two boxes.
  var boxes: Int32
  /// Between a box and a passing line.
  var boxAndLine: Int32
  /// Between two passing lines.
  var lines: Int32

  /// The distances that a density stands for. Columns, which are narrower than rows, need more of them.
  init(_ options: LayoutOptions) {
    switch (options.direction, options.density) {
    case (.leftToRight, .compact): (boxes, boxAndLine, lines) = (1, 0, 0)
    case (.leftToRight, .roomy): (boxes, boxAndLine, lines) = (1, 1, 1)
    case (.topToBottom, .compact): (boxes, boxAndLine, lines) = (2, 1, 1)
    case (.topToBottom, .roomy): (boxes, boxAndLine, lines) = (4, 3, 2)
    }
  }

  @inline(__always)
  func between(_ a: Bool, _ b: Bool) -> Int32 { a && b ? lines : a || b ? boxAndLine : boxes }
}
