/// How much a figure may change before it counts as changed: what varies from one refresh to the next is no news.
public struct DiffTolerance: Sendable, Hashable {
  /// The share of a rate, a latency or an amount of bytes by which it must change: 0.2 is a fifth up, or down.
  public var share: Double
  /// The percent points by which a share of errors must change.
  public var errorPoints: Double
  /// The milliseconds by which a latency must change at least.
  public var milliseconds: Double
  /// The requests or connections per second by which a rate must change at least.
  public var rate: Double
  /// The bytes per second by which an amount must change at least.
  public var bytes: Double

  /// Tolerances; locks, health and identities have none.
  public init(
    share: Double = 0.25, errorPoints: Double = 1, milliseconds: Double = 5, rate: Double = 0.1, bytes: Double = 1000
  ) {
    self.share = share
    self.errorPoints = errorPoints
    self.milliseconds = milliseconds
    self.rate = rate
    self.bytes = bytes
  }

  /// Whether a figure changed. One that is known only once did, where the other side's zero would have been a change.
  func isExceeded(_ figure: EdgeFigure, _ before: Double?, _ after: Double?) -> Bool {
    if before == nil, after == nil { return false }
    let (old, new) = (before ?? 0, after ?? 0)
    let change = abs(new - old)
    let isRelative = change > share * max(abs(old), abs(new))
    switch figure {
    case .errorPercent, .deniedPercent: return change >= errorPoints || (old == 0) != (new == 0)
    case .p50, .p95, .p99:
      // Without requests there is no latency, which says nothing of how fast a service is.
      return before != nil && after != nil && isRelative && change >= milliseconds
    case .requests, .opened: return isRelative && change >= rate
    case .requestBytes, .responseBytes: return isRelative && change >= bytes
    }
  }
}

/// A figure of an edge that can change.
public enum EdgeFigure: String, Sendable, Hashable, CaseIterable {
  /// The share of requests that failed, 0 to 100.
  case errorPercent
  /// The share of connections that a policy denied, 0 to 100.
  case deniedPercent
  /// Percentiles of how long requests took, in milliseconds; of HTTP and gRPC the slower one.
  case p99
  case p95
  case p50
  /// HTTP and gRPC requests per second.
  case requests
  /// Connections opened per second.
  case opened
  /// Bytes per second from the client to the server.
  case requestBytes
  /// Bytes per second from the server to the client.
  case responseBytes
}
