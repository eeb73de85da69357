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
      }
    }
  }

  @Test func namespacesAreListedTheWorstFirst() {
    var dashboard = TestDashboard()
    dashboard.press("3")
    #expect(names(dashboard) == ["legacy", "shop", "data", "ingress", "unknown"])
    let frame = dashboard.frame()
    #expect(frame.contains("failing   shop/orders  12% errors 503 UF: the server could not be reached"))
    #expect(frame.contains("failing   legacy/batch  80% of connections denied"))
    #expect(frame.contains("plaintext on 3 edges"))
  }

  @Test func workloadsAreSortedByAnyColumn() {
    var dashboard = TestDashboard()
    dashboard.press("4")
    #expect(names(dashboard).first == "frontend")
    let chosen = dashboard.state.list.selection
    dashboard.press("S")
    #expect(dashboard.state.list.selection == chosen)
    // What has no requests comes last, whatever the order.
    #expect(names(dashboard).first == "reviews-with-a-very-long-name-indeed-v1")
    dashboard.press("<", "<")
    #expect(names(dashboard) == names(dashboard).sorted { full($0) < full($1) })
    #expect(!names(dashboard).contains("unknown"))
  }

  private func full(_ name: String) -> String {
    let node = SampleMesh.shop.nodes.first { $0.name == name }
    return "\(node?.namespace ?? "")/\(name)"
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
      rows.first { $0.subject == .node(SampleMesh.id(name, name == "redis" ? "data" : "shop")) }?.cells[2]
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
}
