/// The port rows of boxes: each net that ends at a side of a box has a row of its own there.
struct PortOrder {
  /// The pins of each item's left and right side from the top.
  private(set) var left: Rows<Int32>
  private(set) var right: Rows<Int32>
  /// The height of each item: 1 for dummies.
  private(set) var heights: [Int32]
  /// The row of each pin, counted from the top of its item.
  var offsets: [Int32]

  /// Sorts the pins of each side by where their lines lead, and makes boxes tall enough.
  ///
  /// - Parameter breadths: the least height of each node.
  init(_ wiring: Wiring, order: LayerOrder, breadths: [Int32]) {
    left = wiring.pinsOnLeft
    right = wiring.pinsOnRight
    heights = [Int32](repeating: 1, count: wiring.itemCount)
    offsets = [Int32](repeating: 0, count: wiring.pins.count)
    var keys = [Float](repeating: 0, count: wiring.pins.count)
    for (index, wire) in wiring.wires.enumerated() {
      let root = Int(wiring.pins[Int(wire.root)].item)
      if wiring.isWithinLayer(index) {
        // Loops hang below the other ports; links within a layer leave towards their other end.
        for pin in wiring.leaves[index] {
          let leaf = Int(wiring.pins[Int(pin)].item)
          let isLoop = leaf == root
          let isBelow = order.position[leaf] > order.position[root]
          keys[Int(wire.root)] = isLoop ? 1e7 : isBelow ? 1e6 : -1
          keys[Int(pin)] = isLoop ? 1e7 + 1 : isBelow ? -1 : 1e6
        }
        continue
      }
      var sum: Float = 0
      for pin in wiring.leaves[index] {
        sum += Float(order.position[Int(wiring.pins[Int(pin)].item)])
        keys[Int(pin)] = Float(order.position[root])
      }
      keys[Int(wire.root)] = sum / Float(wiring.leaves[index].count)
    }
    for item in 0..<wiring.itemCount {
      if left.range(item).count > 1 {
        left.elements[left.range(item)].sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
      }
      if right.range(item).count > 1 {
        right.elements[right.range(item)].sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
      }
    }
    for node in 0..<wiring.nodeCount {
      let ports = max(left.range(node).count, right.range(node).count)
      heights[node] = max(breadths[node], Int32(ports) + 2)
      center(left[node], height: heights[node])
      center(right[node], height: heights[node])
    }
  }

  private mutating func center(_ pins: ArraySlice<Int32>, height: Int32) {
    let first = (height - Int32(pins.count)) / 2
    for (index, pin) in pins.enumerated() { offsets[Int(pin)] = first + Int32(index) }
  }
}
