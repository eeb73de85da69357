import Layout
import Testing

@Suite("Groups") struct GroupTests {
  @Test(
    "Drawings with groups are legible, and each rectangle holds the boxes of its group and no others",
    arguments: LayoutOptions.Direction.allCases, [LayoutOptions.Grouping.boxes, .lanes])
  func legible(direction: LayoutOptions.Direction, grouping: LayoutOptions.Grouping) {
    for (index, (name, graph)) in LayoutGraph.groupedSamples.enumerated() {
      for density in LayoutOptions.Density.allCases {
        let labelWidth = (density == .compact) == (index % 2 == 0) ? 8 : 0
        let options = LayoutOptions(direction: direction, density: density, grouping: grouping, labelWidth: labelWidth)
        let faults = GroupLegibility(graph, layout(graph, options: options)).faults
        #expect(faults.isEmpty, "\(name), \(density), labels \(labelWidth): \(faults.prefix(3))")
      }
    }
  }

  @Test("Lanes go from one side of the drawing to the other", arguments: LayoutOptions.Direction.allCases)
  func lanes(direction: LayoutOptions.Direction) {
    for (name, graph) in LayoutGraph.groupedSamples {
      let drawing = layout(graph, options: LayoutOptions(direction: direction, grouping: .lanes))
      let lanes = drawing.groups.filter { $0.path.count == 1 }
      let extents =
        direction == .leftToRight
        ? lanes.map { [$0.rect.x, $0.rect.maxX] } : lanes.map { [$0.rect.y, $0.rect.maxY] }
      #expect(Set(extents).count <= 1, "\(name): \(extents)")
      if let lane = extents.first, !name.contains("partly") {
        #expect(lane == [0, direction == .leftToRight ? drawing.width : drawing.height], "\(name)")
      }
    }
  }

  @Test("Boxes without lines stand in the rectangle of their group")
  func lone() {
    var graph = LayoutGraph("a -> b\nc d e f g h i j k l m")
    for index in graph.nodes.indices { graph.nodes[index].group = [index < 5 ? "one" : "two"] }
    let drawing = layout(graph, options: LayoutOptions(grouping: .boxes))
    #expect(Set(drawing.groups.map(\.path)) == [["one"], ["two"]])
    #expect(GroupLegibility(graph, drawing).faults.isEmpty)
    #expect(Set(drawing.boxes.dropFirst(5).map(\.rect.x)).count > 1, "a block, not a column")
  }

  @Test("A line between boxes of one group stays within its rectangle, and passes no other")
  func linesKeepToTheirGroups() {
    var graph = LayoutGraph("a -> b c\nb -> d\nc -> d\nx -> y\ny -> z\nd -> z")
    for index in graph.nodes.indices { graph.nodes[index].group = [graph.nodes[index].id < "m" ? "abc" : "xyz"] }
    let drawing = layout(graph, options: LayoutOptions(grouping: .boxes))
    for (edge, route) in zip(graph.edges, drawing.routes) {
      let group = graph.nodes[edge.source].group
      guard group == graph.nodes[edge.target].group else { continue }
      for point in route.points {
        #expect(drawing.groups.filter { $0.rect.contains(point) }.map(\.path) == [group])
      }
    }
  }

  @Test("Without grouping, groups change nothing")
  func none() {
    for (_, graph) in LayoutGraph.groupedSamples {
      var bare = graph
      for index in bare.nodes.indices { bare.nodes[index].group = [] }
      #expect(layout(graph) == layout(bare))
      #expect(layout(bare).boxes == layout(bare, options: LayoutOptions(grouping: .boxes)).boxes)
    }
  }

  @Test("The order of nodes and edges does not change a drawing with groups")
  func canonical() {
    var generator = Generator(seed: 5)
    let options = LayoutOptions(grouping: .boxes)
    for (name, graph) in LayoutGraph.groupedSamples {
      let drawing = layout(graph, options: options)
      let order = graph.nodes.indices.shuffled(using: &generator)
      var place = [Int](repeating: 0, count: order.count)
      for (index, node) in order.enumerated() { place[node] = index }
      let shuffled = LayoutGraph(
        nodes: order.map { graph.nodes[$0] },
        edges: graph.edges.map { .init(source: place[$0.source], target: place[$0.target]) })
      let other = layout(shuffled, options: options)
      #expect(order.map { drawing.boxes[$0] } == other.boxes, "\(name)")
      #expect(drawing.groups == other.groups, "\(name)")
    }
  }

  @Test("A layout with groups that is no longer wanted ends without a drawing")
  func cancelled() {
    let graph = LayoutGraph.services(nodes: 60, edges: 120, seed: 1)
    for after in 0..<6 {
      var asked = 0
      let drawing = layout(graph, options: LayoutOptions(grouping: .boxes), previous: nil) {
        asked += 1
        return asked > after
      }
      #expect(drawing == nil)
    }
  }
}
