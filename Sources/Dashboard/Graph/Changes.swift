import FoundationEssentials
import Mesh

/// What came and what went between the snapshots that were shown.
///
/// What went leaves a ghost in its place for a while, so that nothing moves and nobody wonders where it is. One that comes
/// back is itself again. What came is marked for some snapshots.
///
/// Between snapshots of different views, or of moments that are far apart or run backwards, nothing is compared: all would
/// seem to have come and gone.
struct Changes: Sendable {
  /// How long a ghost stands, and how far apart snapshots may be that are compared, in seconds.
  static let lifetime = 300.0
  /// The number of snapshots that show what is new as new.
  static let newFor = 2

  /// What went.
  struct Ghost<Value: Sendable>: Sendable {
    /// As it was when it was seen last.
    var value: Value
    /// The moment of the first snapshot without it.
    var since: Date
    /// When its ghost goes.
    var until: Date
  }

  private var last: MeshIndex?
  private var goneNodes: [NodeID: Ghost<Node>] = [:]
  private var goneEdges: [Edge.ID: Ghost<Edge>] = [:]
  /// For how many more snapshots something is new.
  private var newNodes: [NodeID: Int] = [:]
  private var newEdges: [Edge.ID: Int] = [:]

  /// Takes a snapshot that is shown from a moment on: O(nodes + edges).
  mutating func take(_ mesh: MeshIndex, at now: Date) {
    guard let last, Self.areComparable(last.snapshot, mesh.snapshot) else {
      forget()
      last = mesh
      return
    }
    self.last = mesh
    Self.age(&goneNodes, &newNodes, now) { mesh.node($0) != nil }
    Self.age(&goneEdges, &newEdges, now) { mesh.edge($0) != nil }
    if last.snapshot.isSameGraph(as: mesh.snapshot) { return }
    let ghosts = (nodes: goneNodes, edges: goneEdges)
    let since = mesh.snapshot.time
    let until = now.addingTimeInterval(Self.lifetime)
    for node in last.snapshot.nodes where mesh.node(node.id) == nil {
      goneNodes[node.id] = Ghost(value: node, since: since, until: until)
      newNodes[node.id] = nil
    }
    for edge in last.snapshot.edges where mesh.edge(edge.id) == nil {
      goneEdges[edge.id] = Ghost(value: edge, since: since, until: until)
      newEdges[edge.id] = nil
    }
    for node in mesh.snapshot.nodes where last.node(node.id) == nil {
      if ghosts.nodes[node.id] == nil { newNodes[node.id] = Self.newFor }
      goneNodes[node.id] = nil
    }
    for edge in mesh.snapshot.edges where last.edge(edge.id) == nil {
      if ghosts.edges[edge.id] == nil { newEdges[edge.id] = Self.newFor }
      goneEdges[edge.id] = nil
    }
  }

  /// Marks a node, or an edge, as new.
  mutating func markNew(_ id: NodeID) { newNodes[id] = Self.newFor }
  mutating func markNew(_ id: Edge.ID) { newEdges[id] = Self.newFor }

  /// Leaves a ghost of a node, or of an edge, that stands until all is forgotten.
  mutating func haunt(_ node: Node, since: Date) {
    goneNodes[node.id] = Ghost(value: node, since: since, until: .distantFuture)
  }
  mutating func haunt(_ edge: Edge, since: Date) {
    goneEdges[edge.id] = Ghost(value: edge, since: since, until: .distantFuture)
  }

  /// Forgets all, because what is shown next is not of the same kind: another view, other namespaces.
  mutating func forget() { self = Changes() }

  /// The ghost of a node.
  func goneNode(_ id: NodeID) -> Ghost<Node>? { goneNodes[id] }

  /// The ghost of an edge.
  func goneEdge(_ id: Edge.ID) -> Ghost<Edge>? { goneEdges[id] }

  /// Whether a node came of late.
  func isNew(_ id: NodeID) -> Bool { newNodes[id] != nil }

  /// Whether an edge came of late.
  func isNew(_ id: Edge.ID) -> Bool { newEdges[id] != nil }

  /// A snapshot with all that is gone from it but leaves a ghost, for the layout: O(1) where nothing is gone.
  func withGhosts(_ snapshot: Snapshot) -> Snapshot {
    if goneNodes.isEmpty, goneEdges.isEmpty { return snapshot }
    var snapshot = snapshot
    snapshot.nodes += goneNodes.values.map(\.value).sorted { $0.id < $1.id }
    let nodes = Set(snapshot.nodes.map(\.id))
    snapshot.edges += goneEdges.values.map(\.value).sorted { $0.id < $1.id }
      .filter { nodes.contains($0.source) && nodes.contains($0.target) }
    return snapshot
  }

  private static func areComparable(_ before: Snapshot, _ after: Snapshot) -> Bool {
    let gap = after.time.timeIntervalSince(before.time)
    return before.graph == after.graph && before.window == after.window && before.source == after.source
      && (0...lifetime).contains(gap)
  }

  /// Lets a snapshot's time pass for ghosts and for what is new.
  private static func age<ID: Hashable, Value>(
    _ gone: inout [ID: Ghost<Value>], _ new: inout [ID: Int], _ now: Date, isThere: (ID) -> Bool
  ) {
    gone = gone.filter { $0.value.until > now || isThere($0.key) }
    for (id, count) in new { new[id] = count > 1 && isThere(id) ? count - 1 : nil }
  }
}

extension Snapshot {
  /// Whether another one has the same nodes and edges in the same order, whatever their figures: O(nodes + edges), quickly.
  fileprivate func isSameGraph(as other: Snapshot) -> Bool {
    nodes.elementsEqual(other.nodes) { $0.id == $1.id }
      && edges.elementsEqual(other.edges) { $0.source == $1.source && $0.target == $1.target }
  }
}
