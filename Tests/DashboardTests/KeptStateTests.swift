import FoundationEssentials
import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct KeptStateTests {
  /// A dashboard in which everything that is kept was chosen by keys.
  private static var chosen: TestDashboard {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("o", "w", "b", "v", "v", "c", "T", "down", "enter", "t", "down", "enter")
    dashboard.press("2", ">", "S", "4", ">", ">", "S")
    return dashboard
  }

  private func restored(_ kept: KeptState) -> State {
    var state = State(
      settings: Settings(sourceName: "thanos.example", themes: ["dark", "light"]), width: 120, height: 40,
      now: SampleMesh.time)
    state.restore(kept)
    return state
  }

  @Test func everyChoiceIsKeptAndRestored() {
    let usual = restored(KeptState()).kept
    let kept = Self.chosen.state.kept
    #expect(kept.pane == .workloads)
    #expect(kept.theme == "light")
    #expect(kept.grouping != usual.grouping)
    #expect(kept.direction == .topToBottom)
    #expect(kept.density == .roomy)
    #expect(kept.edgeLabel == .p95)
    #expect(kept.window != usual.window)
    #expect(kept.collapse?.groups.values.contains(true) == true)
    #expect(kept.orders[.edges] != usual.orders[.edges])
    #expect(kept.orders[.workloads] != usual.orders[.workloads])
    #expect(kept.orders[.services] == usual.orders[.services])
    #expect(restored(kept).kept == kept)
  }

  @Test func theNextRunShowsWhatTheLastOneDid() {
    var first = Self.chosen
    first.press("2")
    var next = TestDashboard(nil, width: 200, height: 50)
    next.restore(first.state.kept)
    next.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(next.state.list.rows.map(\.subject) == first.state.list.rows.map(\.subject))
    #expect(next.state.view?.boxes == first.state.view?.boxes)
    #expect(next.state.scene?.request.options == first.state.scene?.request.options)
  }

  @Test func theFileReadsBackAsWhatWasWritten() throws {
    var states = KeptStates()
    states["https://thanos.example"] = Self.chosen.state.kept
    states["context prod"] = KeptState()
    let read = try KeptStates(parsing: states.bytes)
    #expect(read["https://thanos.example"] == Self.chosen.state.kept)
    #expect(read["context prod"] == KeptState())
    #expect(read["another"] == KeptState())
    #expect(read.bytes == states.bytes)
  }

  @Test func theSourcesUsedLastAreRemembered() throws {
    var states = KeptStates()
    var kept = KeptState()
    kept.pane = .edges
    for number in 0..<KeptStates.most { states["source \(number)"] = kept }
    states["source 0"] = kept
    states["new"] = kept
    #expect(states["source 0"] == kept)
    #expect(states["source 1"] == KeptState())
    #expect(try KeptStates(parsing: states.bytes)["new"] == kept)
  }

  @Test func whatIsNotUnderstoodIsPassedOver() throws {
    let text = """
      {"schema": "meshtop.state/1", "sources": [3, {"pane": "edges"}, {"source": "a", "pane": "attic", "theme": 7,
      "grouping": "lane", "direction": "up", "density": [], "edgeLabel": "p95", "window": -1, "more": {},
      "collapse": {"level": "auto", "names": ["shop", 1], "groups": [{"cluster": "x"}, {"cluster": "x", "collapsed": true}]},
      "orders": {"edges": {"column": "Nonsense"}, "attic": {"column": "In"}, "workloads": 1}}]}
      """
    let kept = try KeptStates(parsing: Array(text.utf8))["a"]
    var expected = KeptState()
    expected.grouping = .lane
    expected.edgeLabel = .p95
    expected.collapse = KeptState.Collapse(level: .auto, names: ["shop"], groups: [.cluster("x"): true])
    expected.orders[.edges] = KeptState.Order(column: "Nonsense", isReversed: false)
    #expect(kept == expected)
    #expect(restored(kept).kept.orders[.edges] == restored(KeptState()).kept.orders[.edges])
  }

  @Test(arguments: ["", "{", "[]", "{}", "{\"schema\": \"meshtop.state/9\"}", "null"])
  func anotherFileIsNone(text: String) {
    #expect(throws: (any Error).self) { try KeptStates(parsing: Array(text.utf8)) }
  }

  @Test func whatWasLeftAsTheCommandLineHadItIsNoChoice() {
    var start = KeptState()
    start.theme = "mono"
    start.pane = .graph
    start.orders[.edges] = KeptState.Order(column: "Requests", isReversed: false)
    var before = KeptState()
    before.theme = "light"
    before.orders[.edges] = KeptState.Order(column: "p95", isReversed: true)
    var end = start
    end.pane = .edges
    let chosen = end.chosen(since: start, before: before)
    #expect(chosen.theme == "light")
    #expect(chosen.pane == .edges)
    #expect(chosen.orders[.edges] == before.orders[.edges])
    end.theme = "dark"
    #expect(end.chosen(since: start, before: before).theme == "dark")
  }

  @Test func aThemeThatIsOnlyLookedAtIsNotChosen() {
    var dashboard = TestDashboard()
    dashboard.press("T", "down")
    #expect(dashboard.state.settings.theme == "light")
    #expect(dashboard.state.kept.theme == "dark")
  }

  @Test func aThemeThatIsGoneIsPassedOver() {
    var kept = KeptState()
    kept.theme = "gone"
    #expect(restored(kept).settings.theme == "dark")
  }

  @Test func aMishapBeforeTheStartIsTold() {
    var settings = Settings(sourceName: "thanos.example")
    settings.mishap = "The state is broken."
    let dashboard = TestDashboard(settings: settings)
    #expect(dashboard.frame().contains("The state is broken."))
    #expect(dashboard.state.messages.messages.map(\.text) == ["The state is broken."])
  }
}
