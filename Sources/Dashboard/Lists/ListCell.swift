import Mesh
import Terminal

/// What stands in a cell: a value, which becomes text only where it is drawn.
enum ListCell: Sendable, Equatable {
  case text(String, Role)
  /// The name of a node: what it stands in, empty where that goes without saying, and its own name.
  case name(scope: String, own: String, Role)
  case figure(Double, ListUnit, Role)
  case health(Health)
  case mtls(MutualTLS)
  /// Requests over the last while, from its first part to its last, and the share of all of them that failed, 0 to 100.
  case trend([Spark], errorPercent: Double?)
  case nothing

  /// What a row is sorted by in the cell's column. What is not known comes last, whatever the order.
  var key: ListKey {
    switch self {
    case .text(let text, _): .text(text.lowercased())
    case .name(let scope, let own, _): .text("\(scope)/\(own)".lowercased())
    case .figure(let value, _, _): .number(value)
    case .health(let health): .number(Double(Health.allCases.firstIndex(of: health) ?? 0))
    // The least encrypted first: that is what one looks for.
    case .mtls(let mtls): mtls.percent.map { .number(-$0) } ?? .nothing
    case .trend(_, let percent): percent.map(ListKey.number) ?? .nothing
    case .nothing: .nothing
    }
  }

  /// The cell of a figure, if it is known.
  static func figure(_ value: Double?, _ unit: ListUnit, _ role: Role = .text) -> ListCell {
    value.map { .figure($0, unit, role) } ?? .nothing
  }

  /// The share of requests that failed, which is worth a look where there are any.
  static func errors(_ percent: Double?, _ health: Health) -> ListCell {
    figure(percent, .percent, (percent ?? 0) > 0 ? (health == .failing ? .failing : .warning) : .dim)
  }

  /// A percentile of a latency.
  static func latency(_ latency: Latency?, _ part: KeyPath<Latency, Double?>) -> ListCell {
    guard let latency, let value = latency[keyPath: part] else { return .nothing }
    return .figure(value, latency.isUpperBound ? .atMostMilliseconds : .milliseconds, .text)
  }
}

/// What a figure counts.
enum ListUnit: Sendable, Equatable {
  case rate
  case percent
  case milliseconds
  /// A bound: of several parts together the greatest.
  case atMostMilliseconds
  case bytes
  case count

  /// A figure with its unit.
  func text(_ value: Double) -> String {
    switch self {
    case .rate: Figures.rate(value)
    case .percent: Figures.percent(value)
    case .milliseconds: Figures.milliseconds(value)
    case .atMostMilliseconds: "≤" + Figures.milliseconds(value)
    case .bytes: Figures.bytes(value)
    case .count: "\(Int(value))"
    }
  }
}

/// What rows are sorted by in a column.
enum ListKey: Sendable, Equatable {
  case text(String)
  case number(Double)
  case nothing
}
