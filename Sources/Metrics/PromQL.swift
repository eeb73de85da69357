/// How a ``Query`` is written for a server.
///
/// Source: Prometheus' documentation, "Querying basics" and "Operators".
enum PromQL {
  /// A string literal: quoted, with what would end or change it escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case let control where control.value < 0x20 || control.value == 0x7f:
        let hex = String(control.value, radix: 16)
        result += "\\x" + (hex.count < 2 ? "0" + hex : hex)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A duration literal, for example `120s` or `299999ms`.
  static func literal(_ duration: Duration) -> String {
    let milliseconds = duration.milliseconds
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }
}

extension Duration {
  /// The whole milliseconds of the duration.
  package var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}

extension Query {
  /// The query as PromQL, in one line.
  public var promQL: String {
    let groups = labels.isEmpty ? "" : " by (\(labels.joined(separator: ",")))"
    return terms.map { term in
      var text = term.metric.map { aggregate(of: $0, term, groups) } ?? aggregate(of: "", term, groups)
      if let subtracted = term.subtracting {
        // Groups that the second metric lacks lose nothing: a zero is made for them from the first.
        text = "\(text) - (\(aggregate(of: subtracted, term, groups)) or \(text) * 0)"
        if term.positiveOnly { text = "(\(text))" }
      }
      if term.positiveOnly { text += " > 0" }
      guard let figure = term.figure else { return text }
      return "label_replace(\(text), \"\(Self.figureLabel)\", \(PromQL.quoted(figure)), \"\", \"\")"
    }.joined(separator: " or ")
  }

  private func aggregate(of metric: String, _ term: Term, _ groups: String) -> String {
    let series = term.selectors.map { matchers in
      let selector = metric + (matchers.isEmpty ? "" : "{\(matchers.map(\.description).joined(separator: ","))}")
      return switch term.function {
      case .rate(let window): "rate(\(selector)[\(PromQL.literal(window))])"
      case .increase(let window): "increase(\(selector)[\(PromQL.literal(window))])"
      case .sampleCount(let window): "count_over_time(\(selector)[\(PromQL.literal(window))])"
      case .least(let window): "min_over_time(\(selector)[\(PromQL.literal(window))])"
      case .timestamp: "timestamp(\(selector))"
      case .latest: selector
      }
    }
    return "\(aggregation.rawValue)\(groups) (\(series.joined(separator: " or ")))"
  }
}
