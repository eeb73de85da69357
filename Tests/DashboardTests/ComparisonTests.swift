import Diff
import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite("Comparing with the mesh as it was")
struct ComparisonTests {
  /// The sample mesh an hour before, without the denied client, and with a lock that was closed.
  private static var before: MeshIndex {
    var mesh = SampleMesh.shop
    mesh.time = mesh.time.addingTimeInterval(-3600)
    mesh.nodes.removeAll { $0.name == "batch" }
    mesh.edges.removeAll { $0.source == SampleMesh.id("batch", "legacy") }
    for index in mesh.edges.indices where mesh.edges[index].source == SampleMesh.id("orders") {
      mesh.edges[index].mtls = MutualTLS(percent: 100)
    }
    mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: "was-here"))
    mesh.edges.append(
      Edge(source: SampleMesh.id("cart"), target: SampleMesh.id("was-here"), mtls: MutualTLS(percent: 100)))
    return MeshIndex(mesh)
  }

  private static func compared(width: Int = 200, height: Int = 50) -> TestDashboard {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("D", "4")
    let asked = dashboard.takeEffects().compactMap { effect -> Date? in
      if case .fetchBase(_, let time) = effect { time } else { nil }
    }
    #expect(asked == [SampleMesh.time.addingTimeInterval(-3600)])
    for moment in asked { dashboard.send(.compared(.success(before), of: moment)) }
    return dashboard
  }

  @Test func whatIsOtherwiseIsToldAndMarked() {
    var dashboard = Self.compared(width: 300, height: 60)
    #expect(dashboard.frame().contains(": 2 new, 2 gone, 1 changed; D compares anew, or no more"))
    // The lock that opened is told at its edge and in the details.
    dashboard.press("/")
    dashboard.type("orders")
    dashboard.press("enter")
    let frame = dashboard.frame()
    #expect(frame.contains("Changed since 13:13:20"))
    #expect(frame.contains("lock ■ 100% → ◧ 60%"))
    // What went stands as a ghost, what came is marked.
    #expect(frame.contains("was-here"))
    #expect(frame.contains("gone"))
    #expect(
      dashboard.state.graphDrawing(Look(theme: Theme(name: "", styles: [:]), glyphs: .unicode))?.weights?.values.max()
        == .exposed)
  }

  /// A file has few moments: the choice and what comes of it tell which one is taken.
  @Test func ofAFileTheNearestMomentIsTold() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [-420, -60, 0].map { SampleMesh.time.addingTimeInterval($0) }
    var dashboard = TestDashboard(settings: settings)
    dashboard.press("D")
    let rows = dashboard.frame().split(separator: "\n")
    #expect(rows.contains { $0.contains("5m before") && $0.contains("14:06:20, the nearest") })
    #expect(rows.contains { $0.contains("15m before") && $0.contains("14:06:20, the nearest") })
    dashboard.press("2")
    #expect(dashboard.frame().contains("Compared with 14:06:20, the nearest moment that the file has."))
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(-420)
    dashboard.send(.compared(.success(MeshIndex(mesh)), of: mesh.time))
    #expect(dashboard.frame().contains("against 14:06:20: "))
  }

  @Test func ofAFileOfOneMomentThereIsNothingToCompareWith() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [SampleMesh.time]
    var dashboard = TestDashboard(settings: settings)
    dashboard.press("D")
    #expect(dashboard.frame().contains("5m before     nothing in the file"))
    dashboard.press("2")
    #expect(dashboard.frame().contains("The file has nothing before this moment."))
  }

  @Test func aRefreshIsComparedWithTheSameMomentAndAsksForItNoMore() {
    var dashboard = Self.compared()
    var later = SampleMesh.shop
    later.time = later.time.addingTimeInterval(15)
    later.edges.removeAll { $0.source == SampleMesh.id("batch", "legacy") }
    dashboard.wait(15)
    _ = dashboard.takeEffects()
    dashboard.send(.arrived(.success(MeshIndex(later))))
    #expect(dashboard.frame().contains(": 1 new, 2 gone, 1 changed"))
    #expect(!dashboard.takeEffects().contains { if case .fetchBase = $0 { true } else { false } })
  }

  @Test func anotherQuestionIsAskedOfThatMomentToo() {
    var dashboard = Self.compared()
    _ = dashboard.takeEffects()
    dashboard.press("t", "5")
    var other = SampleMesh.shop
    other.window = .seconds(1800)
    dashboard.send(.arrived(.success(MeshIndex(other))))
    let asked = dashboard.takeEffects().compactMap { effect -> Duration? in
      if case .fetchBase(let question, _) = effect { question.window } else { nil }
    }
    #expect(asked == [.seconds(1800)])
  }

  @Test func nothingIsComparedAnyMore() {
    var dashboard = Self.compared()
    dashboard.press("D", "1")
    let frame = dashboard.frame()
    #expect(!frame.contains("against"))
    #expect(!frame.contains("was-here"))
    #expect(dashboard.state.comparison == nil)
  }

  @Test func whatBecomesOtherwiseFromNowOnIsShown() {
    var dashboard = TestDashboard(width: 200, height: 50)
    dashboard.press("D", "1")
    #expect(dashboard.frame().contains("nothing has changed"))
    var later = SampleMesh.shop
    later.time = later.time.addingTimeInterval(900)
    later.edges.removeAll { $0.source == SampleMesh.id("batch", "legacy") }
    dashboard.wait(15)
    dashboard.send(.arrived(.success(MeshIndex(later))))
    #expect(dashboard.frame().contains(": 1 gone"))
  }

  @Test func aMomentThatCannotBeReadSaysWhy() {
    var dashboard = TestDashboard()
    dashboard.press("D", "3")
    let moment = SampleMesh.time.addingTimeInterval(-900)
    dashboard.send(.compared(.failure(Failure(problem: "It is down.", remedy: "Wait.")), of: moment))
    #expect(dashboard.frame().contains("Nothing to compare with: It is down."))
    #expect(dashboard.state.comparison == nil)
    #expect(dashboard.state.mesh != nil)
  }

  @Test func anAnswerToAnEarlierChoiceIsPassedOver() {
    var dashboard = TestDashboard()
    dashboard.press("D", "3")
    dashboard.send(.compared(.success(Self.before), of: SampleMesh.time.addingTimeInterval(-60)))
    #expect(dashboard.state.comparison?.base == nil)
  }
}
