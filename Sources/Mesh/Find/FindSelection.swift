/// What an expression selects of a mesh.
public struct FindSelection: Sendable, Hashable {
  /// For each node of the snapshot whether it is selected.
  public internal(set) var nodes: [Bool]
  /// For each edge of the snapshot whether it is selected.
  public internal(set) var edges: [Bool]

  /// Whether anything is selected.
  public var isEmpty: Bool { !nodes.contains(true) && !edges.contains(true) }

  fileprivate mutating func unite(_ other: FindSelection) {
    for index in nodes.indices { nodes[index] = nodes[index] || other.nodes[index] }
    for index in edges.indices { edges[index] = edges[index] || other.edges[index] }
  }

  /// Nodes that both select, and edges that both select, or that one selects while the other selects one of their ends.
  fileprivate mutating func intersect(_ other: FindSelection, _ ends: [(source: Int, target: Int)]) {
    func touches(_ nodes: [Bool], _ end: (source: Int, target: Int)) -> Bool {
      (end.source >= 0 && nodes[end.source]) || (end.target >= 0 && nodes[end.target])
    }
    for (index, end) in ends.enumerated() {
      edges[index] =
        (edges[index] && (other.edges[index] || touches(other.nodes, end)))
        || (other.edges[index] && touches(nodes, end))
    }
    for index in nodes.indices { nodes[index] = nodes[index] && other.nodes[index] }
  }
}

extension FindExpression {
  /// What it selects: O(terms · (nodes + edges)).
  ///
  /// - Parameter namespaces: the namespaces that were chosen, in which `*` stands for any part; empty for all.
  public func selection(of mesh: MeshIndex, namespaces: [String] = []) -> FindSelection {
    select(FindFacts(mesh, namespaces: namespaces, hasRanks: hasRank))
  }

  private var hasRank: Bool {
    switch self {
    case .any(let parts), .all(let parts): parts.contains(where: \.hasRank)
    case .number(let operand, _): operand == .rank
    case .end(_, let term): term.hasRank
    case .word, .text: false
    }
  }

  private func select(_ facts: FindFacts) -> FindSelection {
    let snapshot = facts.mesh.snapshot
    func nodes(_ isSelected: (Int) -> Bool) -> FindSelection {
      FindSelection(
        nodes: snapshot.nodes.indices.map(isSelected), edges: [Bool](repeating: false, count: snapshot.edges.count))
    }
    func edges(_ isSelected: (Int) -> Bool) -> FindSelection {
      FindSelection(
        nodes: [Bool](repeating: false, count: snapshot.nodes.count), edges: snapshot.edges.indices.map(isSelected))
    }
    switch self {
    case .any(let parts):
      var result = nodes { _ in false }
      for part in parts { result.unite(part.select(facts)) }
      return result
    case .all(let parts):
      guard var result = parts.first?.select(facts) else { return nodes { _ in false } }
      for part in parts.dropFirst() { result.intersect(part.select(facts), facts.mesh.ends) }
      return result
    case .word(let word, let isNegated):
      return word.isOfEdges
        ? edges { facts.isTrue(word, ofEdge: $0) != isNegated } : nodes { facts.isTrue(word, ofNode: $0) != isNegated }
    case .text(let operand, let test):
      return operand.isOfEdges
        ? edges { test.isTrue(of: facts.texts(operand, ofEdge: $0)) }
        : nodes { test.isTrue(of: facts.texts(operand, ofNode: $0)) }
    case .number(let operand, let test):
      return operand.isOfEdges
        ? edges { test.isTrue(of: facts.figure(operand, ofEdge: $0)) }
        : nodes { test.isTrue(of: facts.figure(operand, ofNode: $0)) }
    case .end(let end, let term):
      let selected = term.select(facts).nodes
      return edges { index in
        let place = end.place(facts.mesh.ends[index])
        return place >= 0 && selected[place]
      }
    }
  }
}
