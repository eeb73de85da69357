import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct TypedLineTests {
  /// What opens each of the lines.
  static let lines = ["/", "\\", ":", "a"]

  private func text(_ dashboard: TestDashboard) -> String? {
    let state = dashboard.state
    if case .namespaces(let choice) = state.overlay { return choice.text }
    if state.isInPalette { return state.palette.text }
    return state.find.isEditing ? state.find.text : state.hide.isEditing ? state.hide.text : nil
  }

  @Test(arguments: lines) func everyLineTakesLettersAndTheKeysOfShells(opening: String) {
    var dashboard = TestDashboard()
    dashboard.press(opening)
    dashboard.type("shop")
    #expect(text(dashboard) == "shop")
    dashboard.press("backspace")
    #expect(text(dashboard) == "sho")
    dashboard.press("ctrl-w")
    #expect(text(dashboard) == "")
    dashboard.type("le")
    dashboard.press("ctrl-u")
    #expect(text(dashboard) == "")
    dashboard.press("backspace")
    #expect(text(dashboard) == nil)
  }

  @Test(arguments: lines) func lettersWithAltAreNoText(opening: String) {
    var dashboard = TestDashboard()
    dashboard.press(opening)
    dashboard.type("s")
    dashboard.press("alt-h", "alt-X")
    #expect(text(dashboard) == "s")
  }

  @Test func aWordGoesWithTheSpacesAfterIt() {
    func without(_ text: String) -> String {
      var text = text
      #expect(TypedLine.edit(&text, KeyPress(.control("w")), longest: 9))
      return text
    }
    #expect(without("ns = data  ") == "ns = ")
    #expect(without("ns = ") == "ns ")
    #expect(without("  ns") == "  ")
    #expect(without("  ") == "")
  }

  @Test func aLineEndsAtItsLongest() {
    var text = "12345678"
    #expect(TypedLine.edit(&text, KeyPress(.character("9")), longest: 9))
    #expect(!TypedLine.edit(&text, KeyPress(.character("0")), longest: 9))
    #expect(text == "123456789")
  }

  @Test func inTheChooserOfNamespacesAWordThatGoesShowsAllNamesAgain() {
    var dashboard = TestDashboard()
    dashboard.press("a")
    dashboard.type("lega")
    dashboard.press("ctrl-w")
    guard case .namespaces(let choice) = dashboard.state.overlay else {
      Issue.record("nothing is chosen from")
      return
    }
    #expect(dashboard.state.names(in: choice) == ["data", "ingress", "legacy", "shop"])
  }
}
