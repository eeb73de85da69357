/// The dummies that stand for links in the layers they pass.
///
/// Links of one net may share dummies from their net's root outwards, so that the dummies of a net form a tree.
struct Chains: Equatable {
  /// The number of nodes; dummies are numbered from here on.
  let nodeCount: Int
  /// For each link its dummies from its low end to its high end.
  private(set) var ofLink: Rows<Int32>
  /// The layer of each item: nodes, then dummies.
  private(set) var layers: [Int32]

  /// Gives each link dummies of its own.
  init(nodeLayers: [Int32], links: [LayeredLink]) {
    nodeCount = nodeLayers.count
    layers = nodeLayers
    var keys: [Int32] = []
    var dummies: [Int32] = []
    for (index, link) in links.enumerated() {
      let low = nodeLayers[Int(link.low)]
      let high = nodeLayers[Int(link.high)]
      guard high - low > 1 else { continue }
      for layer in (low + 1)..<high {
        keys.append(Int32(index))
        dummies.append(Int32(layers.count))
        layers.append(layer)
      }
    }
    ofLink = Rows(rows: links.count, keys: keys, values: dummies)
  }

  /// The number of layers.
  var layerCount: Int { Int(layers.max() ?? -1) + 1 }

  /// Whether an item is a dummy.
  @inline(__always)
  func isDummy(_ item: Int32) -> Bool { Int(item) >= nodeCount }

  /// The parts of links from one layer to the next; none for links within a layer. Only for chains without shared dummies.
  func segments(_ links: [LayeredLink]) -> [Segment] {
    var result: [Segment] = []
    for (index, link) in links.enumerated() where layers[Int(link.low)] < layers[Int(link.high)] {
      var from = link.low
      for item in ofLink[index] {
        result.append(Segment(left: from, right: item, weight: link.weight))
        from = item
      }
      result.append(Segment(left: from, right: link.high, weight: link.weight))
    }
    return result
  }

  /// The same chains where dummies are replaced by others of their layer.
  ///
  /// - Parameter replacement: for each item the one that takes its place; nodes stay.
  /// - Returns: the chains, and for each old item its new number.
  func replacing(_ replacement: [Int32]) -> (chains: Chains, numbers: [Int32]) {
    var numbers = [Int32](repeating: -1, count: layers.count)
    var result = self
    result.layers.removeAll(keepingCapacity: true)
    for item in layers.indices where replacement[item] == item {
      numbers[item] = Int32(result.layers.count)
      result.layers.append(layers[item])
    }
    for item in layers.indices where replacement[item] != item { numbers[item] = numbers[Int(replacement[item])] }
    for index in result.ofLink.elements.indices {
      result.ofLink.elements[index] = numbers[Int(result.ofLink.elements[index])]
    }
    return (result, numbers)
  }
}

/// The part of a line from one item to one in the next layer.
struct Segment {
  var left: Int32
  var right: Int32
  /// How many calls it stands for.
  var weight: Int32
}
