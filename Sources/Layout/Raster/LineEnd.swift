/// Where a line meets a box.
public struct LineEnd: Sendable, Equatable {
  /// The way that the line takes into the box.
  public enum Heading: Sendable, Equatable {
    case left
    case right
    case up
    case down
  }

  /// The edge.
  public var edge: Int
  /// The last free cell before the box: the place of an arrowhead.
  public var cell: Point
  /// The cell of the box's border at which the line ends: the place of a port.
  public var port: Point
  /// The way that the line takes into the box.
  public var heading: Heading
  /// Whether the box is called, and an arrowhead points at it; otherwise it calls.
  public var isTarget: Bool

  static func ends(of route: Drawing.Route, edge: Int) -> [LineEnd] {
    let points = route.points
    guard points.count > 1 else { return [] }
    return [
      LineEnd(edge: edge, at: points[0], from: points[1], isTarget: false),
      LineEnd(edge: edge, at: points[points.count - 1], from: points[points.count - 2], isTarget: true),
    ]
  }

  private init(edge: Int, at end: Point, from: Point, isTarget: Bool) {
    self.edge = edge
    self.isTarget = isTarget
    if end.y == from.y {
      heading = from.x < end.x ? .right : .left
      cell = Point(x: from.x < end.x ? end.x - 1 : end.x, y: end.y)
      port = Point(x: from.x < end.x ? end.x : end.x - 1, y: end.y)
    } else {
      heading = from.y < end.y ? .down : .up
      cell = Point(x: end.x, y: from.y < end.y ? end.y - 1 : end.y)
      port = Point(x: end.x, y: from.y < end.y ? end.y : end.y - 1)
    }
  }
}
