import Layout
import Testing

@Suite("Stillness of groups") struct GroupStillnessTests {
  private static let graphs = LayoutGraph.groupedSamples.filter { $0.graph.edges.count > 4 }

  /// How far rectangles' corners are apart, on average.
  private func move(_ a: [Rect], _ b: [Rect]) -> Double {
    let sum = zip(a, b).reduce(0) { $0 + abs($1.0.x - $1.1.x) + abs($1.0.y - $1.1.y) }
    return Double(sum) / Double(max(1, min(a.count, b.count)))
  }

  @Test("The same graph again is the same drawing", arguments: [LayoutOptions.Grouping.boxes, .lanes])
  func same(grouping: LayoutOptions.Grouping) {
    for direction in LayoutOptions.Direction.allCases {
      let options = LayoutOptions(direction: direction, grouping: grouping)
      for (name, graph) in Self.graphs {
        let drawing = layout(graph, options: options)
        let again = layout(graph, options: options, previous: drawing)
        #expect(again.boxes == drawing.boxes, "\(name), \(direction)")
        #expect(again.groups.map(\.rect) == drawing.groups.map(\.rect), "\(name)")
      }
    }
  }

  @Test("An edge that goes away moves neither boxes nor groups by more than a cell on average")
  func removal() {
    var generator = Generator(seed: 7)
    var sum = 0.0
    var count = 0.0
    let options = LayoutOptions(grouping: .boxes)
    for (name, graph) in Self.graphs {
      let drawing = layout(graph, options: options)
      for _ in 0..<5 {
        var changed = graph
        changed.edges.remove(at: Int.random(in: 0..<graph.edges.count, using: &generator))
        let next = layout(changed, options: options, previous: drawing)
        sum += move(drawing.boxes.map(\.rect), next.boxes.map(\.rect))
        sum += move(drawing.groups.map(\.rect), next.groups.map(\.rect))
        count += 2
        let faults = GroupLegibility(changed, next).faults
        #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
      }
    }
    #expect(sum <= count)
  }

  @Test("A new edge moves boxes by a few cells")
  func insertion() {
    var generator = Generator(seed: 8)
    let options = LayoutOptions(grouping: .boxes)
    for (name, graph) in Self.graphs where graph.nodes.count > 8 && name.hasPrefix("services") {
      let drawing = layout(graph, options: options)
      for _ in 0..<5 {
        var changed = graph
        changed.edges.append(
          .init(
            source: Int.random(in: 0..<graph.nodes.count, using: &generator),
            target: Int.random(in: 0..<graph.nodes.count, using: &generator)))
        let next = layout(changed, options: options, previous: drawing)
        #expect(move(drawing.boxes.map(\.rect), next.boxes.map(\.rect)) <= 6, "\(name)")
        let faults = GroupLegibility(changed, next).faults
        #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
      }
    }
  }

  @Test(
    "A graph that changes step by step stays legible", arguments: LayoutOptions.Direction.allCases,
    [LayoutOptions.Grouping.boxes, .lanes])
  func walk(direction: LayoutOptions.Direction, grouping: LayoutOptions.Grouping) {
    var generator = Generator(seed: 9)
    let options = LayoutOptions(direction: direction, grouping: grouping, labelWidth: 7)
    var graph = LayoutGraph.services(nodes: 20, edges: 30, seed: 3).nested
    var drawing = layout(graph, options: options)
    for step in 0..<80 {
      switch Int.random(in: 0..<5, using: &generator) {
      case 0 where graph.edges.count > 5:
        graph.edges.remove(at: Int.random(in: 0..<graph.edges.count, using: &generator))
      case 1:
        let group = ["cluster \(step % 3)"] + (step % 2 == 0 ? ["ns\(step % 5)"] : [])
        graph.nodes.append(.init(id: "new-\(step)", width: 12, group: step % 7 == 0 ? [] : group))
      case 2 where graph.nodes.count > 5:
        let gone = Int.random(in: 0..<graph.nodes.count, using: &generator)
        graph.nodes.remove(at: gone)
        graph.edges = graph.edges.compactMap { edge in
          edge.source == gone || edge.target == gone
            ? nil
            : .init(
              source: edge.source - (edge.source > gone ? 1 : 0), target: edge.target - (edge.target > gone ? 1 : 0))
        }
      case 3:
        // A node changes its group.
        let node = Int.random(in: 0..<graph.nodes.count, using: &generator)
        graph.nodes[node].group = graph.nodes[Int.random(in: 0..<graph.nodes.count, using: &generator)].group
      default:
        graph.edges.append(
          .init(
            source: Int.random(in: 0..<graph.nodes.count, using: &generator),
            target: Int.random(in: 0..<graph.nodes.count, using: &generator)))
      }
      drawing = layout(graph, options: options, previous: drawing)
      let faults = GroupLegibility(graph, drawing).faults
      #expect(faults.isEmpty, "\(direction), step \(step): \(faults.prefix(3))")
      if !faults.isEmpty { return }
    }
  }
}
