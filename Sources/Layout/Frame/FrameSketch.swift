/// What one way of laying out a part from nothing gives: layers, and an order that can be improved further.
struct FrameSketch {
  let variant: FrameVariant
  let links: [LayeredLink]
  /// The dummies: for each link on its own, unless trunks are shared.
  let chains: Chains
  /// For each link whether its lower end owns it, where that is known.
  let owners: [Bool?]
  var search: OrderSearch
  private let area: Double

  /// Levels the layers, if that is wanted, and prepares the search for an order.
  init(
    _ graph: FlowGraph, _ layering: Layering, options: LayoutOptions, variant: FrameVariant,
    isCancelled: @escaping () -> Bool
  ) {
    self.variant = variant
    let count = graph.nodes.count
    let (turned, shortest) = (layering.links, layering.layers)
    let rows = options.direction == .leftToRight ? 40.0 : 160
    let layers =
      variant.isBalanced
      ? LayerBalance(
        shortest, graph: graph, links: turned, rows: rows, moves: 20_000 + 20 * count,
        sharesTrunks: variant.sharesTrunks
      ).layers : shortest
    links = zip(graph.links, layering.isReversed).map(LayeredLink.init)
    let single = Chains(nodeLayers: layers, links: links)
    var start = LayerOrder(layers: single.layers, layerCount: single.layerCount, segments: single.segments(links))
    if variant.sharesTrunks {
      TraversalOrder.apply(to: &start, forwards: true)
      let choice = NetChoice(
        count: count, chains: single, order: start, links: links, owners: links.map { _ in nil }, crossingPrice: 0)
      let nets = choice.nets()
      owners = choice.ownedByLow
      chains = TrunkMerge(sharing: single, order: start, nets: nets, most: Self.mostShared).chains
      let wiring = Wiring(chains, links: links, nets: nets, loops: [])
      start = LayerOrder(layers: chains.layers, layerCount: chains.layerCount, segments: wiring.segments)
    } else {
      owners = links.map { _ in nil }
      chains = single
    }
    search = OrderSearch(start, seed: variant.seed, isCancelled: isCancelled)
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

  /// The links of the greatest trunk that is shared all the way.
  private static let mostShared = 48
  // Trunks make several lines one; lanes that don't overlap share a column. Both shares are measured averages.
  private static let passingRows = 0.6
  private static let columnsOfLine = 0.17
}

/// Links without cycles, and the layers that make them short.
struct Layering {
  let variant: FrameVariant
  /// For each link whether it was turned against its call.
  let isReversed: [Bool]
  /// The links, turned along the flow.
  let links: [Link]
  let layers: [Int32]

  /// Breaks cycles and assigns layers.
  init(_ graph: FlowGraph, _ variant: FrameVariant) {
    self.variant = variant
    let count = graph.nodes.count
    isReversed = cycleRemoval(
      count: count, links: graph.links, isDepthFirst: variant.isDepthFirst, seed: variant.seed)
    links = zip(graph.links, isReversed).map { link, isReversed in
      isReversed
        ? Link(source: link.target, target: link.source, isMutual: link.isMutual, isLabelled: link.isLabelled) : link
    }
    layers = layerAssignment(count: count, links: links, pivots: 200 + 2_000_000 / max(1, count))
  }

  /// Whether another variant has the same layers to begin with.
  func serves(_ other: FrameVariant) -> Bool {
    variant.isDepthFirst == other.isDepthFirst && variant.seed == other.seed
  }
}
