public import FoundationEssentials
public import Mesh

/// What came of a rule.
public struct RuleResult: Sendable, Hashable {
  /// What does not hold of one thing.
  public struct Breach: Sendable, Hashable {
    /// What it is of: an edge's ends, or one node or namespace as `cluster/namespace`.
    public let subject: [String]
    /// Why; empty where that cannot be told term by term.
    public let evidence: [FindEvidence]
    /// By how much a figure misses what it should be, the greatest of them; nil where none does.
    public var margin: Double? { evidence.compactMap(\.margin).max() }
  }

  /// The rule.
  public let rule: Rule
  /// Of how many things it is.
  public let subjects: Int
  /// What does not hold, the worst first; of several snapshots in the first one in which it does not.
  public let breaches: [Breach]
  /// In which of several snapshots it does not hold; nil where it does, and of one snapshot.
  public internal(set) var broken: Broken?

  /// In which of several snapshots a rule does not hold.
  public struct Broken: Sendable, Hashable {
    /// The moment of the first one.
    public let since: Date
    /// In how many.
    public let count: Int
    /// Of how many.
    public let all: Int
  }

  /// Whether it holds.
  public var holds: Bool { breaches.isEmpty && subjects >= rule.least }
}

extension Rule {
  /// What comes of the rule in a mesh: O(terms · (nodes + edges)).
  public func check(_ mesh: MeshIndex) -> RuleResult { check(RuleSubjects(scope, of: mesh)) }

  /// What comes of the rule for what is of its scope.
  func check(_ all: RuleSubjects) -> RuleResult {
    var count = 0
    var breaches: [RuleResult.Breach] = []
    for subject in all.subjects {
      if let subjects, all.judge.isTrue(subjects, of: subject) != true { continue }
      // Of what nothing is asked, nothing can be said of what is asked.
      guard let holds = all.judge.isTrue(must, of: subject) else { continue }
      count += 1
      if holds { continue }
      breaches.append(
        RuleResult.Breach(
          subject: all.names(subject),
          evidence: allowed.map { [$0.evidence(against: all.names(subject))] }
            ?? all.judge.evidence(against: must, of: subject)))
    }
    breaches.sort { left, right in
      (left.margin ?? .infinity) == (right.margin ?? .infinity)
        ? left.subject.lexicographicallyPrecedes(right.subject)
        : (left.margin ?? .infinity) > (right.margin ?? .infinity)
    }
    return RuleResult(rule: self, subjects: count, breaches: breaches)
  }
}
