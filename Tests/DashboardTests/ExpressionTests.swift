import Mesh
import Testing

@testable import Dashboard

@Suite struct ExpressionTests {
  private func names(_ dashboard: TestDashboard) -> [String] {
    dashboard.state.find.matches.compactMap { dashboard.state.mesh?.node($0)?.name }
  }

  private func shown(_ dashboard: TestDashboard) -> Set<String> {
    Set(dashboard.state.view?.shown.snapshot.nodes.map(\.name) ?? [])
  }

  @Test func anExpressionFindsNodes() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("failing and ns = shop")
    #expect(names(dashboard) == ["orders"])
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
  }

  @Test func anExpressionFindsEdgesWhichNGoesThrough() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("plaintext")
    dashboard.press("enter")
    #expect(dashboard.state.find.edges.count == 3)
    #expect(dashboard.frame().contains("/plaintext 3 found"))
    let first = dashboard.state.chosenEdge
    #expect(first.map(dashboard.state.find.edges.contains) == true)
    dashboard.press("n")
    #expect(dashboard.state.chosenEdge != first)
    dashboard.press("n", "n")
    #expect(dashboard.state.chosenEdge == first)
  }

  @Test func whatCannotBeReadIsSaidAndTheLastGoodOneStays() {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("/")
    dashboard.type("rt > 50")
    let found = dashboard.state.find.edges
    #expect(!found.isEmpty)
    dashboard.type("x")
    #expect(dashboard.state.find.edges == found)
    #expect(dashboard.frame().contains("/rt > 50x   responsetime needs a number."))
    dashboard.press("enter")
    #expect(dashboard.state.find.isEditing)
  }

  @Test func tabCompletes() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("name = cart an")
    dashboard.press("tab")
    #expect(dashboard.state.find.text == "name = cart and ")
    dashboard.type("ns = ")
    dashboard.press("tab")
    #expect(dashboard.state.find.text == "name = cart and ns = shop ")
    #expect(names(dashboard) == ["cart"])
  }

  @Test func whatIsHiddenIsGoneUntilItIsShownAgain() {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("\\")
    dashboard.type("healthy")
    #expect(shown(dashboard).contains("cart"))
    dashboard.press("enter")
    #expect(!shown(dashboard).contains("cart"))
    #expect(shown(dashboard).contains("orders"))
    #expect(dashboard.frame().contains("hidden by healthy: 5 nodes; x shows"))
    // Tables leave it out, too, and say so.
    dashboard.press("2")
    #expect(dashboard.state.list.rows.count == 3)
    #expect(dashboard.frame().contains("3 rows  hidden by healthy: 5 nodes; x shows"))
    dashboard.press("x")
    #expect(dashboard.state.list.rows.count == 9)
    dashboard.press("1")
    #expect(shown(dashboard).contains("cart"))
    #expect(!dashboard.frame().contains("hidden by"))
  }

  @Test func aWrongWordIsNotHiddenByAndEscapeKeepsWhatWas() {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("\\")
    dashboard.type("idle")
    dashboard.press("enter", "\\")
    dashboard.type(" or nmae = x")
    dashboard.press("enter")
    #expect(dashboard.state.hide.isEditing)
    #expect(dashboard.frame().contains("\"nmae\" is neither an operand nor a word of this language."))
    dashboard.press("esc")
    #expect(dashboard.state.hide.text == "idle")
    #expect(!shown(dashboard).contains("alone"))
  }

  @Test func theTableIsNarrowedByExpressions() {
    var dashboard = TestDashboard()
    dashboard.press("2", "/")
    dashboard.type("%httperr > 1")
    #expect(dashboard.state.list.rows.count == 1)
  }
}
