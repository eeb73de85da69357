extension FindExpression {
  /// Edges whose caller is one of some names: `namespace/name`, or a name in any namespace; of a node of a kind that no proxy
  /// could name, the kind, as `unknown`.
  public static func calledBy(_ names: [String]) -> FindExpression {
    .any(names.map { .end(.source, node(named: $0)) })
  }

  /// Edges whose called node is one of some names, as ``calledBy(_:)`` has them.
  public static func calling(_ names: [String]) -> FindExpression { .any(names.map { .end(.target, node(named: $0)) }) }

  /// Nodes with a name of `namespace/name`, or a name in any namespace.
  public static func node(named text: String) -> FindExpression {
    let name = text.lastIndex(of: "/").map { text[text.index(after: $0)...] } ?? text[...]
    let own = FindExpression.text(.name, FindTextTest(.equal, String(name)))
    guard let slash = text.lastIndex(of: "/") else {
      return .any([own, .text(.node, FindTextTest(.equal, text))])
    }
    return .all([.text(.namespace, FindTextTest(.equal, String(text[..<slash]))), own])
  }
}
