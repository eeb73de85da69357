import Layout
import Testing

@Suite("The map of lines")
struct LineMapTests {
  @Test("finds exactly the labels that a viewport shows", arguments: LayoutOptions.Direction.allCases)
  func labels(direction: LayoutOptions.Direction) {
    var random = Generator(seed: 5)
    for seed in 1...5 as ClosedRange<UInt64> {
      let graph = LayoutGraph.services(nodes: 30, edges: 50, seed: seed)
      let drawing = layout(graph, options: LayoutOptions(direction: direction, labelWidth: 8))
      let placed = drawing.routes.enumerated().compactMap { edge, route in route.label.map { (edge, $0) } }
      #expect(!placed.isEmpty)
      #expect(placed.allSatisfy { $0.1.height == 1 })
      let map = LineMap(drawing)
      for _ in 0..<50 {
        let viewport = Rect(
          x: Int.random(in: -5...drawing.width, using: &random), y: Int.random(in: -5...drawing.height, using: &random),
          width: Int.random(in: 0...60, using: &random), height: Int.random(in: 0...30, using: &random))
        let expected = placed.filter { $0.1.intersects(viewport) }.map(\.0)
        #expect(map.labels(in: viewport).map(\.edge).sorted() == expected)
      }
    }
  }

  @Test("leaves out the lines that are not wanted", arguments: LayoutOptions.Direction.allCases)
  func wanted(direction: LayoutOptions.Direction) {
    let graph = LayoutGraph.services(nodes: 30, edges: 50, seed: 3)
    let drawing = layout(graph, options: LayoutOptions(direction: direction, labelWidth: 8))
    let viewport = Rect(x: 0, y: 0, width: drawing.width, height: drawing.height)
    var some = drawing
    for edge in some.routes.indices where edge % 3 != 0 { some.routes[edge].points = [] }
    let expected = LineMap(some).cells(in: viewport)
    let cells = LineMap(drawing).cells(in: viewport) { $0 % 3 == 0 }
    for y in 0..<drawing.height {
      for x in 0..<drawing.width {
        let cell = Point(x: x, y: y)
        #expect(cells.arms(at: cell) == expected.arms(at: cell))
      }
    }
  }

  @Test("tells the lines of marked edges apart", arguments: LayoutOptions.Direction.allCases)
  func marks(direction: LayoutOptions.Direction) {
    let graph = LayoutGraph.services(nodes: 30, edges: 50, seed: 3)
    let drawing = layout(graph, options: LayoutOptions(direction: direction, labelWidth: 8))
    let map = LineMap(drawing)
    let viewport = Rect(x: 0, y: 0, width: drawing.width, height: drawing.height)
    for edge in graph.edges.indices {
      var alone = drawing
      for other in alone.routes.indices where other != edge { alone.routes[other].points = [] }
      let expected = LineMap(alone).cells(in: viewport)
      let cells = map.cells(in: viewport, marking: [edge])
      for y in 0..<drawing.height {
        for x in 0..<drawing.width {
          let cell = Point(x: x, y: y)
          #expect(cells.markedArms(at: cell) == expected.arms(at: cell))
          #expect(cells.arms(at: cell).isSuperset(of: cells.markedArms(at: cell)))
        }
      }
    }
  }
}
