import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

/// A mesh of four namespaces of twenty services each: too many for boxes of their own.
private let large = SampleMesh.chains(namespaces: 4, length: 20)

private func dashboard(
  _ snapshot: Snapshot = large, view: ViewOptions = ViewOptions(collapse: .auto, foldsLeaves: true), width: Int = 120,
  height: Int = 40
) -> TestDashboard {
  var settings = Settings(sourceName: "thanos.example", themes: ["dark", "light"])
  settings.view = view
  return TestDashboard(snapshot, width: width, height: height, settings: settings)
}

private func group(_ name: String) -> NodeGroup { .namespace(name, cluster: "east") }

extension TestDashboard {
  fileprivate var names: [String] { state.view?.shown.snapshot.nodes.map(\.name) ?? [] }

  /// Chooses a node or box by its name.
  fileprivate mutating func find(_ name: String) {
    press("/")
    type(name)
    press("enter", "esc")
  }
}

@Suite struct CollapsingTests {
  @Test func aLargeMeshStartsCollapsedAndSaysSo() {
    let dashboard = dashboard()
    #expect(dashboard.names == ["n0", "n1", "n2", "n3"])
    #expect(dashboard.frame().contains("4 boxes for 80 nodes, 79 edges"))
  }

  @Test func theNodesAreCountedThatAreFoundInBoxes() {
    var dashboard = dashboard()
    dashboard.press("/")
    dashboard.type("s1")
    // s1 and s10 to s19, all in n0.
    #expect(dashboard.frame().contains("11 in 1 box"))
    dashboard.press("enter")
    #expect(dashboard.frame().contains("/s1 11 in 1 box"))
    dashboard.press("/")
    dashboard.type("s40")
    #expect(dashboard.frame().contains("1 found"))
    dashboard.press("enter", "4")
    #expect(dashboard.frame().contains("/s40 1 found"))
  }

  @Test func enterOpensABoxAndEscLeadsBackToIt() {
    var dashboard = dashboard()
    dashboard.find("n2")
    #expect(dashboard.state.selection == group("n2").id)
    dashboard.press("enter")
    #expect(dashboard.names.count == 23)
    #expect(dashboard.state.selection == SampleMesh.id("s40", "n2"))
    dashboard.press("esc")
    #expect(dashboard.names.count == 4)
    #expect(dashboard.state.selection == group("n2").id)
  }

  @Test func cCollapsesAndOpensAndComesBackToWhatWasChosen() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("cart")
    dashboard.press("c")
    #expect(dashboard.state.selection == group("shop").id)
    #expect(!dashboard.names.contains("cart"))
    #expect(dashboard.names.contains("redis"))
    dashboard.press("c")
    #expect(dashboard.state.selection == SampleMesh.id("cart"))
    #expect(dashboard.names.contains("orders"))
  }

  @Test func bigCCollapsesAllAndOpensAll() {
    var dashboard = dashboard()
    dashboard.press("C")
    #expect(dashboard.names.count == 80)
    dashboard.press("C")
    #expect(dashboard.names == ["n0", "n1", "n2", "n3"])
  }

  @Test func withSeveralClustersBigCCollapsesTheseToo() {
    func node(_ cluster: String, _ namespace: String, _ name: String) -> Node {
      Node(kind: .workload, cluster: cluster, namespace: namespace, name: name)
    }
    let nodes = ["east", "west"].flatMap {
      [node($0, "shop", "cart"), node($0, "shop", "web"), node($0, "bank", "api")]
    }
    let edges = zip(nodes, nodes.dropFirst()).map { Edge(source: $0.id, target: $1.id) }
    var dashboard = TestDashboard(
      Snapshot(time: SampleMesh.time, window: .seconds(120), nodes: nodes, edges: edges))
    func boxes() -> Int { dashboard.state.view?.shown.snapshot.nodes.count ?? 0 }
    #expect(boxes() == 6)
    dashboard.press("C")
    #expect(boxes() == 4)
    dashboard.press("C")
    #expect(boxes() == 2)
    dashboard.press("enter")
    #expect(boxes() > 2)
    dashboard.press("C")
    #expect(boxes() == 6)
  }

  @Test func whatIsOpenStaysOpenWhenFiguresArrive() {
    var dashboard = dashboard()
    dashboard.find("n1")
    dashboard.press("enter", "down")
    let (names, selection) = (dashboard.names, dashboard.state.selection)
    dashboard.send(.arrived(.success(MeshIndex(large))))
    #expect(dashboard.names == names)
    #expect(dashboard.state.selection == selection)
  }

  @Test func anEndOfWhichNothingIsKnownCannotBeCollapsed() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("unknown")
    dashboard.press("c")
    #expect(dashboard.state.notice?.text == "What is chosen stands in no namespace.")
    #expect(dashboard.state.view?.isWhole == true)
  }

  @Test func aSearchFindsWhatIsInABoxAndEnterLeadsToIt() {
    var dashboard = dashboard()
    dashboard.press("/")
    dashboard.type("s47")
    #expect(dashboard.state.find.matches == [group("n2").id])
    dashboard.press("enter", "enter")
    #expect(dashboard.state.selection == SampleMesh.id("s47", "n2"))
  }

  @Test func whatIsSearchedForGoesBeforeWhatWasChosenInTheBox() {
    var dashboard = dashboard()
    dashboard.find("n2")
    dashboard.press("enter", "esc", "/")
    dashboard.type("s47")
    dashboard.press("enter", "enter")
    #expect(dashboard.state.selection == SampleMesh.id("s47", "n2"))
  }

  @Test func aSelectionThatIsGoneFromTheMeshMovesNowhereStrange() {
    var dashboard = dashboard()
    dashboard.find("n3")
    let smaller = SampleMesh.chains(namespaces: 3, length: 10)
    dashboard.send(.arrived(.success(MeshIndex(smaller))))
    #expect(dashboard.state.selection.map { dashboard.state.view?.shown.node($0) != nil } == true)
  }

  @Test func theDetailsOfABoxTellItsSumsAndWhatIsInIt() {
    var dashboard = dashboard(SampleMesh.shop, view: ViewOptions(collapsedNames: ["shop"]), width: 160, height: 50)
    dashboard.find("shop")
    let frame = dashboard.frame()
    for text in ["namespace · 4 nodes · east", "within", "In it 4", "Called by 2", "Calls 1"] {
      #expect(frame.contains(text), "\(text)")
    }
  }

  @Test func anEdgeOfABoxIsChosenFollowedAndExplained() {
    var dashboard = dashboard(SampleMesh.shop, view: ViewOptions(collapsedNames: ["shop", "legacy"]), width: 160)
    dashboard.find("shop")
    dashboard.press("]")
    #expect(dashboard.state.chosenEdge?.source == group("shop").id)
    #expect(dashboard.frame().contains("Stands for 1 edge"))
    dashboard.press("enter")
    #expect(dashboard.state.selection == SampleMesh.id("redis", "data"))
    dashboard.press("esc")
    #expect(dashboard.state.selection == group("shop").id)
  }

  @Test func theTableKeepsAllEdgesAndLeadsIntoTheBox() {
    var dashboard = dashboard()
    dashboard.press("2")
    #expect(dashboard.state.list.rows.count == 79)
    dashboard.press("enter")
    #expect(dashboard.state.pane == .graph)
    // The busiest edge is within the last namespace, whose box shows no edges.
    #expect(dashboard.state.selection?.parts?.name == "s78")
    #expect(dashboard.state.chosenEdge?.target.parts?.name == "s79")
  }

  @Test func theSumsOfTheHeaderStayThoseOfTheWholeMesh() throws {
    let header = try #require(dashboard().frame().split(separator: "\n").first)
    var open = dashboard()
    open.press("C")
    #expect(open.frame().split(separator: "\n").first == header)
  }

  @Test func noHistoryIsAskedForOfABox() {
    var dashboard = dashboard()
    _ = dashboard.takeEffects()
    dashboard.wait(1)
    #expect(!dashboard.takeEffects().contains { if case .fetchHistory = $0 { true } else { false } })
  }

  @Test func whatIsSavedAndWrittenIsTheWholeMesh() {
    var dashboard = dashboard()
    _ = dashboard.takeEffects()
    dashboard.press("ctrl-s")
    guard case .save(let mesh, _, _)? = dashboard.takeEffects().first else {
      Issue.record("nothing was saved")
      return
    }
    #expect(mesh.snapshot == large)
  }

  @Test func detailGoesFromNamespacesToBoxesWithRoom() {
    var dashboard = TestDashboard(SampleMesh.twoNamespaces, width: 120, height: 40)
    #expect(dashboard.state.detailLevel == .compact)
    dashboard.press("-")
    #expect(dashboard.state.detailLevel == .namespaces)
    #expect(dashboard.state.view?.shown.snapshot.nodes.count == 2)
    // There are no clusters to gather.
    dashboard.press("-")
    #expect(dashboard.state.detailLevel == .namespaces)
    dashboard.press("+", "+")
    #expect(dashboard.state.detailLevel == .roomy)
    #expect(dashboard.state.scene?.request.options.density == .roomy)
    #expect(dashboard.state.view?.shown.snapshot.nodes.count == 7)
    dashboard.press("+")
    #expect(dashboard.frame().contains("There is no more detail."))
  }
}

@Suite struct FoldingTests {
  private let hub = SampleMesh.hub(leaves: 60)
  private let fold = NodeID.fold(of: SampleMesh.id("hub"), .callees)

  @Test func aBoxOfLeavesOpensAndCloses() {
    var dashboard = dashboard(hub)
    #expect(dashboard.names.contains("44 services"))
    #expect(dashboard.frame().contains("+44 services"))
    dashboard.find("leaf-59")
    #expect(dashboard.state.selection == fold)
    dashboard.press("enter")
    #expect(dashboard.names.count == 61)
    dashboard.press("esc")
    #expect(dashboard.names.contains("44 services"))
    #expect(dashboard.state.selection == fold)
  }

  @Test func theHubClosesItToo() {
    var dashboard = dashboard(hub)
    dashboard.find("leaf-59")
    dashboard.press("enter")
    dashboard.find("hub")
    dashboard.press("esc")
    #expect(dashboard.names.count == 18)
  }

  @Test func figuresDoNotReshuffleWhatIsFolded() {
    var dashboard = dashboard(hub)
    let drawing = dashboard.state.scene?.drawing
    var changed = hub
    for index in changed.edges.indices { changed.edges[index].http?.rate = Double(index) }
    dashboard.send(.arrived(.success(MeshIndex(changed))))
    #expect(dashboard.state.scene?.drawing == drawing)
  }
}

@Suite struct FocusingTests {
  @Test func theMenuOffersNeighbourhoodsAndADigitChoosesOne() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("orders")
    dashboard.press("F")
    #expect(dashboard.state.overlay == .focus(row: 0))
    #expect(dashboard.frame().contains("2 hops around shop/orders"))
    dashboard.press("1")
    #expect(dashboard.state.overlay == nil)
    #expect(dashboard.names.sorted() == ["cart", "frontend", "orders", "unknown"])
    #expect(dashboard.frame().contains("focus: 1 hop around shop/orders, 4 of 9 boxes; esc leaves"))
    dashboard.press("esc")
    #expect(dashboard.state.view?.isWhole == true)
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
  }

  @Test func theSearchEndsWhereAPartIsShown() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.press("/")
    dashboard.type("orders")
    dashboard.press("enter", "F", "1")
    #expect(dashboard.frame().contains("focus: 1 hop around shop/orders"))
    dashboard.press("esc")
    #expect(dashboard.state.view?.isWhole == true)
  }

  @Test func arrowsAndEnterChooseAndTheLastRowShowsAll() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("cart")
    dashboard.press("F", "down", "down", "down", "enter")
    #expect(dashboard.names.sorted() == ["cart", "frontend", "gateway", "orders", "unknown"])
    dashboard.press("F", "6")
    #expect(dashboard.state.view?.isWhole == true)
  }

  @Test func aLongNameIsCutInTheLineThatSaysWhatIsHidden() {
    var dashboard = dashboard(SampleMesh.shop, width: 80, height: 24)
    dashboard.find("reviews-with")
    dashboard.press("F", "1")
    #expect(dashboard.frame().contains("; esc │"))
  }

  @Test func escClosesTheMenuAlone() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.press("F", "1", "F", "esc")
    #expect(dashboard.state.viewOptions.scope != nil)
  }

  @Test func aFocusOpensALargeMeshWhereThatIsFewBoxes() {
    var dashboard = dashboard()
    dashboard.find("n2")
    dashboard.press("enter", "F", "2")
    #expect(dashboard.names.sorted() == ["s38", "s39", "s40", "s41", "s42"])
    dashboard.press("esc")
    #expect(dashboard.names.contains("n1"))
  }

  @Test func whatTheDetailsLeadToOutsideOfTheFocusIsNamed() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("redis")
    dashboard.press("F", "1")
    dashboard.find("cart")
    // Its callers, frontend and orders, are not in the focus.
    dashboard.press("enter", "enter")
    #expect(dashboard.state.selection == SampleMesh.id("cart"))
    #expect(dashboard.state.notice?.text == "shop/frontend is not in the part that is shown; esc shows all.")
  }

  @Test func aNamedNodeIsFocusedOnFromTheBeginning() {
    var settings = Settings(sourceName: "x")
    settings.focus = ("shop/cart", .around(hops: 1))
    let dashboard = TestDashboard(settings: settings)
    #expect(dashboard.state.selection == SampleMesh.id("cart"))
    #expect(dashboard.names.sorted() == ["cart", "frontend", "orders", "redis"])
  }

  @Test func aNameThatLeadsToNoNodeIsSaid() {
    for (name, text) in [("nobody", "There is no node named nobody."), ("a", "a is the name of 2 nodes.")] {
      var settings = Settings(sourceName: "x")
      settings.focus = (name, .callers)
      var mesh = SampleMesh.shop
      mesh.nodes[2].name = "a"
      mesh.nodes[3].name = "a"
      let dashboard = TestDashboard(mesh, settings: settings)
      #expect(dashboard.state.notice?.text.hasPrefix(text) == true)
      #expect(dashboard.state.view?.isWhole == true)
    }
  }

  @Test func aFocusWhoseNodeGoesAwaySaysSo() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("cart")
    dashboard.press("F", "1")
    var without = SampleMesh.shop
    without.nodes.removeAll { $0.name == "cart" }
    without.edges.removeAll { [$0.source, $0.target].contains(SampleMesh.id("cart")) }
    dashboard.send(.arrived(.success(MeshIndex(without))))
    #expect(dashboard.names.count == 8)
    #expect(dashboard.frame().contains("nothing of it here; esc leaves"))
  }
}

@Suite struct PathsTests {
  @Test func twoPressesShowTheWaysBetweenTwoBoxes() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.press("P")
    #expect(dashboard.state.pathStart == SampleMesh.id("gateway", "ingress"))
    #expect(dashboard.frame().contains("paths from ingress/gateway: choose an end, then P, or esc"))
    dashboard.find("redis")
    dashboard.press("P")
    #expect(dashboard.names.sorted() == ["cart", "frontend", "gateway", "orders", "redis"])
    #expect(dashboard.frame().contains("paths: ingress/gateway ▶ data/redis, 5 of 9 boxes; esc leaves"))
    dashboard.press("esc")
    #expect(dashboard.state.view?.isWhole == true)
  }

  @Test func thereMayBeWaysBackOnlyOrNone() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.find("redis")
    dashboard.press("P")
    dashboard.find("frontend")
    dashboard.press("P")
    #expect(dashboard.state.notice?.text == "No calls lead from data/redis to shop/frontend; these lead back.")
    #expect(dashboard.state.view?.outcome == .reversed)
    dashboard.press("esc")
    dashboard.find("alone")
    dashboard.press("P")
    dashboard.find("frontend")
    dashboard.press("P")
    #expect(dashboard.state.notice?.text == "No calls lead from legacy/alone to shop/frontend, nor back.")
    #expect(dashboard.state.view?.isWhole == true)
  }

  @Test func escOrTheSameBoxGivesTheStartUp() {
    for keys in [["P", "esc"], ["P", "P"]] {
      var dashboard = dashboard(SampleMesh.shop)
      for key in keys { dashboard.press(key) }
      #expect(dashboard.state.pathStart == nil)
      #expect(dashboard.state.view?.isWhole == true)
    }
  }

  @Test func waysLeadThroughCollapsedNamespacesAndOpenThem() {
    var dashboard = dashboard()
    dashboard.find("n0")
    dashboard.press("P")
    dashboard.find("n2")
    dashboard.press("P")
    // Both ends stay boxes; the way through the namespace between them is shown.
    #expect(dashboard.names.contains("n0"))
    #expect(dashboard.names.count == 22)
  }
}

@Suite struct MarkingTests {
  @Test func iTurnsWhatMostCallIntoMarksAndBack() {
    var dashboard = dashboard(SampleMesh.telemetry, width: 160)
    dashboard.press("i")
    #expect(!dashboard.names.contains("otel"))
    let frame = dashboard.frame()
    #expect(frame.contains("s0 [a]"))
    #expect(frame.contains("Marks on their callers: [a] otel."))
    #expect(frame.contains("[a] otel"))
    dashboard.press("i")
    #expect(dashboard.names.contains("otel"))
  }

  @Test func whereThereIsNoneThatIsSaid() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.press("i")
    #expect(dashboard.state.notice?.text == "No service is called by most of the others.")
    #expect(!dashboard.state.viewOptions.marksSinks)
  }

  @Test func theDetailsLeadToAMarkInWords() {
    var dashboard = dashboard(SampleMesh.telemetry, width: 160)
    dashboard.find("s3")
    dashboard.press("i", "enter", "end", "enter")
    #expect(dashboard.state.notice?.text == "telemetry/otel is shown as mark [a]; i shows it as a box.")
  }
}

@Suite struct ViewChangeTests {
  @Test func nothingIsLaidOutForWhatChangesNothing() {
    var dashboard = dashboard(SampleMesh.shop)
    _ = dashboard.takeEffects()
    let scene = dashboard.state.scene?.drawing
    dashboard.press("F", "6", "i")
    #expect(dashboard.state.scene?.drawing == scene)
  }

  @Test func theOldPictureStaysUntilTheNewOneIsLaidOut() {
    var state = dashboard().state
    let before = state.screen(.plain).plainText()
    let effects = reduce(into: &state, .key(KeyPress(.character("C"))), at: SampleMesh.time)
    #expect(effects.contains { if case .layOut = $0 { true } else { false } })
    #expect(state.screen(.plain).plainText().contains("n0"))
    #expect(before.contains("n0"))
  }

  @Test func keysInTheTableChangeNoView() {
    var dashboard = dashboard(SampleMesh.shop)
    dashboard.press("2", "c", "C", "P", "i")
    #expect(dashboard.state.viewOptions == dashboard.state.settings.view)
    #expect(dashboard.state.overlay == nil)
  }
}

extension Look {
  fileprivate static let plain = Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode)
}
