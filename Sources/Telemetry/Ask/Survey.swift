public import Metrics

/// What a server holds of a mesh: found out by one query at the start of a connection.
public struct Survey: Sendable, Hashable {
  /// The target labels that tell a ztunnel's series from an Envoy's; rows are grouped by them.
  public var proxyLabels: [String]
  /// What the labels hold for a ztunnel.
  public var ztunnel: ZtunnelMark
  /// Whether proxies report requests at all.
  public var hasRequests: Bool
  /// Whether proxies report connections at all.
  public var hasConnections: Bool
  /// Whether proxies report how long requests take.
  public var hasLatency: Bool
  /// Whether ztunnels count failed connections (from Istio 1.29 on).
  public var hasFailed: Bool
  /// Whether series name the clusters of their ends.
  public var hasClusters: Bool
  /// The shortest and the longest interval of the jobs that scrape proxies; nil where it cannot be told.
  public var scrapeIntervals: ClosedRange<Duration>?
  /// Jobs that scrape nothing but pods which other jobs scrape, too. Their series are copies, and are left out.
  public var redundantJobs: [String]
  /// What else is left out because it is stored twice: labels with their values, as words.
  public var redundantScrapes: [String]
  /// What each series must satisfy so that nothing is counted twice.
  public var onceOnly: [Matcher]

  /// What is assumed of a server that was not asked.
  public static let unknown = Survey(
    proxyLabels: [], ztunnel: .values([:]), hasRequests: true, hasConnections: true, hasLatency: true, hasFailed: true,
    hasClusters: true, scrapeIntervals: nil, redundantJobs: [], redundantScrapes: [], onceOnly: [])

  /// The longest interval between two scrapes of a proxy; nil where it cannot be told.
  public var scrapeInterval: Duration? { scrapeIntervals?.upperBound }

  /// The smallest window whose rates are steady: four scrapes (telemetry.md, section 5).
  public var smallestWindow: Duration? { scrapeInterval.map { $0 * 4 } }
}

/// How a ztunnel's series are told from an Envoy's.
public enum ZtunnelMark: Sendable, Hashable {
  /// A series with one of these values in one of these labels is a ztunnel's.
  case values([String: Set<String>])
  /// A series that satisfies all of these is a ztunnel's.
  case selector([Matcher])

  /// The labels that must be known of a series.
  var labels: [String] {
    switch self {
    case .values(let values): values.keys.sorted()
    case .selector(let matchers): Set(matchers.map(\.label)).sorted()
    }
  }

  /// Whether a series with these values, in the order of ``labels``, is a ztunnel's.
  func accepts(_ values: [String]) -> Bool {
    switch self {
    case .values(let known):
      zip(labels, values).contains { label, value in known[label]?.contains(value) == true }
    case .selector(let matchers):
      matchers.allSatisfy { matcher in
        labels.firstIndex(of: matcher.label).map { matcher.accepts(values[$0]) } ?? false
      }
    }
  }
}

extension Matcher {
  /// Whether a label's value satisfies the matcher.
  func accepts(_ text: String) -> Bool {
    switch comparison {
    case .equal: text == value
    case .notEqual: text != value
    case .matches: matchesWhole(text)
    case .doesNotMatch: !matchesWhole(text)
    }
  }

  private func matchesWhole(_ text: String) -> Bool {
    guard let expression = try? Regex(value) else { return false }
    return ((try? expression.wholeMatch(in: text)) ?? nil) != nil
  }
}
