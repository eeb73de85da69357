public import Metrics

/// The questions of one refresh. Their number does not grow with the mesh: the server aggregates.
public struct TrafficQueries: Sendable, Hashable {
  /// HTTP and gRPC requests by what came of them.
  public let requests: Query
  /// Bytes over connections, both ways.
  public let bytes: Query
  /// Connections opened, closed and failed, by flag.
  public let connections: Query
  /// Connections open now.
  public let open: Query
  /// The buckets of the requests' durations (telemetry.md, rule 12).
  public let buckets: Query
  /// The sums of durations and of body sizes.
  public let sums: Query
  /// What the waypoints are called where they are scraped (telemetry.md, rule 3).
  public let waypoints: Query
  /// Edges seen in the last hour.
  public let idle: Query?

  /// The questions, in the order in which they are sent.
  public var all: [Query] {
    [requests, bytes, connections, open, buckets, sums, waypoints] + (idle.map { [$0] } ?? [])
  }

  /// The questions that `options` need of a server that ``Survey`` knows, over `window`.
  public init(_ options: TrafficOptions, _ survey: Survey, window: Duration) {
    let selectors = options.alternatives(adding: survey.onceOnly)
    // Who reports and what is known of encryption matters to every figure: rules 1 and 5.
    let layer4 = TrafficLabel.ends + [TrafficLabel.reporter, TrafficLabel.policy] + survey.proxyLabels
    let layer7 = TrafficLabel.ends + [TrafficLabel.reporter]
    // Opened and open now are between them every edge that is alive, so nothing else has to carry the identities.
    let principals = [TrafficLabel.sourcePrincipal, TrafficLabel.destinationPrincipal]

    func rate(_ figure: String?, _ metric: String) -> Query.Term {
      Query.Term(
        figure: figure, metric: metric, function: .rate(window), selectors: selectors, positiveOnly: true)
    }
    requests = Query(
      name: "requests", purpose: "HTTP and gRPC requests per second, by response code and flags",
      labels: layer7 + [
        TrafficLabel.policy, TrafficLabel.requestProtocol, TrafficLabel.responseCode, TrafficLabel.grpcStatus,
        TrafficLabel.flags,
      ] + principals,
      terms: [rate(nil, Metric.requests)])
    bytes = Query(
      name: "bytes", purpose: "bytes per second over connections, both ways", labels: layer4,
      terms: [rate(Figure.received, Metric.received), rate(Figure.sent, Metric.sent)])
    connections = Query(
      name: "connections",
      purpose: "connections opened, closed and failed per second, by flag, and the identities at their ends",
      labels: layer4 + [TrafficLabel.flags] + principals,
      terms: [
        rate(Figure.opened, Metric.opened), rate(Figure.closed, Metric.closed), rate(Figure.failed, Metric.failed),
      ])
    open = Query(
      name: "open", purpose: "connections open now, and the identities at their ends", labels: layer4 + principals,
      terms: [
        Query.Term(
          metric: Metric.opened, function: .latest, selectors: selectors, subtracting: Metric.closed,
          positiveOnly: true)
      ])
    buckets = Query(
      name: "latency", purpose: "requests per second by duration, for percentiles",
      labels: layer7 + [TrafficLabel.requestProtocol, TrafficLabel.bound],
      terms: [rate(nil, Metric.durationBucket)])
    sums = Query(
      name: "sums", purpose: "time and bytes spent on requests per second",
      labels: layer7 + [TrafficLabel.requestProtocol],
      terms: [
        rate(Figure.duration, Metric.durationSum), rate(Figure.requestBytes, Metric.requestBytesSum),
        rate(Figure.responseBytes, Metric.responseBytesSum),
      ])
    waypoints = Query(
      name: "waypoints", purpose: "what the waypoints are called where they are scraped", aggregation: .count,
      labels: WaypointScrape.labels,
      terms: [
        Query.Term(
          metric: nil, function: .latest,
          selectors: [
            [
              Matcher("__name__", .matches, "\(Metric.requests)|\(Metric.opened)"),
              Matcher(TrafficLabel.reporter, .equal, "waypoint"),
            ]
          ])
      ])
    idle =
      options.includesIdle
      ? Query(
        name: "idle", purpose: "edges that were seen in the last hour", aggregation: .count,
        labels: layer4,
        terms: [Metric.opened, Metric.requests].map {
          Query.Term(figure: $0, metric: $0, function: .sampleCount(.seconds(3600)), selectors: selectors)
        }) : nil
  }
}

/// How a scraped waypoint is told from its target labels (telemetry.md, rule 3).
enum WaypointScrape {
  static let namespace = "namespace"
  static let pod = "pod"
  /// What a pod's gateway label is called after scraping.
  static let gateways = ["gateway_networking_k8s_io_gateway_name", "gateway_name"]

  static var labels: [String] { [namespace, pod] + gateways }
}
