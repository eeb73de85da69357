import FoundationEssentials
import Mesh
import Testing

/// What is asked of services and of their versions.
@Suite struct ServiceTotalsTests {
  private func node(_ name: String, app: String? = nil, version: String? = nil, p95: Double? = nil) -> Node {
    Node(
      kind: .workload, cluster: "east", namespace: "shop", name: name, app: app, version: version, health: .healthy,
      latency: p95.map { Latency(p95: $0) })
  }

  private func edge(_ source: Node, _ target: Node, _ rate: Double?, bytes: Double? = nil, via: NodeID? = nil) -> Edge {
    Edge(
      source: source.id, target: target.id, via: via, services: ["reviews"],
      http: rate.map { RequestTraffic(rate: $0, errorPercent: 0) },
      tcp: bytes.map { TCPTraffic(requestBytes: $0, responseBytes: 0, opened: 1, closed: 1) }, mtls: .unknown,
      health: .healthy)
  }

  private func mesh(_ nodes: [Node], _ edges: [Edge]) -> MeshIndex {
    MeshIndex(Snapshot(time: Date(timeIntervalSince1970: 0), window: .seconds(60), nodes: nodes, edges: edges))
  }

  private let web: Node
  private let batch: Node
  init() {
    web = Node(kind: .workload, cluster: "east", namespace: "shop", name: "web")
    batch = Node(kind: .workload, cluster: "east", namespace: "shop", name: "batch")
  }

  @Test func nodesOfOneAppAreVersionsOfOneService() throws {
    let (v1, v2) = (
      node("reviews-v1", app: "reviews", version: "v1", p95: 80),
      node("reviews-v2", app: "reviews", version: "v2", p95: 400)
    )
    let mesh = mesh([v2, web, v1, batch], [edge(web, v1, 90), edge(web, v2, 5), edge(batch, v2, 5)])
    let services = mesh.serviceTotals()
    #expect(services.map(\.id.name) == ["reviews"])
    let reviews = try #require(services.first)
    #expect(reviews.versions.map { mesh.snapshot.nodes[$0.node].version } == ["v1", "v2"])
    #expect(reviews.versions.map(\.sharePercent) == [90, 10])
    #expect(reviews.callers == 2)
    #expect(reviews.inbound.requests == 100)
    // Percentiles cannot be added up.
    #expect(reviews.latency?.p95 == 400)
    #expect(reviews.latency?.isUpperBound == true)
    #expect(mesh.serviceTotals(reviews.id) == reviews)
  }

  @Test func aBoundIsToldOnlyWhereEachPartIsKnown() {
    let (v1, v2) = (node("a-v1", app: "a", version: "v1", p95: 80), node("a-v2", app: "a", version: "v2"))
    let mesh = mesh([web, v1, v2], [edge(web, v1, 1), edge(web, v2, 1)])
    #expect(mesh.serviceTotals()[0].latency?.p95 == nil)
  }

  @Test func aVersionThatNothingCallsStandsBesideTheOthers() {
    let (v1, v2) = (node("a-v1", app: "a", version: "v1"), node("a-v2", app: "a", version: "v2"))
    let mesh = mesh([web, v1, v2], [edge(web, v1, 1)])
    #expect(mesh.serviceTotals()[0].versions.map(\.sharePercent) == [100, 0])
  }

  @Test func callersWithoutRequestsAreTold() {
    let waypoint = NodeID(cluster: "east", namespace: "shop", kind: .waypoint, name: "waypoint")
    let cart = node("cart")
    let service = mesh([web, batch, cart], [edge(web, cart, 2, via: waypoint), edge(batch, cart, nil, bytes: 10)])
      .serviceTotals()[0]
    #expect(service.callers == 2)
    #expect(service.requestCallers == 1)
    #expect(service.waypoints == [waypoint])
    #expect(service.services == ["reviews"])
  }

  @Test func whatPassesAWaypointThatIsDrawnCountsOnce() {
    let waypoint = Node(kind: .waypoint, cluster: "east", namespace: "shop", name: "waypoint")
    let cart = node("cart")
    var reported = edge(web, cart, 2, via: waypoint.id)
    reported.http?.requestBytes = 100
    var leg = edge(waypoint, cart, nil, bytes: 120)
    leg.http = RequestTraffic(rate: 2, errorPercent: 0)
    let service = mesh([web, waypoint, cart], [reported, edge(web, waypoint, nil, bytes: 130), leg]).serviceTotals()[0]
    #expect(service.callers == 1 && service.requestCallers == 1)
    #expect(service.inbound.requests == 2)
    #expect(service.inbound.bytes == 120)
  }

  @Test func whereThereAreNoRequestsBytesAreShared() {
    let (a, b) = (node("db-0", app: "db", version: "0"), node("db-1", app: "db", version: "1"))
    let service = mesh([web, a, b], [edge(web, a, nil, bytes: 30), edge(web, b, nil, bytes: 10)]).serviceTotals()[0]
    #expect(service.versions.map(\.sharePercent) == [75, 25])
  }
}
