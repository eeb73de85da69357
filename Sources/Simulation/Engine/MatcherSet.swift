import Metrics

/// The selectors of a term, made ready to be held against many series.
struct MatcherSet {
  private var alternatives: [[Condition]]

  /// Fails where a matcher's expression cannot be read.
  init(_ selectors: [[Matcher]], _ strings: StringTable) throws(SourceError) {
    alternatives = []
    for selector in selectors {
      var conditions: [Condition] = []
      for matcher in selector { conditions.append(try Condition(matcher, strings)) }
      alternatives.append(conditions)
    }
  }

  private init(_ alternatives: [[Condition]]) { self.alternatives = alternatives }

  /// What is left to hold against the labels of a metric's series; nil where no series of the metric can satisfy it.
  func conditions(for metric: String) -> MatcherSet? {
    let open = alternatives.filter { $0.allSatisfy { !$0.isMetricName || $0.pattern.accepts(metric) } }
    return open.isEmpty ? nil : MatcherSet(open.map { $0.filter { !$0.isMetricName } })
  }

  /// Whether `label` plays a part.
  func mentions(_ label: StringID) -> Bool { alternatives.contains { $0.contains { $0.label == label } } }

  /// Whether a series with these labels satisfies one of the alternatives.
  mutating func accepts(_ labels: [InternedLabel], _ strings: StringTable) -> Bool {
    for alternative in alternatives.indices
    where alternatives[alternative].indices.allSatisfy({ alternatives[alternative][$0].accepts(labels, strings) }) {
      return true
    }
    return false
  }
}

/// A matcher with what was found out of values.
private struct Condition {
  let isMetricName: Bool
  let pattern: Pattern
  let label: StringID
  private var known: [StringID: Bool] = [:]

  init(_ matcher: Matcher, _ strings: StringTable) throws(SourceError) {
    isMetricName = matcher.label == "__name__"
    label = strings.id(of: matcher.label) ?? .absent
    pattern = try Pattern(matcher)
  }

  mutating func accepts(_ labels: [InternedLabel], _ strings: StringTable) -> Bool {
    let value = labels.first { $0.name == label }?.value ?? .absent
    if let known = known[value] { return known }
    let holds = pattern.accepts(strings[value])
    known[value] = holds
    return holds
  }
}

/// A comparison with a text or an expression.
private struct Pattern {
  private let isNegated: Bool
  /// The texts that match; nil where an expression is more than a list of texts.
  private var texts: Set<String>?
  private var expression: Regex<AnyRegexOutput>?

  init(_ matcher: Matcher) throws(SourceError) {
    isNegated = matcher.comparison == .notEqual || matcher.comparison == .doesNotMatch
    let isExpression = matcher.comparison == .matches || matcher.comparison == .doesNotMatch
    if !isExpression {
      texts = [matcher.value]
    } else if matcher.value.utf8.allSatisfy(Self.isLiteral) {
      // Most expressions only list names, and Swift's expressions take a while to compile.
      texts = Set(matcher.value.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
    } else {
      do {
        expression = try Regex(matcher.value).matchingSemantics(.unicodeScalar)
      } catch {
        throw SourceError(
          .badQuery, problem: "The expression \(matcher) cannot be read.", remedy: "Correct the selector.")
      }
    }
  }

  func accepts(_ text: String) -> Bool { matches(text) != isNegated }

  private func matches(_ text: String) -> Bool {
    if let texts { return texts.contains(text) }
    return ((try? expression?.wholeMatch(in: text)) ?? nil) != nil
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "|"):
      true
    default: false
    }
  }
}
