import Mesh

/// All of a mesh that the rules of a scope are of. It is made once for all of them: it gathers and ranks the mesh.
struct RuleSubjects {
  /// What can be judged, in the order of the mesh.
  let subjects: [FindJudge.Subject]
  /// Judges it.
  let judge: FindJudge

  private let scope: Rule.Scope
  private let mesh: MeshIndex

  /// O((nodes + edges) · log).
  init(_ scope: Rule.Scope, of mesh: MeshIndex) {
    self.scope = scope
    let mesh = scope == .edges ? mesh : mesh.gathered(byNamespace: scope == .namespaces)
    self.mesh = mesh
    judge = FindJudge(mesh)
    if scope == .edges {
      subjects = mesh.snapshot.edges.indices.map { .edge($0) }
    } else {
      let inbound = Self.inboundEdges(mesh)
      let nodes = mesh.snapshot.nodes
      subjects = nodes.indices.filter { nodes[$0].id != MeshIndex.everyone }.map { .node($0, edge: inbound[$0]) }
    }
  }

  /// By the places of nodes those of the edges into them, in a gathered mesh.
  private static func inboundEdges(_ mesh: MeshIndex) -> [Int: Int] {
    var edges: [Int: Int] = [:]
    for (place, edge) in mesh.snapshot.edges.enumerated() where edge.source == MeshIndex.everyone {
      if let node = mesh.nodeIndex(edge.target) { edges[node] = place }
    }
    return edges
  }

  /// How a subject is called: an edge by its ends.
  func names(_ subject: FindJudge.Subject) -> [String] {
    switch subject {
    case .edge(let place):
      let edge = mesh.snapshot.edges[place]
      return [edge.source, edge.target].map { id in mesh.node(id).map(Self.name) ?? id.rawValue }
    case .node(let place, _):
      let node = mesh.snapshot.nodes[place]
      guard scope == .namespaces else { return [Self.name(node)] }
      return [node.cluster == "unknown" ? node.namespace : "\(node.cluster)/\(node.namespace)"]
    }
  }

  private static func name(_ node: Node) -> String { "\(node.namespace)/\(node.name)" }
}
