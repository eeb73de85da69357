/// HTTP or gRPC requests over an edge.
public struct RequestTraffic: Sendable, Hashable {
  /// Requests per second.
  public var rate: Double
  /// The share of requests that failed, 0 to 100 (telemetry.md, rule 4).
  public var errorPercent: Double
  /// How long requests took.
  public var latency: Latency?
  /// Bytes of request bodies per second.
  public var requestBytes: Double?
  /// Bytes of response bodies per second.
  public var responseBytes: Double?
  /// The requests by what came of them, busiest first.
  public var responses: [Response]

  /// What came of a part of the requests.
  public struct Response: Sendable, Hashable {
    /// The HTTP status or, for gRPC, the gRPC status; `-` where there was no response.
    public var code: String
    /// Envoy's response flags, `-` where there are none.
    public var flags: String
    /// Requests per second.
    public var rate: Double

    /// What came of a part of the requests.
    public init(code: String, flags: String, rate: Double) {
      self.code = code
      self.flags = flags
      self.rate = rate
    }

    /// Whether they failed.
    public func isError(isGRPC: Bool) -> Bool { Self.isError(code, isGRPC: isGRPC) }

    /// Whether requests with this code failed (telemetry.md, rule 4).
    ///
    /// HTTP: 4xx, 5xx and no response. gRPC: status 1 to 16 and no response, and also an HTTP error of its transport.
    public static func isError(_ code: String, isGRPC: Bool) -> Bool {
      if code == "-" { return true }
      guard let number = Int(code) else { return false }
      if (400...599).contains(number) { return true }
      return isGRPC && (1...16).contains(number)
    }
  }

  /// Requests over an edge.
  public init(
    rate: Double, errorPercent: Double, latency: Latency? = nil, requestBytes: Double? = nil,
    responseBytes: Double? = nil, responses: [Response] = []
  ) {
    self.rate = rate
    self.errorPercent = errorPercent
    self.latency = latency
    self.requestBytes = requestBytes
    self.responseBytes = responseBytes
    self.responses = responses
  }
}

extension RequestTraffic {
  /// Requests per second that failed.
  var failedRate: Double { rate * errorPercent / 100 }
}

/// How long requests took, in milliseconds, as the proxies' histograms tell (telemetry.md, rule 12).
public struct Latency: Sendable, Hashable {
  /// The mean.
  public var average: Double?
  /// The median.
  public var p50: Double?
  /// The 95th percentile.
  public var p95: Double?
  /// The 99th percentile.
  public var p99: Double?
  /// Whether the percentiles are those of several edges together, of which it is only known that they are no greater. It
  /// is no part of the public format.
  public internal(set) var isUpperBound = false

  /// How long requests took, in milliseconds.
  public init(average: Double? = nil, p50: Double? = nil, p95: Double? = nil, p99: Double? = nil) {
    self.average = average
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }
}

/// TCP connections over an edge, from the client's point of view (telemetry.md, rules 6, 10 and 13).
public struct TCPTraffic: Sendable, Hashable {
  /// Bytes per second from the client to the server.
  public var requestBytes: Double
  /// Bytes per second from the server to the client.
  public var responseBytes: Double
  /// Connections opened per second.
  public var opened: Double
  /// Connections closed per second.
  public var closed: Double
  /// Connections that ended in an error, per second. Also counts pooled connections that broke after good use.
  public var failed: Double?
  /// Connections that a policy denied, per second.
  public var denied: Double
  /// Connections open now.
  public var open: Double?
  /// Why connections were denied or failed, by ztunnel's response flags, busiest first.
  public var causes: [Cause]

  /// Connections per second that ended with a flag.
  public struct Cause: Sendable, Hashable {
    /// ztunnel's response flag, for example `DENY`.
    public var flags: String
    /// Connections per second.
    public var rate: Double

    /// Connections per second that ended with a flag.
    public init(flags: String, rate: Double) {
      self.flags = flags
      self.rate = rate
    }
  }

  /// TCP connections over an edge.
  public init(
    requestBytes: Double = 0, responseBytes: Double = 0, opened: Double = 0, closed: Double = 0,
    failed: Double? = nil, denied: Double = 0, open: Double? = nil, causes: [Cause] = []
  ) {
    self.requestBytes = requestBytes
    self.responseBytes = responseBytes
    self.opened = opened
    self.closed = closed
    self.failed = failed
    self.denied = denied
    self.open = open
    self.causes = causes
  }

  /// Bytes per second in both directions.
  public var bytes: Double { requestBytes + responseBytes }

  /// The share of connections that a policy denies, 0 to 100; nil where it denies none.
  public var deniedPercent: Double? { Self.deniedPercent(denied, of: opened) }

  /// The share of connections that are denied, 0 to 100; nil where none is. What is denied may not count as opened.
  static func deniedPercent(_ denied: Double, of opened: Double) -> Double? {
    denied > 0 ? denied / max(opened, denied) * 100 : nil
  }
}
