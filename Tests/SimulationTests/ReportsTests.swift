import Simulation
import Testing

/// What simulated proxies say, held against what real ones were seen to say.
@Suite struct ReportsTests {
  private struct Report: Hashable {
    var metric: String
    var labels: [String: String]
    var target: String
  }

  private func reports(_ mesh: SimulatedMesh) -> [Report] {
    let set = mesh.series()
    return set.series.map { series in
      Report(
        metric: series.metric,
        labels: Dictionary(uniqueKeysWithValues: set.reportedLabels(of: series).map { ($0.name, $0.value) }),
        target: set.targets[series.target].name)
    }
  }

  /// A page that calls details, in bookinfo.
  private func bookinfo(
    _ client: Workload.DataPlane = .ambient, _ server: Workload.DataPlane = .ambient, waypoint: Bool = false,
    _ spoken: Call.ApplicationProtocol = .http
  ) -> SimulatedMesh {
    var mesh = SimulatedMesh(name: "bookinfo")
    let page = mesh.add(
      Workload(
        "productpage-v1", namespace: "default", app: "productpage", version: "v1",
        serviceAccount: "bookinfo-productpage", client))
    let details = mesh.add(
      Workload(
        "details-v1", namespace: "default", app: "details", version: "v1", serviceAccount: "bookinfo-details", node: 1,
        server))
    let number = waypoint ? mesh.add(Waypoint("waypoint", namespace: "default", scope: .all)) : nil
    mesh.calls = [
      Call(
        from: page, to: [Call.Destination(details)], service: Call.Service("details", namespace: "default"),
        via: number, spoken, rate: 10)
    ]
    return mesh
  }

  private func reporters(_ mesh: SimulatedMesh, _ metric: String = "istio_tcp_connections_opened_total") -> [String] {
    reports(mesh).filter { $0.metric == metric }.map {
      "\($0.target): \($0.labels["reporter"] ?? "") \($0.labels["source_workload"] ?? "") → "
        + "\($0.labels["destination_workload"] ?? "") \($0.labels["connection_security_policy"] ?? "")"
    }.sorted()
  }

  /// The labels and values of one connection in the exposition of an Istio 1.24 ztunnel on a node with bookinfo.
  private let seen = [
    "reporter": "destination", "source_workload": "productpage-v1", "source_canonical_service": "productpage",
    "source_canonical_revision": "v1", "source_workload_namespace": "default",
    "source_principal": "spiffe://cluster.local/ns/default/sa/bookinfo-productpage", "source_app": "productpage",
    "source_version": "v1", "source_cluster": "Kubernetes",
    "destination_service": "details.default.svc.cluster.local", "destination_service_namespace": "default",
    "destination_service_name": "details", "destination_workload": "details-v1",
    "destination_canonical_service": "details", "destination_canonical_revision": "v1",
    "destination_workload_namespace": "default",
    "destination_principal": "spiffe://cluster.local/ns/default/sa/bookinfo-details", "destination_app": "details",
    "destination_version": "v1", "destination_cluster": "Kubernetes", "request_protocol": "tcp",
    "response_flags": "-", "connection_security_policy": "mutual_tls",
  ]

  @Test func `A ztunnel labels a connection as a real one does`() {
    let opened = reports(bookinfo()).filter { $0.metric == "istio_tcp_connections_opened_total" }
    #expect(opened.map(\.labels).contains(seen))
    #expect(opened.map { $0.labels["reporter"] }.sorted { ($0 ?? "") < ($1 ?? "") } == ["destination", "source"])
  }

  @Test func `A ztunnel reports four counters of a connection for each reporter`() {
    let traffic = reports(bookinfo()).filter { $0.labels["reporter"] != nil }
    #expect(
      Set(traffic.map(\.metric)) == [
        "istio_tcp_connections_opened_total", "istio_tcp_connections_closed_total", "istio_tcp_received_bytes_total",
        "istio_tcp_sent_bytes_total",
      ])
    #expect(traffic.count == 8)
  }

  @Test func `Each end's node reports a connection within the mesh`() {
    #expect(
      reporters(bookinfo()) == [
        "ztunnel/Kubernetes/node-0: source productpage-v1 → details-v1 mutual_tls",
        "ztunnel/Kubernetes/node-1: destination productpage-v1 → details-v1 mutual_tls",
      ])
  }

  @Test func `Through a waypoint each ztunnel reports one leg, and the waypoint the requests past itself`() {
    #expect(
      reporters(bookinfo(waypoint: true)) == [
        "ztunnel/Kubernetes/node-0: source productpage-v1 → waypoint mutual_tls",
        "ztunnel/Kubernetes/node-1: destination waypoint → details-v1 mutual_tls",
      ])
    #expect(
      reporters(bookinfo(waypoint: true), "istio_requests_total") == [
        "default/Kubernetes/waypoint: waypoint productpage-v1 → details-v1 mutual_tls"
      ])
  }

  @Test func `A waypoint cannot name the server of a TCP stream`() {
    #expect(
      reporters(bookinfo(waypoint: true, .tcp)).contains(
        "default/Kubernetes/waypoint: waypoint productpage-v1 → unknown mutual_tls"))
  }

  @Test func `A client outside the mesh is reported by the server's ztunnel alone, in plaintext`() {
    #expect(
      reporters(bookinfo(.outside)) == [
        "ztunnel/Kubernetes/node-1: destination productpage-v1 → details-v1 unknown"
      ])
    #expect(
      reporters(bookinfo(.stranger)) == ["ztunnel/Kubernetes/node-1: destination unknown → details-v1 unknown"])
  }

  @Test func `A server outside the mesh is reported by the client's ztunnel alone`() {
    #expect(
      reporters(bookinfo(.ambient, .outside)) == [
        "ztunnel/Kubernetes/node-0: source productpage-v1 → details-v1 unknown"
      ])
  }

  @Test func `A plaintext client has no principal, the server keeps its own`() throws {
    let labels = try #require(reports(bookinfo(.outside)).first { $0.labels["reporter"] != nil }).labels
    #expect(labels["source_principal"] == "unknown")
    #expect(labels["destination_principal"] == "spiffe://cluster.local/ns/default/sa/bookinfo-details")
  }

  @Test func `A gateway reports as a client that knows nothing of encryption`() {
    #expect(
      reporters(bookinfo(.gateway), "istio_requests_total") == [
        "default/Kubernetes/productpage-v1: source productpage-v1 → details-v1 unknown"
      ])
  }

  @Test func `Denied connections are opened, closed with a flag, and carry no bytes`() {
    var mesh = bookinfo(.outside)
    mesh.calls[0].isDenied = true
    let traffic = reports(mesh).filter { $0.labels["reporter"] != nil }
    #expect(
      Set(traffic.map { "\($0.metric) \($0.labels["response_flags"] ?? "")" }) == [
        "istio_tcp_connections_opened_total -", "istio_tcp_connections_closed_total DENY",
        "istio_tcp_connections_failed_total DENY",
      ])
  }

  @Test func `A missing target reports nothing, a doubled one everything twice`() {
    var mesh = bookinfo(waypoint: true)
    let all = reports(mesh).count
    let waypoint = reports(mesh).filter { $0.target == "default/Kubernetes/waypoint" }.count
    mesh.faults = ["default/Kubernetes/waypoint": .missing]
    #expect(reports(mesh).count == all - waypoint)
    mesh.faults = ["default/Kubernetes/waypoint": .doubled]
    #expect(reports(mesh).count == all + waypoint)
  }

  @Test func `A histogram's buckets grow towards its count`() {
    let set = bookinfo(waypoint: true).series()
    let buckets = set.series.filter { $0.metric == "istio_request_duration_milliseconds_bucket" }
    let values = buckets.map { set.value(of: $0, at: 1_790_000_000) }
    #expect(buckets.count == 20)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    let count = set.series.first { $0.metric == "istio_request_duration_milliseconds_count" }
    #expect(count.map { set.value(of: $0, at: 1_790_000_000) } == values.last)
  }
}
