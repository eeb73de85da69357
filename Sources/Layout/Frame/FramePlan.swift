/// What is decided about a part before trunks, rows and columns: layers and orders.
struct FramePlan {
  var links: [LayeredLink]
  /// Dummies for each link on its own.
  var chains: Chains
  var order: LayerOrder
  /// For each link whether its lower end owns it, where that is known.
  var owners: [Bool?]
  /// For each item the row that it should keep, or -1.
  var wantedRows: [Int32]
  /// The least height of each box.
  var breadths: [Int32]
  /// The least column at which each layer begins.
  var starts: [Int32]
  var height: Int32
  /// Whether order and rows are to be kept.
  var isStill: Bool

  /// Plans a part from nothing.
  init(_ graph: FlowGraph, options: LayoutOptions, variant: FrameVariant, isCancelled: @escaping () -> Bool) {
    let count = graph.nodes.count
    let reversed = cycleRemoval(count: count, links: graph.links, isDepthFirst: variant.isDepthFirst)
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
    let start = LayerOrder(layers: chains.layers, layerCount: chains.layerCount, segments: chains.segments(links))
    order = OrderSearch(start, seed: variant.seed, budget: variant.orderBudget, isCancelled: isCancelled).best
    owners = links.map { _ in nil }
    wantedRows = []
    breadths = graph.breadths
    starts = []
    height = 0
    isStill = false
  }
}
