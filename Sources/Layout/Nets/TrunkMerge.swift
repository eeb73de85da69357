/// Lets links of one net share dummies where these stand side by side: that saves rows and costs no crossing.
struct TrunkMerge {
  private(set) var chains: Chains
  /// The items, layer by layer.
  private(set) var order: [Int32]
  /// For each item of the given chains its number in the new ones.
  private(set) var numbers: [Int32]

  /// Walks each net from its root outwards: O((V + E) log V), dummies included. Links may share dummies already.
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
    let merged = chains.replacing(replacement)
    self.chains = merged.chains
    numbers = merged.numbers
    self.order = order.order.filter { replacement[Int($0)] == $0 }.map { merged.numbers[Int($0)] }
  }
}
