import Mesh
import Testing

@testable import Dashboard

/// What can be done with the rows of what runs the mesh, and of what is wrong with its scraping.
@Suite struct ApartTests {
  /// A dashboard that shows a pane, with what that tells.
  private func shown(_ pane: String, _ mesh: Snapshot = SampleMesh.shop) -> TestDashboard {
    var dashboard = TestDashboard(mesh)
    dashboard.press(pane)
    dashboard.send(.controlPlaneRead(.success(SampleMesh.controlPlane)))
    dashboard.send(.findingsRead(.success(SampleMesh.findings)))
    _ = dashboard.takeEffects()
    return dashboard
  }

  private func names(_ dashboard: TestDashboard) -> [String] {
    dashboard.state.list.rows.map {
      switch $0.subject {
      case .part(let id): id.name
      case .finding(let place): "\(place)"
      default: "?"
      }
    }
  }

  /// Chooses the row of a part.
  private func choose(_ name: String, in dashboard: inout TestDashboard) {
    dashboard.press("home")
    for _ in 0..<10 {
      if case .part(let id) = dashboard.state.list.selection, id.name == name { return }
      dashboard.press("down")
    }
    Issue.record("\(name) is not in the list")
  }

  private func footer(_ dashboard: TestDashboard) -> Substring {
    dashboard.frame().split(separator: "\n").last ?? ""
  }

  @Test(arguments: [
    ("7", "No history is kept of what runs the mesh."), ("8", "No history is kept of what is wrong with the"),
  ])
  func `There are no charts of what is not of the mesh`(pane: String, words: String) {
    var dashboard = shown(pane)
    dashboard.press("e")
    #expect(dashboard.frame().contains(words))
    #expect(!dashboard.frame().contains("this box"))
  }

  // MARK: Finding

  @Test(arguments: [
    ("x0k2", ["ztunnel-x0k2"]), ("ztunnel", ["ztunnel-x1k2", "ztunnel-x0k2"]), ("cni", ["istio-cni-node-v0t7m"]),
    ("waypoint", ["waypoint"]), ("ns = shop", ["waypoint", "shop"]), ("version = 1.24.3", ["ztunnel-x0k2"]),
    ("failing", ["ztunnel-x1k2"]), ("node = ztunnel and not failing", ["ztunnel-x0k2"]),
    ("name contains x0 or name contains x1", ["ztunnel-x1k2", "ztunnel-x0k2"]), ("%err > 5", []), ("nothing", []),
  ])
  func `Parts of the control plane are found by what they are`(text: String, found: [String]) {
    var dashboard = shown("7")
    dashboard.press("/")
    dashboard.type(text)
    #expect(names(dashboard) == found)
    #expect(footer(dashboard).contains("\(found.count) found"))
    dashboard.press("enter", "esc")
    #expect(names(dashboard).count == 6)
  }

  @Test func `What is not named so is found, too`() {
    var dashboard = shown("7")
    dashboard.press("/")
    dashboard.type("!ztunnel")
    #expect(Set(names(dashboard)) == ["istiod-6b8d7c-4hx2p", "waypoint", "istio-cni-node-v0t7m", "shop"])
  }

  @Test(arguments: [
    ("waypoint", ["0"]), ("version-skew", ["1"]), ("shop", ["0"]), ("degraded", ["1"]), ("1.24", ["1"]),
    ("reviews", []),
  ])
  func `Findings are found by their words`(text: String, found: [String]) {
    var dashboard = shown("8")
    dashboard.press("/")
    dashboard.type(text)
    #expect(names(dashboard) == found)
  }

  @Test func `Where nothing is found it is said what is searched`() {
    for pane in ["7", "8"] {
      var dashboard = shown(pane)
      dashboard.press("/")
      dashboard.type("%err > 5")
      dashboard.press("enter")
      #expect(dashboard.frame().contains("Nothing here is found by %err > 5."))
      #expect(dashboard.frame().contains("Names, namespaces"))
      #expect(!dashboard.frame().contains("All is well"))
    }
  }

  // MARK: Copying

  @Test func `The name or the row of a part is copied`() {
    var dashboard = shown("7")
    choose("ztunnel-x0k2", in: &dashboard)
    dashboard.press("y", "Y")
    choose("shop", in: &dashboard)
    dashboard.press("y", "Y")
    #expect(
      copied(&dashboard) == [
        "ztunnel/ztunnel-x0k2",
        "ztunnel ztunnel/ztunnel-x0k2, degraded, node-0, 1.24.3: "
          + "It runs 1.24.3 while istiod runs 1.27.3: more than one minor version apart.",
        "shop", "namespace shop, healthy",
      ])
  }

  @Test func `The name of a finding is copied, or the finding with its remedy`() {
    var dashboard = shown("8")
    dashboard.press("y", "Y", "down", "y")
    #expect(
      copied(&dashboard) == [
        "waypoint-wrong-path shop",
        "waypoint-wrong-path shop, failing: The waypoint waypoint in shop is scraped at a wrong path. "
          + "Job shop/waypoint, port metrics: 2 targets up, 12 samples a scrape. "
          + "Requests, codes and latency of what waypoint serves are missing: shop shows connections alone. "
          + "Scrape port 15020 at /stats/prometheus, not at /metrics.",
        "version-skew",
      ])
  }

  @Test func `Nothing is copied while nothing is told`() {
    for pane in ["7", "8"] {
      var dashboard = TestDashboard()
      dashboard.press(pane, "y", "Y")
      #expect(copied(&dashboard).isEmpty)
      #expect(footer(dashboard).contains("Nothing is chosen that could be copied."))
    }
  }

  private func copied(_ dashboard: inout TestDashboard) -> [String] {
    dashboard.takeEffects().compactMap { if case .copy(let text) = $0 { text } else { nil } }
  }

  // MARK: The graph

  @Test func `The footer promises the graph only of what is in it`() {
    var mesh = SampleMesh.shop
    mesh.nodes.append(Node(kind: .waypoint, cluster: "east", namespace: "shop", name: "waypoint", health: .healthy))
    var dashboard = shown("7", mesh)
    for (name, isInGraph) in [("ztunnel-x0k2", false), ("waypoint", true), ("shop", false)] {
      choose(name, in: &dashboard)
      #expect(footer(dashboard).contains("show in graph") == isInGraph, "\(name)")
      var other = dashboard
      other.press("enter")
      #expect((other.state.pane == .graph) == isInGraph, "\(name)")
      #expect(footer(other).contains("It is not in the graph.") == !isInGraph, "\(name)")
    }
    #expect(!footer(shown("8")).contains("show in graph"))
    #expect(footer(shown("8")).contains("copy"))
    dashboard.press("2")
    #expect(footer(dashboard).contains("show in graph"))
  }
}
