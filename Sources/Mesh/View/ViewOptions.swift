/// What of a mesh is shown, and what of it as one box.
public struct ViewOptions: Sendable, Hashable {
  /// Which groups are one box each, where nothing else is said of them.
  public enum Collapse: Sendable, Hashable {
    /// None.
    case none
    /// Namespaces where more than about ``MeshView/mostBoxes`` boxes would show, and clusters where that is not enough.
    case auto
    /// All namespaces.
    case all
    /// All clusters.
    case clusters
  }

  /// Which groups are one box each, where nothing else is said of them.
  public var collapse: Collapse
  /// Namespaces that are one box each, as `namespace` in every cluster or as `cluster/namespace`.
  public var collapsedNames: Set<String>
  /// Groups of which it is said whether they are one box. Goes before all else.
  public var groups: [NodeGroup: Bool] = [:]
  /// Whether leaves of a hub beyond the first sixteen are one box.
  public var foldsLeaves: Bool
  /// Boxes of leaves that are open, by their identities.
  public var openFolds: Set<NodeID> = []
  /// Whether nodes that most others call are marks on those instead of boxes.
  public var marksSinks = false
  /// What is taken away before all else.
  public var hidden: FindExpression?
  /// What of the traffic that is left is shown.
  public var traffic = TrafficChoice()
  /// The namespaces that the mesh was asked for, of which `*` stands for any part; empty for all.
  public var namespaces: [String] = []
  /// Whether what is healthy is hidden: all but edges that are degraded or failing, their ends, and such nodes.
  public var hidesHealthy = false
  /// The part of the mesh that is shown; nil for all of it.
  public var scope: ViewScope?

  /// Options; by default everything is shown as it is.
  public init(
    collapse: Collapse = .none, collapsedNames: Set<String> = [], foldsLeaves: Bool = false, scope: ViewScope? = nil
  ) {
    self.collapse = collapse
    self.collapsedNames = collapsedNames
    self.foldsLeaves = foldsLeaves
    self.scope = scope
  }
}

/// A part of a mesh.
public enum ViewScope: Sendable, Hashable {
  /// What is near a node, or near a box.
  case focus(NodeID, Neighbourhood)
  /// What is on the ways from one node or box to another, or on the ways back where there are none.
  case paths(from: NodeID, to: NodeID)

  /// What belongs to a neighbourhood.
  public enum Neighbourhood: Sendable, Hashable {
    /// Nodes that so many edges lead to, whatever their direction.
    case around(hops: Int)
    /// Nodes that call it, directly or through others.
    case callers
    /// Nodes that it calls, directly or through others.
    case callees
  }

  /// The nodes or boxes that it is given by.
  public var ends: [NodeID] {
    switch self {
    case .focus(let node, _): [node]
    case .paths(let from, let to): [from, to]
    }
  }
}
