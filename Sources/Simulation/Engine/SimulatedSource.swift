public import FoundationEssentials
public import Metrics

/// Answers queries from simulated series in process, as a server that scrapes them would.
public struct SimulatedSource: MetricsSource {
  /// What the source is called on screen.
  public let name: String
  private let set: SeriesSet
  private let interned: InternedSeries

  /// A source that answers from `set`.
  public init(name: String, _ set: SeriesSet) {
    self.name = name
    self.set = set
    interned = InternedSeries(set)
  }

  /// Answers all queries for one moment.
  public func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    var strings = interned.strings
    let results = queries.map { query in
      Result { () throws(SourceError) in
        var vector = Vector(labels: query.resultLabels)
        for term in try query.terms.map({ term throws(SourceError) in try Evaluation(term, query, interned, set) }) {
          let figure = term.figure.map { strings.intern($0) }
          for group in term.groups(at: time.timeIntervalSince1970) {
            vector.append(term.key(of: group.number, figure), value: group.value)
          }
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
    var strings = interned.strings
    let step = max(seconds(step), 0.001)
    let times = Array(stride(from: start.timeIntervalSince1970, through: end.timeIntervalSince1970, by: step))
    let results = queries.map { query in
      Result { () throws(SourceError) in
        var matrix = Matrix(labels: query.resultLabels)
        for term in try query.terms.map({ term throws(SourceError) in try Evaluation(term, query, interned, set) }) {
          let figure = term.figure.map { strings.intern($0) }
          var samples = [[Matrix.Sample]](repeating: [], count: term.groupCount)
          for time in times {
            for group in term.groups(at: time) {
              samples[group.number].append(Matrix.Sample(time: time, value: group.value))
            }
          }
          for (number, samples) in samples.enumerated() where !samples.isEmpty {
            matrix.append(term.key(of: number, figure), samples: samples)
          }
        }
        return matrix
      }
    }
    return Answers(strings: strings, results: results)
  }
}
