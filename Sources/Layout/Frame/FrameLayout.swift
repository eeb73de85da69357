/// The stages of the layered method, one after the other (Sugiyama, Tagawa, Toda: Methods for visual understanding of
/// hierarchical system structures, IEEE TSMC 1981).
struct FrameLayout {
  let graph: FlowGraph
  let options: LayoutOptions
  let isCancelled: () -> Bool

  /// Lays out a connected part, or a part of an earlier drawing as it was.
  func draw(like memory: FrameMemory? = nil) -> FrameDrawing {
    if !graph.groups.isEmpty {
      return GroupedFrameLayout(graph: graph, options: options, isCancelled: isCancelled).draw(like: memory)
    }
    if let memory { return draw(FramePlan(graph, like: memory), crossingPrice: 6) }
    let contest = FrameContest(graph)
    let finalists = finalists(contest)
    var best: (price: Double, drawing: FrameDrawing)?
    for var sketch in finalists where best == nil || !isCancelled() {
      sketch.search.search(budget: contest.budget)
      let drawing = draw(FramePlan(sketch, of: graph), crossingPrice: sketch.variant.crossingPrice)
      let price = finalists.count > 1 ? drawing.price : 0
      if best == nil || price < best?.price ?? 0 { best = (price, drawing) }
    }
    return best?.drawing ?? FrameDrawing()
  }

  /// The ways to lay out that are worth being drawn.
  private func finalists(_ contest: FrameContest) -> [FrameSketch] {
    var sketches: [FrameSketch] = []
    var known: Layering?
    for variant in contest.variants where sketches.isEmpty || !isCancelled() {
      let layering = known.flatMap { $0.serves(variant) ? $0 : nil } ?? Layering(graph, variant)
      known = layering
      var sketch = FrameSketch(graph, layering, options: options, variant: variant, isCancelled: isCancelled)
      if contest.firstBudget > 0 {
        sketch.search.search(budget: contest.firstBudget)
      } else if contest.variants.count > 1 {
        sketch.search.sketch()
      }
      sketches.append(sketch)
    }
    guard contest.finalists < sketches.count else { return sketches }
    let prices = sketches.map(\.price)
    let best = sketches.indices.sorted { (prices[$0], $0) < (prices[$1], $1) }.prefix(contest.finalists)
    return best.map { sketches[$0] }
  }

  private func draw(_ plan: FramePlan, crossingPrice: Int) -> FrameDrawing {
    let choice = NetChoice(
      count: graph.nodes.count, chains: plan.chains, order: plan.order, links: plan.links, owners: plan.owners,
      crossingPrice: crossingPrice)
    let nets = choice.nets()
    let merge = TrunkMerge(plan.chains, order: plan.order, links: plan.links, nets: nets)
    let wiring = Wiring(merge.chains, links: plan.links, nets: nets, loops: graph.loops)
    let merged = LayerOrder(
      layers: merge.chains.layers, layerCount: plan.order.layerCount, segments: wiring.segments, order: merge.order)
    let order = plan.isStill ? merged : OrderSearch(improving: merged, budget: 2_000_000).best
    let ports = PortOrder(wiring, order: order, breadths: plan.breadths)
    let problem = RowProblem(wiring, order: order, ports: ports, spacing: Spacing(options))
    let rows: RowAssignment
    if plan.isStill {
      var wanted = [Int32](repeating: -1, count: wiring.itemCount)
      for (item, row) in plan.wantedRows.enumerated() where row >= 0 && wanted[Int(merge.numbers[item])] < 0 {
        wanted[Int(merge.numbers[item])] = row
      }
      rows = RowAssignment(problem, near: wanted, height: plan.height)
    } else {
      rows = RowAssignment(problem, rounds: 20)
    }
    var drawing = FrameRouter(
      graph: graph, options: options, links: plan.links, nets: nets, wiring: wiring, order: order, ports: ports,
      rows: rows, starts: plan.starts
    ).drawing()
    drawing.crossings = {
      var counter = CrossingCount(order)
      return counter.total(order)
    }()
    remember(plan.links, choice.ownedByLow, wiring, order, ports, rows, in: &drawing.memory)
    return drawing
  }

  private func remember(
    _ links: [LayeredLink], _ ownedByLow: [Bool], _ wiring: Wiring, _ order: LayerOrder, _ ports: PortOrder,
    _ rows: RowAssignment, in memory: inout FrameMemory
  ) {
    let count = wiring.nodeCount
    memory.ids = graph.ids
    memory.layers = Array(wiring.chains.layers[..<count])
    memory.ranks = Array(order.position[..<count])
    memory.rows = Array(rows.rows[..<count])
    memory.heights = Array(ports.heights[..<count])
    memory.lows = links.map(\.low)
    memory.highs = links.map(\.high)
    memory.isOwnedByLow = ownedByLow
    memory.dummies = wiring.chains.ofLink.map {
      FrameMemory.Place(rank: order.position[Int($0)], row: rows.rows[Int($0)])
    }
    memory.height = rows.height
  }
}
