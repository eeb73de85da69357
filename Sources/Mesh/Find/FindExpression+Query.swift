extension FindExpression {
  /// What is typed into a search: a plain word finds names and namespaces that contain it, `!` before it those that don't; all else is an
  /// expression. Nil for nothing.
  public static func query(_ text: String) throws(FindError) -> FindExpression? {
    let tokens = try FindToken.list(text)
    guard let last = tokens.last else { return nil }
    if tokens.count == 1 || tokens.count == 2 && tokens[0].kind == .not, let name = Self.name(last) {
      return tokens.count == 1
        ? .any([.text(.name, FindTextTest(.contains, name)), .text(.namespace, FindTextTest(.contains, name))])
        : .all([.text(.name, FindTextTest(.containsNot, name)), .text(.namespace, FindTextTest(.containsNot, name))])
    }
    var parser = FindParser(tokens)
    return try parser.parse()
  }

  /// A word that is none of the language's own.
  private static func name(_ token: FindToken) -> String? {
    switch token.kind {
    case .quoted(let name): name
    case .word(let word): FindWord(rawValue: word.lowercased()) == nil ? word : nil
    default: nil
    }
  }
}

/// What could stand at the end of an expression that is being typed.
public struct FindCompletion: Sendable, Hashable {
  /// The text that takes the place of what is typed of it.
  public let text: String
  /// What it means.
  public let explanation: String

  /// How many values are offered at most.
  private static let mostValues = 20

  /// What fits at the end of a text, and how many characters there it would take the place of: operands, words,
  /// comparisons, the mesh's own values.
  public static func list(_ text: String, of mesh: MeshIndex) -> (replaced: Int, candidates: [FindCompletion]) {
    guard var tokens = try? FindToken.list(text) else { return (0, []) }
    var typed = ""
    if let last = tokens.last, last.range.upperBound == text.count, case .word(let word) = last.kind {
      typed = word
      tokens.removeLast()
    }
    var parser = FindParser(tokens)
    let isWhole = (try? parser.parse()) != nil
    let all: [FindCompletion]
    switch isWhole ? .connective : parser.expectation {
    case .term: all = terms
    case .connective:
      all = [
        FindCompletion(text: "and", explanation: "both are so"),
        FindCompletion(text: "or", explanation: "either is so"),
      ]
    case .comparison(let operand): all = comparisons(operand)
    case .value(let operand): all = values(operand, of: mesh)
    }
    let start = typed.lowercased()
    let candidates = all.filter { $0.text.lowercased().hasPrefix(start) && $0.text.lowercased() != start }
    return (typed.count, Array(candidates.prefix(60)))
  }

  private static let terms: [FindCompletion] =
    FindWord.allCases.map { FindCompletion(text: $0.rawValue, explanation: $0.explanation) }
    + FindText.allCases.map { FindCompletion(text: $0.rawValue, explanation: $0.explanation) }
    + FindNumber.allCases.map { FindCompletion(text: $0.rawValue, explanation: $0.explanation) }
    + FindEnd.allCases.flatMap { end in
      FindText.allCases.filter { !$0.isOfEdges }.map {
        FindCompletion(text: "\(end.rawValue).\($0.rawValue)", explanation: "\($0.explanation), of the \(end.words)")
      }
    }
    + [FindCompletion(text: "not", explanation: "the opposite")]

  private static func comparisons(_ operand: FindOperand) -> [FindCompletion] {
    switch operand {
    case .text:
      [
        FindCompletion(text: "=", explanation: "is"), FindCompletion(text: "!=", explanation: "is not"),
        FindCompletion(text: "contains", explanation: "has it anywhere"),
        FindCompletion(text: "startswith", explanation: "begins with it"),
        FindCompletion(text: "endswith", explanation: "ends with it"),
      ]
    case .number:
      ["=", "!=", ">", ">=", "<", "<="].map { FindCompletion(text: $0, explanation: "compares numbers") }
    }
  }

  private static func values(_ operand: FindOperand, of mesh: MeshIndex) -> [FindCompletion] {
    guard case .text(let text) = operand else {
      return [FindCompletion(text: "NaN", explanation: "no activity")]
    }
    let facts = FindFacts(mesh)
    var counts: [String: Int] = [:]
    if text.isOfEdges {
      for edge in mesh.snapshot.edges.indices {
        for value in facts.texts(text, ofEdge: edge) { counts[value, default: 0] += 1 }
      }
    } else {
      for node in mesh.snapshot.nodes.indices {
        for value in facts.texts(text, ofNode: node) { counts[value, default: 0] += 1 }
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(mostValues).map { value, count in
      FindCompletion(
        text: quoted(value), explanation: "\(count) \(text.isOfEdges ? "edge" : "node")\(count == 1 ? "" : "s")")
    }
  }

  /// A value as it is written in an expression.
  private static func quoted(_ value: String) -> String {
    let isPlain = (try? FindToken.list(value)).map { $0.map(\.kind) == [.word(value)] } ?? false
    return isPlain ? value : value.contains("\"") ? "'\(value)'" : "\"\(value)\""
  }
}

extension FindExpression {
  /// Whether it is a search for a name, and a name is found.
  public func isTrue(ofName name: String) -> Bool {
    switch self {
    case .text(.name, let test): test.isTrue(of: [name])
    case .any(let parts): parts.first?.isTrue(ofName: name) ?? false
    default: false
    }
  }
}
