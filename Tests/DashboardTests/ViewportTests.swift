import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct ViewportTests {
  /// Rows of services, each of which calls the next, in a screen that shows a part of them.
  private static func chains(rows: Int = 12, length: Int = 12) -> Snapshot {
    func id(_ row: Int, _ column: Int) -> NodeID { SampleMesh.id("svc-\(row)-\(column)") }
    var nodes: [Node] = []
    var edges: [Edge] = []
    for row in 0..<rows {
      for column in 0..<length {
        nodes.append(
          Node(
            kind: .workload, cluster: "east", namespace: "shop", name: "svc-\(row)-\(column)",
            health: row == 9 ? .failing : .healthy))
        if column > 0 {
          let requests = RequestTraffic(rate: 1, errorPercent: 0)
          edges.append(
            Edge(
              source: id(row, column - 1), target: id(row, column), http: requests, mtls: MutualTLS(percent: 100),
              health: .healthy))
          if row > 0 { edges.append(Edge(source: id(0, 0), target: id(row, column), http: requests)) }
        }
      }
    }
    return Snapshot(
      time: SampleMesh.time, window: .seconds(120), nodes: nodes.sorted { $0.id < $1.id },
      edges: edges.sorted { $0.id < $1.id })
  }

  private static func dashboard(_ width: Int = 160, _ height: Int = 50) -> TestDashboard {
    TestDashboard(chains(), width: width, height: height)
  }

  private func mouse(_ x: Int, _ y: Int, _ kind: MouseEvent.Kind, _ modifiers: Modifiers = []) -> Action {
    .mouse(MouseEvent(x: x, y: y, kind: kind, button: .left, modifiers: modifiers))
  }

  @Test func draggingSlidesTheDrawingWithTheMouse() {
    var dashboard = Self.dashboard()
    dashboard.press("end", "g")
    dashboard.send(mouse(50, 30, .wheelDown))
    let start = dashboard.state.origin
    dashboard.send(mouse(60, 20, .press))
    dashboard.send(mouse(50, 15, .drag))
    #expect(dashboard.state.origin == Point(x: start.x + 10, y: start.y + 5))
    dashboard.send(mouse(55, 17, .drag))
    #expect(dashboard.state.origin == Point(x: start.x + 5, y: start.y + 3))
    dashboard.send(mouse(55, 17, .release))
    dashboard.send(mouse(20, 10, .drag))
    #expect(dashboard.state.origin == Point(x: start.x + 5, y: start.y + 3))
  }

  @Test func theWheelSlidesUpAndDownAndWithShiftSideways() {
    var dashboard = Self.dashboard()
    let start = dashboard.state.origin
    dashboard.send(mouse(50, 20, .wheelDown))
    #expect(dashboard.state.origin == Point(x: start.x, y: start.y + 3))
    dashboard.send(mouse(50, 20, .wheelDown, .shift))
    #expect(dashboard.state.origin == Point(x: start.x + 8, y: start.y + 3))
    dashboard.send(mouse(50, 20, .wheelRight))
    dashboard.send(mouse(50, 20, .wheelLeft))
    dashboard.send(mouse(50, 20, .wheelUp, .shift))
    dashboard.send(mouse(50, 20, .wheelUp))
    #expect(dashboard.state.origin == start)
  }

  @Test func whatIsSlidToStaysInViewWhenFiguresChange() {
    var dashboard = Self.dashboard()
    for _ in 0..<6 { dashboard.press("L", "J") }
    let origin = dashboard.state.origin
    dashboard.send(.arrived(.success(MeshIndex(Self.chains()))))
    #expect(dashboard.state.origin == origin)
  }

  @Test func whatIsLookedAtStaysInPlaceWhenTheDrawingChanges() throws {
    var dashboard = Self.dashboard()
    for _ in 0..<6 { dashboard.press("L", "J") }
    func middle() throws -> (node: NodeID, x: Int, y: Int) {
      let scene = try #require(dashboard.state.scene)
      let node = try #require(dashboard.state.middleNode(of: scene) { _ in true })
      let rect = scene.drawing.boxes[try #require(scene.box(of: node))].rect
      return (node, rect.x - dashboard.state.origin.x, rect.y - dashboard.state.origin.y)
    }
    let before = try middle()
    var mesh = Self.chains()
    mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: "a-very-long-new-name"))
    mesh.edges.append(Edge(source: SampleMesh.id("a-very-long-new-name"), target: SampleMesh.id("svc-0-0")))
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.takeLayouts() == 2)
    let after = try middle()
    #expect(after == before)
  }

  @Test(arguments: [true, false], [true, false])
  func aDrawingOfAnotherMeshIsNotLookedAtWhereItIsEmpty(isChosen: Bool, isAsked: Bool) throws {
    var dashboard = TestDashboard(Self.chains(), width: 80, height: 24)
    if !isChosen { dashboard.press("esc", "esc") }
    for _ in 0..<60 { dashboard.press("L") }
    if isAsked {
      dashboard.press("a")
      dashboard.type("shop")
      dashboard.press("enter")
    }
    // Of one service a long column and, below that, a long row: nothing is in the upper right corner.
    var mesh = Snapshot(time: SampleMesh.time, window: .seconds(120), nodes: [], edges: [])
    let first = "svc-0-0"
    let names =
      (1...60).map { (first, "other-\($0)") } + (1...11).map { ($0 == 1 ? first : "tail-\($0 - 1)", "tail-\($0)") }
    for name in [first] + names.map(\.1) {
      mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: name))
    }
    for (source, target) in names {
      mesh.edges.append(Edge(source: SampleMesh.id(source), target: SampleMesh.id(target)))
    }
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    let scene = try #require(dashboard.state.scene)
    #expect(scene.drawing.width > 200)
    let isSeen = dashboard.state.isAnyBoxSeen(of: scene)
    #expect(isSeen)
  }

  @Test(arguments: ["]", "2 end enter", "2 down enter"])
  func bothEndsOfAChosenEdgeAreInViewWhereTheyFit(_ keys: String) throws {
    var dashboard = TestDashboard(Self.chains(), width: 80, height: 40)
    dashboard.press("tab", "tab", "tab")
    for key in keys.split(separator: " ") { dashboard.press(String(key)) }
    let edge = try #require(dashboard.state.chosenEdge)
    let scene = try #require(dashboard.state.scene)
    let view = dashboard.state.viewport
    let rects = try [edge.source, edge.target].map { scene.drawing.boxes[try #require(scene.box(of: $0))].rect }
    let selection = try #require(dashboard.state.selection.flatMap(scene.box(of:)))
    #expect(view.contains(scene.drawing.boxes[selection].rect))
    let width = max(rects[0].maxX, rects[1].maxX) - min(rects[0].x, rects[1].x)
    let height = max(rects[0].maxY, rects[1].maxY) - min(rects[0].y, rects[1].y)
    if width < view.width - 4, height < view.height - 4 { #expect(rects.allSatisfy(view.contains)) }
  }

  @Test func aMinimapShowsWhereALargeDrawingIsSeenAndNeverHidesTheChosenBox() throws {
    var dashboard = Self.dashboard()
    let drawing = try #require(dashboard.state.scene?.drawing)
    var corners: Set<CellPoint> = []
    for _ in drawing.boxes {
      dashboard.press("tab")
      let minimap = try #require(dashboard.state.minimap)
      corners.insert(CellPoint(x: minimap.frame.x, y: minimap.frame.y))
      let box = try #require(dashboard.state.selection.flatMap { dashboard.state.scene?.box(of: $0) })
      let rect = drawing.boxes[box].rect
      let area = dashboard.state.areas.main
      let origin = dashboard.state.origin
      let onScreen = CellRect(
        x: rect.x - origin.x + area.x, y: rect.y - origin.y + area.y, width: rect.width, height: rect.height)
      #expect(!onScreen.intersects(minimap.frame))
      #expect(area.intersection(minimap.frame) == minimap.frame)
    }
    #expect(corners.count > 1)
  }

  @Test(arguments: [110, 118, 120, 126, 140, 160, 200])
  func hintsLeaveRoomForTheMarksThatTheGraphGoesOnBelow(width: Int) throws {
    var dashboard = Self.dashboard(width, 30)
    dashboard.wait(20)
    func footer() throws -> String { try String(#require(dashboard.frame().split(separator: "\n").last)) }
    #expect(dashboard.state.graphGoesOn.below)
    #expect(try footer().contains("─▼─▼─▼─"))
    #expect(try footer().contains("? help  / find"))
    // No hint is cut, whichever is the last.
    let last = try footer().split(separator: "─").dropFirst().first.map { String($0.suffix(7)) }
    let words = ["find ", "details ", "edges ", "figure ", "window ", "pause ", "save ", "quit "]
    #expect(words.contains { last?.hasSuffix($0) ?? false }, "\(last ?? "")")
    // So they do for what is said of a table that goes on below; where nothing is said, they have all of the line.
    dashboard.press("2")
    #expect(try footer().contains(" of \(dashboard.state.list.rows.count) ─"))
    #expect(try footer().contains("? help  / find"))
    dashboard.press("3")
    #expect(try footer().contains("q quit"))
  }

  @Test func aLabelThatTheMinimapWouldCutIsNotDrawn() throws {
    let snapshot = Self.chains(rows: 3, length: 4)
    let scene = try #require(
      SceneRequest(snapshot, LayoutOptions(labelWidth: EdgeLabel.width)).scene(like: nil))
    let size = scene.drawing
    let labels = scene.lines.labels(in: Rect(x: 0, y: 0, width: size.width, height: size.height))
    try #require(!labels.isEmpty)
    var drawing = GraphDrawing(
      mesh: MeshIndex(snapshot), scene: scene, look: Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode),
      label: .requests)
    func text(_ rect: Rect) -> String {
      var canvas = Canvas(width: size.width, height: size.height)
      drawing.draw(on: &canvas, in: canvas.bounds, origin: Point(x: 0, y: 0))
      return String((rect.x..<rect.maxX).map { canvas[$0, rect.y].glyph })
    }
    for (_, rect) in labels {
      drawing.covered = nil
      #expect(text(rect).contains("1/s"))
      // Under its last cell, and under its first.
      for x in [rect.maxX - 1, rect.x - 2] {
        drawing.covered = CellRect(x: x, y: rect.y - 1, width: 3, height: 3)
        #expect(!text(rect).contains("1"))
      }
      drawing.covered = CellRect(x: rect.maxX, y: rect.y, width: 3, height: 1)
      #expect(text(rect).contains("1/s"))
    }
  }

  @Test func theMinimapHasADotForEachBoxAndTheWorstHealthOfItsCells() throws {
    let dashboard = Self.dashboard()
    let scene = try #require(dashboard.state.scene)
    let mesh = try #require(dashboard.state.mesh)
    for map in scene.minimaps {
      let health = map.health(of: scene.request.nodes, in: mesh)
      for (index, box) in scene.drawing.boxes.enumerated() {
        let cells = map.cells(of: box.rect)
        let all = (cells.y..<cells.maxY).flatMap { y in (cells.x..<cells.maxX).map { y * map.size.width + $0 } }
        #expect(all.contains { map.dots[$0] != 0 })
        if mesh.node(scene.request.nodes[index])?.health == .failing {
          #expect(all.contains { health[$0] == .failing })
        }
      }
    }
  }

  @Test func theMinimapComesAndGoesByAKeyAndIsNotThereForWhatFits() {
    var dashboard = Self.dashboard()
    #expect(dashboard.state.minimap != nil)
    dashboard.press("M")
    #expect(dashboard.state.minimap == nil)
    dashboard.press("M")
    #expect(dashboard.state.minimap != nil)
    var small = TestDashboard(width: 240, height: 50)
    #expect(small.state.minimap == nil)
    small.press("M")
    #expect(small.state.minimap == nil)
  }

  @Test func aClickOnTheMinimapBringsThatPlaceIntoView() throws {
    var dashboard = Self.dashboard()
    let minimap = try #require(dashboard.state.minimap)
    let inner = minimap.frame.interior
    dashboard.send(mouse(inner.maxX - 1, inner.maxY - 1, .press))
    let scene = try #require(dashboard.state.scene)
    let area = dashboard.state.areas.main
    #expect(dashboard.state.origin.x + area.width >= scene.drawing.width)
    dashboard.send(mouse(inner.x, inner.y, .drag))
    #expect(dashboard.state.origin.x <= 0)
    #expect(dashboard.state.origin.y <= 0)
  }

  @Test func chipsNameWhereTheEdgesOfTheChosenBoxLeadOffTheView() throws {
    var dashboard = Self.dashboard(120, 40)
    dashboard.press("/")
    dashboard.type("svc-0-0")
    dashboard.press("enter", "esc")
    #expect(dashboard.state.selection == SampleMesh.id("svc-0-0"))
    let scene = try #require(dashboard.state.scene)
    let mesh = try #require(dashboard.state.mesh)
    let selection = try #require(dashboard.state.selection)
    let view = dashboard.state.areas.main
    let viewport = Rect(
      x: dashboard.state.origin.x, y: dashboard.state.origin.y, width: view.width, height: view.height)
    let drawing = GraphDrawing(
      mesh: mesh, scene: scene, look: Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode), label: .requests
    )
    let chips = drawing.chips(of: selection, viewport)
    let named = chips.flatMap { $0.others.map(\.name) }
    let hidden = mesh.outbound(selection).map(\.target).filter { id in
      scene.box(of: id).map { !scene.drawing.boxes[$0].rect.intersects(viewport) } ?? false
    }
    #expect(!hidden.isEmpty)
    #expect(named.sorted() == hidden.compactMap { mesh.node($0)?.name }.sorted())
    for chip in chips { #expect(viewport.contains(chip.cell)) }
    #expect(dashboard.frame().contains(" ▶"))
    let (area, shift) = GraphDrawing.view(view, origin: dashboard.state.origin)
    let chip = try #require(dashboard.state.graphDrawing(drawing.look)?.placedChips(area, shift).first)
    dashboard.send(mouse(chip.place.x + 1, chip.place.y, .press))
    #expect(dashboard.state.selection == chip.chip.others.first?.node)
    #expect(dashboard.state.selection != selection)
  }
}

@Suite struct ClickTests {
  private func click(_ x: Int, _ y: Int) -> Action { .mouse(MouseEvent(x: x, y: y, kind: .press, button: .left)) }

  /// The cell of a text on the screen.
  private func cell(of text: String, _ dashboard: TestDashboard) -> (x: Int, y: Int)? {
    for (y, line) in dashboard.frame().split(separator: "\n").enumerated() {
      if let range = line.firstRange(of: text) { return (line[..<range.lowerBound].count + 1, y) }
    }
    return nil
  }

  @Test(arguments: [("99% mTLS", Pane.security), ("err ─", .overview), ("req/s", .edges)])
  func aFigureOfTheHeaderLeadsToWhereItIsTold(text: String, pane: Pane) throws {
    var dashboard = TestDashboard()
    let place = try #require(cell(of: text, dashboard))
    dashboard.send(click(place.x, place.y))
    #expect(dashboard.state.pane == pane)
  }

  @Test func theWindowInTheHeaderOffersOthers() throws {
    var dashboard = TestDashboard()
    let place = try #require(cell(of: "2m window", dashboard))
    dashboard.send(click(place.x, place.y))
    guard case .windows = dashboard.state.overlay else {
      Issue.record("no windows are offered")
      return
    }
  }

  @Test func aCallerInTheDetailsIsChosenAndADoubleClickGoesThere() throws {
    var dashboard = TestDashboard()
    dashboard.press("right")
    #expect(dashboard.state.selection == SampleMesh.id("frontend"))
    let place = try #require(cell(of: "ingress/gateway", dashboard))
    dashboard.send(click(place.x, place.y))
    #expect(dashboard.state.detailRow == 0)
    dashboard.send(click(place.x, place.y))
    #expect(dashboard.state.selection == SampleMesh.id("gateway", "ingress"))
    #expect(dashboard.state.detailRow == nil)
    // What is no row of anybody chooses nothing.
    dashboard.wait(1)
    dashboard.send(click(dashboard.state.areas.detail.x + 2, dashboard.state.areas.detail.y))
    #expect(dashboard.state.detailRow == nil)
  }
}

extension Rect {
  /// Whether all of another one is in it.
  fileprivate func contains(_ other: Rect) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }
}
