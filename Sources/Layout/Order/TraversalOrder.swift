/// First orders: items in the order in which a depth-first walk meets them, so that trees have no crossings.
enum TraversalOrder {
  /// Walks from the first layer on, or from the last layer back, and orders each layer by first visits: O(V log V + E).
  static func apply(to order: inout LayerOrder, forwards: Bool) {
    var isMet = [Bool](repeating: false, count: order.order.count)
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
        let onward = forwards ? order.after[Int(item)] : order.before[Int(item)]
        let back = forwards ? order.before[Int(item)] : order.after[Int(item)]
        for next in back.reversed() where !isMet[Int(next.item)] { stack.append(next.item) }
        for next in onward.reversed() where !isMet[Int(next.item)] { stack.append(next.item) }
      }
    }
    order.renumber()
  }
}
