extension RowProblem {
  /// The problem of layers with groups, in which each border is an item of its own.
  ///
  /// The only inner segments are those along borders, so that everything else gives way to them.
  init(_ wiring: Wiring, order: LayerOrder, ports: PortOrder, spacing: Spacing, items: GroupItems) {
    self.order = order
    nodeCount = items.itemCount
    heights = ports.heights + [Int32](repeating: 1, count: items.layers.count - items.itemCount)
    segments =
      Self.segments(wiring, ports)
      + items.borderSegments(weight: 1).map {
        Segment(left: $0.left, right: $0.right, leftOffset: 0, rightOffset: 0, weight: 1)
      }
    let indices = segments.indices.map { Int32($0) }
    atLeft = Rows(rows: heights.count, keys: segments.map(\.right), values: indices)
    atRight = Rows(rows: heights.count, keys: segments.map(\.left), values: indices)
    var distances = heights
    for layer in 0..<order.layerCount {
      let range = order.range(layer)
      for (item, next) in zip(order.order[range], order.order[range].dropFirst()) {
        // Borders keep distance as lines do.
        distances[Int(item)] += spacing.between(Int(item) >= wiring.nodeCount, Int(next) >= wiring.nodeCount)
      }
    }
    self.distances = distances
    tallest = 0
  }
}
