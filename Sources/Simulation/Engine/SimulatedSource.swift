public import FoundationEssentials
public import Metrics

/// Answers queries from simulated series in process, as a server that scrapes them would.
public struct SimulatedSource: MetricsSource {
  /// What the source is called on screen.
  public let name: String
  private let set: SeriesSet
  private let strings: StringTable
  /// The labels of each series with its target's, as numbers of `strings`.
  private let labels: [[InternedLabel]]
  private let byMetric: [String: [Int]]

  /// A source that answers from `set`.
  public init(name: String, _ set: SeriesSet) {
    self.name = name
    self.set = set
    var strings = StringTable()
    var byMetric: [String: [Int]] = [:]
    labels = set.series.enumerated().map { index, series in
      byMetric[series.metric, default: []].append(index)
      return set.storedLabels(of: series).map { InternedLabel($0, &strings) }
    }
    self.byMetric = byMetric
    self.strings = strings
  }

  /// Answers all queries for one moment.
  public func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    var strings = strings
    let results = queries.map { query in
      Result { () throws(SourceError) in
        var vector = Vector(labels: query.resultLabels)
        for group in try groups(of: query, at: time.timeIntervalSince1970, &strings) {
          vector.append(group.key, value: group.value)
        }
        return vector
      }
    }
    return Answers(strings: strings, results: results)
  }

  /// Answers all queries for the moments from `start` to `end`.
  public func answer(
    _ queries: [Query], from start: Date, to end: Date, step: Duration
  ) async -> Answers<Matrix> {
    var strings = strings
    let step = max(seconds(step), 0.001)
    let times = Array(stride(from: start.timeIntervalSince1970, through: end.timeIntervalSince1970, by: step))
    let results = queries.map { query in
      Result { () throws(SourceError) in
        var samples: [[StringID]: [Matrix.Sample]] = [:]
        var order: [[StringID]] = []
        for time in times {
          for group in try groups(of: query, at: time, &strings) {
            if samples[group.key] == nil { order.append(group.key) }
            samples[group.key, default: []].append(Matrix.Sample(time: time, value: group.value))
          }
        }
        var matrix = Matrix(labels: query.resultLabels)
        for key in order { matrix.append(key, samples: samples[key] ?? []) }
        return matrix
      }
    }
    return Answers(strings: strings, results: results)
  }

  // MARK: Evaluation

  private struct Group {
    var key: [StringID]
    var value: Double
  }

  private func groups(of query: Query, at time: Double, _ strings: inout StringTable) throws(SourceError) -> [Group] {
    var result: [Group] = []
    for term in query.terms {
      var groups = try aggregate(term, metric: term.metric, query, at: time)
      if let subtracted = term.subtracting {
        let taken = try aggregate(term, metric: subtracted, query, at: time)
        for index in groups.indices {
          if let other = taken.first(where: { $0.key == groups[index].key }) { groups[index].value -= other.value }
        }
      }
      if term.positiveOnly { groups.removeAll { $0.value <= 0 } }
      if query.resultLabels.count > query.labels.count {
        let figure = term.figure.map { strings.intern($0) } ?? .absent
        for index in groups.indices { groups[index].key.append(figure) }
      }
      result += groups
    }
    return result
  }

  private func aggregate(
    _ term: Query.Term, metric: String?, _ query: Query, at time: Double
  ) throws(SourceError) -> [Group] {
    let columns = query.labels.map { strings.id(of: $0) ?? .absent }
    var groups: [Group] = []
    var places: [[StringID]: Int] = [:]
    var matching = try MatcherSet(term.selectors, strings)
    for index in metric.map({ byMetric[$0] ?? [] }) ?? Array(set.series.indices) {
      guard matching.accepts(set.series[index].metric, labels[index], strings),
        let value = value(of: index, term.function, at: time)
      else { continue }
      let key = columns.map { column in labels[index].first { $0.name == column }?.value ?? .absent }
      if let place = places[key] {
        switch query.aggregation {
        case .sum: groups[place].value += value
        case .count: groups[place].value += 1
        case .max: groups[place].value = max(groups[place].value, value)
        }
      } else {
        places[key] = groups.count
        groups.append(Group(key: key, value: query.aggregation == .count ? 1 : value))
      }
    }
    return groups
  }

  private func value(of index: Int, _ function: Query.Function, at time: Double) -> Double? {
    let scraped = ScrapedSeries(set: set, series: set.series[index])
    return switch function {
    case .latest: scraped.latest(at: time)
    case .increase(let window): scraped.increase(at: time, window: seconds(window))
    case .rate(let window): scraped.increase(at: time, window: seconds(window)).map { $0 / seconds(window) }
    case .sampleCount(let window): scraped.sampleCount(at: time, window: seconds(window))
    }
  }
}

/// A label as numbers of the source's table.
struct InternedLabel: Sendable {
  let name: StringID
  let value: StringID

  init(_ label: Label, _ strings: inout StringTable) {
    name = strings.intern(label.name)
    value = strings.intern(label.value)
  }
}
