/// Sorts a layer by the mean position of each item's neighbours in one neighbouring layer (Sugiyama, Tagawa, Toda:
/// Methods for visual understanding of hierarchical system structures, IEEE TSMC 1981).
struct Barycenter {
  private var keys: [(key: Float, item: Int32)] = []
  private var fixed: [(place: Int, item: Int32)] = []

  /// Orders a layer by the layer before it or after it. Items without neighbours there keep their place.
  ///
  /// - Parameter reversesTies: whether items with equal means change their order, to leave a plateau.
  mutating func sort(_ order: inout LayerOrder, layer: Int, byBefore: Bool, reversesTies: Bool) {
    keys.removeAll(keepingCapacity: true)
    fixed.removeAll(keepingCapacity: true)
    let range = order.range(layer)
    for place in range {
      let item = order.order[place]
      let rows = byBefore ? order.before : order.after
      var sum: Float = 0
      var weight: Float = 0
      for index in rows.range(Int(item)) {
        let neighbour = rows.elements[index]
        sum += Float(order.position[Int(neighbour.item)]) * Float(neighbour.weight)
        weight += Float(neighbour.weight)
      }
      if weight == 0 { fixed.append((place, item)) } else { keys.append((sum / weight, item)) }
    }
    if reversesTies { keys.reverse() }
    // The standard library's sort is stable.
    keys.sort { $0.key < $1.key }
    var next = 0
    var nextFixed = 0
    for place in range {
      if nextFixed < fixed.count, fixed[nextFixed].place == place {
        order.order[place] = fixed[nextFixed].item
        nextFixed += 1
      } else {
        order.order[place] = keys[next].item
        next += 1
      }
    }
    order.renumber(layer: layer)
  }
}
