import Benchmark
import Layout

/// How long a new graph takes to be laid out, off the main thread.
func layoutBenchmarks() {
  let sizes = [("12 boxes", 12, 16), ("41 services", 41, 70), ("200 nodes", 200, 400)]
  for (name, nodes, edges) in sizes {
    Benchmark("Lay out \(name)") { benchmark, graph in
      for _ in benchmark.scaledIterations { blackHole(layout(graph)) }
    } setup: {
      LayoutGraph.generated(nodes: nodes, edges: edges)
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
    let graph = LayoutGraph.generated(nodes: 200, edges: 400)
    var smaller = graph
    smaller.nodes.removeLast()
    smaller.edges.removeAll { max($0.source, $0.target) >= smaller.nodes.count }
    return (graph: graph, drawing: layout(smaller))
  }
}

extension LayoutGraph {
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
