public import Metrics

/// Which of Istio's figures a server holds: counts of series by who reports them.
public struct MetricsProbe: Sendable, Hashable {
  /// Series of connections, which ztunnels report, as do sidecars.
  public var connections: [String: Int] = [:]
  /// Series of requests, which waypoints, gateways and sidecars report.
  public var requests: [String: Int] = [:]

  /// The one question of it, in two terms.
  public static let query = Query(
    name: "probe", purpose: "how many series of connections and requests there are, by who reports them",
    aggregation: .count, labels: [TrafficLabel.reporter],
    terms: [
      Query.Term(figure: Figure.opened, metric: Metric.opened, function: .latest),
      Query.Term(figure: Figure.requests, metric: Metric.requests, function: .latest),
    ])

  /// What the answer to ``query`` tells.
  public init(_ answer: Vector, _ strings: StringTable) {
    let labels = Self.query.resultLabels
    guard let reporter = labels.firstIndex(of: TrafficLabel.reporter),
      let figure = labels.firstIndex(of: Query.figureLabel)
    else { return }
    for row in 0..<answer.count {
      let name = strings[answer.cell(row, reporter)]
      let count = Int(exactly: answer.values[row].rounded()) ?? 0
      if strings[answer.cell(row, figure)] == Figure.opened {
        connections[name, default: 0] += count
      } else {
        requests[name, default: 0] += count
      }
    }
  }
}
