public import FoundationEssentials
public import Mesh

/// What the source is asked for, but for the moment.
public struct MeshQuestion: Sendable, Hashable {
  /// How far back rates reach.
  public var window: Duration
  /// What a node stands for.
  public var graph: GraphType
  /// What happens to waypoints.
  public var waypoints: WaypointDisplay
  /// Globs of namespaces; empty for all.
  public var namespaces: [String]
  /// Whether edges that were alive in the last hour and are silent now belong to the mesh.
  public var includesIdle: Bool

  /// A question.
  public init(
    window: Duration, graph: GraphType = .workload, waypoints: WaypointDisplay = .merge, namespaces: [String] = [],
    includesIdle: Bool = false
  ) {
    self.window = window
    self.graph = graph
    self.waypoints = waypoints
    self.namespaces = namespaces
    self.includesIdle = includesIdle
  }
}

/// What a refresh asks for.
public struct Question: Sendable, Hashable {
  /// What of the mesh, and how.
  public var mesh: MeshQuestion
  /// The moment; nil for now.
  public var moment: Date?

  /// A question for a moment.
  public init(mesh: MeshQuestion, moment: Date?) {
    self.mesh = mesh
    self.moment = moment
  }
}

extension Settings {
  /// What the source is asked for, by what is chosen.
  var question: MeshQuestion {
    MeshQuestion(
      window: window, graph: graph, waypoints: waypoints, namespaces: namespaces, includesIdle: includesIdle)
  }

  /// Whether the figures come from a file, of which nothing else can be asked than what it has.
  var isFile: Bool { !moments.isEmpty }
}

extension State {
  /// Wants an answer to what is asked now. One under way is to what was asked before: the question follows as soon as it is in.
  mutating func ask() -> [Effect] {
    // A file would go on to what is next in it, and figures that are paused to others.
    refresh(present: settings.isFile || refreshing.isPaused ? mesh?.snapshot.time : nil)
  }

  /// Says that a file cannot be asked, where the figures come from one.
  mutating func refusesFile() -> Bool {
    if settings.isFile { say("A file has what was saved, and nothing else can be asked of it.", for: 4) }
    return settings.isFile
  }

  /// Takes over what was chosen, before a mesh is shown that answers another question than the one before.
  ///
  /// - Returns: whether all boxes are others.
  mutating func takeOver(from before: MeshIndex?) -> Bool {
    let asked = refreshing.asked?.mesh
    defer { shownQuestion = asked }
    if let asked { viewOptions.namespaces = asked.namespaces }
    guard let mesh, let before, var old = shownQuestion, let new = asked, old != new else { return false }
    if old.namespaces != new.namespaces || old.window != new.window { forgetTrends() }
    if old.graph != new.graph || old.waypoints != new.waypoints || old.window != new.window { forgetHistory() }
    old.window = new.window
    // What another question leaves out is not gone, nor is new what it brings.
    if old != new { changes.forget() }
    guard old.graph != new.graph || old.waypoints != new.waypoints else { return old.namespaces != new.namespaces }
    func successor(_ node: NodeID) -> NodeID { mesh.counterpart(of: node, in: before) ?? node }
    selection = selection.map(successor)
    chosenEdge = chosenEdge.map { Edge.ID(source: successor($0.source), target: successor($0.target)) }
    switch viewOptions.scope {
    case .focus(let node, let neighbourhood): viewOptions.scope = .focus(successor(node), neighbourhood)
    case .paths(let from, let to): viewOptions.scope = .paths(from: successor(from), to: successor(to))
    case nil: break
    }
    trail = []
    pathStart = pathStart.map(successor)
    follow(successor)
    return old.graph != new.graph
  }
}
