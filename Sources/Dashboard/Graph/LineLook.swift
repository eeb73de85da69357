import Diff
import Mesh
import Terminal

/// How a line looks that some edges share: as the most important of them does.
struct LineLook {
  /// What is gone comes last, what is chosen first.
  static let ghost = 0
  static let chosen = 9

  var rank = -1
  var role = Role.edge
  var mtls = MutualTLS.State.full

  /// Adds an edge to those that share the line. Of their encryptions it is the worst that shows, to warn of it; but what is
  /// gone does not count beside what is there, nor what only runs along with a chosen line.
  mutating func add(_ other: LineLook) {
    if rank < 0 {
      self = other
      return
    }
    let (top, below) = other.rank > rank ? (other, self) : (self, other)
    let counts = top.rank == below.rank || (top.rank < Self.chosen && below.rank > Self.ghost)
    self = top
    if counts { mtls = Self.worse(top.mtls, below.mtls) }
  }

  private static func worse(_ left: MutualTLS.State, _ right: MutualTLS.State) -> MutualTLS.State {
    let order: [MutualTLS.State] = [.none, .partial, .unknown, .full]
    return order.first { $0 == left || $0 == right } ?? .unknown
  }
}

extension GraphDrawing {
  /// How an edge's own line looks.
  func lineLook(_ id: Edge.ID) -> LineLook {
    guard let edge = mesh.edge(id) else {
      let was = changes.goneEdge(id)?.value.mtls.state ?? .unknown
      return LineLook(rank: chosen.contains(id) ? LineLook.chosen : LineLook.ghost, role: .ghost, mtls: was)
    }
    let state = edge.mtls.state
    if chosen.contains(id) { return LineLook(rank: LineLook.chosen, role: .edgeSelected, mtls: state) }
    let (health, rank) = weights.map { Self.compared($0[id]) } ?? Self.own(edge)
    if foundEdges.contains(id) { return LineLook(rank: rank + 4, role: .match, mtls: state) }
    if let selection, id.source == selection || id.target == selection {
      let isPlain = health == .edge || health == .dim
      return LineLook(rank: rank + 4, role: isPlain ? .nodeNeighbour : health, mtls: state)
    }
    return LineLook(rank: rank, role: health, mtls: state)
  }

  /// How an edge looks by its health, and how much that matters.
  private static func own(_ edge: Edge) -> (Role, Int) {
    (edge.isUnwell ? edge.health.role : .edge, edge.health == .failing ? 3 : edge.health == .degraded ? 2 : 1)
  }

  /// How an edge looks by what is otherwise with it: what is not is dimmed.
  private static func compared(_ weight: DiffWeight?) -> (Role, Int) {
    switch weight {
    case nil: (.dim, 1)
    case .better, .neutral, .notable: (weight?.role ?? .dim, 2)
    case .degraded, .failing, .exposed: (weight?.role ?? .dim, 3)
    }
  }
}

extension Edge {
  /// Whether its traffic does worse than it should.
  var isUnwell: Bool { health == .degraded || health == .failing }
}
