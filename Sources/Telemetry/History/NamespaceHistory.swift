public import FoundationEssentials
public import Metrics

/// Requests into each namespace over time, from one question for all of them.
///
/// Requests are asked for by the workload or service that they were for, so that for each of these one reporter can
/// speak (telemetry.md, rule 1) without naming the callers: the answer grows with workloads, not with edges.
public struct NamespaceHistory: Sendable {
  /// A namespace in a cluster.
  public struct Key: Sendable, Hashable {
    /// The cluster, or `unknown`.
    public var cluster: String
    /// The namespace.
    public var namespace: String
  }

  /// Requests at a moment.
  public struct Point: Sendable, Hashable {
    /// Requests per second.
    public var requests = 0.0
    /// Requests per second that failed (telemetry.md, rule 4).
    public var failed = 0.0
  }

  /// The moments, in their order.
  public let times: [Date]
  /// For each namespace a point for each moment.
  public let points: [Key: [Point]]

  private static let all = "all"
  private static let failed = "failed"
  private static let labels = [
    TrafficLabel.destinationCluster, TrafficLabel.destinationNamespace, TrafficLabel.destinationWorkload,
    TrafficLabel.serviceNamespace, TrafficLabel.serviceName, TrafficLabel.reporter,
  ]

  /// The question, for rates over `window`.
  static func query(_ options: TrafficOptions, _ survey: Survey, window: Duration) -> Query {
    let once = survey.onceOnly
    return Query(
      name: "namespaces", purpose: "requests into each namespace over time", labels: labels,
      terms: [
        Query.Term(
          figure: all, metric: Metric.requests, function: .rate(window), selectors: options.alternatives(adding: once),
          positiveOnly: true),
        Query.Term(
          figure: failed, metric: Metric.requests, function: .rate(window),
          selectors: Outcome.failures.flatMap { options.alternatives(adding: once + $0) }, positiveOnly: true),
      ])
  }

  /// What the answer to ``query(_:window:)`` tells.
  init(_ matrix: Matrix, _ strings: StringTable, _ moments: Moments) {
    times = moments.times
    let columns = Self.labels.compactMap(matrix.column)
    let figure = matrix.column(Query.figureLabel)
    let count = moments.times.count
    /// By what was called and by who reports it.
    var reports: [[StringID]: [StringID: [Point]]] = [:]
    for (row, vector) in matrix.series.enumerated() {
      let cells = columns.map { matrix.cell(row, $0) }
      let isFailed = figure.map { strings[matrix.cell(row, $0)] == Self.failed } ?? false
      var points = reports[Array(cells.dropLast())]?[cells[5]] ?? Array(repeating: Point(), count: count)
      for sample in vector {
        guard let index = moments.index(of: sample.time) else { continue }
        if isFailed { points[index].failed += sample.value } else { points[index].requests += sample.value }
      }
      reports[Array(cells.dropLast()), default: [:]][cells[5]] = points
    }
    var sums: [Key: [Point]] = [:]
    for (called, reporters) in reports {
      let order = ["waypoint", "destination", "source"]
      let speaker = reporters.max { left, right in
        let totals = [left, right].map { $0.value.reduce(0) { $0 + $1.requests } }
        if abs(totals[0] - totals[1]) > 1e-9 * max(totals[0], totals[1]) { return totals[0] < totals[1] }
        let ranks = [left, right].map { order.firstIndex(of: strings[$0.key]) ?? order.count }
        return ranks[0] > ranks[1]
      }
      guard let speaker else { continue }
      let named = called.map { strings[$0] }
      let namespace = [named[1], named[3]].first { !$0.isEmpty && $0 != "unknown" } ?? "unknown"
      let key = Key(cluster: named[0].isEmpty ? "unknown" : named[0], namespace: namespace)
      var points = sums[key] ?? Array(repeating: Point(), count: count)
      for index in points.indices {
        points[index].requests += speaker.value[index].requests
        points[index].failed += speaker.value[index].failed
      }
      sums[key] = points
    }
    points = sums
  }
}

extension MeshReader {
  /// Requests into each namespace at the moments `start`, `start + step` … `end`: one question for all.
  public func namespaceHistory(
    from start: Date, to end: Date, step: Duration
  ) async throws(SourceError) -> NamespaceHistory {
    let query = try await namespaceQuery(at: end)
    let answers = await source.answer([query], from: start, to: end, step: step)
    switch answers.results[0] {
    case .failure(let error): throw error
    case .success(let matrix):
      return NamespaceHistory(matrix, answers.strings, Moments(from: start, to: end, step: step))
    }
  }
}
