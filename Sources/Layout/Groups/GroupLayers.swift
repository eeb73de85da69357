/// Assigns each node of a part with groups a layer.
///
/// As without groups the weighted length of links is small; on top of that each group's span has a price, which is what
/// an edge between the group's first and last layer would cost (Sander: Layout of compound directed graphs, 1996).
struct GroupLayers {
  /// The layers, from 0 on, none empty.
  private(set) var layers: [Int32]

  /// - Parameters:
  ///   - links: the links, turned along the flow, without cycles.
  ///   - spanPrice: what a layer more costs a group for each of its nodes, in hundredths of a link's length.
  init(_ graph: FlowGraph, links: [Link], spanPrice: Int32, pivots: Int) {
    let tree = graph.groups
    let count = graph.nodes.count
    layers = longestPathLayers(count: count, links: links)
    guard count > 1 else { return }
    // After the nodes come the first and last layer of each group, and last what holds all together.
    let firsts = (0..<tree.count).map { Int32(count + 2 * $0) }
    let root = Int32(count + 2 * tree.count)
    var arcs = links.map { NetworkSimplex.Arc(from: $0.source, to: $0.target, length: 1, weight: 100) }
    var start = layers
    var sizes = [Int32](repeating: 0, count: tree.count)
    let spans = GroupSpans(tree, nodeLayers: layers, layerCount: 0)
    for node in 0..<count { for group in tree.chain(tree.ofNode[node]) { sizes[Int(group)] += 1 } }
    for group in 0..<tree.count {
      let first = firsts[group]
      let isLane = tree.isLane(Int32(group))
      start += isLane ? [0, layers.max() ?? 0] : [spans.first[group], spans.last[group]]
      arcs.append(.init(from: first, to: first + 1, length: 0, weight: isLane ? 0 : sizes[group] * spanPrice))
      let parent = tree.parents[group]
      arcs.append(
        .init(from: parent == GroupTree.outside ? root : firsts[Int(parent)], to: first, length: 0, weight: 0))
      if parent != GroupTree.outside {
        arcs.append(.init(from: first + 1, to: firsts[Int(parent)] + 1, length: 0, weight: 0))
      }
    }
    for node in 0..<count {
      let group = tree.ofNode[node]
      if group == GroupTree.outside {
        arcs.append(.init(from: root, to: Int32(node), length: 0, weight: 0))
      } else {
        arcs.append(.init(from: firsts[Int(group)], to: Int32(node), length: 0, weight: 0))
        arcs.append(.init(from: Int32(node), to: firsts[Int(group)] + 1, length: 0, weight: 0))
      }
    }
    start.append(0)
    let simplex = NetworkSimplex(count: Int(root) + 1, arcs: arcs, start: start, pivots: pivots)
    layers = Array(simplex.ranks[..<count])
    placeLone(graph, links: links)
    layers = normalised(layers)
  }

  /// Puts nodes without links to where their group needs the fewest rows.
  private mutating func placeLone(_ graph: FlowGraph, links: [Link]) {
    let tree = graph.groups
    var isLinked = [Bool](repeating: false, count: layers.count)
    for link in links {
      isLinked[Int(link.source)] = true
      isLinked[Int(link.target)] = true
    }
    let least = layers.indices.filter { isLinked[$0] }.map { layers[$0] }.min() ?? 0
    let greatest = layers.indices.filter { isLinked[$0] }.map { layers[$0] }.max() ?? 0
    var rows: [Int32: [Int32: Int32]] = [:]
    func add(_ node: Int) {
      for group in tree.chain(tree.ofNode[node]) + [GroupTree.outside] {
        rows[group, default: [:]][layers[node], default: 0] += graph.breadths[node] + 1
      }
    }
    for node in layers.indices where isLinked[node] { add(node) }
    var loneOf: [Int32: [Int]] = [:]
    for node in layers.indices where !isLinked[node] { loneOf[tree.ofNode[node], default: []].append(node) }
    for (group, nodes) in loneOf.sorted(by: { $0.key < $1.key }) {
      let own = rows[group]?.keys.sorted() ?? []
      // A group of such nodes alone becomes a block about three times as wide as it is high, in cells.
      let columns = max(1, Int32((Double(nodes.count) * 0.6).squareRoot().rounded()))
      let around = group == GroupTree.outside ? [] : rows[tree.parent(group)]?.keys.sorted() ?? []
      let first = own.first ?? around.first ?? least
      let last = max(own.last ?? first, min(first + columns - 1, max(greatest, first + columns - 1)))
      for node in nodes {
        var best = (rows: (Int32.max, Int32.max), layer: first)
        for layer in first...last {
          let price = (rows[group]?[layer] ?? 0, rows[GroupTree.outside]?[layer] ?? 0)
          if price < best.rows { best = (price, layer) }
        }
        layers[node] = best.layer
        add(node)
      }
    }
  }
}
