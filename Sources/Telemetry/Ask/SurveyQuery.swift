public import Metrics

extension Survey {
  /// The target labels that may name a ztunnel, best first (telemetry.md, section 3).
  private static let candidates = [
    "app", "component", "app_kubernetes_io_name", "k8s_app", "container", "job", "namespace", "pod", "instance",
  ]

  /// Just short of five minutes, so that a sample on the edge is never counted twice.
  private static let sampled = Duration.milliseconds(299_999)

  /// The question of a survey.
  public static func query(_ options: TrafficOptions) -> Query {
    let selectors = [options.selector]
    func present(_ figure: String, _ metric: String, _ matchers: [Matcher] = []) -> Query.Term {
      Query.Term(figure: figure, metric: metric, function: .latest, selectors: selectors.map { $0 + matchers })
    }
    func samples(_ figure: String, _ metric: String) -> Query.Term {
      Query.Term(figure: figure, metric: metric, function: .sampleCount(sampled), selectors: selectors)
    }
    return Query(
      name: "survey", purpose: "which proxies report, how they are labelled and how often they are scraped",
      aggregation: .max,
      labels: candidates + (options.ztunnelSelector.map { ZtunnelMark.selector($0).labels.filter(isNew) } ?? [])
        + [TrafficLabel.sourceCluster],
      terms: [
        present(Figure.opened, Metric.opened), present(Figure.requests, Metric.requests),
        present(Figure.failed, Metric.failed),
        present(Figure.buckets, Metric.durationBucket, [Matcher(TrafficLabel.bound, .equal, "+Inf")]),
        samples(Figure.openedSamples, Metric.opened), samples(Figure.requestSamples, Metric.requests),
        Query.Term(
          figure: Figure.build, metric: Metric.build, function: .latest,
          selectors: [
            [Matcher("component", .equal, "ztunnel")],
            [Matcher("component", .notEqual, "ztunnel"), Matcher("exported_component", .equal, "ztunnel")],
          ]),
      ])
  }

  private static func isNew(_ label: String) -> Bool { !candidates.contains(label) }

  /// What the answer to ``query(_:)`` tells.
  public init(_ answer: Vector, _ strings: StringTable, _ options: TrafficOptions) {
    let rows = SurveyRows(answer, strings)
    let mark = options.ztunnelSelector.map(ZtunnelMark.selector) ?? .values(Self.ztunnelValues(rows))
    let redundantJobs = RedundantJobs(rows).jobs
    self.init(
      proxyLabels: mark.labels, ztunnel: mark, hasRequests: rows.has(Figure.requests),
      hasConnections: rows.has(Figure.opened), hasLatency: rows.has(Figure.buckets), hasFailed: rows.has(Figure.failed),
      hasClusters: rows.has(Figure.opened, Figure.requests, with: TrafficLabel.sourceCluster),
      scrapeIntervals: Self.scrapeIntervals(rows, without: redundantJobs), redundantJobs: redundantJobs)
  }

  /// The labels and values that tell ztunnels: as few labels as name them all, by their names where they have one.
  private static func ztunnelValues(_ rows: SurveyRows) -> [String: Set<String>] {
    let reporting = rows.rows(of: Figure.opened)
    var open = reporting.indices.filter { row in
      candidates.contains { isZtunnel(reporting[row][$0] ?? "") }
    }
    var found: [String: Set<String>] = [:]
    for label in candidates where !open.isEmpty {
      let named = open.filter { isZtunnel(reporting[$0][label] ?? "") }
      guard !named.isEmpty else { continue }
      found[label] = Set(named.compactMap { reporting[$0][label] })
      open.removeAll(where: named.contains)
    }
    if !found.isEmpty { return found }
    // No name tells. Where ztunnels say what they are built of, the process that says so also reports the connections.
    for label in ["pod", "instance"] {
      let values = Set(rows.rows(of: Figure.build).compactMap { $0[label] })
      if !values.isEmpty, reporting.contains(where: { values.contains($0[label] ?? "") }) { return [label: values] }
    }
    return [:]
  }

  private static func isZtunnel(_ value: String) -> Bool {
    value.split { $0 == "/" || $0 == "-" || $0 == "." || $0 == ":" || $0 == "_" }.contains("ztunnel")
  }

  /// The shortest and the longest interval of the jobs that scrape proxies.
  ///
  /// A job's best series tells: a proxy that was just started has fewer samples than its job is scraped often.
  private static func scrapeIntervals(_ rows: SurveyRows, without redundant: [String]) -> ClosedRange<Duration>? {
    var samples: [String: Double] = [:]
    for row in rows.rows(of: Figure.openedSamples) + rows.rows(of: Figure.requestSamples)
    where !redundant.contains(row["job"] ?? "") {
      samples[row["job"] ?? "", default: 0] = max(samples[row["job"] ?? ""] ?? 0, row.value)
    }
    // One sample tells of a job that was just begun, not of one that scrapes seldom.
    let known = samples.values.filter { $0 >= 2 }
    guard let fewest = known.min(), let most = known.max() else { return nil }
    func interval(_ samples: Double) -> Duration { .seconds(Int64((300 / samples).rounded())) }
    return interval(most)...interval(fewest)
  }
}
