/// The stages of the layered method for a part with groups: each group a rectangle that nothing else stands in
/// (Sander: Layout of compound directed graphs, 1996).
struct GroupedFrameLayout {
  let graph: FlowGraph
  let options: LayoutOptions
  let isCancelled: () -> Bool

  /// Lays out a part, or a part of an earlier drawing as it was.
  func draw(like memory: FrameMemory?) -> FrameDrawing {
    if let memory { return draw(GroupedPlan(graph, like: memory), crossingPrice: 6) }
    var best: (price: Double, drawing: FrameDrawing)?
    let variants = GroupVariant.all(for: graph)
    for variant in variants where best == nil || !isCancelled() {
      let plan = GroupedPlan(graph, options: options, variant: variant, isCancelled: isCancelled)
      if isCancelled() { break }
      let drawing = draw(plan, crossingPrice: variant.crossingPrice)
      let price = variants.count == 1 ? 0 : drawing.price
      if best.map({ price < $0.price }) ?? true { best = (price, drawing) }
    }
    return best?.drawing ?? FrameDrawing()
  }

  private func draw(_ plan: GroupedPlan, crossingPrice: Int) -> FrameDrawing {
    let choice = NetChoice(
      count: graph.nodes.count, chains: plan.chains, order: plan.order, links: plan.links, owners: plan.owners,
      crossingPrice: crossingPrice)
    let nets = choice.nets()
    var trunks = GroupTrunks(plan, nets: nets)
    if !plan.isStill { trunks.improve(plan, nets: nets) }
    let items = trunks.items
    let order = trunks.order
    let wiring = Wiring(trunks.chains, links: plan.links, nets: nets, loops: graph.loops)
    let ports = PortOrder(wiring, order: order, breadths: plan.breadths)
    let problem = RowProblem(wiring, order: order, ports: ports, spacing: Spacing(options), items: items)
    let rows: GroupRows
    if plan.isStill {
      var wanted = [Int32](repeating: -1, count: items.layers.count)
      for (item, row) in plan.wantedRows.enumerated() where row >= 0 && wanted[Int(trunks.numbers[item])] < 0 {
        wanted[Int(trunks.numbers[item])] = row
      }
      rows = GroupRows(problem, items: items, near: wanted, height: plan.height)
    } else {
      rows = GroupRows(problem, items: items, rounds: 24)
    }
    let columns = GroupColumns(items, rows: rows.rows, names: graph.groups.paths.map { $0.last ?? "" }, options)
    var drawing = FrameRouter(
      graph: graph, options: options, links: plan.links, nets: nets, wiring: wiring, order: order, ports: ports,
      rows: RowAssignment(rows: rows.rows, height: rows.height), starts: plan.starts, groups: columns
    ).drawing()
    drawing.crossings = crossings(wiring, order: order, items: items)
    remember(plan, choice.ownedByLow, wiring, order, items, ports, rows, in: &drawing.memory)
    return drawing
  }

  private func crossings(_ wiring: Wiring, order: LayerOrder, items: GroupItems) -> Int {
    let lines = LayerOrder(
      layers: wiring.layers, layerCount: items.layerCount, segments: wiring.segments,
      order: order.order.filter { !items.isBorder($0) })
    var counter = CrossingCount(lines)
    return counter.total(lines)
  }

  private func remember(
    _ plan: GroupedPlan, _ ownedByLow: [Bool], _ wiring: Wiring, _ order: LayerOrder, _ items: GroupItems,
    _ ports: PortOrder, _ rows: GroupRows, in memory: inout FrameMemory
  ) {
    let count = wiring.nodeCount
    memory.ids = graph.ids
    memory.layers = Array(wiring.chains.layers[..<count])
    memory.ranks = Array(order.position[..<count])
    memory.rows = Array(rows.rows[..<count])
    memory.heights = Array(ports.heights[..<count])
    memory.lows = plan.links.map(\.low)
    memory.highs = plan.links.map(\.high)
    memory.isOwnedByLow = ownedByLow
    memory.dummies = wiring.chains.ofLink.map {
      FrameMemory.Place(rank: order.position[Int($0)], row: rows.rows[Int($0)])
    }
    memory.height = rows.height
    memory.groups = items.tree.paths.indices.map { group in
      let layers = items.spans.first[group]...items.spans.last[group]
      let tops = layers.map { items.top(Int32(group), $0) }
      return GroupMemory(
        path: items.tree.paths[group], rank: plan.ranks[group], first: items.spans.first[group],
        tops: tops.map { order.position[Int($0)] }, bottoms: tops.map { order.position[Int($0) + 1] },
        top: tops.first.map { rows.rows[Int($0)] } ?? 0, bottom: tops.first.map { rows.rows[Int($0) + 1] } ?? 0)
    }
  }
}
