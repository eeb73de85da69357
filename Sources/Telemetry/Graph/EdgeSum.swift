import Mesh
import Metrics

/// What an edge's figures are made of, while they are being added up.
struct EdgeSum {
  var source: NodeIndex
  var destination: NodeIndex
  var http = RequestSum()
  var grpc = RequestSum()
  var connections: ConnectionSums?
  var services: [ServiceIndex] = []
  /// The pairs of ends that the edge stands for.
  var pairs: [Int32] = []

  init(_ source: NodeIndex, _ destination: NodeIndex) {
    self.source = source
    self.destination = destination
  }

  subscript(isGRPC isGRPC: Bool) -> RequestSum {
    get { isGRPC ? grpc : http }
    set { if isGRPC { grpc = newValue } else { http = newValue } }
    _modify {
      if isGRPC { yield &grpc } else { yield &http }
    }
  }

  mutating func note(_ service: ServiceIndex, _ pair: Int32) {
    if service >= 0, !services.contains(service) { services.append(service) }
    if !pairs.contains(pair) { pairs.append(pair) }
  }
}

/// Requests of one protocol over an edge, while they are being added up.
struct RequestSum {
  /// Requests per second by kind of response.
  var responses: [(outcome: OutcomeIndex, rate: Double)] = []
  var histogram = Histogram(counts: [])
  var duration: Double?
  var requestBytes: Double?
  var responseBytes: Double?

  var rate: Double { responses.reduce(0) { $0 + $1.rate } }

  mutating func add(_ outcome: OutcomeIndex, _ rate: Double) {
    if let place = responses.firstIndex(where: { $0.outcome == outcome }) {
      responses[place].rate += rate
    } else {
      responses.append((outcome, rate))
    }
  }

  mutating func add(_ row: BucketRow, bounds: Int) {
    histogram.counts.grow(to: bounds, with: 0)
    histogram.counts[Int(row.bound)] += row.rate
  }

  mutating func add(_ row: SumRow) {
    switch row.figure {
    case .duration: duration = (duration ?? 0) + row.rate
    case .requestBytes: requestBytes = (requestBytes ?? 0) + row.rate
    case .responseBytes: responseBytes = (responseBytes ?? 0) + row.rate
    }
  }

  /// The figures, or nil where nothing was requested.
  func traffic(_ outcomes: [ResponseKind], bounds: SortedBounds) -> RequestTraffic? {
    guard rate > 0 else { return nil }
    // Rows that differ in what is not shown, for example a gRPC status beside a failed transport, are one response.
    var merged: [RequestTraffic.Response] = []
    var failed = 0.0
    for response in responses {
      let kind = outcomes[Int(response.outcome)]
      if kind.isError { failed += response.rate }
      if let place = merged.firstIndex(where: { $0.code == kind.code && $0.flags == kind.flags }) {
        merged[place].rate += response.rate
      } else {
        merged.append(RequestTraffic.Response(code: kind.code, flags: kind.flags, rate: response.rate))
      }
    }
    merged.sort { ($1.rate, $0.code, $0.flags) < ($0.rate, $1.code, $1.flags) }
    return RequestTraffic(
      rate: rate, errorPercent: failed / rate * 100,
      latency: bounds.latency(histogram, average: duration.map { $0 / rate }), requestBytes: requestBytes,
      responseBytes: responseBytes, responses: merged)
  }
}

/// The bounds of an answer's buckets in ascending order, and how to bring counts into it.
struct SortedBounds {
  private let order: [Int]
  private let bounds: [Double]

  init(_ bounds: [Double]) {
    order = bounds.indices.sorted { bounds[$0] < bounds[$1] }
    self.bounds = order.map { bounds[$0] }
  }

  /// The percentiles of a histogram whose counts are in the order in which the bounds were found.
  func latency(_ histogram: Histogram, average: Double?) -> Latency? {
    guard !histogram.counts.isEmpty, histogram.counts.count == order.count else {
      return average.map { Latency(average: $0) }
    }
    return Histogram(counts: order.map { histogram.counts[$0] }).latency(bounds: bounds, average: average)
  }
}
