import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

/// The line of the panes' names, and what is said beside them.
@Suite struct TabTests {
  private func line(_ dashboard: TestDashboard) -> String {
    String(dashboard.frame().split(separator: "\n")[1])
  }

  private static let keys = (2...8).map { " \($0) " }

  /// What is said at the right is shortened before a key that opens a pane goes.
  @Test(arguments: [
    (["!"], "errors only; ! shows all"), (["d", "y", "esc"], "L7 only; d changes"), (["F", "1"], "; esc"),
    (["P"], "choose an end, P"), (["esc", "!"], "errors only"),
  ])
  func theKeysOfAllPanesStay(keys: [String], words: String) {
    var dashboard = TestDashboard(width: 80, height: 24)
    for key in keys { dashboard.press(key) }
    dashboard.wait(20)
    for key in Self.keys { #expect(line(dashboard).contains(key), "\(line(dashboard))") }
    #expect(line(dashboard).contains(words), "\(line(dashboard))")
  }

  @Test func theyStayWhileTheMeshIsCompared() {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press("D", "2")
    var base = SampleMesh.shop
    base.time.addTimeInterval(-300)
    base.nodes.removeAll { $0.name == "alone" }
    base.edges[0].http?.rate = 10
    dashboard.send(.compared(.success(MeshIndex(base)), of: base.time))
    dashboard.wait(20)
    for key in Self.keys { #expect(line(dashboard).contains(key), "\(line(dashboard))") }
    #expect(line(dashboard).contains("14:08:20: 1 new, 1 changed"))
  }

  /// What a user must know all the time is not shortened.
  @Test func anAlarmIsWhole() {
    let alarm = "CERTIFICATES NOT CHECKED, TOKEN SENT ALL THE SAME"
    let dashboard = TestDashboard(width: 80, height: 24, settings: Settings(sourceName: "x", alarm: alarm))
    #expect(line(dashboard).contains(alarm))
  }

  /// What fails is counted beside how many nodes there are, where there is room, in its colour.
  @Test func whatFailsIsCounted() throws {
    #expect(line(TestDashboard(width: 160, height: 40)).contains("✖ 2 ▲ 1  9 nodes, 9 edges"))
    #expect(line(TestDashboard(width: 120, height: 40)).contains("8 Doctor         ✖ 2 ▲ 1 │"))
    #expect(line(TestDashboard(width: 80, height: 24)).contains("✖ 2 ▲ 1  9 nodes │"))
    #expect(line(TestDashboard(width: 60, height: 16)).contains(" 8 "))
    let canvas = TestDashboard(width: 160, height: 40).canvas()
    let x = try #require((0..<160).first { canvas[$0, 1].scalar == ("✖" as Unicode.Scalar).value })
    #expect(canvas[x, 1].style.foreground == Theme.dark[.failing].foreground)
    #expect(!line(TestDashboard(SampleMesh.canary, width: 160, height: 40)).contains("✖"))
  }

  @Test func whatFailsIsCountedInACollapsedMesh() {
    var settings = Settings(sourceName: "x")
    settings.view = ViewOptions(collapse: .all)
    let dashboard = TestDashboard(width: 160, height: 40, settings: settings)
    #expect(line(dashboard).contains("✖ 2 ▲ 1  5 boxes for 9 nodes, 9 edges"))
  }
}
