import Metrics

@testable import Prometheus

/// The answer of a server means the same in whatever pieces it arrives. The first byte tells how large they are, and
/// whether rows are asked for over time.
func testAnswer(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let answer = bytes.dropFirst()
  let isRange = first & 1 == 1
  let whole = contentInPieces(answer, of: max(1, answer.count), isRange)
  let pieces = contentInPieces(answer, of: Int(first) + 1, isRange)
  precondition(whole == pieces, "Pieces mean the same as the whole")
}

private func contentInPieces(_ answer: ArraySlice<UInt8>, of size: Int, _ isRange: Bool) -> String {
  guard let decoder = AnswerDecoder(labels: ["source_workload", "le"], isRange: isRange) else { return "" }
  var strings = StringTable()
  var start = answer.startIndex
  while start < answer.endIndex {
    let end = min(answer.endIndex, start + size)
    answer[start..<end].withUnsafeBytes { decoder.receive($0, &strings) }
    start = end
  }
  _ = decoder.beginning
  let content = decoder.finish(&strings)
  if case .vector(let vector, _) = content {
    for row in 0..<vector.count { for column in 0..<2 { _ = strings[vector.cell(row, column)] } }
  }
  return "\(content)"
}
