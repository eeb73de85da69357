public import Metrics

extension Survey {
  /// The target labels that may name a ztunnel, best first (telemetry.md, section 3).
  private static let candidates = [
    "app", "component", "app_kubernetes_io_name", "k8s_app", "container", "job", "namespace", "pod", "instance",
  ]

  /// The question of a survey.
  public static func query(_ options: TrafficOptions) -> Query {
    let selectors = [options.selector]
    func present(_ figure: String, _ metric: String, _ matchers: [Matcher] = []) -> Query.Term {
      Query.Term(figure: figure, metric: metric, function: .latest, selectors: selectors.map { $0 + matchers })
    }
    func samples(_ figure: String, _ metric: String, _ window: Duration) -> Query.Term {
      Query.Term(figure: figure, metric: metric, function: .sampleCount(window), selectors: selectors)
    }
    return Query(
      name: "survey", purpose: "which proxies report, how they are labelled and how often they are scraped",
      aggregation: .max,
      labels: targetLabels + (options.ztunnelSelector.map { ZtunnelMark.selector($0).labels.filter(isNew) } ?? [])
        + [TrafficLabel.sourceCluster],
      terms: [
        present(Figure.opened, Metric.opened), present(Figure.requests, Metric.requests),
        present(Figure.failed, Metric.failed),
        present(Figure.buckets, Metric.durationBucket, [Matcher(TrafficLabel.bound, .equal, "+Inf")]),
        samples(Figure.openedSamples, Metric.opened, ScrapeInterval.long),
        samples(Figure.requestSamples, Metric.requests, ScrapeInterval.long),
        samples(Figure.openedRecent, Metric.opened, ScrapeInterval.short),
        samples(Figure.requestRecent, Metric.requests, ScrapeInterval.short),
        Query.Term(
          figure: Figure.build, metric: Metric.build, function: .latest,
          selectors: [
            [Matcher("component", .equal, "ztunnel")],
            [Matcher("component", .notEqual, "ztunnel"), Matcher("exported_component", .equal, "ztunnel")],
          ]),
      ])
  }

  /// All that is asked for of targets.
  private static let targetLabels = candidates + ControlPlaneQueries.servers

  private static func isNew(_ label: String) -> Bool { !targetLabels.contains(label) }

  /// What the answer to ``query(_:)`` tells.
  public init(_ answer: Vector, _ strings: StringTable, _ options: TrafficOptions) {
    let rows = SurveyRows(answer, strings)
    let mark = options.ztunnelSelector.map(ZtunnelMark.selector) ?? .values(Self.ztunnelValues(rows))
    let redundant = RedundantScrapes(rows)
    self.init(
      proxyLabels: mark.labels, ztunnel: mark, hasRequests: rows.has(Figure.requests),
      hasConnections: rows.has(Figure.opened), hasLatency: rows.has(Figure.buckets), hasFailed: rows.has(Figure.failed),
      hasClusters: rows.has(Figure.opened, Figure.requests, with: TrafficLabel.sourceCluster),
      scrapeIntervals: Self.scrapeIntervals(rows, without: redundant.jobs), redundantJobs: redundant.jobs,
      redundantScrapes: redundant.others.map { "\($0.label)=\"\($0.label == "instance" ? "…" : "")\($0.value)\"" },
      onceOnly: redundant.conditions)
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
    func samples(_ figures: String...) -> [String: Double] {
      let told = figures.flatMap(rows.rows).map { ($0["job"] ?? "", $0.value) }.filter { !redundant.contains($0.0) }
      return Dictionary(told, uniquingKeysWith: max)
    }
    let long = samples(Figure.openedSamples, Figure.requestSamples)
    let short = samples(Figure.openedRecent, Figure.requestRecent)
    let intervals = long.compactMap { job, count in
      ScrapeInterval.seconds(long: count, short: short[job] ?? 0).map { Duration.seconds(Int64($0.rounded())) }
    }
    guard let shortest = intervals.min(), let longest = intervals.max() else { return nil }
    return shortest...longest
  }
}
