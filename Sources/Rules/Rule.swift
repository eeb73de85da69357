public import Mesh

/// What must hold in a mesh: of edges, nodes or namespaces, in the find language.
public struct Rule: Sendable, Hashable {
  /// What a rule is about.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Each edge.
    case edges
    /// Each node, with what is asked of it as one edge.
    case nodes
    /// Each namespace, with what flows into it and within it as one edge.
    case namespaces
  }

  /// What it is called.
  public let name: String
  /// What it is about.
  public let scope: Scope
  /// Which of these it is about; nil for all.
  public let subjects: FindExpression?
  /// What must hold of each.
  public let must: FindExpression
  /// The rule as it was written.
  public let text: String
  /// How many there must be that it is about.
  public let least: Int
  /// Which nodes alone may call, or be called, where it is a list of these.
  let allowed: Allowed?

  /// A list of nodes by their names, at an end of edges.
  struct Allowed: Sendable, Hashable {
    var end: FindEnd
    var names: [String]

    /// Why an edge is not allowed.
    func evidence(against edge: [String]) -> FindEvidence {
      let isCaller = end == .source
      let more = names.count > 6 ? " and \(names.count - 6) more" : ""
      return FindEvidence(
        operand: isCaller ? "caller" : "called", found: (isCaller ? edge.first : edge.last) ?? "",
        wanted: "one of \(names.sorted().prefix(6).joined(separator: ", "))\(more)")
    }
  }

  /// What one edge that stands for several does not have.
  private static let edgesAlone: Set<String> = [
    "code", "flag", "sourceprincipal", "destprincipal", "%httptraffic", "%grpctraffic", "viawaypoint",
  ]

  /// A rule with expressions that are read already.
  init(
    name: String, scope: Scope, subjects: FindExpression?, must: FindExpression, text: String, least: Int = 0,
    allowed: Allowed? = nil
  ) throws(RuleError) {
    let names = must.names.union(subjects?.names ?? [])
    if scope != .edges, let name = names.sorted().first(where: { Self.edgesAlone.contains($0) || $0.contains(".") }) {
      throw RuleError(
        text: text, problem: "\(name) is of single edges, not of \(scope.rawValue). Make it a rule of edges.")
    }
    if scope == .edges, let name = must.nameOfNodes {
      throw RuleError(
        text: text,
        problem: "\(name) is of nodes. Write source.\(name) or target.\(name), or make it a rule of nodes.")
    }
    self.name = name
    self.scope = scope
    self.subjects = subjects
    self.must = must
    self.text = text
    self.least = least
    self.allowed = allowed
  }

  /// Reads a rule as the command line has it: `EXPRESSION`, which must hold of everything, or `WHICH => EXPRESSION`; before
  /// it may stand `nodes:` or `namespaces:`, else it is of edges.
  public init(parsing text: String) throws(RuleError) {
    var rest = text[...]
    var scope = Scope.edges
    for known in Scope.allCases where rest.drop(while: \.isWhitespace).hasPrefix("\(known.rawValue):") {
      scope = known
      rest = rest.drop(while: \.isWhitespace).dropFirst(known.rawValue.count + 1)
    }
    let parts = Self.split(rest)
    guard parts.count <= 2 else { throw RuleError(text: text, problem: "There is more than one =>.") }
    func read(_ part: Substring) throws(RuleError) -> FindExpression {
      do throws(FindError) {
        return try FindExpression(parsing: String(part))
      } catch {
        let offset = text.distance(from: text.startIndex, to: part.startIndex)
        throw RuleError(
          text: text, problem: error.description,
          range: offset + error.range.lowerBound..<offset + error.range.upperBound)
      }
    }
    let subjects = parts.count == 2 ? try read(parts[0]) : nil
    let must = try read(parts[parts.count - 1])
    try self.init(name: text, scope: scope, subjects: subjects, must: must, text: text)
  }

  /// The parts before and after `=>`, which is none in quotes.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var quote: Character?
    var place = text.startIndex
    while place < text.endIndex {
      let character = text[place]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if text[place...].hasPrefix("=>") {
        parts.append(text[start..<place])
        place = text.index(place, offsetBy: 2)
        start = place
        continue
      }
      place = text.index(after: place)
    }
    return parts + [text[start...]]
  }
}

/// Why a rule cannot be read: one sentence, and where it can be told, which of its characters are wrong.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule, or the value of a file, that is wrong; empty where it is the file as a whole.
  public var text: String
  /// What is wrong, and what would be right.
  public var problem: String
  /// The characters of the text that are wrong.
  public var range: Range<Int>?
  /// The line of the file; nil where there is none.
  public var line: Int?

  init(text: String = "", problem: String, range: Range<Int>? = nil, line: Int? = nil) {
    self.text = text
    self.problem = problem
    self.range = range
    self.line = line
  }

  /// The sentence, after the line where that is known.
  public var description: String { line.map { "Line \($0): \(problem)" } ?? problem }
}
