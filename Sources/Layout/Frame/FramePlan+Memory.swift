extension FramePlan {
  /// Plans a part as it was, with what is new put in between.
  ///
  /// Known nodes keep their layers and known items their order and rows. A new node stands behind its callers or before
  /// the called; new items go to the place in their layer where they cause the fewest crossings.
  init(_ graph: FlowGraph, like memory: FrameMemory) {
    let known = Self.match(graph.ids, memory.ids)
    let layers = Self.layers(graph, known: known, memory: memory)
    links = graph.links.map { LayeredLink($0, isTurned: layers[Int($0.source)] > layers[Int($0.target)]) }
    chains = Chains(nodeLayers: layers, links: links)
    let recalled = memory.recall(graph, known: known, links: links, chains: chains)
    owners = recalled.owners
    wantedRows = recalled.rows
    breadths = recalled.breadths
    starts = memory.starts
    height = memory.height
    isStill = true
    order = Self.order(chains, links: links, ranks: recalled.ranks)
  }

  /// For each id of one ascending list its index in another, or -1.
  static func match(_ ids: [String], _ others: [String]) -> [Int32] {
    var next = 0
    return ids.map { id in
      while next < others.count, others[next] < id { next += 1 }
      return next < others.count && others[next] == id ? Int32(next) : -1
    }
  }

  /// Known nodes keep their layers; new ones stand behind their callers or before the called.
  static func layers(_ graph: FlowGraph, known: [Int32], memory: FrameMemory) -> [Int32] {
    var layers = known.map { $0 >= 0 ? memory.layers[Int($0)] : -1 }
    let callers = Rows(rows: layers.count, keys: graph.links.map(\.target), values: graph.links.map(\.source))
    let called = Rows(rows: layers.count, keys: graph.links.map(\.source), values: graph.links.map(\.target))
    var changed = true
    while changed {
      changed = false
      for node in layers.indices where layers[node] < 0 {
        let before = callers[node].map { layers[Int($0)] }.max() ?? -1
        let after = called[node].map { layers[Int($0)] }.filter { $0 >= 0 }.min()
        if before >= 0 {
          layers[node] = before + 1
        } else if let after {
          layers[node] = max(0, after - 1)
        } else {
          continue
        }
        changed = true
      }
    }
    return layers.map { max(0, $0) }
  }

  /// Known items by their ranks, new ones first where their neighbours are and then where they cross least.
  private static func order(_ chains: Chains, links: [LayeredLink], ranks: [Int32]) -> LayerOrder {
    var keys = ranks.map { Float($0) }
    var order = LayerOrder(
      layers: chains.layers, layerCount: chains.layerCount, segments: chains.segments(links),
      order: chains.layers.indices.map { Int32($0) }.sorted { (ranks[Int($0)], $0) < (ranks[Int($1)], $1) })
    var greatest = [Float](repeating: 1, count: chains.layerCount)
    for item in ranks.indices {
      greatest[Int(chains.layers[item])] = max(greatest[Int(chains.layers[item])], keys[item] + 1)
    }
    for item in ranks.indices where ranks[item] < 0 {
      var sum: Float = 0
      var count: Float = 0
      for rows in [order.before, order.after] {
        for neighbour in rows[item] where keys[Int(neighbour.item)] >= 0 {
          sum += keys[Int(neighbour.item)] / greatest[Int(chains.layers[Int(neighbour.item)])]
          count += 1
        }
      }
      keys[item] = (count == 0 ? 1 : sum / count) * greatest[Int(chains.layers[item])] + 0.5
    }
    order.order.sort {
      (chains.layers[Int($0)], keys[Int($0)], $0) < (chains.layers[Int($1)], keys[Int($1)], $1)
    }
    order.renumber()
    let isNew = ranks.map { $0 < 0 }
    guard isNew.contains(true) else { return order }
    var sifting = LayerSifting()
    var work = 0
    for _ in 0..<3 {
      for layer in 0..<order.layerCount where order.order[order.range(layer)].contains(where: { isNew[Int($0)] }) {
        _ = sifting.improve(&order, layer: layer, movesTies: false, movable: isNew, work: &work)
      }
    }
    return order
  }
}
