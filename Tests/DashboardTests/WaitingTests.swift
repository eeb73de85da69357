import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct WaitingTests {
  private func mesh(at seconds: Double = 0) -> Result<MeshIndex, Failure> {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(seconds)
    return .success(MeshIndex(mesh))
  }

  @Test func aRefreshThatTakesLongIsToldAndWakesOnceASecond() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.wait(15)
    #expect(!dashboard.frame().contains("asking"))
    #expect(dashboard.state.wakeAt == dashboard.now.addingTimeInterval(1))
    dashboard.wait(1)
    #expect(dashboard.frame().contains("14:13:20, asking 1s"))
    #expect(dashboard.state.wakeAt == dashboard.now.addingTimeInterval(1))
    dashboard.wait(6)
    #expect(dashboard.frame().contains("14:13:20, asking 7s"))
    dashboard.send(.arrived(mesh()))
    #expect(!dashboard.frame().contains("asking"))
  }

  @Test func anIdleDashboardIsNotWokenForIt() {
    var dashboard = TestDashboard()
    dashboard.wait(0.3)
    dashboard.press("p")
    #expect(dashboard.state.wakeAt.map { $0 > dashboard.now.addingTimeInterval(0.5) } ?? true)
    #expect(dashboard.state.waitingSince == nil)
  }

  @Test func theFirstAnswerIsAwaitedByTheSecond() {
    var dashboard = TestDashboard(nil, width: 80, height: 24)
    dashboard.wait(4)
    #expect(dashboard.frame().contains("Asking thanos.example… 4s"))
  }

  @Test func onANarrowScreenNoFigureIsHiddenByIt() {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.wait(20)
    dashboard.send(.arrived(mesh()))
    let before = dashboard.frame()
    dashboard.wait(20)
    dashboard.wait(2)
    let frame = dashboard.frame()
    #expect(frame.contains("asking 2s"))
    for figure in ["198/s", "0.5% err"] {
      #expect(before.contains(figure))
      #expect(frame.contains(figure))
    }
  }

  @Test func aLeapCanBeGivenUp() {
    var dashboard = TestDashboard(width: 200, height: 50)
    _ = dashboard.takeEffects()
    dashboard.press("{")
    dashboard.wait(3)
    #expect(dashboard.frame().contains("going to 14:12:20, 3s"))
    _ = dashboard.takeEffects()
    dashboard.press("esc")
    #expect(dashboard.takeEffects().cancellations == 1)
    #expect(dashboard.state.past == nil)
    #expect(!dashboard.state.isStale)
    let question = Question(mesh: MeshQuestion(window: .seconds(120)), moment: SampleMesh.time.addingTimeInterval(-60))
    dashboard.send(.arrived(mesh(at: -60), to: question))
    #expect(dashboard.state.mesh?.snapshot.time == SampleMesh.time)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.wait(15)
    #expect(dashboard.takeEffects().fetches == 1)
    // Late is too late, even if another answer is awaited by now.
    dashboard.send(.arrived(mesh(at: -60), to: question))
    #expect(dashboard.state.mesh?.snapshot.time == SampleMesh.time)
    #expect(dashboard.state.refreshing.isUnderWay)
  }

  @Test func theWayBackToNowCanBeGivenUp() {
    var dashboard = TestDashboard()
    dashboard.press("{")
    dashboard.send(.arrived(mesh(at: -60)))
    dashboard.press("0")
    _ = dashboard.takeEffects()
    dashboard.press("esc")
    #expect(dashboard.takeEffects().cancellations == 1)
    #expect(dashboard.frame().contains("PAST 14:12:20"))
    dashboard.wait(100)
    #expect(dashboard.takeEffects().fetches == 0)
  }

  @Test func aRefreshThatIsNoLeapIsNotGivenUp() {
    var dashboard = TestDashboard()
    dashboard.wait(15)
    // The leap waits for the refresh: nothing was asked for it yet.
    dashboard.press("{", "esc")
    #expect(dashboard.takeEffects().cancellations == 0)
    #expect(dashboard.state.past == nil)
    #expect(dashboard.state.refreshing.isUnderWay)
    dashboard.press("esc")
    #expect(dashboard.takeEffects().cancellations == 0)
  }

  @Test func aWindowChosenOnTheWayHoldsWhereTheDashboardStays() {
    var dashboard = TestDashboard()
    dashboard.press("{", "t", "3")
    _ = dashboard.takeEffects()
    dashboard.press("esc")
    guard case .fetch(let question, nil)? = dashboard.takeEffects().last, question.window == .seconds(300) else {
      Issue.record("the window was forgotten")
      return
    }
  }

  @Test func aLongLayoutIsToldAndThePictureStays() throws {
    var state = TestDashboard(width: 200, height: 50).state
    var now = SampleMesh.time
    func act(_ action: Action) -> [Effect] { reduce(into: &state, action, at: now) }
    func frame() -> String {
      state.screen(Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode)).plainText()
    }
    let drawing = try #require(state.scene?.drawing)
    let effects = act(.key(try #require(KeyPress("o"))))
    let request = try #require(effects.compactMap { if case .layOut(let it) = $0 { it } else { nil } }.first)
    #expect(state.waitingSince == now)
    now.addTimeInterval(0.5)
    _ = act(.tick)
    #expect(state.wakeAt == SampleMesh.time.addingTimeInterval(1))
    #expect(!frame().contains("laying out"))
    now.addTimeInterval(1.5)
    _ = act(.tick)
    #expect(frame().contains("14:13:20, laying out 2s"))
    #expect(state.scene?.drawing == drawing)
    _ = act(.laidOut(try #require(request.scene(like: state.scene))))
    #expect(!frame().contains("laying out"))
    #expect(state.scene?.drawing != drawing)
  }

  @Test func theFirstLayoutIsNotTakenForAnAnswer() {
    var state = State(
      settings: Settings(sourceName: "thanos.example"), width: 120, height: 40, now: SampleMesh.time)
    _ = begin(&state)
    _ = reduce(into: &state, .arrived(mesh()), at: SampleMesh.time)
    let frame = state.screen(Look(theme: Theme(name: "plain", styles: [:]), glyphs: .unicode)).plainText()
    #expect(frame.contains("Laying out the graph…"))
  }
}
