import Metrics

/// Answers as Prometheus writes them: labels sorted by name, no blanks, values in strings.
enum AnswerText {
  /// The labels of each row.
  static let labels = [
    "destination_canonical_service", "destination_service", "destination_service_name", "destination_workload",
    "destination_workload_namespace", "reporter", "response_code", "response_flags", "source_workload",
    "source_workload_namespace",
  ]

  /// An answer to an instant query, of at least so many bytes.
  static func vector(bytes: Int) -> [UInt8] {
    answer("vector", bytes: bytes) { row, random, text in
      text += ",\"value\":[1790000000,\"\(random.number)\"]"
    }
  }

  /// An answer to a range query of 60 moments, of at least so many bytes.
  static func matrix(bytes: Int) -> [UInt8] {
    answer("matrix", bytes: bytes) { row, random, text in
      text += ",\"values\":["
      for moment in 0..<60 {
        if moment > 0 { text += "," }
        text += "[\(1_790_000_000 + 15 * moment),\"\(random.number)\"]"
      }
      text += "]"
    }
  }

  private static func answer(
    _ type: String, bytes: Int, _ samples: (Int, inout SplitMix64, inout String) -> Void
  ) -> [UInt8] {
    var random = SplitMix64(seed: 7)
    var text = "{\"status\":\"success\",\"data\":{\"resultType\":\"\(type)\",\"result\":["
    var row = 0
    while text.utf8.count < bytes {
      if row > 0 { text += "," }
      text += "{\"metric\":{"
      text += zip(labels, values(&random)).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
      text += "}"
      samples(row, &random, &text)
      text += "}"
      row += 1
    }
    return Array((text + "]}}").utf8)
  }

  private static func values(_ random: inout SplitMix64) -> [String] {
    let target = random.below(2000)
    let source = random.below(2000)
    func namespace(_ workload: Int) -> String { "team-\(workload % 50)" }
    return [
      "service-\(target)", "service-\(target).\(namespace(target)).svc.cluster.local", "service-\(target)",
      "service-\(target)-v1", namespace(target), random.below(2) == 0 ? "source" : "destination",
      ["200", "200", "200", "404", "503"][random.below(5)], random.below(10) == 0 ? "UF,URX" : "-",
      "service-\(source)-v1", namespace(source),
    ]
  }
}

extension SplitMix64 {
  /// A number with as many digits as a server writes of a rate.
  fileprivate var number: Double { mutating get { Double(below(1_000_000_000)) / 7e5 } }
}
