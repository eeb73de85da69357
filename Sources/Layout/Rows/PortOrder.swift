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
    for wire in wiring.wires.indices {
      let lefts = wiring.leftPins[wire]
      let rights = wiring.rightPins[wire]
      if rights.isEmpty {
        // Loops hang below the other ports; links within a layer leave towards their other end.
        for pin in lefts {
          let item = wiring.pins[Int(pin)].item
          let others = lefts.filter { $0 != pin }.map { wiring.pins[Int($0)].item }
          let isAbove = others.contains { order.position[Int($0)] < order.position[Int(item)] }
          let isLoop = others.contains(item)
          keys[Int(pin)] = isAbove ? -1 : isLoop ? 1e7 : 1e6
        }
        continue
      }
      func mean(_ pins: ArraySlice<Int32>) -> Float {
        pins.reduce(Float(0)) { $0 + Float(order.position[Int(wiring.pins[Int($1)].item)]) } / Float(pins.count)
      }
      for pin in lefts { keys[Int(pin)] = mean(rights) }
      for pin in rights { keys[Int(pin)] = mean(lefts) }
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
