import Benchmark
import Layout

/// How long a new graph takes to be laid out, off the main thread, and how that grows with the graph.
func layoutBenchmarks() {
  let sizes = [
    ("12 boxes", 12, 16), ("41 services", 41, 95), ("200 nodes and 500 edges", 200, 500),
    ("500 nodes and 1250 edges", 500, 1250), ("1000 nodes and 2500 edges", 1000, 2500),
    ("2000 nodes and 5000 edges", 2000, 5000),
  ]
  for (name, nodes, edges) in sizes {
    Benchmark("Lay out \(name)") { benchmark, graph in
      for _ in benchmark.scaledIterations { blackHole(layout(graph)) }
    } setup: {
      LayoutGraph.services(nodes: nodes, edges: edges)
    }
  }
  Benchmark("Lay out 200 nodes in 8 namespaces") { benchmark, graph in
    for _ in benchmark.scaledIterations { blackHole(layout(graph, options: LayoutOptions(grouping: .boxes))) }
  } setup: {
    var graph = LayoutGraph.generated(nodes: 200, edges: 400)
    for index in graph.nodes.indices { graph.nodes[index].group = ["namespace-\(index % 8)"] }
    return graph
  }
  Benchmark("Lay out 200 nodes, one of them new") { (benchmark, change: (graph: LayoutGraph, drawing: Drawing)) in
    for _ in benchmark.scaledIterations { blackHole(layout(change.graph, previous: change.drawing)) }
  } setup: {
    let graph = LayoutGraph.services(nodes: 200, edges: 500)
    var smaller = graph
    smaller.nodes.removeLast()
    smaller.edges.removeAll { max($0.source, $0.target) >= smaller.nodes.count }
    return (graph: graph, drawing: layout(smaller))
  }
}

extension LayoutGraph {
  /// Services as call graphs have them: each calls a few of those further down, rather those that many call already, so that
  /// some are called by very many; three calls in a hundred lead back.
  static func services(nodes: Int, edges: Int) -> LayoutGraph {
    var random = SplitMix64(seed: 17)
    var graph = LayoutGraph(
      nodes: (0..<nodes).map { LayoutGraph.Node(id: "service-\($0)", width: 12 + random.below(12)) })
    // Whoever is called stands here once more for each call: a draw prefers those that many call.
    var called = Array(nodes / 2..<nodes)
    var known: Set<Int> = []
    while graph.edges.count < edges {
      let isFirst = graph.edges.count < nodes - 1
      var source = isFirst ? graph.edges.count : random.below(nodes) * random.below(nodes) / nodes
      var target = called[random.below(called.count)]
      if target == source { target = nodes - 1 }
      if random.below(100) < 3 {
        swap(&source, &target)
      } else if target < source {
        target = source + 1 + random.below(nodes - source)
      }
      guard source != target, target < nodes, known.insert(source * nodes + target).inserted else {
        if isFirst { graph.edges.append(LayoutGraph.Edge(source: source, target: nodes - 1)) }
        continue
      }
      called.append(max(source, target))
      graph.edges.append(LayoutGraph.Edge(source: source, target: target))
    }
    return graph
  }

  /// Services in tiers that call services of lower tiers, mostly of the next.
  static func generated(nodes: Int, edges: Int, tiers: Int? = nil) -> LayoutGraph {
    var random = SplitMix64(seed: 11)
    let tiers = tiers ?? max(3, nodes / 12)
    func tier(_ node: Int) -> Int { node * tiers / nodes }
    var known: Set<Int> = []
    var graph = LayoutGraph(
      nodes: (0..<nodes).map { LayoutGraph.Node(id: "service-\($0)", width: 12 + random.below(12)) })
    while graph.edges.count < edges {
      let source = random.below(nodes)
      let target = random.below(nodes)
      let down = tier(target) - tier(source)
      guard source != target, down == 1 || down > 1 && random.below(5) == 0 || random.below(100) == 0,
        known.insert(source * nodes + target).inserted
      else { continue }
      graph.edges.append(LayoutGraph.Edge(source: source, target: target))
    }
    return graph
  }
}
