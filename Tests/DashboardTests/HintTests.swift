import Mesh
import Terminal
import Testing

@testable import Dashboard

/// The last line offers what keys do where one is, and nothing else.
@Suite struct HintTests {
  private func footer(_ dashboard: TestDashboard) -> Substring {
    dashboard.frame().split(separator: "\n").last ?? ""
  }

  @Test(arguments: [
    (":", "enter choose  esc back"), ("X", "enter choose  esc back"), ("D", "enter choose  esc back"),
    ("t", "enter choose  esc back"), ("T", "enter choose  esc back"), ("r", "enter choose  esc back"),
    ("F", "enter choose  esc back"), ("d", "enter change  esc close"), ("a", "enter apply  esc cancel"),
    ("?", "esc close"), ("m", "esc close"),
  ])
  func whatLiesOverThePanesHasItsOwn(key: String, words: String) {
    var dashboard = TestDashboard()
    dashboard.press(key)
    #expect(footer(dashboard).contains(words))
    #expect(!footer(dashboard).contains("/ find"))
    dashboard.press("esc")
    #expect(footer(dashboard).contains("/ find"))
  }

  @Test func anEmptyListOffersToAskAgain() {
    var dashboard = TestDashboard()
    dashboard.press("8")
    dashboard.send(.findingsRead(.success([])))
    #expect(footer(dashboard).contains("ctrl-r ask again"))
    for word in ["copy", "sort", "reverse"] { #expect(!footer(dashboard).contains(word)) }
    dashboard.send(.findingsRead(.success(SampleMesh.findings)))
    #expect(footer(dashboard).contains("ctrl-r ask again") && footer(dashboard).contains("sort"))
    dashboard.press("4", "/")
    dashboard.type("nothing-of-this-name")
    dashboard.press("enter")
    #expect(footer(dashboard).contains("esc search no more"))
  }

  @Test func theRowsBesideTheChartsHaveTheirOwn() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "enter", "e")
    dashboard.wait(0.3)
    dashboard.send(.remembered(History(of: .node(SampleMesh.id("orders")), in: SampleMesh.hour())))
    #expect(footer(dashboard).contains("enter go there  esc leave the rows  left look at a moment  e close"))
    dashboard.press("esc")
    #expect(footer(dashboard).contains("left look at a moment  home the oldest  e close"))
  }
}
