/// A graph with a place for each box and each line, in cells.
public struct Drawing: Sendable, Equatable {
  /// A placed node.
  public struct Box: Sendable, Equatable {
    /// The id of the node.
    public var id: String
    /// The cells of the box, borders included.
    public var rect: Rect
  }

  /// A rectangle around the boxes of a group.
  public struct GroupBox: Sendable, Equatable {
    /// The path of the group, outermost first.
    public var path: [String]
    /// The cells of the group's box, border included.
    public var rect: Rect
    /// The cells for the group's name, within the upper border.
    public var title: Rect
  }

  /// The line of an edge.
  public struct Route: Sendable, Equatable {
    /// The corners of the line from the source's border to the target's; runs are horizontal or vertical.
    ///
    /// An end lies on the border line between the box and its first free neighbour cell: at column `rect.x` or
    /// `rect.maxX`, or at row `rect.y` or `rect.maxY`.
    public var points: [Point]
    /// Whether the line runs against the flow of the drawing.
    public var isAgainstFlow: Bool
    /// The cells for the edge's label, on a run that no other edge shares; nil where there is none.
    public var label: Rect?
    /// The tree of lines that the route is a part of. Only routes with an end in common share one.
    public var net: Int
  }

  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int
  /// Where calls flow to.
  public var direction: LayoutOptions.Direction
  /// The boxes, one for each node of the graph and in its order.
  public var boxes: [Box]
  /// The rectangles around groups, outer ones first.
  public var groups: [GroupBox]
  /// The lines, one for each edge of the graph and in its order.
  public var routes: [Route]
  /// How many pairs of calls cross between neighbouring columns of boxes; a measure to compare drawings by.
  public var crossings: Int
  /// What a next drawing needs to keep still.
  var memory: Memory

  /// A drawing of nothing.
  public static let empty = Drawing(
    width: 0, height: 0, direction: .leftToRight, boxes: [], groups: [], routes: [], crossings: 0, memory: Memory())
}
