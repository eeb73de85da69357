/// The order of items within their layers, and the segments between neighbouring layers.
///
/// All arrays are flat; `order` holds the layers one after the other.
struct LayerOrder {
  /// Where each layer starts in `order`; one entry more than there are layers.
  let starts: [Int32]
  /// The items, layer by layer, each layer from the top.
  var order: [Int32]
  /// The place of each item within its layer.
  var position: [Int32]
  /// The layer of each item.
  let layers: [Int32]
  /// For each item its neighbours in the layer before, and the weights of the segments.
  let before: Rows<Neighbour>
  /// For each item its neighbours in the layer after, and the weights of the segments.
  let after: Rows<Neighbour>

  /// The other end of a segment.
  struct Neighbour: Equatable, Sendable {
    var item: Int32
    var weight: Int32
  }

  var layerCount: Int { starts.count - 1 }

  /// Items in the order given, or of their numbers.
  init(layers: [Int32], layerCount: Int, segments: [Segment], order given: [Int32]? = nil) {
    self.layers = layers
    let items = given ?? layers.indices.map { Int32($0) }
    let rows = Rows(rows: layerCount, keys: items.map { layers[Int($0)] }, values: items)
    starts = rows.starts
    order = rows.elements
    position = [Int32](repeating: 0, count: layers.count)
    before = Rows(
      rows: layers.count, keys: segments.map(\.right),
      values: segments.map { Neighbour(item: $0.left, weight: $0.weight) })
    after = Rows(
      rows: layers.count, keys: segments.map(\.left),
      values: segments.map { Neighbour(item: $0.right, weight: $0.weight) })
    renumber()
  }

  /// The places of a layer in `order`.
  @inline(__always)
  func range(_ layer: Int) -> Range<Int> { Int(starts[layer])..<Int(starts[layer + 1]) }

  /// Moves an item to a place in its layer.
  mutating func move(_ item: Int32, to target: Int) {
    let start = Int(starts[Int(layers[Int(item)])])
    var place = Int(position[Int(item)])
    let step = target > place ? 1 : -1
    while place != target {
      let other = order[start + place + step]
      order[start + place] = other
      position[Int(other)] = Int32(place)
      place += step
    }
    order[start + target] = item
    position[Int(item)] = Int32(target)
  }

  /// Sets positions from `order`.
  mutating func renumber() {
    for layer in 0..<layerCount { renumber(layer: layer) }
  }

  mutating func renumber(layer: Int) {
    let start = Int(starts[layer])
    for place in range(layer) { position[Int(order[place])] = Int32(place - start) }
  }
}
