/// An expression that selects nodes and edges of a mesh, in the language that Kiali's users know:
///
///     <expression> := <all> { or <all> }          <all> := <term> { and <term> }
///     <term>       := [not | !] ( <expression> ) | [not | !] [is | has] <word> | <operand> <operator> <value>
///
/// A word or an operand of nodes with `source.` or `target.` before it is one of edges: of the node that calls, or is called.
/// Negations are pushed down to the terms when it is read.
public indirect enum FindExpression: Sendable, Hashable {
  /// What any of them selects.
  case any([FindExpression])
  /// Nodes that all of them select, and edges that all of them select, where one that selects a node selects its edges.
  case all([FindExpression])
  /// Nodes or edges of which a word is true, or not.
  case word(FindWord, isNegated: Bool)
  /// Nodes or edges whose text compares with another.
  case text(FindText, FindTextTest)
  /// Nodes or edges whose figure compares with a number; nil stands for no activity.
  case number(FindNumber, FindNumberTest)
  /// Edges whose caller, or whose called node, a term of nodes selects.
  case end(FindEnd, FindExpression)

  /// The opposite.
  var negated: FindExpression {
    switch self {
    case .any(let parts): .all(parts.map(\.negated))
    case .all(let parts): .any(parts.map(\.negated))
    case .word(let word, let isNegated): .word(word, isNegated: !isNegated)
    case .text(let operand, let test): .text(operand, FindTextTest(test.comparison.opposite, test.value))
    case .number(let operand, let test): .number(operand, test.negated)
    case .end(let end, let term): .end(end, term.negated)
    }
  }
}

/// A comparison with a text, whatever the case.
public struct FindTextTest: Sendable, Hashable {
  let comparison: FindOperator
  /// In lower case.
  let value: String

  init(_ comparison: FindOperator, _ value: String) {
    self.comparison = comparison
    self.value = value.lowercased()
  }

  /// Whether it is true of something that has several texts: of any of them, or for an opposite of none.
  func isTrue(of texts: [String]) -> Bool {
    switch comparison {
    case .unequal, .containsNot, .startsNotWith, .endsNotWith:
      return !FindTextTest(comparison.opposite, value).isTrue(of: texts)
    default:
      return texts.contains(where: isTrue(ofOne:))
    }
  }
}

/// A comparison with a number.
public struct FindNumberTest: Sendable, Hashable {
  let comparison: FindOperator
  /// The number; nil where `NaN` was written.
  let value: Double?
  /// Whether it is true of what the comparison is not true of. That is not the opposite comparison: neither is true of what
  /// has no figure.
  private(set) var isNegated = false

  init(_ comparison: FindOperator, _ value: Double?) {
    self.comparison = comparison
    self.value = value
  }

  /// The test that is true of all else.
  var negated: FindNumberTest {
    var test = self
    test.isNegated.toggle()
    return test
  }

  /// Whether it is true of a figure, which is nil where nothing is known.
  func isTrue(of figure: Double?) -> Bool { compares(figure) != isNegated }

  private func compares(_ figure: Double?) -> Bool {
    guard let value else {
      let isActive = (figure ?? 0) > 0
      return comparison == .equal ? !isActive : isActive
    }
    guard let figure else { return comparison == .unequal }
    return switch comparison {
    case .equal: figure == value
    case .greater: figure > value
    case .atLeast: figure >= value
    case .less: figure < value
    case .atMost: figure <= value
    default: figure != value
    }
  }
}
