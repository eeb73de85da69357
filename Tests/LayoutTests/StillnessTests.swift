import Layout
import Testing

@Suite("Stillness") struct StillnessTests {
  private static let graphs: [(name: String, graph: LayoutGraph)] = LayoutGraph.samples.filter {
    $0.graph.edges.count > 4
  }

  /// How far two boxes' rows and columns are apart, on average over the boxes of both drawings.
  private func move(_ a: Drawing, _ b: Drawing) -> Double {
    let pairs = zip(a.boxes, b.boxes)
    let sum = pairs.reduce(0) { $0 + abs($1.0.rect.x - $1.1.rect.x) + abs($1.0.rect.y - $1.1.rect.y) }
    return Double(sum) / Double(max(1, min(a.boxes.count, b.boxes.count)))
  }

  /// Pairs of boxes in one column of the first drawing that are not in one column, or in another order, in the second.
  private func flips(_ a: Drawing, _ b: Drawing) -> Int {
    var flips = 0
    for i in a.boxes.indices where i < b.boxes.count {
      for j in a.boxes.indices where j < i && a.boxes[i].rect.x == a.boxes[j].rect.x {
        let isSame = b.boxes[i].rect.x == b.boxes[j].rect.x
        if !isSame || (a.boxes[i].rect.y < a.boxes[j].rect.y) != (b.boxes[i].rect.y < b.boxes[j].rect.y) { flips += 1 }
      }
    }
    return flips
  }

  @Test("The same graph again is the same drawing")
  func same() {
    for (name, graph) in Self.graphs {
      let drawing = layout(graph)
      let again = layout(graph, previous: drawing)
      #expect(again.boxes == drawing.boxes, "\(name)")
    }
  }

  @Test("An edge that goes away moves boxes by less than a cell on average and flips none")
  func removal() {
    var generator = Generator(seed: 7)
    for (name, graph) in Self.graphs {
      let drawing = layout(graph)
      for _ in 0..<5 {
        var changed = graph
        changed.edges.remove(at: Int.random(in: 0..<graph.edges.count, using: &generator))
        let next = layout(changed, previous: drawing)
        #expect(flips(drawing, next) == 0, "\(name)")
        #expect(move(drawing, next) <= 1, "\(name)")
        let faults = Legibility(changed, next).faults
        #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
      }
    }
  }

  @Test("A new edge within a part flips no boxes")
  func insertion() {
    var generator = Generator(seed: 8)
    for (name, graph) in Self.graphs where graph.nodes.count > 8 && name.hasPrefix("services") {
      let drawing = layout(graph)
      for _ in 0..<5 {
        var changed = graph
        changed.edges.append(
          .init(
            source: Int.random(in: 0..<graph.nodes.count, using: &generator),
            target: Int.random(in: 0..<graph.nodes.count, using: &generator)))
        let next = layout(changed, previous: drawing)
        #expect(flips(drawing, next) == 0, "\(name)")
        #expect(move(drawing, next) <= 4, "\(name)")
        let faults = Legibility(changed, next).faults
        #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
      }
    }
  }

  @Test(
    "A call from the first part to the last leaves the order of all of them", arguments: LayoutOptions.Grouping.allCases
  )
  func join(grouping: LayoutOptions.Grouping) {
    var graph = LayoutGraph()
    for part in 0..<3 {
      for index in 0..<9 { graph.nodes.append(.init(id: "\(part)-\(index)", width: 20, group: ["part \(part)"])) }
      for index in 0..<8 { graph.edges.append(.init(source: part * 9 + index / 2 * 2, target: part * 9 + index + 1)) }
    }
    let options = LayoutOptions(grouping: grouping)
    let drawing = layout(graph, options: options)
    for (source, target) in [(3, 22), (20, 5), (0, 26)] {
      var changed = graph
      changed.edges.append(.init(source: source, target: target))
      let next = layout(changed, options: options, previous: drawing)
      #expect(flips(drawing, next) == 0)
      #expect(move(drawing, next) <= 4)
      #expect(Legibility(changed, next).faults.isEmpty)
    }
  }

  @Test("A call back makes a pair of an edge, whichever trunk it was in")
  func callBack() {
    for (name, graph) in Self.graphs where graph.nodes.count < 30 {
      let drawing = layout(graph)
      for edge in graph.edges.prefix(12) where edge.source != edge.target {
        var changed = graph
        changed.edges.append(.init(source: edge.target, target: edge.source))
        let faults = Legibility(changed, layout(changed, previous: drawing)).faults
        #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
      }
    }
  }

  @Test("A graph that changes step by step stays legible")
  func walk() {
    var generator = Generator(seed: 9)
    for direction in LayoutOptions.Direction.allCases {
      let options = LayoutOptions(direction: direction, labelWidth: 7)
      var graph = LayoutGraph.services(nodes: 20, edges: 30, seed: 3)
      var drawing = layout(graph, options: options)
      for step in 0..<60 {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where graph.edges.count > 5:
          graph.edges.remove(at: Int.random(in: 0..<graph.edges.count, using: &generator))
        case 1:
          graph.nodes.append(.init(id: "new-\(step)", width: 12))
        case 2 where graph.nodes.count > 5:
          let gone = Int.random(in: 0..<graph.nodes.count, using: &generator)
          graph.nodes.remove(at: gone)
          graph.edges = graph.edges.compactMap { edge in
            edge.source == gone || edge.target == gone
              ? nil
              : .init(
                source: edge.source - (edge.source > gone ? 1 : 0), target: edge.target - (edge.target > gone ? 1 : 0))
          }
        default:
          graph.edges.append(
            .init(
              source: Int.random(in: 0..<graph.nodes.count, using: &generator),
              target: Int.random(in: 0..<graph.nodes.count, using: &generator)))
        }
        drawing = layout(graph, options: options, previous: drawing)
        let faults = Legibility(graph, drawing).faults
        #expect(faults.isEmpty, "\(direction), step \(step): \(faults.prefix(3))")
        if !faults.isEmpty { return }
      }
    }
  }

  @Test("A new drawing tells whether it is worth the move")
  func gain() {
    let graph = LayoutGraph.services(nodes: 30, edges: 60, seed: 2)
    let drawing = layout(graph)
    #expect(!drawing.isMuchBetter(than: drawing))
    var worse = drawing
    worse.crossings = drawing.crossings * 2 + 5
    #expect(drawing.isMuchBetter(than: worse))
  }
}
