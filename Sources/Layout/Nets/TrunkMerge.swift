/// Lets links of one net share dummies.
struct TrunkMerge {
  private(set) var chains: Chains
  /// The items, layer by layer.
  private(set) var order: [Int32]
  /// For each item of the given chains its number in the new ones.
  private(set) var numbers: [Int32]

  /// Lets links share dummies where these stand side by side, which saves rows and costs no crossing; they may share
  /// others already. Walks each net from its root outwards: O((V + E) log V), dummies included.
  init(_ chains: Chains, order: LayerOrder, links: [LayeredLink], nets: Nets) {
    var replacement = (0..<Int32(chains.layers.count)).map { $0 }
    for (index, net) in nets.nets.enumerated() where nets.links.range(index).count > 1 {
      var groups: [[Int32]] = [Array(nets.links[index])]
      var step = 0
      while !groups.isEmpty {
        var next: [[Int32]] = []
        for group in groups {
          var dummies: [(position: Int32, item: Int32, link: Int32)] = []
          for link in group {
            let range = chains.ofLink.range(Int(link))
            guard step < range.count else { continue }
            let item = chains.ofLink.elements[net.isRightward ? range.lowerBound + step : range.upperBound - 1 - step]
            dummies.append((order.position[Int(item)], item, link))
          }
          dummies.sort { $0.position < $1.position }
          var start = 0
          while start < dummies.count {
            var end = start + 1
            while end < dummies.count, dummies[end].position <= dummies[end - 1].position + 1 {
              replacement[Int(dummies[end].item)] = dummies[start].item
              end += 1
            }
            if end - start > 1 { next.append(dummies[start..<end].map(\.link)) }
            start = end
          }
        }
        groups = next
        step += 1
      }
    }
    self.init(chains, order: order, replacement: replacement)
  }

  /// Lets all links of a net share one dummy in each layer that they pass, wherever they would stand: O(V + E), dummies
  /// included. That saves far more rows, at the cost of crossings.
  ///
  /// - Parameter most: the links of the greatest nets that are treated so. Where very many calls are bound to one trunk,
  ///   each line that it passes is crossed by all of them.
  init(sharing chains: Chains, order: LayerOrder, nets: Nets, most: Int) {
    var replacement = (0..<Int32(chains.layers.count)).map { $0 }
    var dummyOfLayer = [Int32](repeating: -1, count: chains.layerCount)
    var netOfLayer = dummyOfLayer
    for net in nets.nets.indices where 2...most ~= nets.links.range(net).count {
      for link in nets.links[net] {
        for item in chains.ofLink[Int(link)] {
          let layer = Int(chains.layers[Int(item)])
          if netOfLayer[layer] != Int32(net) {
            netOfLayer[layer] = Int32(net)
            dummyOfLayer[layer] = item
          }
          replacement[Int(item)] = dummyOfLayer[layer]
        }
      }
    }
    self.init(chains, order: order, replacement: replacement)
  }

  private init(_ chains: Chains, order: LayerOrder, replacement: [Int32]) {
    let merged = chains.replacing(replacement)
    self.chains = merged.chains
    numbers = merged.numbers
    self.order = order.order.filter { replacement[Int($0)] == $0 }.map { merged.numbers[Int($0)] }
  }
}
