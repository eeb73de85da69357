public import Metrics

extension Vector {
  /// Decodes the whole answer of a server to `/api/v1/query`, the way ``PrometheusSource`` does while it arrives.
  ///
  /// - Parameters:
  ///   - answer: the body, in UTF-8.
  ///   - labels: the columns; other labels are passed over.
  ///   - strings: where the label values go.
  /// - Returns: nil where the answer has no rows of this kind to give: an error, a matrix, or no answer of Prometheus.
  public init?(answer: [UInt8], labels: [String], _ strings: inout StringTable) {
    guard case .vector(let vector, _) = decode(answer, labels, isRange: false, &strings) else { return nil }
    self = vector
  }
}

extension Matrix {
  /// Decodes the whole answer of a server to `/api/v1/query_range`, the way ``PrometheusSource`` does while it arrives.
  ///
  /// - Parameters:
  ///   - answer: the body, in UTF-8.
  ///   - labels: the columns; other labels are passed over.
  ///   - strings: where the label values go.
  /// - Returns: nil where the answer has no rows of this kind to give: an error, a vector, or no answer of Prometheus.
  public init?(answer: [UInt8], labels: [String], _ strings: inout StringTable) {
    guard case .matrix(let matrix, _) = decode(answer, labels, isRange: true, &strings) else { return nil }
    self = matrix
  }
}

/// Feeds a decoder with pieces as large as libcurl's.
private func decode(
  _ answer: [UInt8], _ labels: [String], isRange: Bool, _ strings: inout StringTable
) -> AnswerContent {
  guard let decoder = AnswerDecoder(labels: labels, isRange: isRange) else { return .malformed }
  let piece = 1 << 14
  answer.withUnsafeBytes { bytes in
    for start in stride(from: 0, to: bytes.count, by: piece) {
      decoder.receive(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + piece, bytes.count)]), &strings)
    }
  }
  return decoder.finish(&strings)
}
