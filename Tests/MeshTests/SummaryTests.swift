import FoundationEssentials
import Testing

@testable import Mesh

@Suite("A mesh in a few figures") struct SummaryTests {
  private static let text = """
    web/gate > shop/cart 10 errors=10 health=degraded
    web/gate > shop/pay 5 errors=60 health=failing
    shop/cart > data/db bytes=100 mtls=0
    shop/cart > shop/pay 1 errors=20 health=failing
    """

  @Test("Counts nodes and edges by their health, and sums of what comes in and goes out")
  func counts() {
    let mesh = MeshText.mesh(Self.text)
    let summary = MeshSummary(mesh)
    #expect(summary.nodes == [.idle: 1, .degraded: 1, .failing: 1, .healthy: 1])
    #expect(summary.edges == [.degraded: 1, .failing: 2, .healthy: 1])
    #expect(summary.kinds == [.workload: 4])
    #expect(summary.all == mesh.totals)
    #expect(summary.inbound.requests == 15 && summary.outbound.edges == 0)
    #expect(summary.all.plaintextEdges == 1)
    #expect(summary.http?.rate == 16 && summary.grpc == nil)
  }

  @Test("Of chosen namespaces, in and out are what crosses their border")
  func namespaces() {
    let summary = MeshSummary(MeshText.mesh(Self.text)) { $0 == "shop" }
    #expect(summary.inbound.requests == 15)
    #expect(summary.outbound.edges == 1 && summary.outbound.requestBytes == 100)
  }

  @Test("Names the worst first, at most three")
  func worst() {
    let summary = MeshSummary(MeshText.mesh(Self.text))
    #expect(summary.worst.map(\.node) == [MeshText.id("shop/pay"), MeshText.id("shop/cart")])
  }

  @Test("Tells the shares of outcomes by their class")
  func classes() {
    var edge = Edge(source: MeshText.id("n/a"), target: MeshText.id("n/b"))
    edge.http = RequestTraffic(
      rate: 10, errorPercent: 0,
      responses: [
        .init(code: "200", flags: "-", rate: 6), .init(code: "204", flags: "-", rate: 2),
        .init(code: "503", flags: "UF", rate: 1), .init(code: "-", flags: "DC", rate: 1),
      ])
    edge.grpc = RequestTraffic(
      rate: 4, errorPercent: 0,
      responses: [
        .init(code: "0", flags: "-", rate: 3), .init(code: "14", flags: "-", rate: 0.5),
        .init(code: "200", flags: "-", rate: 0.5),
      ])
    let summary = MeshSummary(
      MeshIndex(Snapshot(time: Date(timeIntervalSince1970: 0), window: .seconds(60), edges: [edge])))
    #expect(summary.http?.percent("2") == 80 && summary.http?.percent("5") == 10 && summary.http?.percent("-") == 10)
    #expect(summary.grpc?.percent("0") == 87.5 && summary.grpc?.percent("1") == 12.5)
    #expect(MeshSummary.Requests().percent("2") == nil)
  }

  @Test("Of a view it is of what is shown, boxes and marks included")
  func part() {
    let mesh = MeshText.mesh(Self.text)
    #expect(MeshView(mesh, ViewOptions(collapse: .all)).shownPart.snapshot == mesh.snapshot)
    let focus = MeshView(mesh, ViewOptions(scope: .focus(MeshText.id("data/db"), .around(hops: 1))))
    #expect(focus.isPart)
    #expect(focus.shownPart.snapshot.nodes.map(\.name) == ["db", "cart"])
    #expect(focus.shownPart.snapshot.edges.count == 1)
  }
}
