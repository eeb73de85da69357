/// What is decided about a part with groups before trunks, rows and columns: layers and orders.
struct GroupedPlan {
  var links: [LayeredLink]
  /// Dummies for each link on its own.
  var chains: Chains
  var items: GroupItems
  /// The order of all items, borders included.
  var order: LayerOrder
  /// The places of groups among their siblings.
  var ranks: [Int32]
  /// For each link whether its lower end owns it, where that is known.
  var owners: [Bool?]
  /// For each item the row that it should keep, or -1; empty where nothing is to be kept.
  var wantedRows: [Int32] = []
  /// The least height of each box.
  var breadths: [Int32]
  /// The least column at which each layer begins.
  var starts: [Int32] = []
  var height: Int32 = 0
  /// Whether order and rows are to be kept.
  var isStill = false

  /// What a line pays for crossing a border, where a crossing of two lines costs 1.
  static let borderWeight: Int32 = 3

  /// Plans a part from nothing.
  init(_ graph: FlowGraph, options: LayoutOptions, variant: GroupVariant, isCancelled: @escaping () -> Bool) {
    let count = graph.nodes.count
    let reversed = cycleRemoval(count: count, links: graph.links, isDepthFirst: variant.isDepthFirst)
    let turned = zip(graph.links, reversed).map { link, isReversed in
      isReversed
        ? Link(source: link.target, target: link.source, isMutual: link.isMutual, isLabelled: link.isLabelled) : link
    }
    let layers = GroupLayers(
      graph, links: turned, spanPrice: variant.spanPrice, pivots: 200 + 2_000_000 / max(1, count)
    ).layers
    links = zip(graph.links, reversed).map(LayeredLink.init)
    chains = Chains(nodeLayers: layers, links: links)
    items = Self.items(chains, links: links, tree: graph.groups)
    owners = links.map { _ in nil }
    breadths = graph.breadths
    let segments = chains.segments(links)
    var plain = OrderSearch(
      LayerOrder(layers: chains.layers, layerCount: chains.layerCount, segments: segments), seed: variant.seed,
      isCancelled: isCancelled)
    plain.search(budget: variant.orderBudget / 2)
    let search = GroupOrderSearch(
      LayerOrder(
        layers: items.layers, layerCount: items.layerCount,
        segments: segments + items.borderSegments(weight: Self.borderWeight)),
      items: items, plain: plain.best, links: links, budget: variant.orderBudget, isCancelled: isCancelled)
    order = search.best
    ranks = search.ranks
  }

  private static func items(_ chains: Chains, links: [LayeredLink], tree: GroupTree) -> GroupItems {
    GroupItems(
      tree,
      spans: GroupSpans(
        tree, nodeLayers: Array(chains.layers[..<chains.nodeCount]), layerCount: chains.layerCount),
      layers: chains.layers, layerCount: chains.layerCount,
      homes: GroupItems.homes(chains, links: links, tree: tree))
  }

  /// Plans a part as it was, with what is new put in between, as `FramePlan` does.
  init(_ graph: FlowGraph, like memory: FrameMemory) {
    let known = FramePlan.match(graph.ids, memory.ids)
    let layers = Self.layers(graph, known: known, memory: memory)
    links = graph.links.map { LayeredLink($0, isTurned: layers[Int($0.source)] > layers[Int($0.target)]) }
    chains = Chains(nodeLayers: layers, links: links)
    items = Self.items(chains, links: links, tree: graph.groups)
    let recalled = memory.recall(graph, known: known, links: links, chains: chains)
    owners = recalled.owners
    wantedRows = recalled.rows + [Int32](repeating: -1, count: items.layers.count - items.itemCount)
    breadths = recalled.breadths
    starts = memory.starts
    height = memory.height
    isStill = true
    ranks = []
    order = LayerOrder(
      layers: items.layers, layerCount: items.layerCount,
      segments: chains.segments(links) + items.borderSegments(weight: Self.borderWeight))
    arrange(recalled.ranks, memory: memory)
  }

  /// Known nodes keep their layers; a new one without links stands where its group has the fewest boxes.
  private static func layers(_ graph: FlowGraph, known: [Int32], memory: FrameMemory) -> [Int32] {
    var layers = FramePlan.layers(graph, known: known, memory: memory)
    var isLinked = [Bool](repeating: false, count: layers.count)
    for link in graph.links {
      isLinked[Int(link.source)] = true
      isLinked[Int(link.target)] = true
    }
    for node in layers.indices where known[node] < 0 && !isLinked[node] {
      let group = graph.groups.ofNode[node]
      var counts: [Int32: Int] = [:]
      for other in layers.indices
      where known[other] >= 0 && graph.groups.chain(graph.groups.ofNode[other]).contains(group) {
        counts[layers[other], default: 0] += 1
      }
      layers[node] = counts.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }
    return layers
  }
}
