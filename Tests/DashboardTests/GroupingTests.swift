import Layout
import Mesh
import Testing

@testable import Dashboard

@Suite struct GroupingTests {
  private func scene(_ snapshot: Snapshot, _ grouping: Grouping) throws -> Scene {
    try #require(SceneRequest(snapshot, LayoutOptions(), grouping: grouping).scene(like: nil))
  }

  @Test func theKeyGoesThroughTheGroupings() {
    var dashboard = TestDashboard(SampleMesh.twoNamespaces)
    #expect(dashboard.state.scene?.drawing.groups.isEmpty == true)
    var shown: [Int] = []
    for _ in 0..<4 {
      dashboard.press("b")
      shown.append(dashboard.state.scene?.drawing.groups.count ?? -1)
    }
    // Clusters are left out where there is but one.
    #expect(dashboard.state.settings.grouping == .none)
    #expect(shown == [2, 2, 2, 0])
  }

  @Test func namespacesAreBoxesWhereThatCostsLittle() throws {
    #expect(try scene(SampleMesh.twoNamespaces, .auto).grouping == .boxes)
  }

  @Test func oneNamespaceNeedsNoBox() throws {
    var snapshot = SampleMesh.twoNamespaces
    snapshot.nodes.removeAll { $0.namespace == "bank" }
    snapshot.edges.removeAll { $0.target.rawValue.contains("bank") }
    #expect(try scene(snapshot, .auto).grouping == .none)
    #expect(try scene(snapshot, .namespace).drawing.groups.map(\.path) == [["shop"]])
  }

  @Test func namespacesThatTangleTheGraphShowByColourAlone() throws {
    // Each calls all others, and namespaces go across: boxes would be in each other's way.
    var snapshot = SampleMesh.twoNamespaces
    snapshot.nodes = (0..<48).map { index in
      Node(kind: .workload, cluster: "east", namespace: "n\(index % 8)", name: "s\(index)")
    }
    snapshot.edges = (0..<48).flatMap { index in
      [1, 7, 12].map { Edge(source: snapshot.nodes[index].id, target: snapshot.nodes[(index + $0) % 48].id) }
    }
    #expect(try scene(snapshot, .auto).grouping == .none)
    #expect(try scene(snapshot, .namespace).grouping == .boxes)
  }

  @Test func theChoiceIsKeptWhileTheGraphStaysNearlyTheSame() throws {
    let first = try scene(SampleMesh.twoNamespaces, .auto)
    var snapshot = SampleMesh.twoNamespaces
    snapshot.edges.removeLast()
    let request = SceneRequest(snapshot, LayoutOptions(), grouping: .auto)
    let next = try #require(request.scene(like: first))
    #expect(next.grouping == .boxes)
    #expect(next.drawing.groups.map(\.rect) == first.drawing.groups.map(\.rect))
  }

  @Test func clustersHaveBoxesOfTheirOwn() throws {
    var snapshot = SampleMesh.twoNamespaces
    snapshot.nodes.append(Node(kind: .workload, cluster: "west", namespace: "shop", name: "web"))
    #expect(Set(try scene(snapshot, .cluster).drawing.groups.map(\.path)) == [["east"], ["west"]])
    #expect(
      Set(try scene(snapshot, .namespace).drawing.groups.map(\.path)) == [
        ["east"], ["west"], ["east", "bank"], ["east", "shop"], ["west", "shop"],
      ])
  }
}
