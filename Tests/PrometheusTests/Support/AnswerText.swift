import Metrics
import TestSupport

/// Writes answers as servers do.
struct AnswerText {
  /// A series of an answer: labels in the order in which they are written, and its samples as a server writes them.
  struct Series {
    var labels: [(name: String, value: String)]
    var samples: [(time: Double, value: String)]
  }

  var series: [Series] = []
  var isRange = false
  var warnings: [String] = []
  /// Whether blanks stand between everything, as in answers that something reformatted.
  var isSpaced = false

  var bytes: [UInt8] {
    let blank = isSpaced ? " " : ""
    let comma = "," + blank
    let colon = blank + ":" + blank
    let elements = series.map { series in
      let labels = series.labels.map { "\(Self.quoted($0.name))\(colon)\(Self.quoted($0.value))" }
      let pairs = series.samples.map { "[\($0.time)\(comma)\"\($0.value)\"]" }
      let value = isRange ? "\"values\"\(colon)[\(pairs.joined(separator: comma))]" : "\"value\"\(colon)\(pairs[0])"
      return "{\(blank)\"metric\"\(colon){\(labels.joined(separator: comma))}\(comma)\(value)\(blank)}"
    }
    var text = "{\(blank)\"status\"\(colon)\"success\"\(comma)"
    text += "\"data\"\(colon){\"resultType\"\(colon)\"\(isRange ? "matrix" : "vector")\"\(comma)"
    text += "\"result\"\(colon)[\(elements.joined(separator: comma))]}"
    if !warnings.isEmpty {
      text += "\(comma)\"warnings\"\(colon)[\(warnings.map(Self.quoted).joined(separator: comma))]"
    }
    return Array((text + "}\n").utf8)
  }

  /// A JSON string, with all but ASCII escaped half of the time.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for (place, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value >= 0x7F && place % 2 == 0:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// What a decoder has to make of the answer.
  func decoded(labels: [String]) -> Decoded {
    let rows = series.compactMap { series -> Decoded.Row? in
      let cells = labels.map { label in
        series.labels.last { $0.name == label && !$0.value.isEmpty }?.value
      }
      let samples = series.samples.compactMap { sample -> Matrix.Sample? in
        guard let value = Double(sample.value), abs(value) < 1e15 else { return nil }
        return Matrix.Sample(time: isRange ? sample.time : 0, value: value)
      }
      return samples.isEmpty && !isRange ? nil : Decoded.Row(cells: cells, samples: samples)
    }
    return .rows(rows, warnings: warnings)
  }
}

extension AnswerText {
  /// Values of labels that look like the JSON around them.
  static let hostile = [
    "},{\"metric\":", "\"},{\"metric\":{\"a\":\"b\"},\"value\":[1,\"2\"]", "\"result\":[", "\\", "\\\\\"", "\\\",\"",
    "]}}", "{", "}",
    "\u{1F600}", "\u{65E5}\u{672C}", "e\u{301}", "\u{202E}x", "\0", "\n", "",
  ]

  /// An answer of any such labels.
  static func random(rows: Int, isRange: Bool, _ numbers: inout SplitMix64) -> AnswerText {
    let names = ["source_workload", "destination_workload", "le", "extra"]
    var text = AnswerText(isRange: isRange)
    for row in 0..<rows {
      var labels: [(name: String, value: String)] = []
      for name in names where Int.random(in: 0...5, using: &numbers) > 0 {
        let value =
          Bool.random(using: &numbers)
          ? hostile[Int.random(in: hostile.indices, using: &numbers)] : "workload-\(row % 97)"
        labels.append((name, value))
      }
      if Int.random(in: 0...9, using: &numbers) == 0 { labels.reverse() }
      let samples = (0..<(isRange ? Int.random(in: 0...4, using: &numbers) : 1)).map { _ in
        let values = ["0", "1.5", "-3e-9", "NaN", "+Inf", "-Inf", "1.7976931348623157e+308", "123456.789"]
        return (time: Double(1_790_000_000 + row), value: values[Int.random(in: values.indices, using: &numbers)])
      }
      text.series.append(Series(labels: labels, samples: samples))
    }
    if Bool.random(using: &numbers) {
      text.warnings = ["store 10.0.0.7:10901 did not answer", "\"result\":[ is text here"]
    }
    text.isSpaced = Int.random(in: 0...3, using: &numbers) == 0
    return text
  }
}
