public import FoundationEssentials

/// What simulated proxies answer to scrapes: the text formats that Prometheus reads.
///
/// Sources: the OpenMetrics 1.0 specification; Prometheus' documentation, "Exposition formats".
public struct Exposition: Sendable {
  /// The text formats.
  public enum Format: Sendable, Hashable, CaseIterable {
    /// OpenMetrics 1.0: counters' families without `_total`, `# EOF` at the end.
    case openMetrics
    /// Prometheus' own text format, version 0.0.4.
    case prometheus

    /// The format that a scraper with this `Accept` header gets.
    public init(accepting header: String?) {
      self = header?.contains("application/openmetrics-text") == true ? .openMetrics : .prometheus
    }

    /// The answer's `Content-Type`.
    public var contentType: String {
      switch self {
      case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
      case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
      }
    }
  }

  /// The series and their targets.
  public let set: SeriesSet
  private let families: [[MetricFamily]]

  /// The expositions of all targets of `set`.
  public init(_ set: SeriesSet) {
    self.set = set
    var byTarget = [[Int]](repeating: [], count: set.targets.count)
    // What a scraper stores of the scrape itself, no target reports.
    for (index, series) in set.series.enumerated() where !Reports.scrapeMetrics.contains(series.metric) {
      byTarget[series.target].append(index)
    }
    families = byTarget.map { MetricFamily.families(of: $0, in: set) }
  }

  /// What the target with the number `target` answers at a moment, in UTF-8.
  public func text(of target: Int, at time: Date, format: Format) -> [UInt8] {
    var text = ExpositionText()
    for family in families[target] {
      declare(family, format, &text)
      for index in family.series {
        let series = set.series[index]
        text.write(series.metric, set.reportedLabels(of: series))
        text.write(" ")
        text.write(set.value(of: series, at: time.timeIntervalSince1970))
        text.write("\n")
      }
    }
    if format == .openMetrics { text.write("# EOF\n") }
    return text.bytes
  }

  private func declare(_ family: MetricFamily, _ format: Format, _ text: inout ExpositionText) {
    var name = family.name
    var kind = family.kind.rawValue
    if format == .openMetrics, family.kind == .counter {
      // A counter whose samples do not end in `_total`, as istiod has them, is none in OpenMetrics.
      if name.hasSuffix("_total") { name.removeLast("_total".count) } else { kind = "unknown" }
    }
    text.write("# HELP \(name) ")
    text.writeEscaped(family.help)
    text.write("\n# TYPE \(name) \(kind)\n")
  }
}
