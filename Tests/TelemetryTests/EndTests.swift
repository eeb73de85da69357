import Mesh
import Telemetry
import Testing

/// Rules 7, 8 and 9: which ends are drawn, and as what.
@Suite struct EndTests {
  private func snapshot(_ labels: [String: String], _ options: TrafficOptions = TrafficOptions()) async throws
    -> Snapshot
  {
    var told = Told()
    told.requests(labels, 5)
    return try await told.snapshot(options)
  }

  // MARK: Left out

  @Test(arguments: [
    (
      ["source_workload": "unknown", "source_canonical_service": "unknown"],
      "with a source namespace but no source workload"
    ),
    (["source_cluster": "unknown"], "with a namespace in no known cluster"),
    (
      [
        "destination_service": "10.0.0.7", "destination_service_name": "10.0.0.7", "destination_workload": "unknown",
        "destination_canonical_service": "unknown",
      ], "to a bare address of no known workload"
    ),
    (
      [
        "destination_service": "[fd00::7]:80", "destination_service_name": "[fd00::7]:80",
        "destination_workload": "unknown",
      ], "to a bare address of no known workload"
    ),
  ])
  func `Series that cannot be placed are left out and counted`(
    changes: [String: String], reason: String
  ) async throws {
    let found = try await snapshot(report("waypoint", "web", "cart", service: "cart").merging(changes) { $1 })
    #expect(found.edges.isEmpty)
    #expect(found.warnings.contains("Left out series that cannot be placed: 1 \(reason)."))
  }

  @Test func `A series is counted once as left out, though its figures come from many queries`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"))
    told.connections(report("source", "web", "cart").but(["source_cluster": "unknown"]), open: 1)
    let warnings = try await told.snapshot().warnings
    // Bytes both ways, opened, closed and open: each is a series of its own to the server.
    #expect(warnings.contains { $0.hasPrefix("Left out series that cannot be placed: 5 with a namespace") })
  }

  @Test func `An unknown destination cluster beside a known source is the source's`() async throws {
    let found = try await snapshot(report("waypoint", "web", "cart").but(["destination_cluster": "unknown"]))
    #expect(try found.node("cart").cluster == "east")
  }

  @Test func `Without cluster labels nothing is left out`() async throws {
    let found = try await snapshot(
      report("waypoint", "web", "cart").but(["destination_cluster": nil, "source_cluster": nil]))
    #expect(found.arrows == ["web → cart"])
    #expect(try found.node("cart").cluster == "unknown")
  }

  @Test func `A bare address with a known workload is drawn`() async throws {
    let found = try await snapshot(
      report("waypoint", "web", "cart").but([
        "destination_service": "10.0.0.7", "destination_service_name": "10.0.0.7",
      ]))
    #expect(found.arrows == ["web → cart"])
    #expect(try found.edge("web", "cart").services.isEmpty)
  }

  // MARK: Unknown ends

  @Test func `A host names the service though all else is unknown`() async throws {
    let found = try await snapshot(
      report("waypoint", "web", nil).but([
        "destination_service": "pay.bank.svc.cluster.local", "destination_service_name": "unknown",
        "destination_cluster": "unknown",
      ]))
    let node = try found.node("pay")
    #expect(node.kind == .service && node.namespace == "bank" && node.cluster == "east")
  }

  @Test func `A host in place of the service's name is read likewise`() async throws {
    let host = "pay.bank.svc.cluster.local"
    let found = try await snapshot(
      report("waypoint", "web", nil).but(["destination_service": host, "destination_service_name": host]))
    #expect(try found.node("pay").namespace == "bank")
  }

  @Test func `A host outside the cluster is a service of its own`() async throws {
    let found = try await snapshot(
      report("waypoint", "web", nil).but([
        "destination_service": "api.example.com", "destination_service_name": "api.example.com",
      ]))
    #expect(found.arrows == ["web → api.example.com"])
  }

  @Test func `Unknown sources are one node, and another than unknown destinations`() async throws {
    var told = Told()
    told.requests(report("destination", "unknown", "cart"), 1)
    told.requests(report("destination", "unknown", "web"), 1)
    told.requests(report("source", "web", nil), 1)
    #expect(
      try await told.snapshot().arrows == ["unknown → cart", "unknown → web", "web → unknown-destination"])
  }

  @Test(arguments: [("PassthroughCluster", Node.Kind.passthrough), ("BlackHoleCluster", .blackhole)])
  func `Addresses that the mesh does not know are a destination of their own kind`(
    name: String, kind: Node.Kind
  ) async throws {
    let found = try await snapshot(
      report("source", "web", nil).but(["destination_service_name": name, "destination_service": "unknown"]))
    #expect(try found.node(name).kind == kind)
  }

  @Test func `A call to an unknown address that a known server answers reached that server`() async throws {
    let found = try await snapshot(
      report("source", "web", "cart").but([
        "destination_service_name": "PassthroughCluster", "destination_service": "10.2.3.4:8080",
      ]))
    #expect(found.arrows == ["web → cart"])
    #expect(found.edges[0].services.isEmpty)
  }

  // MARK: Graph types

  private var reviews: Told {
    var told = Told()
    told.requests(report("waypoint", "page-v1", "reviews-v1", service: "reviews"), 3)
    told.requests(report("waypoint", "page-v1", "reviews-v2", service: "reviews"), 2, code: "503")
    told.requests(report("waypoint", "reviews-v2", "ratings-v1", service: "ratings"), 2)
    return told
  }

  @Test(arguments: [
    (GraphType.workload, ["page-v1 → reviews-v1", "page-v1 → reviews-v2", "reviews-v2 → ratings-v1"]),
    (.versionedApp, ["page-v1 → reviews-v1", "page-v1 → reviews-v2", "reviews-v2 → ratings-v1"]),
    (.app, ["page → reviews", "reviews → ratings"]),
    (.service, ["page-v1 → reviews", "reviews → ratings"]),
  ])
  func `A node stands for what the graph's type says`(graph: GraphType, arrows: [String]) async throws {
    #expect(try await reviews.snapshot(TrafficOptions(graph: graph)).arrows == arrows)
  }

  @Test func `Figures of several workloads add up in their app`() async throws {
    let edge = try await reviews.snapshot(TrafficOptions(graph: .app)).edge("page", "reviews")
    #expect(close(edge.requestRate, 5) && close(edge.errorPercent, 40))
  }

  @Test func `A versioned app has its app and version`() async throws {
    let node = try await reviews.snapshot(TrafficOptions(graph: .versionedApp)).node("reviews-v2")
    #expect(node.kind == .app && node.app == "reviews" && node.version == "v2")
  }

  @Test func `In a graph of services a caller stands as the busiest service that it is called by`() async throws {
    var told = reviews
    told.requests(report("waypoint", "admin", "reviews-v2", service: "internal"), 9)
    let arrows = try await told.snapshot(TrafficOptions(graph: .service)).arrows
    #expect(arrows.contains("internal → ratings") && !arrows.contains("reviews → ratings"))
  }

  @Test func `Workloads of the same name in two clusters are two nodes`() async throws {
    var told = Told()
    told.requests(report("waypoint", "web", "cart"), 1)
    told.requests(report("waypoint", "web", "cart").but(["destination_cluster": "west"]), 1)
    #expect(
      try await told.snapshot().nodes.map(\.id.rawValue) == [
        "east/shop/workload/cart", "east/shop/workload/web", "west/shop/workload/cart",
      ])
  }

  @Test func `Hostile names keep their nodes apart`() async throws {
    let found = try await snapshot(report("waypoint", "web", "cart").but(["destination_workload": "a/b%\u{202e}\n"]))
    #expect(found.nodes.map(\.id.rawValue).contains("east/shop/workload/a%2Fb%25\u{202e}\n"))
  }
}
