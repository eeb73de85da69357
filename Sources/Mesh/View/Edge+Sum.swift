extension Edge {
  /// One edge for several, between two boxes that gather their ends.
  ///
  /// Rates, bytes and connections are added up; shares of errors are weighed by requests, and encryption as in
  /// ``Totals``; health is the worst. A single edge keeps all its figures.
  init(_ edges: [Edge], source: NodeID, target: NodeID) {
    guard let first = edges.first, edges.count > 1 else {
      self = edges.first ?? Edge(source: source, target: target)
      self.source = source
      self.target = target
      return
    }
    self.init(
      source: source, target: target, via: edges.allSatisfy { $0.via == first.via } ? first.via : nil,
      services: Self.united(edges, \.services), http: RequestTraffic(edges.compactMap(\.http)),
      grpc: RequestTraffic(edges.compactMap(\.grpc)), tcp: TCPTraffic(edges.compactMap(\.tcp)),
      mtls: Totals(edges).mtls, sourcePrincipals: Self.united(edges, \.sourcePrincipals),
      destinationPrincipals: Self.united(edges, \.destinationPrincipals),
      health: edges.lazy.map(\.health).max() ?? .idle)
  }

  private static func united(_ edges: [Edge], _ texts: KeyPath<Edge, [String]>) -> [String] {
    var united: Set<String> = []
    for edge in edges { united.formUnion(edge[keyPath: texts]) }
    return united.sorted()
  }
}

extension RequestTraffic {
  /// The sum of several edges' requests; nil for none.
  init?(_ parts: [RequestTraffic]) {
    guard let first = parts.first else { return nil }
    if parts.count == 1 {
      self = first
      return
    }
    let rate = parts.reduce(0) { $0 + $1.rate }
    let failed = parts.reduce(0) { $0 + $1.rate * $1.errorPercent / 100 }
    var responses: [Outcome: Double] = [:]
    for response in parts.lazy.flatMap(\.responses) {
      responses[Outcome(code: response.code, flags: response.flags), default: 0] += response.rate
    }
    self.init(
      rate: rate, errorPercent: rate > 0 ? min(failed / rate * 100, 100) : 0,
      latency: Latency(parts.compactMap { part in part.latency.map { ($0, part.rate) } }),
      requestBytes: sum(parts.lazy.map(\.requestBytes)), responseBytes: sum(parts.lazy.map(\.responseBytes)),
      responses: responses.map { Response(code: $0.key.code, flags: $0.key.flags, rate: $0.value) }
        .sorted { ($1.rate, $0.code, $0.flags) < ($0.rate, $1.code, $1.flags) })
  }

  private struct Outcome: Hashable {
    var code: String
    var flags: String
  }
}

extension Latency {
  /// The latency of several parts of traffic together, each with its rate; nil where nothing is known.
  ///
  /// Of percentiles it is only known that those of a mixture are no greater than the greatest of its parts, so that is
  /// what is told. The mean is exact, and left out where it is not known of each part.
  init?(_ parts: [(latency: Latency, rate: Double)]) {
    guard let first = parts.first else { return nil }
    if parts.count == 1 {
      self = first.latency
      return
    }
    let rate = parts.reduce(0) { $0 + $1.rate }
    let averages = parts.compactMap { part in part.latency.average.map { $0 * part.rate } }
    func greatest(_ percentile: KeyPath<Latency, Double?>) -> Double? {
      let values = parts.compactMap { $0.latency[keyPath: percentile] }
      return values.count == parts.count ? values.max() : nil
    }
    self.init(
      average: averages.count == parts.count && rate > 0 ? averages.reduce(0, +) / rate : nil,
      p50: greatest(\.p50), p95: greatest(\.p95), p99: greatest(\.p99))
    if self == Latency() { return nil }
    isUpperBound = true
  }
}

extension TCPTraffic {
  /// The sum of several edges' connections; nil for none.
  init?(_ parts: [TCPTraffic]) {
    guard let first = parts.first else { return nil }
    if parts.count == 1 {
      self = first
      return
    }
    var causes: [String: Double] = [:]
    for cause in parts.lazy.flatMap(\.causes) { causes[cause.flags, default: 0] += cause.rate }
    func total(_ figure: KeyPath<TCPTraffic, Double>) -> Double { parts.reduce(0) { $0 + $1[keyPath: figure] } }
    self.init(
      requestBytes: total(\.requestBytes), responseBytes: total(\.responseBytes), opened: total(\.opened),
      closed: total(\.closed), failed: sum(parts.lazy.map(\.failed)), denied: total(\.denied),
      open: sum(parts.lazy.map(\.open)),
      causes: causes.map { Cause(flags: $0.key, rate: $0.value) }
        .sorted { ($1.rate, $0.flags) < ($0.rate, $1.flags) })
  }
}

/// The sum of what is known; nil where nothing is.
private func sum(_ values: some Sequence<Double?>) -> Double? {
  values.reduce(nil) { total, value in value.map { (total ?? 0) + $0 } ?? total }
}
