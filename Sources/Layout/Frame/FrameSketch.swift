/// What one way of laying out a part from nothing gives: layers, and an order that can be improved further.
struct FrameSketch {
  let variant: FrameVariant
  let links: [LayeredLink]
  /// Dummies for each link on its own.
  let chains: Chains
  var search: OrderSearch
  private let area: Double

  /// Breaks cycles and assigns layers.
  init(_ graph: FlowGraph, options: LayoutOptions, variant: FrameVariant, isCancelled: @escaping () -> Bool) {
    self.variant = variant
    let count = graph.nodes.count
    let reversed = cycleRemoval(
      count: count, links: graph.links, isDepthFirst: variant.isDepthFirst, seed: variant.seed)
    let turned = zip(graph.links, reversed).map { link, isReversed in
      isReversed
        ? Link(source: link.target, target: link.source, isMutual: link.isMutual, isLabelled: link.isLabelled) : link
    }
    let shortest = layerAssignment(count: count, links: turned, pivots: 200 + 2_000_000 / max(1, count))
    let rows = options.direction == .leftToRight ? 40.0 : 160
    let layers =
      variant.isBalanced
      ? LayerBalance(shortest, graph: graph, links: turned, rows: rows, moves: 20_000 + 20 * count).layers : shortest
    links = zip(turned, reversed).map { link, isReversed in
      LayeredLink(
        low: link.source, high: link.target, isForward: link.isMutual || !isReversed, isMutual: link.isMutual,
        isTurned: isReversed)
    }
    chains = Chains(nodeLayers: layers, links: links)
    search = OrderSearch(
      LayerOrder(layers: chains.layers, layerCount: chains.layerCount, segments: chains.segments(links)),
      seed: variant.seed, isCancelled: isCancelled)
    area = Self.area(graph, chains, links)
  }

  /// What the drawing will cost a reader, as far as that is known: crossings and area, each by its ratio.
  var price: Double {
    let crossings = Double(search.bestCrossings + 1)
    return crossings * crossings * area
  }

  /// The cells of the columns of boxes and the gaps between them, times the rows of the tallest layer.
  private static func area(_ graph: FlowGraph, _ chains: Chains, _ links: [LayeredLink]) -> Double {
    let count = chains.layerCount
    var rows = [Double](repeating: 0, count: count)
    var widths = [Int32](repeating: 0, count: count)
    var lines = [Double](repeating: 0, count: count + 1)
    for (item, layer) in chains.layers.enumerated() {
      let isBox = item < chains.nodeCount
      rows[Int(layer)] += isBox ? Double(graph.breadths[item]) + 1 : passingRows
      if isBox { widths[Int(layer)] = max(widths[Int(layer)], graph.lengths[item]) }
    }
    for link in links {
      let low = Int(chains.layers[Int(link.low)])
      let high = Int(chains.layers[Int(link.high)])
      for layer in low..<max(low, high) { lines[layer] += 1 }
    }
    let columns = zip(widths, lines).reduce(0) { $0 + Double($1.0) + 4 + columnsOfLine * $1.1 }
    return columns * (rows.max() ?? 1)
  }

  // Trunks make several lines one; lanes that don't overlap share a column. Both shares are measured averages.
  private static let passingRows = 0.6
  private static let columnsOfLine = 0.17
}
