/// Why an expression does not select something: a term that is not true of it, and what is.
public struct FindEvidence: Sendable, Hashable {
  /// The term's operand or word, as it is written.
  public let operand: String
  /// What is so; empty where nothing is known.
  public let found: String
  /// What should be.
  public let wanted: String
  /// By how much a figure misses what it should be, in its own unit; nil where it is no figure.
  public let margin: Double?

  /// Why something does not hold.
  public init(operand: String, found: String, wanted: String, margin: Double? = nil) {
    self.operand = operand
    self.found = found
    self.wanted = wanted
    self.margin = margin
  }

  /// What a reader is told: `p99 is 412, not < 300`.
  public var words: String {
    if wanted == "not \(found)" { return "\(operand) is \(found), which it must not be" }
    return "\(operand) is \(found.isEmpty ? "not known" : found), not \(wanted)"
  }
}

/// Tells of single edges and nodes whether an expression is true of them, and why not.
public struct FindJudge: Sendable {
  /// What is judged.
  public enum Subject: Sendable, Hashable {
    /// An edge by its place in the snapshot. Of it terms of nodes are true where they are of either end.
    case edge(Int)
    /// A node by its place, with the edge for which terms of edges stand; nil where there is none.
    case node(Int, edge: Int?)

    fileprivate var edge: Int? {
      switch self {
      case .edge(let edge): edge
      case .node(_, let edge): edge
      }
    }
  }

  private let facts: FindFacts

  /// A judge of a mesh's edges and nodes.
  public init(_ mesh: MeshIndex) { facts = FindFacts(mesh, hasRanks: true) }

  /// Whether an expression is true; nil where nothing can be said: a node has no edge, or an edge no requests of which shares
  /// or times could be told. An encryption that is not known is no encryption. O(terms).
  public func isTrue(_ expression: FindExpression, of subject: Subject) -> Bool? {
    switch expression {
    case .any(let parts): return Self.any(parts.map { isTrue($0, of: subject) })
    case .all(let parts): return Self.any(parts.map { isTrue($0, of: subject).map { !$0 } }).map { !$0 }
    case .end(let end, let term):
      guard let place = place(end, of: subject) else { return nil }
      return isTrue(term, of: .node(place, edge: nil))
    case .word, .text, .number:
      if !expression.isOfNodes { return subject.edge.flatMap { isTrue(expression, ofEdge: $0) } }
      return nodes(subject).contains { isTrue(expression, ofNode: $0) }
    }
  }

  /// Why an expression is not true, term by term: of parts that must all be so those that are not, of alternatives all.
  public func evidence(against expression: FindExpression, of subject: Subject) -> [FindEvidence] {
    if isTrue(expression, of: subject) != false { return [] }
    switch expression {
    case .all(let parts): return parts.flatMap { evidence(against: $0, of: subject) }
    case .any(let parts): return Self.joined(parts.flatMap { evidence(against: $0, of: subject) })
    case .end(let end, let term):
      guard let place = place(end, of: subject) else { return [] }
      return evidence(against: term, of: .node(place, edge: nil)).map {
        FindEvidence(operand: "\(end.rawValue).\($0.operand)", found: $0.found, wanted: $0.wanted, margin: $0.margin)
      }
    case .word(let word, let isNegated):
      return [facts.evidence(word, isNegated, edge: subject.edge, node: nodes(subject).first)]
    case .text(let operand, let test):
      let texts =
        operand.isOfEdges
        ? subject.edge.map { facts.texts(operand, ofEdge: $0) }
        : Optional(nodes(subject).flatMap { facts.texts(operand, ofNode: $0) })
      // A name is often that of app, service and workload at once.
      let found = (texts ?? []).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(
        separator: ", ")
      return [FindEvidence(operand: operand.rawValue, found: found, wanted: test.words, margin: nil)]
    case .number(let operand, let test):
      let figure =
        operand.isOfEdges
        ? subject.edge.flatMap { facts.figure(operand, ofEdge: $0) }
        : nodes(subject).lazy.compactMap { facts.figure(operand, ofNode: $0) }.first
      let margin = figure.flatMap { value in test.limit.map { abs(value - $0) } }
      var found = figure.map(operand.text) ?? ""
      // Where both are the same to three decimals, the rest tells.
      if let figure, let limit = test.limit, figure != limit, found == operand.text(limit) { found = "\(figure)" }
      return [FindEvidence(operand: operand.rawValue, found: found, wanted: test.words(operand), margin: margin)]
    }
  }

  /// Pieces of one operand as one: what it is, and all that it could have been.
  private static func joined(_ pieces: [FindEvidence]) -> [FindEvidence] {
    pieces.reduce(into: []) { joined, piece in
      guard let place = joined.firstIndex(where: { $0.operand == piece.operand && $0.found == piece.found }) else {
        return joined.append(piece)
      }
      joined[place] = FindEvidence(
        operand: piece.operand, found: piece.found, wanted: "\(joined[place].wanted) or \(piece.wanted)",
        margin: [joined[place].margin, piece.margin].compactMap(\.self).min())
    }
  }

  /// Whether any is true; nil where none is and of some nothing can be said.
  private static func any(_ parts: [Bool?]) -> Bool? {
    parts.contains(true) ? true : parts.contains(nil) ? nil : false
  }

  private func place(_ end: FindEnd, of subject: Subject) -> Int? {
    guard case .edge(let edge) = subject else { return nil }
    let place = end.place(facts.mesh.ends[edge])
    return place >= 0 ? place : nil
  }

  private func nodes(_ subject: Subject) -> [Int] {
    switch subject {
    case .edge(let edge): FindEnd.allCases.map { $0.place(facts.mesh.ends[edge]) }.filter { $0 >= 0 }
    case .node(let node, _): [node]
    }
  }

  private func isTrue(_ term: FindExpression, ofEdge edge: Int) -> Bool? {
    switch term {
    case .word(let word, let isNegated): facts.isTrue(word, ofEdge: edge) != isNegated
    case .text(let operand, let test): test.isTrue(of: facts.texts(operand, ofEdge: edge))
    case .number(let operand, let test):
      if let figure = facts.figure(operand, ofEdge: edge) {
        test.isTrue(of: figure)
      } else if test.limit == nil {
        test.isTrue(of: nil)
      } else if operand == .mtls {
        false
      } else {
        // No traffic of a kind is a rate of nothing; how fast or how well it would do, nobody knows.
        operand.isShare || operand.isTime ? nil : test.isTrue(of: 0)
      }
    case .any, .all, .end: false
    }
  }

  private func isTrue(_ term: FindExpression, ofNode node: Int) -> Bool {
    switch term {
    case .word(let word, let isNegated): facts.isTrue(word, ofNode: node) != isNegated
    case .text(let operand, let test): test.isTrue(of: facts.texts(operand, ofNode: node))
    case .number(let operand, let test): test.isTrue(of: facts.figure(operand, ofNode: node))
    case .any, .all, .end: false
    }
  }
}

extension FindFacts {
  /// What stands against a word: of encryption its state, of health the health.
  fileprivate func evidence(_ word: FindWord, _ isNegated: Bool, edge: Int?, node: Int?) -> FindEvidence {
    let wanted = isNegated ? "not \(word.rawValue)" : word.rawValue
    switch word {
    case .mtls, .plaintext:
      let state = edge.map { mesh.snapshot.edges[$0].mtls }
      let found = state.map { $0.percent.map { "\(FindNumber.mtls.text($0)) encrypted" } ?? "" } ?? ""
      return FindEvidence(operand: "traffic", found: found, wanted: wanted, margin: state?.percent.map { 100 - $0 })
    case .healthy, .degraded, .failing, .idle:
      return FindEvidence(
        operand: "health", found: node.map { mesh.snapshot.nodes[$0].health.rawValue } ?? "", wanted: wanted,
        margin: nil)
    default:
      return FindEvidence(
        operand: "it", found: isNegated ? word.rawValue : "not \(word.rawValue)", wanted: wanted, margin: nil)
    }
  }
}

extension FindNumber {
  /// A value with its unit, to three decimals.
  func text(_ value: Double) -> String {
    // What is a little off must not look as if it were not.
    let rounded = (value * 1000).rounded() / 1000
    let number = rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
    return isTime ? "\(number)ms" : isShare ? "\(number)%" : number
  }
}

extension FindNumberTest {
  /// The number that is compared with; nil where `NaN` was written.
  fileprivate var limit: Double? { value }

  fileprivate func words(_ operand: FindNumber) -> String {
    "\(isNegated ? "not " : "")\(comparison.sign) \(value.map(operand.text) ?? "NaN")"
  }
}

extension FindTextTest {
  fileprivate var words: String { "\(comparison.sign) \(value)" }
}

extension FindOperator {
  /// How it is written.
  fileprivate var sign: String {
    switch self {
    case .equal: "="
    case .unequal: "!="
    case .greater: ">"
    case .atLeast: ">="
    case .less: "<"
    case .atMost: "<="
    case .contains: "*="
    case .startsWith: "^="
    case .endsWith: "$="
    case .containsNot: "!*="
    case .startsNotWith: "!^="
    case .endsNotWith: "!$="
    }
  }
}
