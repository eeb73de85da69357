/// First orders: items in the order in which a depth-first walk meets them, so that trees have no crossings.
struct TraversalOrder {
  private let after: Rows<Int32>
  private let before: Rows<Int32>

  /// Prepares walks over a wiring.
  init(_ wiring: Wiring) {
    after = Rows(
      rows: wiring.itemCount, keys: wiring.segments.map(\.left), values: wiring.segments.map(\.right))
    before = Rows(
      rows: wiring.itemCount, keys: wiring.segments.map(\.right), values: wiring.segments.map(\.left))
  }

  /// Walks from the first layer on, or from the last layer back, and orders each layer by first visits.
  func apply(to order: inout LayerOrder, forwards: Bool) {
    let count = order.order.count
    var isMet = [Bool](repeating: false, count: count)
    var filled = order.starts
    var stack: [Int32] = []
    let roots = order.order.sorted { a, b in
      let layerA = order.layers[Int(a)]
      let layerB = order.layers[Int(b)]
      return layerA == layerB ? a < b : (layerA < layerB) == forwards
    }
    for root in roots where !isMet[Int(root)] {
      stack.append(root)
      while let item = stack.popLast() {
        if isMet[Int(item)] { continue }
        isMet[Int(item)] = true
        let layer = Int(order.layers[Int(item)])
        order.order[Int(filled[layer])] = item
        filled[layer] += 1
        let onward = forwards ? after[Int(item)] : before[Int(item)]
        let back = forwards ? before[Int(item)] : after[Int(item)]
        for next in back.reversed() where !isMet[Int(next)] { stack.append(next) }
        for next in onward.reversed() where !isMet[Int(next)] { stack.append(next) }
      }
    }
    order.renumber()
  }
}
