/// What is to be drawn: boxes of a given least size, and who calls whom.
///
/// Only this enters a layout. Figures such as rates stay outside, so that a drawing holds still while they change.
public struct LayoutGraph: Sendable, Equatable {
  /// A box.
  public struct Node: Sendable, Equatable {
    /// Names the node from one drawing to the next; unique in a graph.
    public var id: String
    /// The least width of the box in cells, borders included.
    public var width: Int
    /// The least height of the box in cells, borders included.
    public var height: Int
    /// The groups that the node is in, outermost first, for example a cluster and a namespace.
    public var group: [String]

    /// A box of at least the given size.
    public init(id: String, width: Int, height: Int = 3, group: [String] = []) {
      self.id = id
      self.width = width
      self.height = height
      self.group = group
    }
  }

  /// A call from one node to another.
  public struct Edge: Sendable, Equatable {
    /// The index of the caller in `nodes`.
    public var source: Int
    /// The index of the called in `nodes`.
    public var target: Int
    /// Whether room for a label is wanted.
    public var labelled: Bool

    /// A call from one node to another.
    public init(source: Int, target: Int, labelled: Bool = true) {
      self.source = source
      self.target = target
      self.labelled = labelled
    }
  }

  /// The boxes.
  public var nodes: [Node]
  /// The calls. Calls between the same two nodes in the same direction share one line.
  public var edges: [Edge]

  /// A graph of boxes and calls.
  public init(nodes: [Node] = [], edges: [Edge] = []) {
    self.nodes = nodes
    self.edges = edges
  }
}
