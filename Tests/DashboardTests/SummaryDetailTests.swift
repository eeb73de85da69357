import Mesh
import Terminal
import Testing

@testable import Dashboard

/// What the details of the whole mesh say of the nodes that do worst.
@Suite struct SummaryDetailTests {
  /// A cache to which one of many callers is denied, and a service of whose callers one fares badly.
  private static var mesh: Snapshot {
    var mesh = SampleMesh.shop
    mesh.edges.append(
      Edge(
        source: SampleMesh.id("cart"), target: SampleMesh.id("orders"),
        http: RequestTraffic(rate: 100, errorPercent: 0), mtls: MutualTLS(percent: 100), health: .healthy))
    return mesh
  }

  private func worst(_ width: Int) throws -> [String] {
    let mesh = MeshIndex(Self.mesh)
    let detail = Detail(
      MeshSummary(mesh), of: MeshView(mesh, ViewOptions()), NodeNames(mesh.snapshot), .unicode, width: width)
    let section = try #require(detail.sections.first { $0.title == "Worst" })
    return section.lines.map { line in
      (line.left + [Span(" | ")] + line.right).map(\.text).joined()
    }
  }

  @Test func theFigureOfAnEdgeHasItsOtherEnd() throws {
    let lines = try worst(50)
    #expect(lines.contains("✖ shop/orders from frontend | 12% err"))
    #expect(lines.contains("✖ legacy/batch to data/redis | 80% denied"))
  }

  @Test func whereThereIsNoRoomForThatTheFigureIsTheNodesOwn() throws {
    let lines = try worst(22)
    // 0.744 of 107.7 requests a second.
    #expect(lines.contains("✖ shop/orders | 0.7% err"))
  }
}
