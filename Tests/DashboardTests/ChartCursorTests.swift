import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

/// The cursor in the charts, and where it leads.
@Suite struct ChartCursorTests {
  private func dashboard() -> TestDashboard {
    var dashboard = TestDashboard(width: 160)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "f")
    dashboard.wait(0.3)
    remember(&dashboard)
    return dashboard
  }

  private func remember(_ dashboard: inout TestDashboard, minutes: Double = 0) {
    let hour = SampleMesh.hour().map { snapshot in
      var snapshot = snapshot
      snapshot.time.addTimeInterval(minutes * 60)
      return snapshot
    }
    dashboard.send(.remembered(History(of: .node(SampleMesh.id("orders")), in: hour)))
  }

  /// The cursor's moment in minutes before the last.
  private func minute(_ dashboard: TestDashboard) -> Double? {
    dashboard.state.cursor.map { $0.time.timeIntervalSince(SampleMesh.time) / 60 }
  }

  @Test(
    arguments: [
      (["left"], 0.0), (["l"], 0), (["left", "h"], -1), (["left", "right"], 0), (["home"], -60),
      (["home", "left"], -60),
      (["home", "l"], -59), (["home", "end"], 0), (["g", "L"], -50), (["left", "H", "H"], -20), (["g", "H"], -60),
    ] as [([String], Double)])
  func keysMoveIt(keys: [String], minute wanted: Double) {
    var dashboard = dashboard()
    for key in keys { dashboard.press(key) }
    #expect(minute(dashboard) == wanted)
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
  }

  @Test func theTitlesTellItsFigures() throws {
    var dashboard = dashboard()
    dashboard.press("home")
    let frame = dashboard.frame()
    #expect(frame.contains("13:13:20"))
    let first = try #require(dashboard.state.history?.points.first?.requests)
    #expect(frame.contains("requests \(Figures.rate(first))"))
  }

  @Test func escTakesItAwayBeforeTheCharts() {
    var dashboard = dashboard()
    let before = dashboard.frame()
    dashboard.press("home", "esc")
    #expect(dashboard.state.cursor == nil && dashboard.state.isExpanded)
    #expect(dashboard.frame() == before)
    dashboard.press("esc")
    #expect(!dashboard.state.isExpanded)
  }

  @Test func enterGoesToItsMomentWithAll() {
    var dashboard = dashboard()
    _ = dashboard.takeEffects()
    dashboard.press("home", "enter")
    let moments = dashboard.takeEffects().compactMap { effect -> Date? in
      if case .fetch(_, let time) = effect { time } else { nil }
    }
    #expect(moments == [SampleMesh.time.addingTimeInterval(-3600)])
    #expect(dashboard.state.past == moments.first)
    #expect(dashboard.state.cursor == nil)
    var then = SampleMesh.shop
    then.time.addTimeInterval(-3600)
    dashboard.send(.arrived(.success(MeshIndex(then))))
    #expect(dashboard.state.isExpanded && dashboard.state.history == nil)
    #expect(dashboard.frame().contains("PAST 13:13:20"))
    // What was asked for before the jump is of another time.
    remember(&dashboard)
    #expect(dashboard.state.history == nil)
    dashboard.wait(1)
    remember(&dashboard, minutes: -60)
    #expect(dashboard.state.history != nil)
  }

  @Test func withoutItEnterIsAsEver() {
    var dashboard = dashboard()
    _ = dashboard.takeEffects()
    dashboard.press("enter")
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.detailRow == 0)
  }

  @Test func itStaysAtItsMomentWhenTheHistoryGoesOn() {
    var dashboard = dashboard()
    dashboard.press("left", "left", "left")
    var later = SampleMesh.shop
    later.time.addTimeInterval(60)
    dashboard.now.addTimeInterval(60)
    dashboard.send(.arrived(.success(MeshIndex(later))))
    remember(&dashboard, minutes: 1)
    #expect(minute(dashboard) == -2)
    #expect(dashboard.state.cursorPlace == 57)
    dashboard.press("home")
    remember(&dashboard)
    dashboard.press("home")
    remember(&dashboard, minutes: 1)
    // The oldest moment has gone: the one after it stands in.
    #expect(dashboard.state.cursorPlace == 0)
  }

  @Test func itGoesWithItsCharts() {
    var dashboard = dashboard()
    dashboard.press("home", "tab")
    #expect(dashboard.state.cursor == nil)
    dashboard = self.dashboard()
    dashboard.press("home", "f")
    #expect(dashboard.state.cursor == nil && !dashboard.state.isExpanded)
    dashboard.press("f")
    #expect(dashboard.state.cursorPlace == nil)
  }

  @Test func beforeTheChartsAreThereNothingMoves() {
    var dashboard = TestDashboard()
    let chosen = dashboard.state.selection
    dashboard.press("f", "right", "left", "home", "end")
    #expect(dashboard.state.cursor == nil && dashboard.state.selection == chosen)
  }

  private func frame(at seconds: Double) -> Action {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(seconds)
    return .arrived(.success(MeshIndex(mesh)))
  }

  /// A dashboard that replays the last minute beside charts, with the cursor so many minutes before the first frame.
  private func replaying(minutesBack: Int) -> TestDashboard {
    var dashboard = TestDashboard(width: 160)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "r", "1")
    dashboard.send(frame(at: -60))
    dashboard.press("f")
    dashboard.wait(0.3)
    remember(&dashboard, minutes: -1)
    dashboard.press("left")
    for _ in 0..<minutesBack { dashboard.press("left") }
    return dashboard
  }

  @Test func enterPausesAReplayThatHasTheMoment() {
    var dashboard = replaying(minutesBack: 0)
    #expect(dashboard.state.replay?.isPlaying == true)
    dashboard.press("enter")
    #expect(dashboard.state.past == SampleMesh.time.addingTimeInterval(-60))
    #expect(dashboard.state.replay?.isPlaying == false)
  }

  @Test func enterLeavesAReplayThatHasNotTheMoment() {
    var dashboard = replaying(minutesBack: 5)
    dashboard.press("enter")
    #expect(dashboard.state.past == SampleMesh.time.addingTimeInterval(-360))
    #expect(dashboard.state.replay == nil)
  }

  @Test func aRowOfTheDetailsGoesBeforeTheMoment() {
    var dashboard = dashboard()
    dashboard.press("enter", "left")
    #expect(dashboard.state.cursorPlace != nil && dashboard.state.detailRow == 0)
    #expect(dashboard.frame().contains("enter go there"))
    _ = dashboard.takeEffects()
    var left = dashboard
    left.press("esc")
    #expect(left.state.detailRow == nil && left.state.cursorPlace != nil)
    dashboard.press("enter")
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.past == nil)
    #expect(dashboard.state.selection != SampleMesh.id("orders") || dashboard.state.chosenEdge != nil)
  }

  @Test func inRowsOfTheDetailsHomeLeadsToTheFirst() {
    var dashboard = dashboard()
    dashboard.press("enter", "down", "home")
    #expect(dashboard.state.detailRow == 0 && dashboard.state.cursor == nil)
  }
}
