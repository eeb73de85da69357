/// How well a node or an edge does, by the tolerances of telemetry.md, rule 10.
public enum Health: String, Sendable, Hashable, Comparable, CaseIterable {
  /// No traffic that could tell.
  case idle
  case healthy
  case degraded
  case failing

  /// From nothing known to the worst.
  public static func < (left: Health, right: Health) -> Bool { left.rank < right.rank }

  /// Whether it is worse than healthy.
  public var isTrouble: Bool { self >= .degraded }

  private var rank: Int {
    switch self {
    case .idle: 0
    case .healthy: 1
    case .degraded: 2
    case .failing: 3
    }
  }
}
