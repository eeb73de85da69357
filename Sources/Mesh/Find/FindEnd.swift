/// Which end of an edge a term is of.
public enum FindEnd: String, Sendable, Hashable, CaseIterable {
  case source
  case target

  /// Shorter names.
  private static let aliases: [String: FindEnd] = ["src": .source, "from": .source, "dst": .target, "to": .target]

  /// The end and the rest of a word such as `source.ns`; nil for a word without an end.
  static func split(_ word: String) -> (FindEnd, rest: String)? {
    guard let dot = word.firstIndex(of: ".") else { return nil }
    let name = word[..<dot].lowercased()
    guard let end = FindEnd(rawValue: name) ?? aliases[name] else { return nil }
    return (end, String(word[word.index(after: dot)...]))
  }

  /// Who stands there.
  var words: String { self == .source ? "caller" : "called" }

  /// The place of the node at this end.
  func place(_ ends: (source: Int, target: Int)) -> Int { self == .source ? ends.source : ends.target }
}

extension FindExpression {
  /// Whether it is one term, and of nodes.
  var isOfNodes: Bool {
    switch self {
    case .word(let word, _): !word.isOfEdges
    case .text(let operand, _): !operand.isOfEdges
    case .number(let operand, _): !operand.isOfEdges
    case .any, .all, .end: false
    }
  }

  /// The words and operands that it is made of, with the end before those of an end.
  public var names: Set<String> {
    switch self {
    case .any(let parts), .all(let parts): Set(parts.flatMap(\.names))
    case .word(let word, _): [word.rawValue]
    case .text(let operand, _): [operand.rawValue]
    case .number(let operand, _): [operand.rawValue]
    case .end(let end, let term): Set(term.names.map { "\(end.rawValue).\($0)" })
    }
  }

  /// The first word or operand of nodes in it that is not said of an end; nil where all is of edges.
  public var nameOfNodes: String? {
    switch self {
    case .any(let parts), .all(let parts): parts.lazy.compactMap(\.nameOfNodes).first
    case .word, .text, .number: isOfNodes ? names.first : nil
    case .end: nil
    }
  }
}
