import FoundationEssentials
import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct DisplayTests {
  private func questions(_ effects: [Effect]) -> [MeshQuestion] {
    effects.compactMap { if case .fetch(let question, _) = $0 { question } else { nil } }
  }

  @Test func everyRowIsChangedByItsLetterAndByEnterSpaceAndArrows() {
    for (place, row) in DisplayRow.allCases.enumerated() {
      for key in [String(row.letter), "enter", "space", "right", "left"] {
        var dashboard = TestDashboard()
        dashboard.press("d")
        let before = dashboard.state.chosenValue(of: row)
        for _ in 0..<place { dashboard.press("down") }
        dashboard.press(key)
        let count = row.values.count
        let expected = (before + (key == "left" ? count - 1 : 1)) % count
        #expect(dashboard.state.chosenValue(of: row) == expected, "\(row) by \(key)")
        #expect(dashboard.state.overlay == .display(row: place))
        for _ in 1..<count { dashboard.press(key) }
        #expect(dashboard.state.chosenValue(of: row) == before)
        dashboard.press("esc")
        #expect(dashboard.state.overlay == nil)
      }
    }
  }

  @Test func valuesAreCalledByWhatTheyAre() {
    var dashboard = TestDashboard()
    dashboard.press("d")
    func held(_ row: DisplayRow) -> String { row.values[dashboard.state.chosenValue(of: row)] }
    for _ in DisplayRow.nodes.values {
      dashboard.press("n", "w")
      #expect("\(dashboard.state.settings.graph)".hasPrefix(held(.nodes)))
      #expect("\(dashboard.state.settings.waypoints)" == held(.waypoints))
    }
    dashboard.press("y")
    #expect(dashboard.state.viewOptions.traffic.layers == .requests && held(.layers) == "L7 only")
    dashboard.press("e")
    #expect(dashboard.state.edgeMode == .unhealthy && held(.edges) == "unhealthy")
  }

  @Test func inATableTheMeshCanBeAskedForDifferentlyToo() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("2", "d", "w")
    #expect(questions(dashboard.takeEffects()).map(\.waypoints) == [.show])
    #expect(dashboard.state.pane == .edges)
  }

  @Test func noLetterIsAKeyThatMovesOrCloses() {
    let letters = DisplayRow.allCases.map(\.letter)
    #expect(Set(letters).count == letters.count)
    let taken: [Command] = [.moveLeft, .moveRight, .moveUp, .moveDown, .first, .last, .back, .quit, .display, .open]
    for letter in letters {
      let command = KeyMap.standard.command(for: KeyPress(.character(letter)))
      #expect(!taken.contains { $0 == command }, "\(letter)")
    }
  }

  @Test func anotherLayerIsShownAtOnceAndTheMeshStaysWhole() {
    var dashboard = TestDashboard(width: 200, height: 50)
    let totals = dashboard.state.mesh?.totals
    dashboard.press("d", "y")
    // A call from cart to redis is of connections alone.
    #expect(dashboard.state.scene?.box(of: SampleMesh.id("redis", "data")) == nil)
    #expect(dashboard.state.mesh?.totals == totals)
    #expect(dashboard.frame().contains("L7 only; d changes"))
    dashboard.press("y")
    #expect(dashboard.state.scene?.box(of: SampleMesh.id("redis", "data")) != nil)
    #expect(dashboard.state.view?.shown.snapshot.edges.allSatisfy { $0.requestRate == nil } == true)
    #expect(dashboard.frame().contains("L4 only; d changes"))
    dashboard.press("y")
    #expect(!dashboard.frame().contains("d changes"))
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func aProtocolThatIsLeftOutIsNamed() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("d", "c", "t")
    #expect(dashboard.frame().contains("no gRPC, TCP; d changes"))
  }

  @Test func whatHasNoSuchTrafficSaysSo() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("d", "y", "esc", ":")
    dashboard.type("data/redis")
    dashboard.press("enter")
    #expect(dashboard.frame().contains("redis has no traffic of what is shown; d changes that."))
  }

  @Test func linesGoAndNothingMoves() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("d")
    let drawing = dashboard.state.scene?.drawing
    _ = dashboard.takeLayouts()
    let graph = State.graphColumns(dashboard.state)
    func arrows() -> Int {
      Canvas.lines(dashboard.frame()).dropLast(17).reduce(0) { $0 + $1[graph].count { $0 == "▶" } }
    }
    let all = arrows()
    dashboard.press("e")
    let unhealthy = arrows()
    dashboard.press("e")
    #expect(arrows() == 0 && unhealthy > 0 && unhealthy < all)
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(dashboard.takeLayouts() == 0)
    #expect(dashboard.frame().contains("no lines; d changes"))
  }

  @Test func aChosenEdgeHasItsLineInAnyCase() throws {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("d", "e", "e", "esc", "right", "]")
    let edge = try #require(dashboard.state.chosenEdge)
    #expect(dashboard.state.draws(edge))
    #expect(dashboard.frame().contains("═"))
    #expect(dashboard.state.view?.shown.snapshot.edges.count { dashboard.state.draws($0.id) } == 1)
  }

  @Test func ranksTakeNoRoom() {
    var dashboard = TestDashboard(width: 200, height: 50)
    let drawing = dashboard.state.scene?.drawing
    _ = dashboard.takeLayouts()
    dashboard.press("d", "r", "esc")
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(dashboard.takeLayouts() == 0)
    #expect(dashboard.frame().contains("#1╮"))
    dashboard.press("d", "r", "esc")
    #expect(!dashboard.frame().contains("#1╮"))
  }

  @Test func aRankThatIsNotInViewAsAWholeIsLeftOut() {
    // Part of #29 would be another rank.
    var dashboard = TestDashboard(SampleMesh.chains(namespaces: 3, length: 10))
    dashboard.press("d", "r", "esc")
    let look = Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode)
    guard let drawing = dashboard.state.graphDrawing(look) else {
      Issue.record("there is no drawing")
      return
    }
    var seen: Set<String> = []
    for x in 0..<drawing.scene.drawing.width {
      for y in stride(from: 0, to: drawing.scene.drawing.height, by: 10) {
        var canvas = Canvas(width: 20, height: 12, style: Style())
        drawing.draw(on: &canvas, in: canvas.bounds, origin: Point(x: x, y: y))
        for mark in canvas.plainText().split(separator: "#").dropFirst() {
          seen.insert(String(mark.prefix { $0.isNumber }))
        }
      }
    }
    #expect(seen == ["1", "29"], "\(seen)")
  }

  @Test func whatIsAskedChangesWithTheQuestion() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("d", "i")
    #expect(questions(dashboard.takeEffects()).map(\.includesIdle) == [true])
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    dashboard.press("w")
    #expect(questions(dashboard.takeEffects()).map(\.waypoints) == [.show])
    // While an answer is awaited, what was chosen last is asked for as soon as that is in.
    dashboard.press("n", "n")
    #expect(questions(dashboard.takeEffects()).isEmpty)
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(questions(dashboard.takeEffects()).map(\.graph) == [.versionedApp])
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(questions(dashboard.takeEffects()).isEmpty)
  }

  @Test func ofAFileNothingElseIsAsked() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [SampleMesh.time]
    var dashboard = TestDashboard(settings: settings)
    _ = dashboard.takeEffects()
    dashboard.press("d", "i", "w", "n")
    #expect(questions(dashboard.takeEffects()).isEmpty)
    #expect(dashboard.frame().contains("A file has what was saved"))
  }

  @Test func whatIsChosenStaysSoWhereNodesStandForSomethingElse() {
    var dashboard = TestDashboard()
    dashboard.press("right", "d", "n")
    #expect(dashboard.state.selection == SampleMesh.id("frontend"))
    var apps = SampleMesh.shop
    apps.graph = .app
    func app(_ id: NodeID) -> NodeID {
      id.parts.map { NodeID(cluster: $0.cluster, namespace: $0.namespace, kind: .app, name: $0.name) } ?? id
    }
    apps.nodes = apps.nodes.map { node in
      Node(
        kind: .app, cluster: node.cluster, namespace: node.namespace, name: node.name, app: node.app,
        health: node.health)
    }
    for index in apps.edges.indices {
      apps.edges[index].source = app(apps.edges[index].source)
      apps.edges[index].target = app(apps.edges[index].target)
    }
    dashboard.send(.arrived(.success(MeshIndex(apps))))
    #expect(dashboard.state.selection == app(SampleMesh.id("frontend")))
    #expect(!dashboard.frame().contains("gone"))
  }

  @Test func whatAnotherQuestionLeavesOutIsNotGone() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("d", "i")
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(15)
    mesh.nodes.removeAll { $0.name == "alone" }
    mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: "fresh"))
    dashboard.press("esc")
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.state.scene?.box(of: SampleMesh.id("alone", "legacy")) == nil)
    #expect(!dashboard.state.changes.isNew(SampleMesh.id("fresh")))
  }
}

@Suite struct SummaryPaneTests {
  @Test func whereNothingIsChosenTheSummaryShowsAndStays() {
    var dashboard = TestDashboard(width: 120, height: 40)
    #expect(!dashboard.frame().contains("The whole mesh"))
    dashboard.press("esc")
    #expect(dashboard.frame().contains("The whole mesh"))
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(15)
    mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: "fresh"))
    dashboard.wait(15)
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.state.selection == nil)
    dashboard.press("right")
    #expect(dashboard.state.selection != nil)
  }

  @Test func aNodeThatGoesLeavesAnotherOneChosen() {
    var dashboard = TestDashboard(width: 120, height: 40)
    dashboard.press("esc", "right")
    let chosen = dashboard.state.selection
    dashboard.press("p", "p")
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(4000)
    mesh.nodes.removeAll { $0.id == chosen }
    mesh.edges.removeAll { $0.source == chosen || $0.target == chosen }
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.state.selection != nil && dashboard.state.selection != chosen)
  }

  @Test func ofAPartTheSummaryIsOfThePart() {
    var dashboard = TestDashboard(width: 120, height: 40)
    dashboard.press("d", "y", "y", "esc", "esc")
    let frame = dashboard.frame()
    #expect(frame.contains("What is shown"))
    #expect(!frame.contains("HTTP"))
    #expect(dashboard.state.summary?.all.hasRequests == false)
  }

  @Test func escapeLeadsOutOfAPartBeforeItChoosesNothing() {
    var dashboard = TestDashboard(width: 120, height: 40)
    dashboard.press("right", "F", "1", "esc")
    #expect(dashboard.state.viewOptions.scope == nil && dashboard.state.selection != nil)
    dashboard.press("esc")
    #expect(dashboard.state.selection == nil)
  }
}
