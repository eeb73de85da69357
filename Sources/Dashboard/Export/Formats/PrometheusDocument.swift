import FoundationEssentials
import Mesh
import Terminal

/// A mesh's figures as gauges in Prometheus' text format, in its base units: seconds, bytes, ratios. It has no moments of its
/// own, which node_exporter's textfile collector would refuse.
struct PrometheusDocument {
  private let mesh: MeshIndex

  init(_ mesh: MeshIndex) { self.mesh = mesh }

  /// The whole file: each metric's help, type and samples, no sample twice.
  var text: String {
    var metrics = MetricsText()
    writeMesh(to: &metrics)
    for node in mesh.snapshot.nodes { write(node, to: &metrics) }
    for edge in mesh.snapshot.edges { write(edge, to: &metrics) }
    return metrics.text
  }

  private func writeMesh(to metrics: inout MetricsText) {
    let snapshot = mesh.snapshot
    let totals = mesh.totals
    metrics.add(
      "snapshot_timestamp_seconds", "The moment that the figures are of.", snapshot.time.timeIntervalSince1970)
    metrics.add("snapshot_window_seconds", "How far back rates reach.", snapshot.window.seconds)
    metrics.add("mesh_nodes", "Workloads, apps or services.", Double(snapshot.nodes.count))
    metrics.add("mesh_edges", "Pairs of nodes with traffic.", Double(snapshot.edges.count))
    metrics.add("mesh_plaintext_edges", "Edges with any plaintext.", Double(totals.plaintextEdges))
    metrics.add("mesh_encrypted_ratio", "The encrypted share of all traffic.", totals.mtls.percent.map { $0 / 100 })
    if totals.hasRequests {
      metrics.add("mesh_requests_per_second", "HTTP and gRPC requests.", totals.requests)
      metrics.add("mesh_error_ratio", "The share of requests that failed.", totals.errorPercent.map { $0 / 100 })
    }
    metrics.add("mesh_bytes_per_second", "Bytes in both directions.", totals.bytes)
  }

  private func write(_ node: Node, to metrics: inout MetricsText) {
    let labels = Self.labels("", NodeParts(node.id, in: mesh)).map { $0.0 == "" ? ("node", $0.1) : $0 }
    metrics.add("node_health", "1 for the health of a node.", 1, labels + [("health", node.health.rawValue)])
    write(node.latency, "node_latency", "Latency of the requests that a node served.", labels, to: &metrics)
  }

  private func write(_ edge: Edge, to metrics: inout MetricsText) {
    let labels =
      Self.labels("source", NodeParts(edge.source, in: mesh))
      + Self.labels("destination", NodeParts(edge.target, in: mesh))
    func add(_ name: String, _ help: String, _ value: Double?, _ more: [(String, String)] = []) {
      metrics.add("edge_\(name)", help, value, labels + more)
    }
    for (protocolName, traffic) in [("http", edge.http), ("grpc", edge.grpc)] {
      guard let traffic else { continue }
      let own = [("protocol", protocolName)]
      add("requests_per_second", "Requests over an edge.", traffic.rate, own)
      add("error_ratio", "The share of an edge's requests that failed.", traffic.errorPercent / 100, own)
      write(traffic.latency, "edge_latency", "Latency of an edge's requests.", labels + own, to: &metrics)
    }
    let bytes = "Bytes over an edge: requests from the source to the destination, responses back."
    add("bytes_per_second", bytes, edge.requestBytes, [("direction", "request")])
    add("bytes_per_second", bytes, edge.responseBytes, [("direction", "response")])
    if let tcp = edge.tcp {
      let help = "Connections over an edge that were opened, closed, failed or denied by a policy."
      for (event, rate) in [
        ("opened", tcp.opened), ("closed", tcp.closed), ("failed", tcp.failed), ("denied", tcp.denied),
      ]
        as [(String, Double?)]
      {
        add("connections_per_second", help, rate, [("event", event)])
      }
      add("connections_open", "Connections that are open now.", tcp.open)
    }
    add("encrypted_ratio", "The encrypted share of an edge's traffic.", edge.mtls.percent.map { $0 / 100 })
    add("health", "1 for the health of an edge.", 1, [("health", edge.health.rawValue)])
  }

  private func write(
    _ latency: Latency?, _ name: String, _ help: String, _ labels: [(String, String)], to metrics: inout MetricsText
  ) {
    guard let latency else { return }
    for (statistic, value) in [
      ("average", latency.average), ("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99),
    ] {
      metrics.add("\(name)_seconds", help, value.map { $0 / 1000 }, labels + [("statistic", statistic)])
    }
  }

  /// The labels of an end: its name under the prefix alone.
  private static func labels(_ prefix: String, _ parts: NodeParts) -> [(String, String)] {
    let lead = prefix.isEmpty ? "" : "\(prefix)_"
    return [
      (prefix, parts.name), ("\(lead)namespace", parts.namespace), ("\(lead)cluster", parts.cluster),
      ("\(lead)kind", parts.kind),
    ]
  }
}

/// Samples by metric, in the order in which metrics were first told of.
private struct MetricsText {
  private var metrics: [(name: String, help: String, lines: [String])] = []
  private var places: [String: Int] = [:]
  /// A file that is replayed can tell of an end twice; a scrape with a sample twice would be refused as a whole.
  private var known: Set<String> = []

  /// Adds a sample, unless its value is not known.
  mutating func add(_ name: String, _ help: String, _ value: Double?, _ labels: [(String, String)] = []) {
    guard let number = value.flatMap(PlainNumber.text) else { return }
    let list = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    let sample = "meshtop_\(name)" + (list.isEmpty ? "" : "{\(list)}")
    guard known.insert(sample).inserted else { return }
    let place = places[name] ?? metrics.count
    if place == metrics.count {
      places[name] = place
      metrics.append((name, help, []))
    }
    metrics[place].lines.append("\(sample) \(number)\n")
  }

  var text: String {
    metrics.map { metric in
      "# HELP meshtop_\(metric.name) \(metric.help)\n# TYPE meshtop_\(metric.name) gauge\n\(metric.lines.joined())"
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    Text.sanitized(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
