/// What is shown of a mesh: nodes and edges of their own or gathered in boxes, by options.
///
/// A pure function of a mesh, options and the view before, in O(nodes + edges · log edges). The view before only decides
/// what the options leave open, so that a changed figure does not change what is gathered. Boxes are no nodes of the mesh: they
/// are never written in the public format.
public struct MeshView: Sendable {
  /// The number of boxes above which groups are collapsed by ``ViewOptions/Collapse/auto``.
  public static let mostBoxes = 60

  /// The whole mesh.
  public let mesh: MeshIndex
  /// What is left of it where something is hidden.
  public let base: MeshIndex
  /// How many nodes and edges are hidden by ``ViewOptions/hidden``.
  public let hiddenCount: (nodes: Int, edges: Int)
  /// What was asked for.
  public let options: ViewOptions
  /// What is shown. Sums of it are not those of the mesh where a part is hidden.
  public let shown: MeshIndex
  /// What became of the scope.
  public let outcome: Outcome
  /// The nodes that are marks on their callers, in the order of their marks.
  public let sinks: [Sink]
  /// The boxes that gather nodes.
  let boxes: [NodeID: Box]
  /// For each node of the mesh the place of its box in what is shown; -1 where it is not shown.
  let places: [Int]
  /// For each gathered edge the places of the edges that it stands for.
  let originals: [Edge.ID: [Int]]
  let memory: Memory

  /// What became of a scope.
  public enum Outcome: Sendable, Hashable {
    case found
    /// There are ways back only, which are shown.
    case reversed
    /// There is no way between the ends, which alone are shown.
    case apart
    /// An end is not in the mesh, all of which is shown.
    case missing
  }

  /// What later views keep to.
  struct Memory: Sendable {
    var level = GroupChoice.Level.open
    var folds: [NodeID: LeafFolds.Memory] = [:]
  }

  /// A box that gathers nodes, with sums of the edges at them, whether their other ends are shown or not.
  public struct Box: Sendable {
    /// What is gathered, with the sums of all edges at the nodes.
    public internal(set) var gathering: Gathering
    /// The group; nil for leaves of a hub.
    public let group: NodeGroup?
    /// The nodes, the worst first, and then in the order of their identities.
    public let members: [NodeID]
    /// Edges into the nodes from others.
    public internal(set) var inbound = Totals()
    /// Edges out of the nodes to others.
    public internal(set) var outbound = Totals()
    /// Edges between the nodes.
    public internal(set) var within = Totals()
  }

  /// Whether no nodes are gathered, marks, or hidden, and all traffic is shown.
  public var isWhole: Bool {
    boxes.isEmpty && sinks.isEmpty && shown.snapshot.nodes.count == mesh.snapshot.nodes.count
      && base.snapshot.edges.count == mesh.snapshot.edges.count && options.traffic.isAll
  }

  /// A box that gathers nodes; nil for a node of the mesh.
  public func box(_ id: NodeID) -> Box? { boxes[id] }

  /// The box in which a node shows, which is itself where it is not gathered; nil where it is not shown.
  ///
  /// The identity of a box that is shown is taken, too.
  public func place(of id: NodeID) -> NodeID? {
    if shown.nodeIndex(id) != nil { return id }
    guard let node = base.nodeIndex(id), places[node] >= 0 else { return nil }
    return shown.snapshot.nodes[places[node]].id
  }

  /// The edge as which an edge of the mesh shows; nil where it does not.
  public func place(of edge: Edge.ID) -> Edge.ID? {
    guard let source = place(of: edge.source), let target = place(of: edge.target) else { return nil }
    let id = Edge.ID(source: source, target: target)
    return shown.edgeIndex(id) == nil ? nil : id
  }

  /// The edges of the mesh that an edge which is shown stands for, or so many of them.
  public func edges(of id: Edge.ID, limit: Int = .max) -> [Edge] {
    if let places = originals[id] { return places.prefix(limit).map { base.snapshot.edges[$0] } }
    return base.edge(id).map { [$0] } ?? []
  }

  /// An edge that is shown with all that is known of it. Of one that stands for several, ``shown`` has the figures alone:
  /// their services, identities and responses are put together here, in time that grows with their number.
  public func detailed(_ id: Edge.ID) -> Edge? {
    guard var edge = shown.edge(id) else { return nil }
    if count(of: id) > 1 { edge.addLists(of: edges(of: id)) }
    return edge
  }

  /// The number of edges of the mesh that an edge which is shown stands for.
  public func count(of id: Edge.ID) -> Int { originals[id]?.count ?? (base.edgeIndex(id) == nil ? 0 : 1) }

  /// The group that the nodes of a box could be collapsed to, or that it is itself.
  public func group(of id: NodeID) -> NodeGroup? {
    boxes[id]?.group ?? mesh.node(boxes[id]?.members.first ?? id).flatMap { NodeGroup.groups(of: $0).first }
  }
}

extension MeshView {
  /// The view of a mesh.
  public init(_ mesh: MeshIndex, _ options: ViewOptions = ViewOptions(), after previous: MeshView? = nil) {
    let rest = options.hidden.map { mesh.without($0, namespaces: options.namespaces) } ?? mesh
    let wanted = rest.limited(to: options.traffic)
    let base = options.hidesHealthy ? wanted.withoutHealthy() : wanted
    var builder = ViewBuilder(base, options, previous)
    builder.build()
    self.init(
      mesh: mesh, base: base,
      hiddenCount: (
        mesh.snapshot.nodes.count - rest.snapshot.nodes.count, mesh.snapshot.edges.count - rest.snapshot.edges.count
      ), options: options, shown: builder.shown ?? base, outcome: builder.outcome,
      sinks: builder.sinks,
      boxes: builder.boxes, places: builder.places, originals: builder.originals,
      memory: builder.memory)
  }
}
