/// The figures of several edges between two boxes, while they are being added up.
///
/// Rates, bytes and connections are added up; shares of errors are weighed by requests, and encryption as in ``Totals``;
/// health is the worst.
struct EdgeSum {
  private var totals = Totals()
  private var health = Health.idle
  private var http = RequestSum()
  private var grpc = RequestSum()
  private var tcp: TCPTraffic?

  /// Adds an edge, whose own sums are given.
  mutating func add(_ edge: Edge, _ own: Totals) {
    totals.add(own)
    health = max(health, edge.health)
    http.add(edge.http)
    grpc.add(edge.grpc)
    guard let part = edge.tcp else { return }
    var sum = tcp ?? TCPTraffic()
    sum.requestBytes += part.requestBytes
    sum.responseBytes += part.responseBytes
    sum.opened += part.opened
    sum.closed += part.closed
    sum.denied += part.denied
    if let failed = part.failed { sum.failed = (sum.failed ?? 0) + failed }
    if let open = part.open { sum.open = (sum.open ?? 0) + open }
    tcp = sum
  }

  /// The edge, without the lists that the edges have.
  func edge(_ id: Edge.ID) -> Edge {
    Edge(
      source: id.source, target: id.target, http: http.traffic, grpc: grpc.traffic, tcp: tcp, mtls: totals.mtls,
      health: health)
  }
}

/// Requests of one protocol over several edges, while they are being added up.
private struct RequestSum {
  private var parts = 0
  private var rate = 0.0
  private var failed = 0.0
  private var requestBytes: Double?
  private var responseBytes: Double?
  private var latency = LatencySum()

  mutating func add(_ part: RequestTraffic?) {
    guard let part else { return }
    parts += 1
    rate += part.rate
    failed += part.failedRate
    if let bytes = part.requestBytes { requestBytes = (requestBytes ?? 0) + bytes }
    if let bytes = part.responseBytes { responseBytes = (responseBytes ?? 0) + bytes }
    if let latency = part.latency { self.latency.add(latency, weight: part.rate) }
  }

  var traffic: RequestTraffic? {
    if parts == 0 { return nil }
    return RequestTraffic(
      rate: rate, errorPercent: rate > 0 ? min(failed / rate * 100, 100) : 0, latency: latency.latency,
      requestBytes: requestBytes, responseBytes: responseBytes)
  }
}

extension Latency {
  /// What is known of several parts of traffic together: of percentiles a bound; nil where nothing is.
  public static func bound(of parts: [Latency]) -> Latency? {
    var sum = LatencySum()
    for part in parts { sum.add(part, weight: 0) }
    return sum.latency
  }
}

/// The latency of several parts of traffic together, while they are being added up.
///
/// Of percentiles it is only known that those of a mixture are no greater than the greatest of its parts, so that is what
/// is told. The mean is exact. Neither is told where it is not known of each part.
struct LatencySum {
  private var parts = 0
  private var weight = 0.0
  private var average: Double? = 0
  private var greatest = Latency(p50: 0, p95: 0, p99: 0)
  private var first: Latency?

  /// Adds a part of so many requests per second.
  mutating func add(_ part: Latency, weight: Double) {
    if parts == 0 { first = part }
    parts += 1
    self.weight += weight
    func greater(_ left: Double?, _ right: Double?) -> Double? {
      if let left, let right { max(left, right) } else { nil }
    }
    greatest.p50 = greater(greatest.p50, part.p50)
    greatest.p95 = greater(greatest.p95, part.p95)
    greatest.p99 = greater(greatest.p99, part.p99)
    if let sum = average, let mean = part.average { average = sum + mean * weight } else { average = nil }
  }

  /// The sum; nil where nothing is known, and the part itself where there is only one.
  var latency: Latency? {
    if parts <= 1 { return first }
    var result = greatest
    result.average = weight > 0 ? average.map { $0 / weight } : nil
    if result == Latency() { return nil }
    result.isUpperBound = true
    return result
  }
}
