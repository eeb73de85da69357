import Foundation
import Mesh
import Simulation
import Telemetry
import Testing

/// What proxies tell a server, written down series by series, and the snapshot that is read from it.
struct Told {
  /// When everything is asked.
  static let time = 1_790_000_000.0

  private(set) var set = SeriesSet()
  private var targets: [[String: String]: Int] = [:]

  init() { set.profiles = [Profile()] }

  // MARK: Proxies, by the labels that their scrapes add

  static let ztunnel = ["app": "ztunnel", "pod": "ztunnel-x1", "namespace": "istio-system", "job": "pods"]
  static let gateway = ["app": "gateway", "pod": "gateway-7d-x", "namespace": "shop", "job": "pods"]
  static let waypoint = ["app": "way", "pod": "way-7d9f-x2k", "namespace": "shop", "job": "pods"]

  // MARK: Telling

  /// Adds a counter that grows by `rate` a second.
  mutating func counter(
    _ metric: String, _ labels: [String: String], _ rate: Double, base: Double = 0, by proxy: [String: String],
    restarts: [Double] = []
  ) {
    add(metric, labels, .counter([Series.Flow(profile: 0, rate: rate)], base: base), proxy, restarts)
  }

  mutating func gauge(_ metric: String, _ labels: [String: String], _ value: Double, by proxy: [String: String]) {
    add(metric, labels, .gauge(value), proxy, [])
  }

  private mutating func add(
    _ metric: String, _ labels: [String: String], _ value: Series.Value, _ proxy: [String: String],
    _ restarts: [Double]
  ) {
    let target = targets[proxy] ?? set.targets.count
    if target == set.targets.count {
      targets[proxy] = target
      set.targets.append(Target(name: "target-\(target)", labels: Self.sorted(proxy)))
    }
    let number = set.add(Self.sorted(labels.but(["le": nil])))
    set.series.append(
      Series(
        metric: metric, labels: number, bound: labels["le"], target: target, value: value, restarts: restarts))
  }

  private static func sorted(_ labels: [String: String]) -> [Label] {
    labels.map { Label($0, $1) }.sorted { $0.name < $1.name }
  }

  /// Adds requests of one kind.
  mutating func requests(
    _ labels: [String: String], _ rate: Double, code: String = "200", flags: String = "-", grpc: String? = nil,
    by proxy: [String: String] = waypoint
  ) {
    var labels = labels
    labels["request_protocol"] = grpc == nil ? "http" : "grpc"
    labels["response_code"] = code
    labels["response_flags"] = flags
    labels["grpc_response_status"] = grpc
    counter("istio_requests_total", labels, rate, by: proxy)
  }

  /// Adds connections: each second `rate` are opened and closed, and bytes flow.
  mutating func connections(
    _ labels: [String: String], opened rate: Double = 1, from client: Double = 100, to reply: Double = 1000,
    open: Double = 0, by proxy: [String: String] = ztunnel
  ) {
    let labels = labels.but(["request_protocol": "tcp", "response_flags": "-"])
    counter("istio_tcp_connections_opened_total", labels, rate, base: open, by: proxy)
    counter("istio_tcp_connections_closed_total", labels, rate, by: proxy)
    counter("istio_tcp_received_bytes_total", labels, client, by: proxy)
    counter("istio_tcp_sent_bytes_total", labels, reply, by: proxy)
  }

  // MARK: Reading

  func snapshot(_ options: TrafficOptions = TrafficOptions()) async throws -> Snapshot {
    try await MeshReader(SimulatedSource(name: "told", set), options).snapshot(
      at: Date(timeIntervalSince1970: Self.time))
  }
}

/// The labels of a report: who reports, which workload calls which by which service, and what is known of encryption.
///
/// A name such as `cart-v2` is of the workload `cart-v2` of the app `cart`, version `v2`. A server that is nil is unknown.
func report(
  _ reporter: String, _ client: String, _ server: String?, service: String? = nil, in namespace: String = "shop",
  policy: String = "mutual_tls"
) -> [String: String] {
  var labels = ["reporter": reporter, "connection_security_policy": policy]
  for (side, name) in [("source", client), ("destination", server ?? "unknown")] {
    let isKnown = name != "unknown"
    let parts = name.split(separator: "-").map(String.init)
    labels["\(side)_workload"] = name
    labels["\(side)_workload_namespace"] = isKnown ? namespace : "unknown"
    labels["\(side)_canonical_service"] = parts[0]
    labels["\(side)_canonical_revision"] = isKnown ? (parts.count > 1 ? parts[1] : "latest") : "unknown"
    labels["\(side)_cluster"] = isKnown || side == "destination" ? "east" : "unknown"
    labels["\(side)_principal"] =
      isKnown && policy == "mutual_tls" ? "spiffe://cluster.local/ns/\(namespace)/sa/\(parts[0])" : "unknown"
  }
  labels["destination_service"] = service.map { "\($0).\(namespace).svc.cluster.local" } ?? "unknown"
  labels["destination_service_name"] = service ?? "unknown"
  labels["destination_service_namespace"] = service == nil ? "unknown" : namespace
  return labels
}

extension [String: String] {
  /// The same labels with some changed, or removed where nil.
  func but(_ changes: [String: String?]) -> [String: String] {
    changes.reduce(into: self) { $0[$1.key] = $1.value }
  }
}

extension Snapshot {
  /// The edges as `client → server`, by the nodes' names.
  var arrows: [String] { edges.map { "\(name($0.source)) → \(name($0.target))" }.sorted() }

  /// The only edge between nodes with these names.
  func edge(_ source: String, _ target: String) throws -> Edge {
    let found = edges.filter { name($0.source) == source && name($0.target) == target }
    #expect(found.count == 1, "\(source) → \(target) among \(arrows)")
    return try #require(found.first)
  }

  func node(_ name: String) throws -> Node { try #require(nodes.first { self.name($0.id) == name }) }

  private func name(_ id: NodeID) -> String { String(id.rawValue.split(separator: "/").last ?? "") }
}

/// Whether two numbers are the same but for rounding.
func close(_ left: Double?, _ right: Double, within tolerance: Double = 1e-6) -> Bool {
  guard let left else { return false }
  return abs(left - right) <= tolerance * max(1, abs(right))
}
