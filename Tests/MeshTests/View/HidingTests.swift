import FoundationEssentials
import Testing

@testable import Mesh

@Suite("What is hidden") struct HidingTests {
  private let mesh: MeshIndex = {
    func id(_ name: String) -> NodeID { NodeID(cluster: "c", namespace: "n", kind: .workload, name: name) }
    func edge(_ source: String, _ target: String, errors: Double = 0) -> Edge {
      Edge(
        source: id(source), target: id(target), http: RequestTraffic(rate: 1, errorPercent: errors),
        health: errors > 0 ? .failing : .healthy)
    }
    return MeshIndex(
      Snapshot(
        time: Date(timeIntervalSince1970: 0), window: .seconds(60),
        nodes: ["a", "b", "c", "d", "alone"].map {
          Node(kind: .workload, cluster: "c", namespace: "n", name: $0, health: $0 == "d" ? .failing : .healthy)
        }, edges: [edge("a", "b"), edge("b", "c"), edge("b", "d", errors: 50)]))
  }()

  private func shown(_ text: String) throws -> ([String], Int) {
    var options = ViewOptions()
    options.hidden = try FindExpression.query(text)
    let view = MeshView(mesh, options)
    return (view.shown.snapshot.nodes.map(\.name), view.shown.snapshot.edges.count)
  }

  @Test("A node takes its edges along, and what is left with none")
  func nodes() throws {
    #expect(try shown("name = b") == (["alone"], 0))
    #expect(try shown("name = c") == (["a", "b", "d", "alone"], 2))
  }

  @Test("Edges take along nodes that are left with none, but not those that had none")
  func edges() throws {
    #expect(try shown("%httperr > 0") == (["a", "b", "c", "alone"], 2))
    #expect(try shown("%httperr = 0") == (["b", "d", "alone"], 1))
  }

  @Test("What hides nothing leaves the mesh as it is, whose sums stay whole in any case")
  func whole() throws {
    var options = ViewOptions()
    options.hidden = try FindExpression.query("name = nobody")
    #expect(MeshView(mesh, options).isWhole)
    options.hidden = try FindExpression.query("%httperr > 0")
    let view = MeshView(mesh, options)
    #expect(!view.isWhole)
    #expect(view.hiddenCount == (1, 1))
    #expect(view.mesh.totals.requests == 3)
  }
}
