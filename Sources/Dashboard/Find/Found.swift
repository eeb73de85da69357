import Mesh

/// What an expression finds of a mesh, and of what a view shows of it.
struct Found {
  /// What it selects of the mesh.
  let selection: FindSelection
  private let view: MeshView
  private let expression: FindExpression

  /// Finds: O(terms · (nodes + edges)).
  init(_ expression: FindExpression, in view: MeshView, namespaces: [String]) {
    selection = expression.selection(of: view.mesh, namespaces: namespaces)
    self.view = view
    self.expression = expression
  }

  /// Whether a node is found, or a box in which there is one that is, or whose name is.
  func contains(_ id: NodeID) -> Bool {
    guard let box = view.box(id) else { return isNodeFound(id) }
    return box.group.map { expression.isTrue(ofName: $0.name) } ?? false || box.members.contains(where: isNodeFound)
  }

  private func isNodeFound(_ id: NodeID) -> Bool { view.mesh.nodeIndex(id).map { selection.nodes[$0] } ?? false }

  /// The edges of the graph that stand for any that is found, in the order of their places.
  var edges: [Edge.ID] {
    var seen: Set<Edge.ID> = []
    let places = zip(view.mesh.snapshot.edges, selection.edges).lazy.filter(\.1).compactMap { view.place(of: $0.0.id) }
    return places.filter { seen.insert($0).inserted }
  }
}
