import Metrics

/// The selectors of a term, made ready to be held against many series.
struct MatcherSet {
  fileprivate struct Condition {
    var label: StringID
    var isMetricName: Bool
    var matcher: Matcher
    var pattern: Regex<AnyRegexOutput>?
    /// What was found for a value before, by the value's number.
    var known: [StringID: Bool] = [:]
  }

  private var alternatives: [[Condition]]

  /// Fails where a matcher's expression cannot be read.
  init(_ selectors: [[Matcher]], _ strings: StringTable) throws(SourceError) {
    alternatives = []
    for selector in selectors {
      var conditions: [Condition] = []
      for matcher in selector {
        var pattern: Regex<AnyRegexOutput>?
        if matcher.comparison == .matches || matcher.comparison == .doesNotMatch {
          do {
            pattern = try Regex(matcher.value)
          } catch {
            throw SourceError(
              .badQuery, problem: "The expression \(matcher) cannot be read.", remedy: "Correct the selector.")
          }
        }
        conditions.append(
          Condition(
            label: strings.id(of: matcher.label) ?? .absent, isMetricName: matcher.label == "__name__",
            matcher: matcher, pattern: pattern))
      }
      alternatives.append(conditions)
    }
  }

  /// Whether a series satisfies one of the alternatives.
  mutating func accepts(_ metric: String, _ labels: [InternedLabel], _ strings: StringTable) -> Bool {
    alternatives.indices.contains { alternative in
      alternatives[alternative].indices.allSatisfy { index in
        let condition = alternatives[alternative][index]
        if condition.isMetricName { return condition.holds(for: metric) }
        let value = labels.first { $0.name == condition.label }?.value ?? .absent
        if let known = condition.known[value] { return known }
        let holds = condition.holds(for: strings[value])
        alternatives[alternative][index].known[value] = holds
        return holds
      }
    }
  }
}

extension MatcherSet.Condition {
  fileprivate func holds(for value: String) -> Bool {
    switch matcher.comparison {
    case .equal: value == matcher.value
    case .notEqual: value != matcher.value
    case .matches: matchesWhole(value)
    case .doesNotMatch: !matchesWhole(value)
    }
  }

  private func matchesWhole(_ value: String) -> Bool {
    guard let pattern else { return false }
    return ((try? pattern.wholeMatch(in: value)) ?? nil) != nil
  }
}
