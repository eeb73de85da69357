/// Reads an expression by recursive descent, and knows at each point what may come next.
struct FindParser {
  /// What may come at the end of an expression that is still being typed.
  enum Expectation: Sendable, Equatable {
    case term
    case comparison(FindOperand)
    case value(FindOperand)
    case connective
  }

  private let tokens: [FindToken]
  private let end: Int
  private var place = 0
  private var depth = 0
  private(set) var expectation = Expectation.term

  /// The deepest nesting of parentheses and negations.
  private static let deepest = 50

  init(_ tokens: [FindToken]) {
    self.tokens = tokens
    end = tokens.last?.range.upperBound ?? 0
  }

  /// Reads all tokens.
  mutating func parse() throws(FindError) -> FindExpression {
    let expression = try any()
    if let token = next { throw FindError(token.range, "Here an expression should end.", "Join terms by and or or.") }
    return expression
  }

  private var next: FindToken? { place < tokens.count ? tokens[place] : nil }

  private func isNext(_ keyword: String) -> Bool {
    if case .word(let word)? = next?.kind { word.lowercased() == keyword } else { false }
  }

  private mutating func any() throws(FindError) -> FindExpression {
    var parts = [try all()]
    while isNext("or") {
      place += 1
      expectation = .term
      parts.append(try all())
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func all() throws(FindError) -> FindExpression {
    var parts = [try term()]
    while isNext("and") {
      place += 1
      expectation = .term
      parts.append(try term())
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func term() throws(FindError) -> FindExpression {
    depth += 1
    defer { depth -= 1 }
    expectation = .term
    guard let token = next else {
      throw FindError(end..<end, "Something is missing at the end.", "Write a word such as failing, or a comparison.")
    }
    if depth > Self.deepest { throw FindError(token.range, "This is nested too deeply.", "") }
    switch token.kind {
    case .not:
      place += 1
      return try term().negated
    case .open:
      place += 1
      let inner = try any()
      guard next?.kind == .close else {
        throw FindError(next?.range ?? end..<end, "A parenthesis is not closed.", "Close it with ).")
      }
      place += 1
      expectation = .connective
      return inner
    case .word(let text):
      return try term(text, token)
    case .quoted, .comparison, .close:
      throw FindError(token.range, "Here a term should begin.", "Write a word such as failing, or a comparison.")
    }
  }

  private mutating func term(_ text: String, _ token: FindToken) throws(FindError) -> FindExpression {
    guard let (end, rest) = FindEnd.split(text) else { return try plainTerm(text, token) }
    let term = try plainTerm(rest, token)
    guard term.isOfNodes else {
      throw FindError(
        token.range, "\(rest) is of edges, which have no \(end.rawValue) of their own.", "Write \(rest) alone.")
    }
    return .end(end, term)
  }

  private mutating func plainTerm(_ text: String, _ token: FindToken) throws(FindError) -> FindExpression {
    let word = text.lowercased()
    if word == "not" {
      place += 1
      return try term().negated
    }
    if word == "is" || word == "has" {
      place += 1
      guard case .word(let said)? = next?.kind else {
        throw FindError(next?.range ?? end..<end, "A word is missing after \(word).", "Write one such as failing.")
      }
      guard let known = FindWord(rawValue: said.lowercased()) else { throw unknown(said, next?.range ?? end..<end) }
      place += 1
      expectation = .connective
      return .word(known, isNegated: false)
    }
    if let known = FindWord(rawValue: word), !isComparison(at: place + 1) {
      place += 1
      expectation = .connective
      return .word(known, isNegated: false)
    }
    guard let operand = FindOperand(name: word) else {
      guard FindWord(rawValue: word) != nil else { throw unknown(text, token.range) }
      throw FindError(
        token.range, "\(word) is a word, which nothing is compared with.", "Write \(word) alone, or not \(word).")
    }
    place += 1
    return try comparison(operand, token)
  }

  private func unknown(_ text: String, _ range: Range<Int>) -> FindError {
    FindError(
      range, "\"\(text.prefix(40))\" is neither an operand nor a word of this language.",
      FindSuggestion.nearest(to: text).map { "Perhaps \($0) is meant." }
        ?? "Try name, namespace, rt, %err, failing or plaintext.")
  }

  /// Whether a comparison stands at a place: a sign, or one of its words after at most one negation.
  private func isComparison(at place: Int) -> Bool {
    guard place < tokens.count else { return false }
    switch tokens[place].kind {
    case .comparison: return true
    case .not: return place + 1 < tokens.count && isComparisonWord(tokens[place + 1])
    case .word(let word) where word.lowercased() == "not":
      return place + 1 < tokens.count && isComparisonWord(tokens[place + 1])
    default: return isComparisonWord(tokens[place])
    }
  }

  private func isComparisonWord(_ token: FindToken) -> Bool {
    if case .word(let word) = token.kind { FindOperator(word: word.lowercased()) != nil } else { false }
  }

  private mutating func comparison(_ operand: FindOperand, _ token: FindToken) throws(FindError) -> FindExpression {
    expectation = .comparison(operand)
    let name = name(of: operand)
    guard isComparison(at: place), let first = next else {
      let range = next?.range ?? end..<end
      throw FindError(range, "A comparison is missing after \(name).", "Write \(example(operand)), for example.")
    }
    var isNegated = false
    var sign = first
    if case .comparison = first.kind {
    } else if !isComparisonWord(first) {
      isNegated = true
      place += 1
      sign = tokens[place]
    }
    var comparison: FindOperator
    switch sign.kind {
    case .comparison(let known): comparison = known
    case .word(let word): comparison = FindOperator(word: word.lowercased()) ?? .equal
    default: comparison = .equal
    }
    if isNegated { comparison = comparison.opposite }
    place += 1
    expectation = .value(operand)
    guard let value = next else {
      throw FindError(end..<end, "A value is missing at the end.", "Write \(example(operand)), for example.")
    }
    let text: String
    switch value.kind {
    case .word(let word): text = word
    case .quoted(let quoted): text = quoted
    default: throw FindError(value.range, "Here a value should stand.", "Write \(example(operand)), for example.")
    }
    let expression = try test(operand, comparison, sign.range, text, value.range)
    place += 1
    expectation = .connective
    return expression
  }

  private func test(
    _ operand: FindOperand, _ comparison: FindOperator, _ sign: Range<Int>, _ text: String, _ range: Range<Int>
  ) throws(FindError) -> FindExpression {
    switch operand {
    case .text(let operand):
      guard comparison.isForTexts else {
        throw FindError(sign, "\(operand.rawValue) is a text, which is not greater or less.", "Use = or contains.")
      }
      return .text(operand, FindTextTest(comparison, text))
    case .number(let operand):
      guard comparison.isForNumbers else {
        throw FindError(sign, "\(operand.rawValue) is a number, which contains nothing.", "Use = != > >= < or <=.")
      }
      if text.lowercased() == "nan" {
        guard comparison == .equal || comparison == .unequal else {
          throw FindError(sign, "NaN stands for no activity and is only equal or not.", "Use = NaN or != NaN.")
        }
        return .number(operand, FindNumberTest(comparison, nil))
      }
      guard let number = operand.value(text), number.isFinite else {
        throw FindError(
          range, "\(operand.rawValue) needs a number.", "Write \(example(.number(operand))), for example.")
      }
      return .number(operand, FindNumberTest(comparison, number))
    }
  }

  private func name(of operand: FindOperand) -> String {
    switch operand {
    case .text(let text): text.rawValue
    case .number(let number): number.rawValue
    }
  }

  private func example(_ operand: FindOperand) -> String {
    switch operand {
    case .text(let text): "\(text.rawValue) contains cart"
    case .number(let number): "\(number.rawValue) > 10"
    }
  }
}

extension FindExpression {
  /// Reads an expression.
  public init(parsing text: String) throws(FindError) {
    var parser = FindParser(try FindToken.list(text))
    self = try parser.parse()
  }
}
