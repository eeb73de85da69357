/// One end of a report, as a proxy labels it.
enum Peer: Hashable {
  /// A workload that the proxy knows, with or without an identity proven by a handshake.
  case workload(Workload, hasPrincipal: Bool)
  /// An end that the proxy cannot name.
  case unknown(cluster: String)

  /// The labels of the end.
  func labels(_ side: Side) -> [Label] {
    let values =
      switch self {
      case .workload(let workload, let hasPrincipal):
        [
          workload.name, workload.namespace, workload.app, workload.version, workload.app, workload.version,
          workload.cluster, hasPrincipal ? workload.principal : "unknown",
        ]
      case .unknown(let cluster):
        ["unknown", "unknown", "unknown", "unknown", "unknown", "unknown", cluster, "unknown"]
      }
    return zip(side == .source ? Self.sourceNames : Self.destinationNames, values).map { Label($0, $1) }
  }

  /// Which end of the traffic.
  enum Side {
    case source
    case destination
  }

  private static let sourceNames = names.map { "source_\($0)" }
  private static let destinationNames = names.map { "destination_\($0)" }
  private static let names = [
    "workload", "workload_namespace", "canonical_service", "canonical_revision", "app", "version", "cluster",
    "principal",
  ]
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
    [Label("reporter", reporter)] + source.labels(.source) + destination.labels(.destination)
      + serviceLabels(service) + [Label("connection_security_policy", policy)]
  }
}
