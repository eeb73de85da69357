import Metrics

@testable import Prometheus

/// What an answer says, with its strings in place of their numbers.
enum Decoded: Equatable {
  struct Row: Equatable {
    /// By the query's labels; nil where the row has none.
    var cells: [String?]
    var samples: [Matrix.Sample]
  }

  case rows([Row], warnings: [String])
  case refusal(type: String, text: String)
  case malformed

  /// Decodes an answer that arrives in pieces; their sizes are taken in turn, again and again.
  init(_ answer: [UInt8], labels: [String], isRange: Bool = false, chunks: [Int] = [16_384]) {
    guard let decoder = AnswerDecoder(labels: labels, isRange: isRange) else {
      self = .malformed
      return
    }
    var strings = StringTable()
    var start = 0
    var turn = 0
    while start < answer.count {
      let end = min(answer.count, start + chunks[turn % chunks.count])
      answer[start..<end].withUnsafeBytes { decoder.receive($0, &strings) }
      start = end
      turn += 1
    }
    let content = decoder.finish(&strings)
    func text(_ id: StringID) -> String? { id == .absent ? nil : strings[id] }
    switch content {
    case .vector(let vector, let remarks):
      self = .rows(
        (0..<vector.count).map { row in
          Row(
            cells: labels.indices.map { text(vector.cell(row, $0)) },
            samples: [.init(time: 0, value: vector.values[row])])
        }, warnings: remarks.warnings)
    case .matrix(let matrix, let remarks):
      self = .rows(
        matrix.series.indices.map { row in
          Row(cells: labels.indices.map { text(matrix.cell(row, $0)) }, samples: matrix.series[row])
        }, warnings: remarks.warnings)
    case .refusal(let type, let text): self = .refusal(type: type, text: text)
    case .malformed: self = .malformed
    }
  }

  init(_ answer: String, labels: [String], isRange: Bool = false) {
    self.init(Array(answer.utf8), labels: labels, isRange: isRange)
  }

  /// The rows; nil where there are none to speak of.
  var rows: [Row]? {
    if case .rows(let rows, _) = self { rows } else { nil }
  }

  /// Each row's first number.
  var values: [Double]? { rows?.compactMap(\.samples.first?.value) }
}
