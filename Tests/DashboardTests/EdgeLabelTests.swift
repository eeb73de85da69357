import Foundation
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct EdgeLabelTests {
  /// Edges with the widest figures there are.
  private static let extremes: [Edge] = [0, 0.001, 0.05, 9.94, 99.94, 999.4, 999_400, 9.4e8, 9.99e14, 5e15].flatMap {
    value in
    [0, 0.05, 98.94, 99.96, 100].map { percent in
      let requests = RequestTraffic(
        rate: value, errorPercent: percent, latency: Latency(average: value, p50: value, p95: value, p99: value),
        requestBytes: value, responseBytes: value)
      return Edge(
        source: SampleMesh.id("a"), target: SampleMesh.id("b"), http: percent < 100 ? requests : nil,
        tcp: percent < 90
          ? nil : TCPTraffic(requestBytes: value, responseBytes: value, opened: value, denied: value / 2))
    }
  }

  @Test(arguments: EdgeLabel.allCases)
  func everyFigureFitsTheRoomThatIsKeptForIt(label: EdgeLabel) {
    for edge in Self.extremes {
      let mesh = MeshIndex(Snapshot(time: SampleMesh.time, window: .seconds(60), edges: [edge]))
      let text = label.text(edge, of: mesh)
      #expect(displayWidth(of: text) <= EdgeLabel.figureWidth, "\(text)")
    }
  }

  @Test func anotherFigureMovesNothingAndIsNoReasonToLayOutAnew() {
    var dashboard = TestDashboard(width: 200, height: 50)
    let drawing = dashboard.state.scene?.drawing
    _ = dashboard.takeLayouts()
    var seen: Set<EdgeLabel> = []
    for _ in EdgeLabel.allCases {
      dashboard.press("v")
      seen.insert(dashboard.state.edgeLabel)
      #expect(dashboard.state.scene?.drawing == drawing)
    }
    #expect(seen.count == EdgeLabel.allCases.count)
    #expect(dashboard.takeLayouts() == 0)
    dashboard.press("v", "V")
    #expect(dashboard.state.edgeLabel == .requests)
  }

  @Test func aChangedFigureChangesNoCellBeyondItsLabel() {
    var mesh = SampleMesh.shop
    var dashboard = TestDashboard(mesh, width: 200, height: 50)
    let before = Canvas.lines(dashboard.frame())
    mesh.edges[0].http?.rate = 0.5
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    let after = Canvas.lines(dashboard.frame())
    let graph = State.graphColumns(dashboard.state)
    for (row, (old, new)) in zip(before, after).enumerated() where row > 2 {
      let changed = zip(old, new).enumerated().filter { $0.element.0 != $0.element.1 && graph.contains($0.offset) }
      #expect(changed.count <= EdgeLabel.figureWidth, "\(row)")
    }
  }

  @Test func theShareIsOfTheCallersTraffic() throws {
    let mesh = MeshIndex(SampleMesh.shop)
    func share(_ source: NodeID, _ target: NodeID) throws -> String {
      EdgeLabel.share.text(try #require(mesh.edge(Edge.ID(source: source, target: target))), of: mesh)
    }
    let frontend = SampleMesh.id("frontend")
    #expect(try share(frontend, SampleMesh.id("cart")) == "90%")
    #expect(try share(frontend, SampleMesh.id("orders")) == "6.6%")
    #expect(try share(SampleMesh.id("cart"), SampleMesh.id("redis", "data")) == "100%")
    #expect(try share(SampleMesh.id("batch", "legacy"), SampleMesh.id("redis", "data")) == "")
  }

  @Test func theDetailsListTheFigureThatIsChosen() {
    var dashboard = TestDashboard(width: 200, height: 50)
    #expect(dashboard.frame().contains("shop/frontend                       102/s"))
    dashboard.press("v", "v", "v")
    #expect(dashboard.state.edgeLabel == .p99)
    #expect(dashboard.frame().contains("shop/frontend                       210ms"))
    dashboard.press("V", "V", "V", "V")
    #expect(dashboard.state.edgeLabel == .none)
    #expect(dashboard.frame().contains("shop/frontend                       102/s"))
  }

  @Test func whatFailsHasASignEvenWithoutFigures() {
    var dashboard = TestDashboard(width: 200, height: 50)
    #expect(dashboard.frame().contains("■✖ 6.2/s"))
    #expect(dashboard.frame().contains("■▲ 102/s"))
    dashboard.press("V")
    #expect(dashboard.state.edgeLabel == .none)
    #expect(!dashboard.frame().contains("6.2/s"))
    #expect(dashboard.frame().contains("─✖─"))
    #expect(dashboard.frame().contains("─▲─"))
  }

  @Test func aFigureThatDoesNotFitTheViewIsNotCut() {
    var dashboard = TestDashboard(width: 80, height: 24)
    for _ in 0..<40 {
      dashboard.send(.mouse(MouseEvent(x: 5, y: 5, kind: .wheelRight)))
      for line in Canvas.lines(dashboard.frame()) {
        for part in ["224", "85", "102", "6.2", "29k"] {
          let text = String(line)
          guard let place = text.range(of: part) else { continue }
          #expect(text[place.upperBound...].contains("/s"), "\(text)")
        }
      }
    }
  }

  /// What the keys change does not show for a few seconds only, and the figure that one expects needs no word.
  @Test(arguments: [(80, 24), (120, 40)])
  func theFigureOnTheEdgesIsSaidForAsLongAsItIsNotTheFirst(width: Int, height: Int) {
    var dashboard = TestDashboard(width: width, height: height)
    #expect(!dashboard.frame().contains("edges: "))
    dashboard.press("v", "v")
    dashboard.wait(10)
    #expect(dashboard.frame().contains(" edges: p95 latency "))
    dashboard.press("4")
    #expect(!dashboard.frame().contains("edges: "))
    dashboard.press("1", "V", "V")
    #expect(!dashboard.frame().contains("edges: "))
  }

  @Test func theKeyIsForTheGraphAndItsEdges() {
    var dashboard = TestDashboard()
    dashboard.press("4", "v")
    #expect(dashboard.frame().contains("That is for the graph, which 1 shows."))
    #expect(dashboard.state.edgeLabel == .requests)
    dashboard.press("2", "v")
    #expect(dashboard.state.edgeLabel == .p50)
  }
}

extension Canvas {
  /// The rows of a frame as characters.
  static func lines(_ frame: String) -> [[Character]] {
    frame.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
  }
}

extension State {
  /// The columns of the graph.
  static func graphColumns(_ state: State) -> Range<Int> { state.areas.main.x..<state.areas.main.maxX }
}
