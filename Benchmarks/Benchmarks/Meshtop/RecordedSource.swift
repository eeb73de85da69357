import FoundationEssentials
import Metrics
import Synchronization

/// Gives the answers that another source gave to the same questions, so that only what is done with them takes time.
final class RecordedSource: MetricsSource {
  private let source: any MetricsSource
  private let recorded = Mutex<[[Query]: Answers<Vector>]>([:])

  init(_ source: any MetricsSource) { self.source = source }

  var name: String { source.name }

  /// How many rows the recorded answers have in all.
  var rowCount: Int {
    recorded.withLock { recorded in
      recorded.values.flatMap(\.results).reduce(0) { $0 + ((try? $1.get().count) ?? 0) }
    }
  }

  func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
    if let known = recorded.withLock({ $0[queries] }) { return known }
    let answers = await source.answer(queries, at: time)
    recorded.withLock { $0[queries] = answers }
    return answers
  }

  func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
    await source.answer(queries, from: start, to: end, step: step)
  }
}
