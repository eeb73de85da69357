/// The dummies that stand for links in the layers they pass.
///
/// Links of one net may share dummies from their root outwards, so that the dummies of a net form a tree.
struct Chains: Equatable {
  /// The number of nodes; dummies are numbered from here on.
  let nodeCount: Int
  /// For each link its dummies from its net's root outwards.
  private(set) var ofLink: Rows<Int32>
  /// The layer of each item: nodes, then dummies.
  private(set) var layers: [Int32]
  /// The net of each item, -1 for nodes.
  private(set) var nets: [Int32]

  /// Gives each link dummies of its own.
  init(nodeLayers: [Int32], links: [LayeredLink], nets choice: Nets) {
    nodeCount = nodeLayers.count
    layers = nodeLayers
    nets = [Int32](repeating: -1, count: nodeLayers.count)
    var keys: [Int32] = []
    var dummies: [Int32] = []
    for (index, link) in links.enumerated() {
      let net = choice.nets[Int(choice.netOfLink[index])]
      let low = nodeLayers[Int(link.low)]
      let high = nodeLayers[Int(link.high)]
      guard high - low > 1 else { continue }
      for step in 1..<(high - low) {
        keys.append(Int32(index))
        dummies.append(Int32(layers.count))
        layers.append(net.isRightward ? low + step : high - step)
        nets.append(choice.netOfLink[index])
      }
    }
    ofLink = Rows(rows: links.count, keys: keys, values: dummies)
  }

  /// Whether an item is a dummy.
  @inline(__always)
  func isDummy(_ item: Int32) -> Bool { Int(item) >= nodeCount }

  /// The same chains where dummies are replaced by others of their net and layer.
  ///
  /// - Parameter replacement: for each item the one that takes its place; nodes stay.
  /// - Returns: the chains, and for each old item its new number.
  func replacing(_ replacement: [Int32]) -> (chains: Chains, numbers: [Int32]) {
    var numbers = [Int32](repeating: -1, count: layers.count)
    var result = self
    result.layers.removeAll(keepingCapacity: true)
    result.nets.removeAll(keepingCapacity: true)
    for item in layers.indices where replacement[item] == item {
      numbers[item] = Int32(result.layers.count)
      result.layers.append(layers[item])
      result.nets.append(nets[item])
    }
    for item in layers.indices where replacement[item] != item { numbers[item] = numbers[Int(replacement[item])] }
    for index in result.ofLink.elements.indices {
      result.ofLink.elements[index] = numbers[Int(result.ofLink.elements[index])]
    }
    return (result, numbers)
  }
}
