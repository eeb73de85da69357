import FoundationEssentials
import Layout
import Mesh
import Testing

@testable import Dashboard

@Suite struct ChangesTests {
  private static let cart = SampleMesh.id("cart")
  private static let redis = SampleMesh.id("redis", "data")

  /// The shop at a moment, perhaps without one of its nodes.
  private static func shop(_ seconds: Double, without id: NodeID? = nil) -> Snapshot {
    var mesh = SampleMesh.shop
    mesh.time = SampleMesh.time.addingTimeInterval(seconds)
    mesh.nodes.removeAll { $0.id == id }
    mesh.edges.removeAll { $0.source == id || $0.target == id }
    return mesh
  }

  /// The shop after it was shown whole, by a dashboard that shows all of it.
  private static func dashboard() -> TestDashboard { TestDashboard(shop(0), width: 240, height: 50) }

  private static func refresh(_ dashboard: inout TestDashboard, _ snapshot: Snapshot, after seconds: Double = 15) {
    dashboard.now.addTimeInterval(seconds)
    dashboard.send(.arrived(.success(MeshIndex(snapshot))))
  }

  @Test func whatGoesLeavesAGhostInItsPlaceAndThenAHole() throws {
    var dashboard = Self.dashboard()
    let drawing = try #require(dashboard.state.scene?.drawing)
    Self.refresh(&dashboard, Self.shop(15, without: Self.cart))
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(dashboard.frame().contains("┊ − cart "))
    #expect(dashboard.frame().contains(" gone "))
    for step in 2..<21 {
      Self.refresh(&dashboard, Self.shop(15 * Double(step), without: Self.cart))
      #expect(dashboard.frame().contains("− cart"))
    }
    Self.refresh(&dashboard, Self.shop(315, without: Self.cart))
    #expect(!dashboard.frame().contains("cart"))
    #expect(!dashboard.frame().contains(" gone "))
    let rest = try #require(dashboard.state.scene)
    let others = drawing.boxes.filter { $0.id != Self.cart.rawValue }
    for box in others {
      let now = try #require(rest.drawing.boxes.first { $0.id == box.id }).rect
      #expect(abs(now.x - box.rect.x) + abs(now.y - box.rect.y) <= 2, "\(box.id)")
    }
  }

  @Test func aGhostThatComesBackIsItselfAgainAndNotNew() {
    var dashboard = Self.dashboard()
    let drawing = dashboard.state.scene?.drawing
    let frame = dashboard.frame()
    Self.refresh(&dashboard, Self.shop(15, without: Self.cart))
    Self.refresh(&dashboard, Self.shop(0))
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(!dashboard.state.changes.isNew(Self.cart))
    Self.refresh(&dashboard, Self.shop(0))
    #expect(dashboard.frame() == frame)
  }

  @Test func whatComesIsMarkedForTwoSnapshots() {
    var dashboard = TestDashboard(Self.shop(0, without: Self.cart), width: 240, height: 50)
    #expect(!dashboard.frame().contains("+"))
    Self.refresh(&dashboard, Self.shop(15))
    #expect(dashboard.state.changes.isNew(Self.cart))
    #expect(dashboard.frame().contains("─+─╮"))
    #expect(dashboard.frame().contains("■+ 85/s"))
    Self.refresh(&dashboard, Self.shop(30))
    #expect(dashboard.state.changes.isNew(Self.cart))
    Self.refresh(&dashboard, Self.shop(45))
    #expect(!dashboard.state.changes.isNew(Self.cart))
  }

  @Test func theDetailsOfAGhostTellSinceWhenAndNoFigures() {
    var dashboard = Self.dashboard()
    dashboard.press("/")
    dashboard.type("cart")
    dashboard.press("enter", "esc")
    #expect(dashboard.state.selection == Self.cart)
    Self.refresh(&dashboard, Self.shop(15, without: Self.cart))
    #expect(dashboard.state.selection == Self.cart)
    #expect(dashboard.frame().contains("gone since 14:13:35"))
    #expect(!dashboard.frame().contains("Called by"))
  }

  @Test func aFailedOrPausedRefreshMakesNoGhosts() {
    var dashboard = Self.dashboard()
    dashboard.now.addTimeInterval(15)
    dashboard.send(.arrived(.failure(Failure(problem: "Down."))))
    dashboard.press("p")
    dashboard.wait(200)
    #expect(dashboard.state.changes.goneNode(Self.cart) == nil)
    #expect(!dashboard.frame().contains("gone"))
  }

  @Test func snapshotsThatAreNotComparableMakeNoGhosts() {
    var other = Self.shop(15, without: Self.cart)
    for change: (inout Snapshot) -> Void in [
      { $0.time.addTimeInterval(Changes.lifetime) },  // a jump ahead
      { $0.time.addTimeInterval(-60) },  // a jump back
      { $0.window = .seconds(60) },
      { $0.graph = .app },
      { $0.source = "another" },
    ] {
      var dashboard = Self.dashboard()
      other = Self.shop(15, without: Self.cart)
      change(&other)
      Self.refresh(&dashboard, other)
      #expect(dashboard.state.changes.goneNode(Self.cart) == nil)
      #expect(!dashboard.frame().contains("gone"))
    }
  }

  @Test func anotherViewMakesNoGhosts() {
    var changes = Changes()
    changes.take(MeshIndex(Self.shop(0)), at: SampleMesh.time)
    changes.forget()
    changes.take(MeshIndex(Self.shop(15, without: Self.cart)), at: SampleMesh.time)
    #expect(changes.goneNode(Self.cart) == nil)
    changes.take(MeshIndex(Self.shop(30)), at: SampleMesh.time)
    #expect(changes.isNew(Self.cart))
  }

  @Test func anEdgeAloneCanGo() {
    var dashboard = Self.dashboard()
    let drawing = dashboard.state.scene?.drawing
    let id = Edge.ID(source: Self.cart, target: Self.redis)
    var mesh = Self.shop(15)
    mesh.edges.removeAll { $0.id == id }
    Self.refresh(&dashboard, mesh)
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(dashboard.state.changes.goneEdge(id)?.since == mesh.time)
    #expect(dashboard.state.changes.goneNode(Self.redis) == nil)
    #expect(dashboard.frame().contains("─ gone ─"))
  }
}
