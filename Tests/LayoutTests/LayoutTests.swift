import Layout
import Testing

@Suite("Layout") struct LayoutTests {
  @Test("Drawings of graphs of all shapes are legible", arguments: LayoutOptions.Direction.allCases)
  func legible(direction: LayoutOptions.Direction) {
    for density in LayoutOptions.Density.allCases {
      for labelWidth in [0, 8] {
        let options = LayoutOptions(direction: direction, density: density, labelWidth: labelWidth)
        for (name, graph) in LayoutGraph.samples {
          let faults = Legibility(graph, layout(graph, options: options)).faults
          #expect(faults.isEmpty, "\(name), \(density), labels \(labelWidth): \(faults.prefix(3))")
        }
      }
    }
  }

  @Test("The order of nodes and edges does not change the drawing")
  func canonical() {
    var generator = Generator(seed: 5)
    for (name, graph) in LayoutGraph.samples {
      let drawing = layout(graph)
      let order = graph.nodes.indices.shuffled(using: &generator)
      var place = [Int](repeating: 0, count: order.count)
      for (index, node) in order.enumerated() { place[node] = index }
      let edges = graph.edges.indices.shuffled(using: &generator)
      let shuffled = LayoutGraph(
        nodes: order.map { graph.nodes[$0] },
        edges: edges.map { .init(source: place[graph.edges[$0].source], target: place[graph.edges[$0].target]) })
      let other = layout(shuffled)
      #expect(order.map { drawing.boxes[$0] } == other.boxes, "\(name)")
      #expect(edges.map { drawing.routes[$0].points } == other.routes.map(\.points), "\(name)")
    }
  }

  @Test("Edges without ends and duplicate edges are no harm")
  func oddEdges() {
    var graph = LayoutGraph("a -> b")
    graph.edges += [.init(source: 0, target: 7), .init(source: 0, target: 1), .init(source: -1, target: 0)]
    let drawing = layout(graph)
    #expect(drawing.routes[1].points.isEmpty)
    #expect(drawing.routes[2].points == drawing.routes[0].points)
    #expect(drawing.routes[0].points.count == 2)
  }

  @Test("A layout that is no longer wanted ends without a drawing")
  func cancelled() {
    let graph = LayoutGraph.services(nodes: 30, edges: 50, seed: 1)
    #expect(layout(graph, options: LayoutOptions(), previous: nil, isCancelled: { true }) == nil)
  }
}
