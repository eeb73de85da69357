import Mesh

/// The health of traffic by the tolerances of rule 10.
struct HealthRules {
  let tolerances: [Tolerance]

  /// How well an edge's traffic does, by the tolerances for the called node's namespace.
  func health(_ http: RequestTraffic?, _ grpc: RequestTraffic?, _ tcp: TCPTraffic?, namespace: String) -> Health {
    var worst = Health.idle
    if let http { worst = max(worst, health(.http, http.responses, namespace)) }
    if let grpc { worst = max(worst, health(.grpc, grpc.responses, namespace)) }
    if let tcp { worst = max(worst, health(tcp, namespace)) }
    return worst
  }

  /// How well requests do. Each tolerance is held against its own codes, and the worst verdict wins.
  private func health(
    _ subject: Tolerance.Subject, _ responses: [RequestTraffic.Response], _ namespace: String
  ) -> Health {
    let total = responses.reduce(0) { $0 + $1.rate }
    guard total > 0 else { return .idle }
    var failures: [Tolerance: Double] = [:]
    for response in responses {
      guard let tolerance = tolerances.first(subject, code: response.code, namespace: namespace) else { continue }
      failures[tolerance, default: 0] += response.rate
    }
    return failures.reduce(.healthy) { max($0, $1.key.health(percent: $1.value / total * 100)) }
  }

  /// How well connections do: those denied, of those opened. Bytes alone say nothing.
  private func health(_ tcp: TCPTraffic, _ namespace: String) -> Health {
    guard tcp.opened > 0 || tcp.denied > 0 else { return .idle }
    guard let tolerance = tolerances.first(.tcp, code: "DENY", namespace: namespace) else { return .healthy }
    return tolerance.health(percent: tcp.deniedPercent ?? 0)
  }
}
