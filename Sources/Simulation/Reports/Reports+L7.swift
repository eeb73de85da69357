import Glibc

extension Reports {
  /// The bounds of Envoy's histograms, in milliseconds.
  private static let bounds: [Double] = [
    0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300_000, 600_000, 1_800_000, 3_600_000,
  ]

  /// What an Envoy reports of requests.
  mutating func reportRequests(
    _ call: Call, _ destination: Call.Destination, _ subject: Subject, by proxy: Proxy
  ) {
    let responses = Set(call.modes.flatMap(\.responses).map(Outcome.init)).sorted { $0.order < $1.order }
    let scrape = scrape(of: proxy)
    let base = subject.labels + [Label("request_protocol", call.applicationProtocol.rawValue)]
    for outcome in responses {
      var described =
        base + [
          Label("response_code", outcome.code), Label("response_flags", outcome.flags),
        ]
      if let status = outcome.grpcStatus { described.append(Label("grpc_response_status", status)) }
      let labels = add(described)
      let parts = call.modes.map { mode in
        (mode: mode.slowed(destination.slowness), rate: call.rate * destination.share * mode.share(of: outcome))
      }.filter { $0.rate > 0 }
      let requests = flows(parts.map { ($0.mode.profile, $0.rate) })
      emit("istio_requests_total", labels, .counter(requests), to: scrape)
      reportSizes(call, labels, parts.map { ($0.mode.profile, $0.rate) }, to: scrape)
      reportDurations(labels, parts.map { ($0.mode, $0.rate) }, to: scrape)
    }
  }

  private mutating func reportSizes(
    _ call: Call, _ labels: Int, _ parts: [(profile: Profile, rate: Double)], to scrape: Scrape
  ) {
    for (metric, bytes) in [("istio_request_bytes", call.requestBytes), ("istio_response_bytes", call.responseBytes)] {
      emit("\(metric)_sum", labels, .counter(flows(parts.map { ($0.profile, $0.rate * bytes) })), to: scrape)
      emit("\(metric)_count", labels, .counter(flows(parts)), to: scrape)
    }
  }

  private mutating func reportDurations(
    _ labels: Int, _ parts: [(mode: Call.Mode, rate: Double)], to scrape: Scrape
  ) {
    let metric = "istio_request_duration_milliseconds"
    for bound in Self.bounds + [.infinity] {
      let le = bound == .infinity ? "+Inf" : decimal(bound)
      let below = flows(parts.map { ($0.mode.profile, $0.rate * $0.mode.shareOfDurations(upTo: bound)) })
      emit("\(metric)_bucket", labels, bound: le, .counter(below), to: scrape)
    }
    emit("\(metric)_count", labels, .counter(flows(parts.map { ($0.mode.profile, $0.rate) })), to: scrape)
    emit(
      "\(metric)_sum", labels, .counter(flows(parts.map { ($0.mode.profile, $0.rate * $0.mode.averageLatency) })),
      to: scrape)
  }
}

/// A kind of response without its share.
private struct Outcome: Hashable {
  var code: String
  var grpcStatus: String?
  var flags: String

  init(_ response: Call.Response) {
    code = response.code
    grpcStatus = response.grpcStatus
    flags = response.flags
  }

  var order: String { "\(code) \(grpcStatus ?? "") \(flags)" }
}

extension Call.Mode {
  /// The spread of the durations: the standard deviation of their logarithm.
  private static let sigma = 0.6

  fileprivate func share(of outcome: Outcome) -> Double {
    responses.reduce(0) { Outcome($1) == outcome ? $0 + $1.share : $0 }
  }

  fileprivate func slowed(_ factor: Double) -> Call.Mode {
    Call.Mode(profile, responses: responses, latency: latency * factor)
  }

  /// The share of requests that take at most so many milliseconds: a log-normal distribution.
  func shareOfDurations(upTo bound: Double) -> Double {
    bound == .infinity ? 1 : 0.5 * erfc(-(log(bound) - log(latency)) / (Self.sigma * 2.0.squareRoot()))
  }

  /// The mean of the durations, in milliseconds.
  var averageLatency: Double { latency * exp(Self.sigma * Self.sigma / 2) }
}

/// A number as a label holds it: without a fraction where it has none.
func decimal(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
}
