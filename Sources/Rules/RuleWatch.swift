/// Follows rules from report to report, and tells what changes.
public struct RuleWatch: Sendable {
  /// What became of a rule.
  public struct Change: Sendable, Hashable {
    /// What came of the rule.
    public let result: RuleResult
    /// Whether it holds now: again, where it did not before.
    public var holds: Bool { result.holds }
  }

  /// In how many reports in a row a rule must be broken before that is told.
  private let patience: Int
  /// By the place of a rule in how many reports in a row it has been broken.
  private var streaks: [Int: Int] = [:]
  /// The places of the rules that were told to be broken.
  private var broken: Set<Int> = []

  /// Nothing has been reported yet: all rules are taken to hold.
  ///
  /// - Parameter patience: in how many reports in a row a rule must be broken before that is told, at least 1. What holds
  ///   again is told at once.
  public init(patience: Int = 1) { self.patience = max(1, patience) }

  /// Whether all rules hold, as far as was told.
  public var holds: Bool { broken.isEmpty }

  /// Takes a report of the same rules, and tells which broke, and which hold again.
  public mutating func take(_ report: RuleReport) -> [Change] {
    var changes: [Change] = []
    for (place, result) in report.results.enumerated() {
      if result.holds {
        streaks[place] = nil
        if broken.remove(place) != nil { changes.append(Change(result: result)) }
        continue
      }
      streaks[place, default: 0] += 1
      if streaks[place, default: 0] >= patience, broken.insert(place).inserted {
        changes.append(Change(result: result))
      }
    }
    return changes
  }
}
