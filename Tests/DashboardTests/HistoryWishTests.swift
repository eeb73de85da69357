import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

/// When the history of what is chosen is asked for, and which answers are taken.
@Suite struct HistoryWishTests {
  private func at(_ seconds: Double) -> Snapshot {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(seconds)
    return mesh
  }

  private func mesh(at seconds: Double) -> Action { .arrived(.success(MeshIndex(at(seconds)))) }

  private func asked(_ dashboard: inout TestDashboard) -> [Double] {
    dashboard.takeEffects().compactMap {
      if case .fetchHistory(_, let mesh) = $0 { mesh.snapshot.time.timeIntervalSince(SampleMesh.time) } else { nil }
    }
  }

  /// The history of what is chosen, up to some seconds from the sample's moment.
  private func remember(_ dashboard: inout TestDashboard, at seconds: Double = 0) throws {
    let subject = try #require(dashboard.state.subject)
    dashboard.send(.remembered(History(of: subject, in: [at(seconds - 60), at(seconds)])))
  }

  /// A dashboard that knows the history of what is chosen.
  private func dashboard() throws -> TestDashboard {
    var dashboard = TestDashboard()
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    try remember(&dashboard)
    #expect(dashboard.state.history != nil)
    return dashboard
  }

  /// The sample's moment is 20 s after a whole minute.
  @Test func itIsAskedForAnewWhenItsNewestPointIsOlderThanAMinute() throws {
    var dashboard = try dashboard()
    dashboard.send(mesh(at: 39))
    #expect(asked(&dashboard) == [])
    dashboard.send(mesh(at: 60))
    #expect(asked(&dashboard) == [60])
    #expect(dashboard.state.history != nil)
  }

  /// Otherwise a source that is slower than refreshes would never come to the end of one.
  @Test func oneThatIsUnderWayIsNotAskedForAgain() throws {
    var dashboard = try dashboard()
    dashboard.send(mesh(at: 60))
    #expect(asked(&dashboard) == [60])
    dashboard.send(mesh(at: 75))
    dashboard.send(mesh(at: 120))
    #expect(asked(&dashboard) == [])
    try remember(&dashboard, at: 60)
    #expect(dashboard.state.history?.times.last == at(60).time)
    #expect(asked(&dashboard) == [120])
  }

  @Test func whatCouldNotBeReadIsTriedAgainWithTheNextRefresh() throws {
    var dashboard = TestDashboard()
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    dashboard.send(.remembered(nil))
    #expect(dashboard.state.historyWish?.due == nil)
    dashboard.wait(1)
    #expect(asked(&dashboard) == [])
    dashboard.send(mesh(at: 15))
    #expect(asked(&dashboard) == [15])
    try remember(&dashboard, at: 15)
    #expect(dashboard.state.history != nil)
  }

  /// What is known stays while a newer one cannot be had.
  @Test func aFailureForgetsNothing() throws {
    var dashboard = try dashboard()
    dashboard.send(mesh(at: 60))
    dashboard.send(.remembered(nil))
    #expect(dashboard.state.history?.times.last == at(0).time)
    _ = asked(&dashboard)
    dashboard.send(mesh(at: 75))
    #expect(asked(&dashboard) == [75])
  }

  @Test(arguments: ["2", "right"])
  func itIsGivenUpWhenSomethingElseIsChosen(key: String) {
    var dashboard = TestDashboard()
    dashboard.wait(1)
    _ = dashboard.takeEffects()
    dashboard.press(key)
    #expect(dashboard.takeEffects().contains { if case .giveUpHistory = $0 { true } else { false } })
    // Nothing is under way yet.
    dashboard.press("4")
    #expect(!dashboard.takeEffects().contains { if case .giveUpHistory = $0 { true } else { false } })
  }

  @Test(arguments: [["t", "5"], ["d", "w", "esc"], ["d", "n", "esc"]])
  func anotherQuestionForgetsIt(keys: [String]) throws {
    var dashboard = try dashboard()
    for key in keys { dashboard.press(key) }
    #expect(dashboard.state.history != nil)
    dashboard.send(mesh(at: 0))
    #expect(dashboard.state.history == nil)
    // An answer to the question before.
    try remember(&dashboard)
    #expect(dashboard.state.history == nil)
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    try remember(&dashboard)
    #expect(dashboard.state.history != nil)
  }

  @Test(arguments: [["a", "space", "enter"], ["d", "i", "esc"]])
  func whatTellsNothingOfWhatIsChosenLeavesIt(keys: [String]) throws {
    var dashboard = try dashboard()
    for key in keys { dashboard.press(key) }
    dashboard.send(mesh(at: 0))
    dashboard.wait(1)
    #expect(dashboard.state.history != nil)
    #expect(asked(&dashboard) == [])
  }
}
