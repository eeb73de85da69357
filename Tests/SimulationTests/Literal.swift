import Foundation
import Metrics
import Simulation
import Testing

/// Series written down one by one.
struct Literal {
  var set = SeriesSet()

  /// A source of series that one target reports, scraped every `interval` seconds.
  init(interval: Int = 15, targetLabels: [Label] = []) {
    set.targets = [Target(name: "target", labels: targetLabels, interval: .seconds(interval))]
    set.profiles = [Profile()]
  }

  /// Adds a counter that grows by `rate` a second since `start`.
  mutating func counter(
    _ metric: String, _ labels: [(String, String)] = [], rate: Double, since start: Double = 0, restarts: [Double] = []
  ) {
    let number = set.add(labels.map { Label($0.0, $0.1) })
    set.series.append(
      Series(
        metric: metric, labels: number, target: 0,
        value: .counter([Series.Flow(profile: 0, rate: rate)], base: -rate * start), restarts: restarts))
  }

  mutating func gauge(_ metric: String, _ labels: [(String, String)] = [], _ value: Double) {
    let number = set.add(labels.map { Label($0.0, $0.1) })
    set.series.append(Series(metric: metric, labels: number, target: 0, value: .gauge(value)))
  }

  /// The answer to one query, as text by the labels' values.
  func answer(_ query: Query, at time: Double) async throws -> [String: Double] {
    let answers = await SimulatedSource(name: "literal", set).answer([query], at: Date(timeIntervalSince1970: time))
    let vector = try answers.results[0].get()
    var result: [String: Double] = [:]
    for row in 0..<vector.count {
      let key = vector.labels.indices.map { answers.strings[vector.cell(row, $0)] }.joined(separator: ",")
      #expect(result[key] == nil, "two rows for \(key)")
      result[key] = vector.values[row]
    }
    return result
  }
}
