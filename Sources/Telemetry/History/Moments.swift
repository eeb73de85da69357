import FoundationEssentials
import Mesh
import Metrics

/// The moments of a range query, and its answer moment by moment.
struct Moments {
  /// From the first to the last.
  let times: [Date]
  private let start: Double
  private let step: Double

  init(from start: Date, to end: Date, step: Duration) {
    self.step = max(0.001, step.seconds)
    self.start = start.timeIntervalSince1970
    let count = max(0, Int(((end.timeIntervalSince1970 - self.start) / self.step + 1e-6).rounded(.down))) + 1
    times = (0..<count).map { [start = self.start, step = self.step] in
      Date(timeIntervalSince1970: start + Double($0) * step)
    }
  }

  /// The place of a moment given in seconds since 1970; nil where it is none of them.
  func index(of time: Double) -> Int? {
    let place = ((time - start) / step).rounded()
    return place >= 0 && place < Double(times.count) ? Int(place) : nil
  }

  /// The rows that an answer has at each moment.
  func vectors(_ matrix: Matrix) -> [Vector] {
    var vectors = times.map { _ in Vector(labels: matrix.labels) }
    let width = matrix.labels.count
    for (row, samples) in matrix.series.enumerated() {
      let cells = matrix.cells[row * width..<(row + 1) * width]
      for sample in samples {
        if let index = index(of: sample.time) { vectors[index].append(cells, value: sample.value) }
      }
    }
    return vectors
  }
}
