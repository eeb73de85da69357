/// The stages of the layered method, one after the other (Sugiyama, Tagawa, Toda: Methods for visual understanding of
/// hierarchical system structures, IEEE TSMC 1981).
struct FrameLayout {
  let graph: FlowGraph
  let options: LayoutOptions
  let isCancelled: () -> Bool

  /// Lays out a connected part.
  func draw() -> FrameDrawing {
    let count = graph.nodes.count
    let reversed = cycleRemoval(count: count, links: graph.links)
    let turned = zip(graph.links, reversed).map { link, isReversed in
      isReversed
        ? Link(source: link.target, target: link.source, isMutual: link.isMutual, isLabelled: link.isLabelled) : link
    }
    let shortest = layerAssignment(count: count, links: turned, pivots: 200 + 4_000_000 / max(1, count))
    let layers = LayerBalance(
      shortest, graph: graph, links: turned, rows: options.direction == .leftToRight ? 40 : 160,
      moves: 20_000 + 20 * count
    ).layers
    let links = zip(turned, reversed).map { link, isReversed in
      LayeredLink(
        low: link.source, high: link.target, isForward: link.isMutual || !isReversed, isMutual: link.isMutual,
        isTurned: isReversed)
    }
    let ownChains = Chains(nodeLayers: layers, links: links)
    let start = LayerOrder(
      layers: ownChains.layers, layerCount: ownChains.layerCount, segments: ownChains.segments(links))
    let search = OrderSearch(start, budget: Self.orderBudget(ownChains), isCancelled: isCancelled)
    let nets = NetChoice(count: count, chains: ownChains, order: search.best, links: links).nets()
    let merge = TrunkMerge(ownChains, order: search.best, links: links, nets: nets, reach: 1)
    let wiring = Wiring(merge.chains, links: links, nets: nets, loops: graph.loops)
    let order = OrderSearch(
      improving: LayerOrder(
        layers: merge.chains.layers, layerCount: merge.order.layerCount, segments: wiring.segments,
        order: merge.order.order), budget: 2_000_000
    ).best
    let ports = PortOrder(wiring, order: order, breadths: graph.breadths)
    let spacing = Spacing(options)
    let problem = RowProblem(wiring, order: order, ports: ports, spacing: spacing)
    let rows = RowAssignment(problem, rounds: 20)
    let router = FrameRouter(
      graph: graph, options: options, links: links, nets: nets, wiring: wiring, order: order, ports: ports,
      rows: rows)
    return router.drawing()
  }

  private static func orderBudget(_ chains: Chains) -> Int {
    2_000_000 + chains.layers.count * 5000
  }
}
