public import Mesh

/// What came of a rule.
public struct RuleResult: Sendable, Hashable {
  /// What does not hold of one thing.
  public struct Breach: Sendable, Hashable {
    /// What it is of: an edge's ends, or one node or namespace as `cluster/namespace`.
    public let subject: [String]
    /// Why; empty where that cannot be told term by term.
    public let evidence: [FindEvidence]
    /// By how much a figure misses what it should be, the greatest of them; nil where none does.
    public var margin: Double? { evidence.compactMap(\.margin).max() }
  }

  /// The rule.
  public let rule: Rule
  /// Of how many things it is.
  public let subjects: Int
  /// What does not hold, the worst first.
  public let breaches: [Breach]

  /// Whether it holds.
  public var holds: Bool { breaches.isEmpty && subjects >= rule.least }
}

extension Rule {
  /// What comes of the rule in a mesh: O(terms · (nodes + edges)).
  public func check(_ mesh: MeshIndex) -> RuleResult {
    let mesh = scope == .edges ? mesh : mesh.gathered(byNamespace: scope == .namespaces)
    let snapshot = mesh.snapshot
    let places =
      scope == .edges
      ? Array(snapshot.edges.indices) : snapshot.nodes.indices.filter { snapshot.nodes[$0].id != MeshIndex.everyone }
    let inbound = scope == .edges ? [:] : RuleSubjects.inboundEdges(mesh)
    let judge = FindJudge(mesh)
    var count = 0
    var breaches: [RuleResult.Breach] = []
    for place in places {
      let subject: FindJudge.Subject = scope == .edges ? .edge(place) : .node(place, edge: inbound[place])
      if let subjects, judge.isTrue(subjects, of: subject) != true { continue }
      // Of what nothing is asked, nothing can be said of what is asked.
      guard let holds = judge.isTrue(must, of: subject) else { continue }
      count += 1
      if holds { continue }
      breaches.append(
        RuleResult.Breach(
          subject: RuleSubjects.names(place, scope, mesh), evidence: judge.evidence(against: must, of: subject)))
    }
    breaches.sort { left, right in
      (left.margin ?? .infinity) == (right.margin ?? .infinity)
        ? left.subject.lexicographicallyPrecedes(right.subject)
        : (left.margin ?? .infinity) > (right.margin ?? .infinity)
    }
    return RuleResult(rule: self, subjects: count, breaches: breaches)
  }
}

/// How what rules are of is found and called.
private enum RuleSubjects {
  /// By the places of nodes those of the edges into them, in a gathered mesh.
  static func inboundEdges(_ mesh: MeshIndex) -> [Int: Int] {
    var edges: [Int: Int] = [:]
    for (place, edge) in mesh.snapshot.edges.enumerated() where edge.source == MeshIndex.everyone {
      if let node = mesh.nodeIndex(edge.target) { edges[node] = place }
    }
    return edges
  }

  /// How a subject is called.
  static func names(_ place: Int, _ scope: Rule.Scope, _ mesh: MeshIndex) -> [String] {
    switch scope {
    case .edges:
      let edge = mesh.snapshot.edges[place]
      return [edge.source, edge.target].map { id in mesh.node(id).map(name) ?? id.rawValue }
    case .nodes: return [name(mesh.snapshot.nodes[place])]
    case .namespaces:
      let node = mesh.snapshot.nodes[place]
      return [node.cluster == "unknown" ? node.namespace : "\(node.cluster)/\(node.namespace)"]
    }
  }

  private static func name(_ node: Node) -> String { "\(node.namespace)/\(node.name)" }
}
