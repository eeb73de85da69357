import Metrics

/// One term of a query over a set of series, ready to be worked out for any moment.
struct Evaluation {
  private let term: Query.Term
  private let aggregation: Query.Aggregation
  private let hasFigureColumn: Bool
  private let set: SeriesSet
  private let selection: InternedSeries.Selection
  private let subtracted: InternedSeries.Selection?
  /// For each group, the group of the subtracted metric with the same labels.
  private let counterparts: [Int?]

  init(_ term: Query.Term, _ query: Query, _ series: InternedSeries, _ set: SeriesSet) throws(SourceError) {
    self.term = term
    self.set = set
    aggregation = query.aggregation
    hasFigureColumn = query.resultLabels.count > query.labels.count
    selection = try series.select(term.metric, term.selectors, by: query.labels)
    guard let metric = term.subtracting else {
      subtracted = nil
      counterparts = []
      return
    }
    let taken = try series.select(metric, term.selectors, by: query.labels)
    let numbers = Dictionary(uniqueKeysWithValues: zip(taken.keys, taken.keys.indices))
    subtracted = taken
    counterparts = selection.keys.map { numbers[$0] }
  }

  /// What the term is called.
  var figure: String? { term.figure }

  /// How many groups there can be.
  var groupCount: Int { selection.keys.count }

  /// The label values of a group; `figure` is the number of the term's name.
  func key(of group: Int, _ figure: StringID?) -> [StringID] {
    selection.keys[group] + (hasFigureColumn ? [figure ?? .absent] : [])
  }

  /// The groups that have a number at a moment, in seconds since 1970.
  func groups(at time: Double) -> [(number: Int, value: Double)] {
    let values = aggregate(selection, at: time)
    let taken = subtracted.map { aggregate($0, at: time) }
    var result: [(number: Int, value: Double)] = []
    result.reserveCapacity(values.count)
    for (number, found) in values.enumerated() {
      guard var value = found else { continue }
      if let taken, let counterpart = counterparts[number] { value -= taken[counterpart] ?? 0 }
      if term.positiveOnly, value <= 0 { continue }
      result.append((number, value))
    }
    return result
  }

  private func aggregate(_ selection: InternedSeries.Selection, at time: Double) -> [Double?] {
    var values = [Double?](repeating: nil, count: selection.keys.count)
    for (series, group) in selection.members {
      guard let value = value(of: series, at: time) else { continue }
      switch (aggregation, values[group]) {
      case (.count, let known): values[group] = (known ?? 0) + 1
      case (.sum, let known?): values[group] = known + value
      case (.max, let known?): values[group] = max(known, value)
      case (_, nil): values[group] = value
      }
    }
    return values
  }

  private func value(of index: Int, at time: Double) -> Double? {
    let scraped = ScrapedSeries(set: set, series: set.series[index])
    return switch term.function {
    case .latest: scraped.latest(at: time)
    case .increase(let window): scraped.increase(at: time, window: seconds(window))
    case .rate(let window): scraped.increase(at: time, window: seconds(window)).map { $0 / seconds(window) }
    case .sampleCount(let window): scraped.sampleCount(at: time, window: seconds(window))
    case .least(let window): scraped.least(at: time, window: seconds(window))
    case .timestamp: scraped.timestamp(at: time)
    }
  }
}
