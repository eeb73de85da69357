extension FindExpression {
  /// Whether it is true of something that is no node of a mesh, but has names and a health as nodes have.
  ///
  /// A word that tells of no health is looked for in the names and in what `node` is. Whatever asks for something else that
  /// is not known, such as a figure, is not true.
  public func isTrue(ofTexts texts: [FindText: [String]], health: Health) -> Bool {
    switch self {
    case .any(let parts): parts.contains { $0.isTrue(ofTexts: texts, health: health) }
    case .all(let parts): !parts.isEmpty && parts.allSatisfy { $0.isTrue(ofTexts: texts, health: health) }
    case .text(let operand, let test): texts[operand].map(test.isTrue) ?? false
    case .word(let word, let isNegated):
      if let wanted = Health(rawValue: word.rawValue) {
        (wanted == health) != isNegated
      } else {
        FindTextTest(isNegated ? .containsNot : .contains, word.rawValue)
          .isTrue(of: (texts[.name] ?? []) + (texts[.node] ?? []))
      }
    case .number, .end: false
    }
  }
}
