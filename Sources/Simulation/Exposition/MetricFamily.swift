/// Metrics that are declared together, as one scrape shows them.
struct MetricFamily {
  /// The kinds that expositions tell apart.
  enum Kind: String {
    case counter
    case gauge
    case histogram
    /// Sums and counts without buckets.
    case summary
  }

  /// The name without the suffixes of the samples; of counters with `_total`.
  var name: String
  var kind: Kind
  /// The numbers of the series, in the order in which they were reported.
  var series: [Int]

  /// The families of some series of a set, in the order of their names.
  static func families(of series: some Sequence<Int>, in set: SeriesSet) -> [MetricFamily] {
    var families: [String: MetricFamily] = [:]
    for index in series {
      let (name, isBucket, isPart) = base(of: set.series[index])
      var family =
        families[name]
        ?? MetricFamily(
          name: name, kind: isPart ? .summary : set.series[index].isCounter ? .counter : .gauge, series: [])
      if isBucket { family.kind = .histogram }
      family.series.append(index)
      families[name] = family
    }
    return families.values.sorted { $0.name < $1.name }
  }

  /// A family's name from a series' metric. Gauges may end in `_count` without being part of anything.
  private static func base(of series: Series) -> (name: String, isBucket: Bool, isPart: Bool) {
    for suffix in ["_bucket", "_sum", "_count"] where series.isCounter && series.metric.hasSuffix(suffix) {
      return (String(series.metric.dropLast(suffix.count)), suffix == "_bucket", true)
    }
    return (series.metric, false, false)
  }

  /// What the family counts, for people.
  var help: String {
    switch name {
    case "istio_requests_total": "Requests that were served, by what came of them."
    case "istio_request_duration_milliseconds": "How long requests took, in milliseconds."
    case "istio_request_bytes": "Sizes of request bodies."
    case "istio_response_bytes": "Sizes of response bodies."
    case "istio_tcp_connections_opened_total": "TCP connections that were opened."
    case "istio_tcp_connections_closed_total": "TCP connections that were closed, by how they ended."
    case "istio_tcp_connections_failed_total": "TCP connections that ended in an error."
    case "istio_tcp_received_bytes_total": "Bytes that clients sent over TCP connections."
    case "istio_tcp_sent_bytes_total": "Bytes that servers sent over TCP connections."
    case "istio_build": "What the component is built of."
    case "workload_manager_active_proxy_count": "Workloads that a ztunnel serves."
    case "workload_manager_pending_proxy_count": "Workloads that wait for a ztunnel."
    case "pilot_xds": "Proxies that are connected, by version."
    case "pilot_xds_pushes": "Configuration that was pushed, by type."
    case "pilot_proxy_convergence_time": "Seconds from a change to every proxy's knowing of it."
    case "citadel_server_root_cert_expiry_timestamp": "When the root certificate expires, in seconds since 1970."
    default: "A simulated metric."
    }
  }
}

extension Series {
  fileprivate var isCounter: Bool {
    if case .counter = value { true } else { false }
  }
}
