import Mesh

/// A row of a list.
struct ListRow: Sendable {
  /// What it is of.
  enum Subject: Sendable, Hashable {
    case node(NodeID)
    case edge(Edge.ID)
    case namespace(NamespaceTotals.ID)
    case service(ServiceTotals.ID)
    case part(ControlPlanePart.ID)
    /// What the doctor found, by its place.
    case finding(Int)
  }

  /// Where in the mesh a row's subject is, by the places of the snapshot that it was made of.
  enum Origin: Sendable {
    case nodes([Int])
    case edge(Int)
    /// It is not of the mesh, but of what runs it or looks at it; with the texts by which it is found.
    case apart([FindText: [String]])
  }

  var subject: Subject
  var origin: Origin
  var health: Health
  /// A cell for each column.
  var cells: [ListCell]

  /// Whether it belongs to the part of the mesh that is shown.
  func isIn(_ part: ShownPart, of mesh: MeshIndex) -> Bool {
    switch origin {
    case .nodes(let places): places.contains { part.nodes.contains(mesh.snapshot.nodes[$0].id) }
    case .edge(let place): part.edges.contains(mesh.snapshot.edges[place].id)
    case .apart: true
    }
  }

  /// Whether a search selects it: one of its nodes, or an edge into one, whose figures are its own; its edge, or an end of
  /// that; what is apart, by its own texts.
  func isFound(by found: FindSelection, _ expression: FindExpression, in mesh: MeshIndex) -> Bool {
    switch origin {
    case .nodes(let places):
      return places.contains { place in
        found.nodes[place] || mesh.inboundPlaces(place).contains { found.edges[$0] }
      }
    case .edge(let place):
      let edge = mesh.snapshot.edges[place]
      return found.edges[place]
        || [edge.source, edge.target].contains { mesh.nodeIndex($0).map { found.nodes[$0] } ?? false }
    case .apart(let texts): return expression.isTrue(ofTexts: texts, health: health)
    }
  }
}

/// The nodes and edges of a mesh that belong to what is shown of it.
struct ShownPart: Sendable {
  var nodes: Set<NodeID>
  var edges: Set<Edge.ID>
}

/// A line above the rows of a list; one that is of something can be chosen as a row can.
struct ListNote: Sendable {
  var line: Line
  var subject: ListRow.Subject?

  init(_ line: Line, _ subject: ListRow.Subject? = nil) {
    self.line = line
    self.subject = subject
  }
}
