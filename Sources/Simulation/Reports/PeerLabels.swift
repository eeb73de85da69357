/// One end of a report, as a proxy labels it.
enum Peer: Hashable {
  /// A workload that the proxy knows, with or without an identity proven by a handshake.
  case workload(Workload, hasPrincipal: Bool)
  /// An end that the proxy cannot name.
  case unknown(cluster: String)

  /// The labels of the end; `side` is `source` or `destination`.
  func labels(_ side: String) -> [Label] {
    let values: [(String, String)] =
      switch self {
      case .workload(let workload, let hasPrincipal):
        [
          ("workload", workload.name), ("workload_namespace", workload.namespace),
          ("canonical_service", workload.app), ("canonical_revision", workload.version), ("app", workload.app),
          ("version", workload.version), ("cluster", workload.cluster),
          ("principal", hasPrincipal ? workload.principal : "unknown"),
        ]
      case .unknown(let cluster):
        [
          ("workload", "unknown"), ("workload_namespace", "unknown"), ("canonical_service", "unknown"),
          ("canonical_revision", "unknown"), ("app", "unknown"), ("version", "unknown"), ("cluster", cluster),
          ("principal", "unknown"),
        ]
      }
    return values.map { Label("\(side)_\($0.0)", $0.1) }
  }
}

/// The labels of the service that a client called.
func serviceLabels(_ service: Call.Service?) -> [Label] {
  [
    Label("destination_service", service?.host ?? "unknown"),
    Label("destination_service_name", service?.name ?? "unknown"),
    Label("destination_service_namespace", service?.namespace ?? "unknown"),
  ]
}

/// What a report is about: both ends, the service and whether a handshake proved the client.
struct Subject {
  var reporter: String
  var source: Peer
  var destination: Peer
  var service: Call.Service?
  var policy: String

  /// The labels that all series of the report share.
  var labels: [Label] {
    [Label("reporter", reporter)] + source.labels("source") + destination.labels("destination")
      + serviceLabels(service) + [Label("connection_security_policy", policy)]
  }
}
