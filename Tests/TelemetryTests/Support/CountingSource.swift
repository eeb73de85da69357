import Foundation
import Metrics
import Synchronization

/// A source that notes how many questions each batch had.
final class CountingSource: MetricsSource {
  private let source: any MetricsSource
  private let counts = Mutex<[Int]>([])

  init(_ source: any MetricsSource) { self.source = source }

  var name: String { source.name }

  /// The number of questions of each batch.
  var batches: [Int] { counts.withLock { $0 } }

  func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    counts.withLock { $0.append(queries.count) }
    return await source.answer(queries, at: time)
  }

  func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
    counts.withLock { $0.append(queries.count) }
    return await source.answer(queries, from: start, to: end, step: step)
  }
}
