import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct LineDrawingTests {
  /// A mesh with cycles, pairs in both directions, forks and crossings, encrypted as `mtls` says of each edge.
  private static func mesh(_ mtls: (Int) -> MutualTLS) -> Snapshot {
    let pairs = [
      (0, 2), (0, 3), (0, 4), (1, 2), (1, 4), (1, 5), (2, 6), (3, 7), (4, 6), (4, 7), (5, 8), (6, 3), (7, 9), (8, 9),
      (9, 1), (2, 3), (3, 2), (6, 8), (8, 6), (0, 9), (5, 5),
    ]
    func id(_ number: Int) -> NodeID { SampleMesh.id("svc-\(number)") }
    return Snapshot(
      time: SampleMesh.time, window: .seconds(120),
      nodes: (0..<10).map { Node(kind: .workload, cluster: "east", namespace: "shop", name: "svc-\($0)") },
      edges: pairs.enumerated().map { index, pair in
        Edge(
          source: id(pair.0), target: id(pair.1), http: RequestTraffic(rate: 1, errorPercent: 0), mtls: mtls(index),
          health: .healthy)
      }.sorted { $0.id < $1.id })
  }

  /// The whole drawing with some edges chosen, and its cells without boxes, labels and ends.
  private struct Drawn {
    let scene: Scene
    let canvas: Canvas
    let cells: LineCells
    let bare: [Point]

    init(_ snapshot: Snapshot, chosen: Set<Edge.ID>, direction: LayoutOptions.Direction) throws {
      let options = LayoutOptions(direction: direction, labelWidth: EdgeLabel.width)
      let scene = try #require(SceneRequest(snapshot, options).scene(like: nil))
      self.scene = scene
      let size = scene.drawing
      let whole = Rect(x: 0, y: 0, width: size.width, height: size.height)
      var canvas = Canvas(width: size.width, height: size.height)
      let look = Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode)
      GraphDrawing(mesh: MeshIndex(snapshot), scene: scene, look: look, label: .requests, chosen: chosen)
        .draw(on: &canvas, in: canvas.bounds, origin: Point(x: 0, y: 0))
      self.canvas = canvas
      cells = scene.lines.cells(in: whole, marking: Set(chosen.compactMap(scene.route)))
      let labels = scene.lines.labels(in: whole).map(\.rect)
      let ends = Set(scene.lines.ends(in: whole).map(\.cell))
      let all = (0..<size.height).flatMap { y in (0..<size.width).map { Point(x: $0, y: y) } }
      bare = all.filter { cell in
        size.box(at: cell) == nil && !ends.contains(cell) && !labels.contains { $0.contains(cell) }
      }
    }

    func glyph(_ cell: Point) -> Character { canvas[cell.x, cell.y].glyph }
  }

  @Test(arguments: LayoutOptions.Direction.allCases)
  func onlyTheChosenLineIsDoubledAndAllOfIt(direction: LayoutOptions.Direction) throws {
    let snapshot = Self.mesh { _ in MutualTLS(percent: 100) }
    let across: Set<Character> = Set("═╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪")
    let down: Set<Character> = Set("║╔╗╚╝╠╣╦╩╬╓╖╙╜╟╢╥╨╫")
    for edge in snapshot.edges {
      let drawn = try Drawn(snapshot, chosen: [edge.id], direction: direction)
      for cell in drawn.bare {
        let ways = drawn.cells.markedArms(at: cell)
        let glyph = drawn.glyph(cell)
        #expect(across.contains(glyph) == !ways.isDisjoint(with: [.left, .right]), "\(glyph) at \(cell)")
        #expect(down.contains(glyph) == !ways.isDisjoint(with: [.up, .down]), "\(glyph) at \(cell)")
      }
    }
  }

  @Test(arguments: LayoutOptions.Direction.allCases)
  func aCrossIsOnlyACrossing(direction: LayoutOptions.Direction) throws {
    let snapshot = Self.mesh { $0 % 3 == 0 ? .unknown : MutualTLS(percent: $0 % 3 == 1 ? 0 : 100) }
    for chosen in [[], Set(snapshot.edges.prefix(1).map(\.id))] {
      let drawn = try Drawn(snapshot, chosen: chosen, direction: direction)
      var crossings = 0
      for cell in drawn.bare {
        let isCross = "┼╪╫╬".contains(drawn.glyph(cell))
        #expect(isCross == drawn.cells.isCrossing(at: cell), "\(cell)")
        if isCross {
          crossings += 1
          // Of two lines that cross, the one has nothing to do with the other.
          let nets = [drawn.cells.horizontalEdges(at: cell), drawn.cells.verticalEdges(at: cell)].map {
            Set($0.map { drawn.scene.drawing.routes[$0].net })
          }
          #expect(nets[0].isDisjoint(with: nets[1]))
        }
      }
      #expect(crossings > 0)
    }
  }

  @Test func aPairInBothDirectionsHasTwoArrowheadsAndTwoLabels() throws {
    let snapshot = Self.mesh { _ in MutualTLS(percent: 100) }
    let drawn = try Drawn(snapshot, chosen: [], direction: .leftToRight)
    let there = try #require(
      drawn.scene.route(of: Edge.ID(source: SampleMesh.id("svc-2"), target: SampleMesh.id("svc-3"))))
    let back = try #require(
      drawn.scene.route(of: Edge.ID(source: SampleMesh.id("svc-3"), target: SampleMesh.id("svc-2"))))
    let routes = drawn.scene.drawing.routes
    #expect(routes[there].points == routes[back].points.reversed())
    #expect(routes[there].label != nil && routes[back].label != nil)
    #expect(routes[there].label != routes[back].label)
    let whole = Rect(x: 0, y: 0, width: drawn.canvas.width, height: drawn.canvas.height)
    for route in [there, back] {
      let head = try #require(drawn.scene.lines.ends(in: whole).first { $0.edge == route && $0.isTarget })
      #expect("◀▶▲▼".contains(drawn.glyph(head.cell)))
    }
  }

  @Test func theWorstEncryptionOfALineShowsAndGhostsDoNotCount() {
    func look(_ parts: (Int, MutualTLS.State)...) -> LineLook {
      parts.reduce(into: LineLook()) { $0.add(LineLook(rank: $1.0, role: .edge, mtls: $1.1)) }
    }
    #expect(look((1, .full), (1, .none), (1, .unknown)).mtls == .none)
    #expect(look((1, .none), (3, .full)).mtls == .none)
    #expect(look((0, .none), (1, .full)).mtls == .full)
    #expect(look((1, .full), (0, .none)).mtls == .full)
    #expect(look((1, .none), (LineLook.chosen, .full)).mtls == .full)
    #expect(look((LineLook.chosen, .full), (1, .none)).mtls == .full)
  }
}
