import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct PastTests {
  private let failure = Failure(problem: "It is down.", remedy: "Wait.")

  /// The sample mesh at some seconds from its usual moment.
  private func mesh(at seconds: Double, without name: String? = nil) -> Action {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(seconds)
    if let name {
      let ids = Set(mesh.nodes.filter { $0.name == name }.map(\.id))
      mesh.nodes.removeAll { ids.contains($0.id) }
      mesh.edges.removeAll { ids.contains($0.source) || ids.contains($0.target) }
    }
    return .arrived(.success(MeshIndex(mesh)))
  }

  @Test func aStepBackShowsThePastAndStopsRefreshes() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("{")
    #expect(dashboard.takeEffects().moments == [-60])
    #expect(dashboard.state.isStale)
    #expect(dashboard.frame().contains("going to 14:12:20"))
    dashboard.send(mesh(at: -60))
    #expect(!dashboard.state.isStale)
    #expect(dashboard.frame().contains("PAST 14:12:20 (60s ago)"))
    dashboard.wait(600)
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.frame().contains("PAST 14:12:20 (11m ago)"))
    dashboard.press("0")
    #expect(dashboard.takeEffects().moments == [nil])
    dashboard.send(mesh(at: 600))
    #expect(!dashboard.frame().contains("PAST"))
    dashboard.wait(15)
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func stepsAddUpAndAnAnswerToAnotherQuestionIsNotShown() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("{", ",", ",", ";")
    #expect(dashboard.takeEffects().moments == [-60])
    dashboard.send(mesh(at: -60))
    #expect(dashboard.state.mesh?.snapshot.time == SampleMesh.time)
    #expect(dashboard.takeEffects().moments == [-660])
    dashboard.send(mesh(at: -660))
    #expect(dashboard.state.mesh?.snapshot.time == SampleMesh.time.addingTimeInterval(-660))
  }

  @Test func forwardEndsAtNow() {
    var dashboard = TestDashboard()
    dashboard.press("{")
    dashboard.send(mesh(at: -60))
    _ = dashboard.takeEffects()
    dashboard.press("}")
    #expect(dashboard.takeEffects().moments == [nil])
    #expect(dashboard.state.past == nil)
  }

  @Test func aMomentThatCannotBeHadIsTold() {
    var dashboard = TestDashboard()
    dashboard.press("{")
    dashboard.send(.arrived(.failure(failure)))
    #expect(dashboard.state.past == nil)
    #expect(!dashboard.state.isStale)
    #expect(dashboard.frame().contains("It is down. Wait."))
    _ = dashboard.takeEffects()
    dashboard.wait(15)
    #expect(dashboard.takeEffects().moments == [nil])
  }

  @Test func aJumpMakesNoGhosts() {
    var dashboard = TestDashboard()
    dashboard.press("{")
    dashboard.send(mesh(at: -60, without: "cart"))
    #expect(dashboard.state.changes.goneNode(SampleMesh.id("cart")) == nil)
    dashboard.press("0")
    dashboard.send(mesh(at: 0))
    #expect(!dashboard.state.changes.isNew(SampleMesh.id("cart")))
  }

  @Test func theHistoryIsOfThatMoment() {
    var dashboard = TestDashboard()
    dashboard.wait(1)
    dashboard.press("{")
    dashboard.send(mesh(at: -60))
    _ = dashboard.takeEffects()
    dashboard.wait(1)
    let times = dashboard.takeEffects().compactMap {
      if case .fetchHistory(_, let mesh) = $0 { mesh.snapshot.time } else { nil }
    }
    #expect(times == [SampleMesh.time.addingTimeInterval(-60)])
  }

  @Test(arguments: [
    ("at 14:05", -500.0), ("at -1h", -3600), ("at -1h30m", -5400), ("at 13:05:10", -4090), ("at 15:00", -83_600),
    ("at 2026-09-21T14:00:00Z", -800),
  ])
  func aTimeCanBeTyped(text: String, seconds: Double) {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press(":")
    dashboard.type(text)
    #expect(dashboard.frame().contains("the mesh as it was at"))
    dashboard.press("enter")
    #expect(dashboard.takeEffects().moments == [seconds])
  }

  @Test(arguments: ["at 25:00", "at -", "at -5x", "at noon", "at 2030-01-01T00:00:00Z", "at -99999999999999999999h"])
  func whatIsNoTimeIsTold(text: String) {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press(":")
    dashboard.type(text)
    dashboard.press("enter")
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.past == nil)
    #expect(dashboard.state.notice?.isError == true)
  }

  @Test func aFileIsGoneThroughByItsMoments() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [-7200, -3600, 0].map { SampleMesh.time.addingTimeInterval($0) }
    var dashboard = TestDashboard(settings: settings)
    _ = dashboard.takeEffects()
    dashboard.wait(1)
    _ = dashboard.takeEffects()
    dashboard.press("{")
    dashboard.send(mesh(at: -3600))
    #expect(dashboard.frame().contains("FILE 13:13:20"))
    dashboard.press("{")
    dashboard.send(mesh(at: -7200))
    dashboard.press("{")
    #expect(dashboard.takeEffects().moments == [-3600, -7200])
    #expect(dashboard.frame().contains("The file begins here."))
    dashboard.press(":")
    dashboard.type("at -50m")
    dashboard.press("enter")
    #expect(dashboard.takeEffects().moments == [-3600])
    dashboard.send(mesh(at: -3600))
    dashboard.press("}")
    #expect(dashboard.takeEffects().moments == [0])
    dashboard.send(mesh(at: 0))
    dashboard.press("}")
    #expect(dashboard.frame().contains("The file ends here."))
    // A file's present is its last moment.
    dashboard.press("0")
    #expect(dashboard.takeEffects().moments.isEmpty)
    dashboard.press(",")
    _ = dashboard.takeEffects()
    dashboard.send(mesh(at: -3600))
    dashboard.press("0")
    #expect(dashboard.takeEffects().moments == [0])
  }
}
