import FoundationEssentials

/// What came of the same rules at several moments, one after another: a rule holds where it holds at each.
public struct RuleHistory: Sendable {
  private var last: RuleReport?
  private var snapshots = 0
  private var hasTraffic = false
  private var warnings: [String] = []
  /// For each rule what came of it where it did not hold first, since when, and how often; nil where it always held.
  private var broken: [(result: RuleResult, since: Date, count: Int)?] = []
  /// For each rule what came of it where it was of the most.
  private var widest: [RuleResult] = []

  /// Nothing has been looked at yet.
  public init() {}

  /// Takes the report of the next moment.
  public mutating func take(_ report: RuleReport) {
    if snapshots == 0 {
      broken = report.results.map { _ in nil }
      widest = report.results
    }
    for (place, result) in report.results.enumerated() {
      if result.subjects > widest[place].subjects { widest[place] = result }
      if result.holds { continue }
      let known = broken[place] ?? (result, report.time, 0)
      broken[place] = (known.result, known.since, known.count + 1)
    }
    for warning in report.warnings where !warnings.contains(warning) && warnings.count < Self.mostWarnings {
      warnings.append(warning)
    }
    last = report
    snapshots += 1
    hasTraffic = hasTraffic || report.hasTraffic
  }

  /// More would tell the same with other figures.
  private static let mostWarnings = 20

  /// What came of all; nil where nothing was looked at. Of one moment it is the report of that.
  public var report: RuleReport? {
    guard let last, snapshots > 1 else { return last }
    let results = zip(widest, broken).map { widest, broken in
      guard let broken else { return widest }
      var result = broken.result
      result.broken = RuleResult.Broken(since: broken.since, count: broken.count, all: snapshots)
      return result
    }
    return RuleReport(
      time: last.time, source: last.source, results: results, warnings: warnings, snapshots: snapshots,
      hasTraffic: hasTraffic)
  }
}
