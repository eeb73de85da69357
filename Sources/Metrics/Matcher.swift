/// A condition on one label of a series, as in `{reporter="waypoint"}`.
public struct Matcher: Sendable, Hashable {
  /// How a label's value is compared.
  public enum Comparison: String, Sendable, Hashable {
    case equal = "="
    case notEqual = "!="
    case matches = "=~"
    case doesNotMatch = "!~"

    /// The comparison that holds where this one does not.
    public var negated: Comparison {
      switch self {
      case .equal: .notEqual
      case .notEqual: .equal
      case .matches: .doesNotMatch
      case .doesNotMatch: .matches
      }
    }
  }

  /// The label's name.
  public var label: String
  /// How the value is compared.
  public var comparison: Comparison
  /// A literal, or for `matches` and `doesNotMatch` an RE2 expression that must match the whole value.
  public var value: String

  /// A condition that holds where `label` compares to `value`. An absent label has the value `""`.
  public init(_ label: String, _ comparison: Comparison, _ value: String) {
    self.label = label
    self.comparison = comparison
    self.value = value
  }

  /// The condition that holds exactly where this one does not.
  public var negated: Matcher { Matcher(label, comparison.negated, value) }
}

extension Matcher: CustomStringConvertible {
  /// The condition as PromQL writes it.
  public var description: String { "\(label)\(comparison.rawValue)\(PromQL.quoted(value))" }
}
