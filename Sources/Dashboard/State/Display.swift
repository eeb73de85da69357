import Mesh
import Terminal

/// Which edges have lines.
enum EdgeMode: String, Sendable, CaseIterable {
  case all
  /// Those that are degraded or failing.
  case unhealthy
  case none

  /// Whether an edge has a line. What is chosen or found has one in any case.
  ///
  /// - Parameters:
  ///   - edge: the edge; nil for one that is gone.
  ///   - isMarked: whether it is chosen or found.
  func draws(_ edge: @autoclosure () -> Edge?, isMarked: @autoclosure () -> Bool) -> Bool {
    switch self {
    case .all: true
    case .unhealthy: isMarked() || edge()?.isUnwell ?? false
    case .none: isMarked()
    }
  }
}

/// A row of the choice of what the graph shows, and how.
enum DisplayRow: CaseIterable {
  case layers
  case http
  case grpc
  case tcp
  case edges
  case idle
  case waypoints
  case nodes
  case ranks

  /// The letter that changes it. None is a key that moves or closes.
  var letter: Character {
    switch self {
    case .layers: "y"
    case .http: "p"
    case .grpc: "c"
    case .tcp: "t"
    case .edges: "e"
    case .idle: "i"
    case .waypoints: "w"
    case .nodes: "n"
    case .ranks: "r"
    }
  }

  /// What it is called.
  var title: String {
    switch self {
    case .layers: "Layers"
    case .http: "HTTP"
    case .grpc: "gRPC"
    case .tcp: "TCP"
    case .edges: "Edges"
    case .idle: "Idle edges"
    case .waypoints: "Waypoints"
    case .nodes: "Nodes"
    case .ranks: "Ranks"
    }
  }

  /// What there is to choose from.
  var values: [String] {
    switch self {
    case .layers: TrafficChoice.Layers.allCases.map(\.title)
    case .http, .grpc, .tcp, .idle, .ranks: ["on", "off"]
    case .edges: EdgeMode.allCases.map(\.rawValue)
    case .waypoints: WaypointDisplay.allCases.map(\.rawValue)
    case .nodes: GraphType.allCases.map(\.title)
    }
  }

  /// Whether it is part of what the source is asked for.
  var isQuestion: Bool { self == .idle || self == .waypoints || self == .nodes }
}

extension TrafficChoice.Layers {
  /// What they are called in the choice.
  fileprivate var title: String {
    switch self {
    case .all: "L4 and L7"
    case .requests: "L7 only"
    case .connections: "L4 only"
    }
  }
}

extension GraphType {
  /// What a node is called in the choice.
  fileprivate var title: String { self == .versionedApp ? "versioned" : rawValue }
}

extension State {
  /// Which of the values of a row holds.
  func chosenValue(of row: DisplayRow) -> Int {
    func place<Value: Equatable>(_ value: Value, _ all: [Value]) -> Int { all.firstIndex(of: value) ?? 0 }
    func isOff(_ speech: TrafficChoice.Speech) -> Int { viewOptions.traffic.protocols.contains(speech) ? 0 : 1 }
    switch row {
    case .layers: return place(viewOptions.traffic.layers, TrafficChoice.Layers.allCases)
    case .http: return isOff(.http)
    case .grpc: return isOff(.grpc)
    case .tcp: return isOff(.tcp)
    case .edges: return place(edgeMode, EdgeMode.allCases)
    case .idle: return settings.includesIdle ? 0 : 1
    case .waypoints: return place(settings.waypoints, WaypointDisplay.allCases)
    case .nodes: return place(settings.graph, GraphType.allCases)
    case .ranks: return showsRanks ? 0 : 1
    }
  }

  /// Takes a key in the choice of what the graph shows, which takes effect at once.
  mutating func take(_ press: KeyPress, _ command: Command?, displayRow row: Int) -> [Effect] {
    let rows = DisplayRow.allCases
    if let named = rows.firstIndex(where: { String($0.letter) == press.name }) {
      overlay = .display(row: named)
      return change(rows[named], by: 1)
    }
    switch command {
    case _ where press.name == "space": return change(rows[row], by: 1)
    case .open, .moveRight: return change(rows[row], by: 1)
    case .moveLeft: return change(rows[row], by: -1)
    default:
      if let next = Overlay.row(row, after: command, last: rows.count - 1) { overlay = .display(row: next) }
      return []
    }
  }

  private mutating func change(_ row: DisplayRow, by step: Int) -> [Effect] {
    if row.isQuestion, refusesFile() { return [] }
    let count = row.values.count
    return choose((chosenValue(of: row) + step + count) % count, of: row)
  }

  private mutating func choose(_ value: Int, of row: DisplayRow) -> [Effect] {
    var options = viewOptions
    func toggle(_ speech: TrafficChoice.Speech) { options.traffic.protocols.formSymmetricDifference([speech]) }
    switch row {
    case .layers: options.traffic.layers = TrafficChoice.Layers.allCases[value]
    case .http: toggle(.http)
    case .grpc: toggle(.grpc)
    case .tcp: toggle(.tcp)
    case .edges: edgeMode = EdgeMode.allCases[value]
    case .ranks:
      showsRanks = value == 0
      renewRanks()
    case .idle:
      settings.includesIdle = value == 0
      return ask()
    case .waypoints:
      settings.waypoints = WaypointDisplay.allCases[value]
      return ask()
    case .nodes:
      settings.graph = GraphType.allCases[value]
      return ask()
    }
    return show(options, isAnew: false)
  }

  /// Ranks the nodes of the mesh anew, where ranks are shown.
  mutating func renewRanks() {
    guard showsRanks, let mesh else {
      ranks = [:]
      return
    }
    ranks = Dictionary(zip(mesh.snapshot.nodes.map(\.id), mesh.ranks())) { first, _ in first }
  }

  /// Whether an edge of the graph has a line.
  func draws(_ edge: Edge.ID) -> Bool {
    edgeMode.draws(
      (picture ?? view)?.shown.edge(edge), isMarked: doubledEdges.contains(edge) || find.edges.contains(edge))
  }
}
