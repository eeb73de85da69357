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

/// Why a text is not a list of matchers.
public struct MatcherError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, and what it should look like: one sentence.
  public let description: String
}

extension Matcher {
  /// Reads matchers as PromQL writes them between braces: `app="ztunnel",namespace=~"istio-.*"`.
  public static func list(parsing text: String) throws(MatcherError) -> [Matcher] {
    var parser = MatcherParser(rest: text[...])
    return try parser.list()
  }
}

private struct MatcherParser {
  var rest: Substring

  mutating func list() throws(MatcherError) -> [Matcher] {
    var matchers: [Matcher] = []
    repeat {
      matchers.append(try matcher())
      skipSpace()
    } while take(",")
    guard rest.isEmpty else { throw expected("a comma or the end") }
    return matchers
  }

  private mutating func matcher() throws(MatcherError) -> Matcher {
    skipSpace()
    let label = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard let first = label.first, !first.isNumber else { throw expected("a label's name") }
    rest.removeFirst(label.count)
    skipSpace()
    // Longest first, so that `=~` is not read as `=`.
    let comparisons: [Matcher.Comparison] = [.matches, .doesNotMatch, .notEqual, .equal]
    guard let comparison = comparisons.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw expected("=, !=, =~ or !~")
    }
    rest.removeFirst(comparison.rawValue.count)
    skipSpace()
    return Matcher(String(label), comparison, try quoted())
  }

  private mutating func quoted() throws(MatcherError) -> String {
    guard let quote = rest.first, quote == "\"" || quote == "'" else { throw expected("a value in quotes") }
    rest.removeFirst()
    var value = ""
    while let character = rest.popFirst() {
      if character == quote { return value }
      if character == "\\" {
        guard let escaped = rest.popFirst() else { break }
        value.append(escaped == "n" ? "\n" : escaped)
      } else {
        value.append(character)
      }
    }
    throw expected("a closing quote")
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private func expected(_ what: String) -> MatcherError {
    let place = rest.isEmpty ? "at the end" : "before `\(rest.prefix(20))`"
    return MatcherError(description: "Expected \(what) \(place); matchers look like app=\"ztunnel\",job=~\"mesh/.*\".")
  }
}
