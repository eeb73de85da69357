import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct ListTests {
  private func subjects(_ dashboard: TestDashboard) -> [ListRow.Subject] { dashboard.state.list.rows.map(\.subject) }

  private func names(_ dashboard: TestDashboard) -> [String] {
    subjects(dashboard).map { subject in
      switch subject {
      case .node(let id): id.parts?.name ?? ""
      case .edge(let id): "\(id.source.parts?.name ?? "")>\(id.target.parts?.name ?? "")"
      case .namespace(let id): id.namespace
      case .part, .finding: ""
      case .service(let id): id.name
      }
    }
  }

  @Test func whatIsShownInTheGraphComesOutOfItsBoxes() throws {
    var dashboard = TestDashboard()
    dashboard.press("C")
    let boxes = try #require(dashboard.state.view).boxes
    #expect(boxes.count > 1)
    dashboard.press("2", "end", "enter")
    let edge = try #require(dashboard.state.chosenEdge)
    #expect(dashboard.state.pane == .graph)
    #expect(dashboard.state.selection == edge.source)
    #expect(dashboard.state.mesh?.edge(edge) != nil)
    dashboard.press("C", "3", "]", "enter")
    let node = try #require(dashboard.state.selection)
    #expect(dashboard.state.mesh?.node(node)?.health == .failing)
    // The box of a namespace is what is meant by its row.
    dashboard = TestDashboard()
    dashboard.press("C", "3", "end", "up", "up", "up", "enter")
    #expect(dashboard.state.selection.map(boxes.contains) == true)
  }

  @Test func fromWhatAListShowedInTheGraphOneGoesBackToItsRow() {
    var dashboard = TestDashboard()
    dashboard.press("2", "down", "down", "enter")
    let edge = dashboard.state.chosenEdge
    #expect(dashboard.frame().contains("esc back to edges"))
    dashboard.press("esc")
    #expect(dashboard.state.pane == .edges)
    #expect(dashboard.state.list.row == 2)
    // Who went on in the graph stays there.
    dashboard.press("enter")
    #expect(dashboard.state.chosenEdge == edge)
    dashboard.press("]")
    #expect(!dashboard.frame().contains("esc back to edges"))
    dashboard.press("esc")
    #expect(dashboard.state.pane == .graph)
  }

  @Test func namespacesAreListedTheWorstFirst() {
    var dashboard = TestDashboard()
    dashboard.press("3")
    #expect(names(dashboard) == ["legacy", "shop", "data", "ingress", "unknown"])
    let frame = dashboard.frame()
    #expect(frame.contains("failing   shop/orders  12% of requests from shop/frontend: 503 UF"))
    #expect(frame.contains("failing   legacy/batch  80% of connections to "))
    #expect(frame.contains("plaintext on 3 edges"))
  }

  @Test func workloadsAreSortedByAnyColumn() {
    var dashboard = TestDashboard()
    dashboard.press("4")
    #expect(names(dashboard).first == "frontend")
    dashboard.press("S")
    // What has no requests comes last, whatever the order.
    #expect(names(dashboard).first == "reviews-with-a-very-long-name-indeed-v1")
    // What one sorts for is what comes first.
    #expect(dashboard.state.list.row == 0)
    dashboard.press("<")
    #expect(names(dashboard).first == "orders", "the failing one")
    dashboard.press("<")
    #expect(names(dashboard) == names(dashboard).sorted { full($0) < full($1) })
    #expect(!names(dashboard).contains("unknown"))
  }

  private func full(_ name: String) -> String {
    let node = SampleMesh.shop.nodes.first { $0.name == name }
    return "\(node?.namespace ?? "")/\(name)"
  }

  @Test func aLatencyFindsWhoServesIt() {
    var dashboard = TestDashboard(SampleMesh.slow)
    dashboard.press("4", "/")
    dashboard.type("p95 > 100ms")
    #expect(names(dashboard) == ["reviews-v2"])
  }

  @Test func aNamespaceFindsItsRows() {
    var dashboard = TestDashboard()
    dashboard.press("4", "/")
    dashboard.type("lega")
    #expect(Set(names(dashboard)) == ["batch", "alone"])
  }

  @Test func whatIsChosenInAListIsChosenInTheGraph() {
    var dashboard = TestDashboard()
    dashboard.press("4", "/")
    dashboard.type("orders")
    dashboard.press("enter", "1")
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
  }

  @Test func onlyColumnsThatShowAreSortedBy() {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press("4")
    for _ in 0..<6 {
      dashboard.press(">")
      let heading = dashboard.frame().split(separator: "\n")[3]
      #expect(heading.contains("↓") || heading.contains("↑"), "\(heading)")
    }
  }

  @Test func aPartOfTheMeshIsListedAlone() {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("/")
    dashboard.type("redis")
    dashboard.press("enter", "esc", "F", "4", "4")
    #expect(Set(names(dashboard)) == ["redis", "cart", "frontend", "gateway", "orders", "batch"])
    #expect(dashboard.frame().contains("focus: all callers of data/redis"))
    dashboard.press("esc")
    #expect(names(dashboard).count == 8)
  }

  @Test func aNeighbourhoodIsChosenInAList() {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("4", "/")
    dashboard.type("redis")
    dashboard.press("enter", "F", "4")
    #expect(Set(names(dashboard)) == ["redis", "cart", "frontend", "gateway", "orders", "batch"])
    #expect(dashboard.state.pane == .workloads)
  }

  @Test func whatTheDashboardChoseItselfIsNotTakenToTheList() {
    var dashboard = TestDashboard()
    dashboard.press("4")
    #expect(dashboard.state.list.row == 0)
    dashboard.press("1", "right", "4")
    #expect(dashboard.state.list.selection == .node(SampleMesh.id("frontend")))
  }

  @Test func whatIsFoundNarrowsTheRows() {
    var dashboard = TestDashboard()
    dashboard.press("4", "/")
    dashboard.type("failing")
    #expect(names(dashboard).sorted() == ["batch", "orders"])
    dashboard.press("esc")
    #expect(names(dashboard).count == 8)
  }

  @Test func servicesSayWhetherRequestsAreKnown() {
    var dashboard = TestDashboard()
    dashboard.press("5")
    let rows = dashboard.state.list.rows
    func layer(_ name: String) -> ListCell? {
      rows.first { $0.subject == .node(SampleMesh.id(name, name == "redis" ? "data" : "shop")) }?.cells[3]
    }
    #expect(layer("cart") == .text("L7", .text))
    #expect(layer("redis") == .text("L4", .warning))
  }

  @Test func onlyWhatIsNotWhollyEncryptedIsASecurityMatter() {
    var dashboard = TestDashboard(width: 200, height: 40)
    dashboard.press("6")
    #expect(
      names(dashboard) == [
        "unknown>orders", "batch>redis", "orders>cart", "frontend>reviews-with-a-very-long-name-indeed-v1",
      ])
    let frame = dashboard.frame()
    #expect(frame.contains("no proxy names the client"))
    #expect(frame.contains("0.8/s denied"))
    #expect(frame.contains("trust domains: cluster.local"))
  }

  @Test func aLongNameThatSeveralHaveKeepsBothItsEndsAndWhatItStandsIn() {
    func fitted(_ width: Int, _ isShared: Bool = true) -> String {
      NodeNames.fitted(scope: "team-18", own: "payments-reconciliation", isShared: isShared, to: width, ellipsis: "…")
    }
    #expect(fitted(31) == "team-18/payments-reconciliation")
    #expect(fitted(27, false) == "te…/payments-reconciliation")
    #expect(fitted(24) == "team-18/payment…iliation")
    #expect(fitted(20, false) == "payments-…nciliation")
    #expect(fitted(16) == "team-18/pay…tion")
    #expect(fitted(10) == "t…18/pa…on")
    #expect(fitted(7) == "pay…ion")
    for width in 0...40 { #expect(displayWidth(of: fitted(width)) <= width) }
  }

  /// Sixteen teams run the same service.
  @Test(arguments: [80, 120])
  func rowsOfTheSameNameAreToldApart(width: Int) {
    var mesh = SampleMesh.shop
    let teams = (1...16).map { SampleMesh.id("payments-reconciliation", "team-\($0)") }
    mesh.nodes = teams.map {
      Node(
        kind: .workload, cluster: "east", namespace: $0.parts?.namespace ?? "", name: "payments-reconciliation",
        health: .healthy)
    }
    mesh.edges = zip(teams, teams.dropFirst()).map { source, target in
      Edge(source: source, target: target, http: RequestTraffic(rate: 1, errorPercent: 0), health: .healthy)
    }
    var dashboard = TestDashboard(mesh, width: width, height: 40)
    for pane in ["2", "4"] {
      dashboard.press(pane)
      let rows = dashboard.frame().split(separator: "\n").filter { $0.contains("● healthy ") && $0.contains("1/s") }
        .map { $0.dropFirst().prefix(24) }
      #expect(rows.count > 9)
      #expect(Set(rows).count == rows.count, "\(rows)")
    }
  }

  /// A bar tells again what a figure tells, a name is told nowhere else.
  @Test func barsMakeRoomForNames() {
    let columns = ListSource.workloads.columns
    func places(_ name: Int) -> [ListPlace] {
      ListPlace.list(columns, width: 108, names: columns.indices.map { $0 == 0 ? name : 0 })
    }
    let (short, long) = (places(10), places(30))
    #expect(short.map(\.index) == long.map(\.index))
    #expect(short.contains { $0.bar > 0 })
    #expect(long[0].width > short[0].width)
    #expect(long[0].width >= 20)
  }

  /// A table that goes on below says which of its rows are in view, beside the details or above them.
  @Test(arguments: [(80, 24), (120, 20)])
  func whatOfALongTableIsInViewIsSaid(width: Int, height: Int) {
    let mesh = SampleMesh.chains(namespaces: 1, length: 40)
    var dashboard = TestDashboard(mesh, width: width, height: height)
    dashboard.press("4")
    let page = dashboard.state.listLayout.page
    #expect(dashboard.frame().contains(" 1–\(page) of 40 "))
    #expect(dashboard.frame(.ascii).contains(" 1-\(page) of 40 "))
    dashboard.press("end")
    #expect(dashboard.frame().contains(" \(41 - page)–40 of 40 "))
    dashboard.press("/")
    dashboard.type("s39")
    dashboard.press("enter")
    #expect(!dashboard.frame().contains(" of 1 "))
  }

  /// Where the called one presented an identity, it is the caller's that is missing.
  @Test func itIsSaidWhoseIdentityIsMissing() {
    var mesh = SampleMesh.shop
    mesh.edges[5].destinationPrincipals = ["spiffe://cluster.local/ns/shop/sa/cart"]
    var dashboard = TestDashboard(mesh, width: 200, height: 40)
    dashboard.press("6")
    let rows = dashboard.frame().split(separator: "\n")
    #expect(rows.contains { $0.contains("shop/orders") && $0.contains("caller has no identity") })
    #expect(rows.contains { $0.contains("legacy/batch") && $0.contains("no identity reported") })
  }

  @Test func enterLeadsToTheGraph() {
    var dashboard = TestDashboard()
    dashboard.press("6", "down", "enter")
    #expect(dashboard.state.pane == .graph)
    #expect(
      dashboard.state.chosenEdge
        == Edge.ID(source: SampleMesh.id("batch", "legacy"), target: SampleMesh.id("redis", "data")))
    dashboard.press("3", "down", "enter")
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
  }

  @Test func theChosenRowStaysChosenWhenFiguresArrive() {
    var dashboard = TestDashboard()
    dashboard.press("4", "down", "down")
    let chosen = dashboard.state.list.selection
    var mesh = SampleMesh.shop
    for index in mesh.edges.indices { mesh.edges[index].http?.rate *= Double(index + 1) }
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.state.list.selection == chosen)
    #expect(dashboard.frame().contains("Called by"))
  }

  @Test func theWorstCanBeChosenAboveTheNamespaces() {
    var dashboard = TestDashboard()
    dashboard.press("3")
    #expect(dashboard.state.list.selection == .node(SampleMesh.id("batch", "legacy")))
    #expect(dashboard.frame().contains("│ batch                      ✖ failing │"))
    dashboard.press("down")
    #expect(dashboard.state.list.selection == .node(SampleMesh.id("orders")))
    dashboard.press("down", "down")
    #expect(dashboard.state.list.selection == .namespace(NamespaceTotals.ID(cluster: "east", namespace: "legacy")))
    dashboard.press("end")
    #expect(dashboard.state.list.selection == .namespace(NamespaceTotals.ID(cluster: "east", namespace: "unknown")))
    dashboard.press("home", "enter")
    #expect(dashboard.state.pane == .graph)
    #expect(dashboard.state.selection == SampleMesh.id("batch", "legacy"))
  }

  @Test func aPaneOfSeveralListsShowsThemOneByOne() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("6", "]")
    #expect(names(dashboard).first == "legacy")
    dashboard.press("]")
    #expect(dashboard.frame().contains("ztunnels alone"))
    dashboard.press("]")
    #expect(names(dashboard) == ["gateway"])
    #expect(dashboard.frame().contains("ingress/gateway"))
    dashboard.press("]")
    #expect(names(dashboard).first == "unknown>orders")
    dashboard.press("[", "1", "6")
    #expect(names(dashboard) == ["gateway"])
  }

  @Test func onlyWhatIsUnwellIsListedWhereThatIsWanted() {
    var dashboard = TestDashboard()
    dashboard.press("4", "!")
    #expect(Set(names(dashboard)) == ["orders", "batch", "frontend"])
    dashboard.press("3")
    #expect(Set(names(dashboard)) == ["legacy", "shop"])
    dashboard.press("!")
    #expect(names(dashboard).count == 5)
  }

  @Test func versionsOfOneAppStandSideBySide() {
    var dashboard = TestDashboard(SampleMesh.canary, width: 120, height: 40)
    dashboard.press("5")
    #expect(names(dashboard) == ["reviews"])
    dashboard.press("home")
    let frame = dashboard.frame()
    #expect(dashboard.state.list.rows[0].cells[2] == .text("v1 90%, v2 10%", .dim))
    #expect(frame.contains("Versions 2"))
    #expect(frame.contains("≤400ms"))
    dashboard.press("enter")
    #expect(dashboard.state.selection == SampleMesh.id("reviews-v1"))
    #expect(dashboard.frame().contains("Versions 2"))
  }

  @Test func aClickOnAHeadingSortsAndAnotherOneReverses() {
    var dashboard = TestDashboard()
    dashboard.press("4")
    let lines = dashboard.frame().split(separator: "\n").map(String.init)
    let y = lines.firstIndex { $0.contains("Errors") } ?? 0
    let x = Array(lines[y]).firstIndex(of: "E") ?? 0
    func click() -> Action { .mouse(MouseEvent(x: x, y: y, kind: .press, button: .left)) }
    dashboard.send(click())
    #expect(dashboard.state.list.column == 3)
    #expect(!dashboard.state.list.isReversed)
    dashboard.wait(1)
    dashboard.send(click())
    #expect(dashboard.state.list.isReversed)
  }

  @Test func aDoubleClickOpens() {
    var dashboard = TestDashboard()
    dashboard.press("4")
    let rows = dashboard.state.areas.main.y + dashboard.state.listLayout.rows
    func click(_ row: Int) -> Action { .mouse(MouseEvent(x: 5, y: rows + row, kind: .press, button: .left)) }
    dashboard.send(click(1))
    let chosen = dashboard.state.list.selection
    dashboard.wait(1)
    dashboard.send(click(1))
    #expect(dashboard.state.pane == .workloads)
    dashboard.wait(0.2)
    dashboard.send(click(1))
    #expect(dashboard.state.pane == .graph)
    #expect(dashboard.state.selection.map(ListRow.Subject.node) == chosen)
  }
}
