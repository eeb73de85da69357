/// Counts crossings with an accumulator tree, each weighted by the calls on either line: O(E log V) for a gap
/// (Barth, Mutzel, Jünger: Simple and efficient bilayer cross counting, JGAA 2004).
struct CrossingCount {
  private var tree: [Int32]

  init(_ order: LayerOrder) {
    var widest = 0
    for layer in 0..<order.layerCount { widest = max(widest, order.range(layer).count) }
    tree = [Int32](repeating: 0, count: widest + 2)
  }

  /// The crossings in all gaps.
  mutating func total(_ order: LayerOrder) -> Int {
    var sum = 0
    for layer in 0..<max(0, order.layerCount - 1) { sum += crossings(order, gap: layer) }
    return sum
  }

  /// The crossings in the gap after a layer.
  mutating func crossings(_ order: LayerOrder, gap: Int) -> Int {
    let size = order.range(gap + 1).count
    guard size > 1 else { return 0 }
    return tree.withUnsafeMutableBufferPointer { tree in
      order.position.withUnsafeBufferPointer { position in
        order.after.elements.withUnsafeBufferPointer { neighbours in
          for index in 0...size { tree[index] = 0 }
          var sum = 0
          var all: Int32 = 0
          for place in order.range(gap) {
            let range = order.after.range(Int(order.order[place]))
            // Ends that are already there and lie below cross a segment.
            for neighbour in neighbours[range] {
              var passed: Int32 = 0
              var index = Int(position[Int(neighbour.item)]) + 1
              while index > 0 {
                passed &+= tree[index]
                index &= index &- 1
              }
              sum += Int(neighbour.weight) * Int(all &- passed)
            }
            for neighbour in neighbours[range] {
              var index = Int(position[Int(neighbour.item)]) + 1
              while index <= size {
                tree[index] &+= neighbour.weight
                index &+= index & (0 &- index)
              }
              all &+= neighbour.weight
            }
          }
          return sum
        }
      }
    }
  }
}
