import Foundation
import Mesh
import Simulation
import Telemetry
import Testing

@testable import Dashboard

/// How snapshots become the points of a history.
@Suite struct HistoryFoldTests {
  private let id = Edge.ID(source: SampleMesh.id("a"), target: SampleMesh.id("b"))

  private func snapshot(_ edges: [Edge], latency: Latency? = nil) -> Snapshot {
    let ends = Set(edges.flatMap { [$0.source, $0.target] }).sorted()
    let nodes = ends.compactMap { id in
      id.parts.map { parts in
        Node(
          kind: parts.kind, cluster: parts.cluster, namespace: parts.namespace, name: parts.name,
          latency: id == self.id.target ? latency : nil)
      }
    }
    return Snapshot(time: SampleMesh.time, window: .seconds(120), nodes: nodes, edges: edges)
  }

  private func edge(
    from source: String = "a", to target: String = "b", http: RequestTraffic? = nil, grpc: RequestTraffic? = nil,
    tcp: TCPTraffic? = nil
  ) -> Edge {
    Edge(source: SampleMesh.id(source), target: SampleMesh.id(target), http: http, grpc: grpc, tcp: tcp)
  }

  private func traffic(_ codes: [(String, Double)], latency: Latency? = nil) -> RequestTraffic {
    RequestTraffic(
      rate: codes.reduce(0) { $0 + $1.1 }, errorPercent: 25, latency: latency,
      responses: codes.map { .init(code: $0.0, flags: "-", rate: $0.1) })
  }

  @Test func requestsAreToldByTheirCodes() throws {
    let http = traffic([("200", 5), ("204", 1), ("302", 2), ("404", 3), ("500", 0.5), ("503", 0.5), ("-", 0.25)])
    let grpc = traffic([("0", 7), ("14", 2), ("4", 1), ("503", 1)])
    let history = History(of: .edge(id), in: [snapshot([edge(http: http, grpc: grpc)])])
    #expect(
      history.points[0].responses == [
        .success: 6, .redirect: 2, .clientError: 3, .serverError: 2, .noResponse: 0.25, .grpcOK: 7, .grpcError: 3,
      ])
    #expect(history.points[0].requests == 23.25)
    #expect(history.points[0].errorPercent == 25)
  }

  @Test(arguments: [
    ("100", false, ResponseClass.other), ("hm", false, .other), ("0", false, .other), ("16", true, .grpcError),
    ("17", true, .other), ("200", true, .grpcOK), ("-", true, .noResponse), ("404", true, .clientError),
  ])
  func strangeCodesHaveAClass(code: String, isGRPC: Bool, kind: ResponseClass) {
    #expect(ResponseClass(code: code, isGRPC: isGRPC) == kind)
  }

  @Test func whatNoResponseTellsOfIsOther() {
    var http = traffic([("200", 5)])
    http.rate = 8
    #expect(ResponseClass.rates([edge(http: http)]) == [.success: 5, .other: 3])
    // Figures are rounded in files.
    http.rate = 5.01
    #expect(ResponseClass.rates([edge(http: http)]) == [.success: 5])
  }

  @Test func anEdgeHasThePercentilesOfItsBusierProtocol() {
    let slow = Latency(p50: 10, p95: 90, p99: 200)
    let busy = edge(http: traffic([("200", 1)]), grpc: traffic([("0", 3)], latency: slow))
    #expect(History(of: .edge(id), in: [snapshot([busy])]).points[0].latency == slow)
  }

  @Test func aNodeHasTheSumsOfWhatFlowsIn() throws {
    let tcp = TCPTraffic(requestBytes: 10, responseBytes: 30, opened: 1, closed: 1, failed: 0.5, denied: 0.25, open: 4)
    let served = Latency(p50: 1, p95: 2, p99: 3)
    let mesh = snapshot(
      [
        edge(http: traffic([("200", 2)]), tcp: tcp), edge(from: "c", http: traffic([("503", 1)]), tcp: tcp),
        edge(from: "b", to: "d", http: traffic([("200", 100)]), tcp: tcp),
      ], latency: served)
    let point = try #require(History(of: .node(id.target), in: [mesh]).points.first)
    #expect(point.requests == 3)
    #expect(point.responses == [.success: 2, .serverError: 1])
    #expect(point.latency == served)
    #expect(point.requestBytes == 20 && point.responseBytes == 60)
    #expect(point.opened == 2 && point.open == 8 && point.denied == 0.5 && point.broken == 1)
  }

  /// What a node's callers wait for is its callees' time, of which no percentiles are known together.
  @Test func aNodeThatNobodyCallsHasTheSumsOfWhatFlowsOut() throws {
    let mesh = snapshot([edge(http: traffic([("200", 2)], latency: Latency(p50: 1))), edge(to: "c")])
    let point = try #require(History(of: .node(id.source), in: [mesh]).points.first)
    #expect(point.requests == 2)
    #expect(point.latency == nil)
    #expect(point.opened == nil && point.requestBytes == nil)
  }

  @Test func whereNothingIsReportedNothingIsKnown() {
    let history = History(of: .edge(id), in: [snapshot([edge(to: "c")]), snapshot([edge(tcp: TCPTraffic(opened: 1))])])
    #expect(history.points[0] == History.Point())
    #expect(history.points[1].requests == nil && history.points[1].responses.isEmpty)
    #expect(history.points[1].opened == 1 && history.points[1].open == nil && history.points[1].broken == nil)
  }

  /// In the demo's hour payments fail, ratings are slow and connections are denied.
  @Test(arguments: ["payment", "ratings-v1", "redis", "productpage-v1", "order"], [300.0, 1200, 1620])
  func theLastPointIsWhatTheSnapshotOfItsMomentSays(name: String, second: Double) async throws {
    let end = Date(timeIntervalSince1970: 1_700_002_800 + second)
    let reader = MeshReader(
      SimulatedSource(name: "demo", DemoMesh.everything().series()), TrafficOptions())
    let mesh = MeshIndex(try await reader.snapshot(at: end))
    let nodes = mesh.snapshot.nodes.filter { $0.name.hasPrefix(name) && $0.kind != .waypoint }
    let node = try #require(nodes.first)
    let snapshots = try await reader.history(
      of: Focus(node: node, of: mesh), from: end.addingTimeInterval(-120), to: end, step: .seconds(60))
    let last = try #require(History(of: .node(node.id), in: snapshots).points.last)
    let inbound = mesh.inbound(node.id)
    let totals = Totals(inbound)
    func close(_ left: Double?, _ right: Double?) -> Bool {
      abs((left ?? 0) - (right ?? 0)) <= 1e-6 * max(abs(left ?? 0), abs(right ?? 0))
    }
    #expect(totals.edges > 0)
    #expect(close(last.requests, totals.requests))
    #expect(close(last.failed, totals.failedRequests))
    #expect(close(last.responses.values.reduce(0, +), totals.requests))
    #expect(
      close(last.responses.reduce(0) { $0 + ($1.key.isError ? $1.value : 0) }, totals.failedRequests), "\(last)")
    #expect(close(last.bytes, totals.bytes))
    #expect(close(last.opened, totals.opened) && close(last.denied, totals.denied))
    #expect(close(last.latency?.p50, node.latency?.p50) && close(last.latency?.p99, node.latency?.p99))
  }

  @Test func aHistoryEndsAtAWholeStep() {
    #expect(
      History.newestMoment(upTo: Date(timeIntervalSince1970: 119.9)) == Date(timeIntervalSince1970: 60))
    #expect(History.newestMoment(upTo: Date(timeIntervalSince1970: 120)) == Date(timeIntervalSince1970: 120))
  }

  @Test func theLastPointIsWhatTheMeshTells() {
    let history = History(of: .node(SampleMesh.id("orders")), in: [SampleMesh.shop])
    var newer = SampleMesh.shop
    newer.time.addTimeInterval(40)
    for index in newer.edges.indices { newer.edges[index].http?.rate *= 2 }
    let whole = history.upTo(MeshIndex(newer))
    #expect(whole.times == [SampleMesh.time, newer.time])
    #expect(whole.points[1].requests == history.points[0].requests.map { $0 * 2 })
    // One of the same moment, and one of much later, add nothing.
    #expect(history.upTo(MeshIndex(SampleMesh.shop)).times == history.times)
    newer.time.addTimeInterval(3600)
    #expect(history.upTo(MeshIndex(newer)).times == history.times)
  }
}
