import FoundationEssentials
import Layout
import Mesh
import Testing

@testable import Dashboard

@Suite struct ImprovementTests {
  /// Eight callers of eight services each; who calls whom is turned around from one snapshot to the next.
  private func mesh(isTurned: Bool, after seconds: Double = 0) -> MeshIndex {
    let callers = (0..<8).map { SampleMesh.id("caller-\($0)") }
    let services = (0..<8).map { SampleMesh.id("service-\($0)") }
    return MeshIndex(
      Snapshot(
        time: SampleMesh.time.addingTimeInterval(seconds), window: .seconds(120), source: "test",
        nodes: (callers + services).map { id in
          Node(kind: .workload, cluster: "east", namespace: "shop", name: id.parts?.name ?? "")
        },
        edges: callers.indices.map { index in
          Edge(
            source: callers[index], target: services[isTurned ? 7 - index : index],
            http: RequestTraffic(rate: 1, errorPercent: 0))
        }))
  }

  private func crossings(_ dashboard: TestDashboard) -> Int { dashboard.state.scene?.drawing.crossings ?? -1 }

  /// The boxes from top to bottom in their columns.
  private func order(_ dashboard: TestDashboard) -> [NodeID] { dashboard.state.scene?.readingOrder ?? [] }

  @Test func aGraphThatBecameUntidyIsLaidOutAnewWhereNobodyIsAtTheKeyboard() {
    var dashboard = TestDashboard(mesh(isTurned: false).snapshot)
    #expect(crossings(dashboard) == 0)
    dashboard.now.addTimeInterval(15)
    dashboard.send(.arrived(.success(mesh(isTurned: true, after: 15))))
    // Where calls were, ghosts stand: four pairs of callers with two services each.
    #expect(crossings(dashboard) <= 4)
    #expect(dashboard.state.notice?.text == "The graph was laid out anew, because it had become untidy.")
  }

  @Test func nothingMovesUnderTheHandsOfAUserUntilTheyRest() {
    var dashboard = TestDashboard(mesh(isTurned: false).snapshot)
    dashboard.press("right")
    let before = order(dashboard)
    dashboard.now.addTimeInterval(15)
    dashboard.send(.arrived(.success(mesh(isTurned: true, after: 15))))
    #expect(order(dashboard) == before)
    #expect(dashboard.state.notice?.text == "= lays the graph out anew, which tidies it up.")
    let untidy = crossings(dashboard)
    #expect(untidy > 20)

    dashboard.now.addTimeInterval(60)
    dashboard.send(.arrived(.success(mesh(isTurned: true, after: 75))))
    #expect(crossings(dashboard) <= 4)
  }

  @Test func aKeyLaysOutAnewAtOnce() {
    var dashboard = TestDashboard(mesh(isTurned: false).snapshot)
    dashboard.press("right")
    dashboard.now.addTimeInterval(15)
    dashboard.send(.arrived(.success(mesh(isTurned: true, after: 15))))
    dashboard.press("=")
    #expect(crossings(dashboard) <= 4)
  }
}
