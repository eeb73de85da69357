/// How a graph is to be drawn.
public struct LayoutOptions: Sendable, Equatable {
  /// Where calls flow to.
  public enum Direction: Sendable, Equatable, CaseIterable {
    /// Callers stand left of the called.
    case leftToRight
    /// Callers stand above the called.
    case topToBottom
  }

  /// How much room is left between lines and boxes.
  public enum Density: Sendable, Equatable, CaseIterable {
    /// As little as keeps the lines apart.
    case compact
    /// A free row around lines and boxes.
    case roomy
  }

  /// How groups of nodes show.
  public enum Grouping: Sendable, Equatable, CaseIterable {
    /// Not at all: groups don't enter the layout.
    case none
    /// Each group has a rectangle of its own around its boxes.
    case boxes
    /// Each outermost group has a lane of its own through the whole drawing.
    case lanes
  }

  /// Where calls flow to.
  public var direction: Direction
  /// How much room is left between lines and boxes.
  public var density: Density
  /// How groups of nodes show.
  public var grouping: Grouping
  /// The width in cells of the room kept for a label on each labelled edge; 0 for none.
  public var labelWidth: Int
  /// The ratio of columns to rows that packing of separate parts aims at.
  public var aspect: Double

  /// Options; the defaults suit a wide terminal.
  public init(
    direction: Direction = .leftToRight, density: Density = .compact, grouping: Grouping = .none,
    labelWidth: Int = 0, aspect: Double = 3.2
  ) {
    self.direction = direction
    self.density = density
    self.grouping = grouping
    self.labelWidth = labelWidth
    self.aspect = aspect
  }
}
