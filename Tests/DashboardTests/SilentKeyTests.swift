import Mesh
import Testing

@testable import Dashboard

/// A key that can do nothing says why.
@Suite struct SilentKeyTests {
  private func footer(_ dashboard: TestDashboard) -> Substring {
    dashboard.frame().split(separator: "\n").last ?? ""
  }

  @Test(arguments: [">", "<", "S"])
  func theGraphIsNotSorted(key: String) {
    var dashboard = TestDashboard()
    dashboard.press(key)
    #expect(footer(dashboard).contains("That is for tables, which it sorts."))
  }

  @Test(arguments: ["enter", "e", "]", "[", "c", "F", "P", "z"])
  func whereNothingIsChosenThatIsSaid(key: String) {
    var dashboard = TestDashboard()
    dashboard.press("esc")
    #expect(dashboard.state.selection == nil)
    dashboard.press(key)
    #expect(footer(dashboard).contains("Nothing is chosen."))
    #expect(dashboard.state.overlay == nil && !dashboard.state.isExpanded)
  }

  @Test func anEmptyTableHasNothingToOpen() {
    var dashboard = TestDashboard()
    dashboard.press("4", "/")
    dashboard.type("nothing-of-this-name")
    dashboard.press("enter", "enter")
    #expect(footer(dashboard).contains("Nothing is chosen."))
  }

  @Test func whatHasNoEdgesLeadsNowhere() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("alone")
    dashboard.press("enter", "esc", "enter")
    #expect(footer(dashboard).contains("It has no edges to follow."))
    dashboard.press("]")
    #expect(footer(dashboard).contains("It has no edges."))
  }

  @Test func layingOutAnewIsSaid() {
    var dashboard = TestDashboard()
    dashboard.press("=")
    #expect(footer(dashboard).contains("The graph is laid out anew."))
    var empty = TestDashboard(nil)
    empty.press("=")
    #expect(footer(empty).contains("There is no graph to lay out."))
  }
}
