import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct RecordingStateTests {
  private func mesh(at seconds: Double) -> Action {
    var mesh = SampleMesh.shop
    mesh.time = SampleMesh.time.addingTimeInterval(seconds)
    return .arrived(.success(MeshIndex(mesh)))
  }

  private func recorded(_ effects: [Effect]) -> [Double] {
    effects.compactMap {
      if case .record(let snapshot) = $0 { snapshot.time.timeIntervalSince(SampleMesh.time) } else { nil }
    }
  }

  @Test func whatIsShownAndWhatArrivesIsRecordedUntilItIsStopped() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("R")
    var effects = dashboard.takeEffects()
    let names = effects.compactMap { if case .beginRecording(let name) = $0 { name } else { nil } }
    #expect(names == ["meshtop-20260921-141320.ndjson.gz"])
    #expect(recorded(effects) == [0])
    #expect(dashboard.frame().contains("● REC"))
    dashboard.send(.recorded(.began(path: "m.ndjson.gz")))
    #expect(dashboard.frame().contains("Recording to m.ndjson.gz; R stops it."))
    dashboard.send(.recorded(.wrote(snapshots: 1, size: 900)))
    dashboard.wait(15)
    dashboard.send(mesh(at: 15))
    dashboard.send(.recorded(.wrote(snapshots: 2, size: 1800)))
    #expect(dashboard.frame().contains("● REC 2 "))
    dashboard.press("R")
    effects = dashboard.takeEffects()
    #expect(recorded(effects) == [15])
    #expect(effects.contains { if case .endRecording = $0 { true } else { false } })
    #expect(dashboard.frame().contains("Recorded 2 snapshots, 1.8kB, to m.ndjson.gz."))
    #expect(!dashboard.frame().contains("REC "))
    dashboard.wait(15)
    dashboard.send(mesh(at: 30))
    #expect(recorded(dashboard.takeEffects()).isEmpty)
  }

  @Test func whatRunsTheMeshIsAskedOnceAMinuteAndRecordedWithIt() throws {
    func planes(_ effects: [Effect]) -> [ControlPlane?] {
      effects.compactMap { if case .record(let snapshot) = $0 { .some(snapshot.controlPlane) } else { nil } }
    }
    func asked(_ effects: [Effect]) -> Int {
      effects.count { if case .fetchControlPlane = $0 { true } else { false } }
    }
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("R")
    var effects = dashboard.takeEffects()
    #expect(asked(effects) == 1)
    #expect(planes(effects) == [nil])
    dashboard.send(.controlPlaneRead(.success(SampleMesh.controlPlane)))
    for second in [15.0, 30, 45] { dashboard.send(mesh(at: second)) }
    effects = dashboard.takeEffects()
    #expect(asked(effects) == 0)
    #expect(planes(effects) == [SampleMesh.controlPlane, SampleMesh.controlPlane, SampleMesh.controlPlane])
    dashboard.send(mesh(at: 60))
    #expect(asked(dashboard.takeEffects()) == 1)
    // What is refused from now on is not taken for what still is so.
    dashboard.send(.controlPlaneRead(.failure(Failure(problem: "No.", remedy: "Ask."))))
    dashboard.send(mesh(at: 300))
    #expect(planes(dashboard.takeEffects()) == [nil])
    dashboard.press("{")
    dashboard.send(.controlPlaneRead(.failure(Failure(problem: "No.", remedy: "Ask."))))
    dashboard.send(mesh(at: 240))
    dashboard.press("0")
    dashboard.press("R")
    _ = dashboard.takeEffects()
    dashboard.send(mesh(at: 600))
    #expect(asked(dashboard.takeEffects()) == 0)
  }

  @Test func thePastAndTheSameMomentAreNotRecorded() {
    var dashboard = TestDashboard()
    dashboard.press("R")
    _ = dashboard.takeEffects()
    dashboard.send(mesh(at: 0))
    dashboard.press("{")
    dashboard.send(mesh(at: -60))
    #expect(recorded(dashboard.takeEffects()).isEmpty)
    dashboard.press("0")
    dashboard.send(mesh(at: 20))
    #expect(recorded(dashboard.takeEffects()) == [20])
  }

  @Test func aFailureEndsItAndIsSaid() {
    var dashboard = TestDashboard()
    dashboard.press("R")
    dashboard.send(.recorded(.failed(Failure(problem: "No room.", remedy: "Make some."))))
    #expect(dashboard.state.recording == nil)
    #expect(dashboard.frame().contains("The recording has ended. No room. Make some."))
  }

  @Test(arguments: [(60, 16), (80, 24), (120, 40)])
  func itShowsHoweverNarrowTheScreenIs(width: Int, height: Int) {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("R")
    #expect(dashboard.frame().split(separator: "\n")[0].contains("● REC"))
    #expect(dashboard.frame(.ascii).split(separator: "\n")[0].contains("o REC"))
  }
}

@Suite struct GrowingFileTests {
  private func date(_ number: Int) -> Date { SampleMesh.time.addingTimeInterval(15 * Double(number)) }

  private func mesh(_ number: Int) -> Action {
    var mesh = SampleMesh.shop
    mesh.time = date(number)
    return .arrived(.success(MeshIndex(mesh)))
  }

  private func dashboard(_ moments: Range<Int>) -> TestDashboard {
    var settings = Settings(sourceName: "mesh.ndjson")
    settings.moments = moments.map(date)
    var dashboard = TestDashboard(nil, settings: settings)
    dashboard.send(mesh(0))
    _ = dashboard.takeEffects()
    return dashboard
  }

  @Test func aDayOfMomentsIsSteppedThroughAndGoneTo() {
    var dashboard = dashboard(0..<5760)
    #expect(dashboard.frame().contains("1 of 5760"))
    dashboard.press("}")
    #expect(dashboard.takeEffects().moments == [60])
    dashboard.send(mesh(4))
    #expect(dashboard.frame().contains("5 of 5760"))
    dashboard.press(":")
    dashboard.type("at -1h")
    dashboard.press("enter")
    #expect(dashboard.takeEffects().moments == [5519 * 15])
    dashboard.send(mesh(5519))
    dashboard.press("r")
    for _ in 0..<8 { dashboard.press(")") }
    dashboard.wait(0.2)
    #expect(dashboard.takeEffects().moments == [5520 * 15])
  }

  @Test func newMomentsAreFollowedAtTheEndAlone() {
    var dashboard = dashboard(0..<3)
    dashboard.send(.momentsRead((0..<4).map(date), notice: nil))
    #expect(dashboard.takeEffects().moments.isEmpty)
    #expect(dashboard.frame().contains("1 of 4"))
    dashboard.press("0")
    dashboard.send(mesh(3))
    _ = dashboard.takeEffects()
    dashboard.send(.momentsRead((0..<6).map(date), notice: "Cut off."))
    #expect(dashboard.takeEffects().moments == [75])
    dashboard.send(mesh(5))
    #expect(dashboard.frame().contains("6 of 6"))
    dashboard.press("m")
    #expect(dashboard.frame().contains("Cut off."))
  }

  @Test func aReplayGoesOnBehindALineThatCannotBeRead() {
    var dashboard = dashboard(0..<4)
    dashboard.press("r")
    dashboard.send(mesh(0))
    dashboard.wait(3)
    dashboard.send(.arrived(.failure(Failure(problem: "Line 2 is damaged.", remedy: ""))))
    #expect(dashboard.frame().contains("The replay is paused. Line 2 is damaged."))
    _ = dashboard.takeEffects()
    dashboard.press("p")
    #expect(dashboard.takeEffects().moments == [30])
    dashboard.send(.momentsRead((0..<5).map(date), notice: nil))
    #expect(dashboard.state.settings.moments == [0, 2, 3, 4].map(date))
    #expect(dashboard.state.replay?.end == date(4))
  }
}
