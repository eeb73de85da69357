import FoundationEssentials
import Mesh
import Testing

@Suite struct EdgeFigureTests {
  private func id(_ name: String) -> NodeID { NodeID(cluster: "c", namespace: "n", kind: .workload, name: name) }

  private func mesh(_ edges: [Edge]) -> MeshIndex {
    let names = ["a", "b", "c", "d", "e"]
    return MeshIndex(
      Snapshot(
        time: Date(timeIntervalSince1970: 0), window: .seconds(60),
        nodes: names.map { Node(kind: .workload, cluster: "c", namespace: "n", name: $0) }, edges: edges))
  }

  @Test func anEdgesShareIsOfRequestsOrElseOfBytes() {
    let edges = [
      Edge(
        source: id("a"), target: id("b"), http: RequestTraffic(rate: 30, errorPercent: 0),
        tcp: TCPTraffic(requestBytes: 1e9)),
      Edge(
        source: id("a"), target: id("c"), http: RequestTraffic(rate: 60, errorPercent: 0),
        grpc: RequestTraffic(rate: 10, errorPercent: 0)),
      Edge(source: id("a"), target: id("d"), tcp: TCPTraffic(requestBytes: 25, responseBytes: 50)),
      Edge(source: id("a"), target: id("e"), tcp: TCPTraffic(requestBytes: 225)),
      Edge(source: id("b"), target: id("c"), tcp: TCPTraffic(opened: 1)),
      Edge(source: id("x"), target: id("c"), http: RequestTraffic(rate: 1, errorPercent: 0)),
    ]
    let mesh = mesh(edges)
    #expect(edges.map(mesh.sharePercent) == [30, 70, 25, 75, nil, nil])
  }

  @Test func bytesAreOfConnectionsOrElseOfBodies() {
    func request(_ out: Double?, _ back: Double?) -> RequestTraffic {
      RequestTraffic(rate: 1, errorPercent: 0, requestBytes: out, responseBytes: back)
    }
    let both = Edge(
      source: id("a"), target: id("b"), http: request(1, 2), tcp: TCPTraffic(requestBytes: 10, responseBytes: 20))
    #expect(both.requestBytes == 10)
    #expect(both.responseBytes == 20)
    let bodies = Edge(source: id("a"), target: id("b"), http: request(1, nil), grpc: request(3, 4))
    #expect(bodies.requestBytes == 4)
    #expect(bodies.responseBytes == 4)
    let nothing = Edge(source: id("a"), target: id("b"), http: request(nil, nil))
    #expect(nothing.requestBytes == nil)
    #expect(nothing.responseBytes == nil)
  }
}
