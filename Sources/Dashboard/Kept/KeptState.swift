public import Layout
public import Mesh

/// What a person chose on screen, to hold in later runs. Nil where nothing was chosen.
public struct KeptState: Sendable, Equatable {
  /// The pane that was shown.
  public var pane: Pane?
  /// The theme's name.
  public var theme: String?
  /// How namespaces and clusters show in the graph.
  public var grouping: Grouping?
  /// Where calls flow to.
  public var direction: LayoutOptions.Direction?
  /// How much room is left between lines and boxes.
  public var density: LayoutOptions.Density?
  /// The figure on the graph's edges.
  public var edgeLabel: EdgeLabel?
  /// How far back rates reach.
  public var window: Duration?
  /// What of the mesh is one box.
  public var collapse: Collapse?
  /// The namespaces that are looked at; empty for all.
  public var namespaces: [String]?
  /// How the rows of panes are sorted.
  public var orders: [Pane: Order] = [:]

  /// What of the mesh is one box.
  public struct Collapse: Sendable, Equatable {
    /// Which groups are one box each, where nothing else is said of them.
    public var level: ViewOptions.Collapse
    /// Namespaces that are one box each.
    public var names: Set<String>
    /// Groups of which it is said whether they are one box.
    public var groups: [NodeGroup: Bool]
  }

  /// What rows are sorted by.
  public struct Order: Sendable, Equatable {
    /// The column's heading, which is the same from version to version as long as the column means the same.
    public var column: String
    /// Whether the column's usual order is reversed.
    public var isReversed: Bool
  }

  /// Nothing chosen.
  public init() {}

  /// What was chosen in a run that ended with this, and for the rest what was chosen before.
  ///
  /// What was given to a run from outside and left as it was is nobody's choice on screen.
  ///
  /// - Parameter start: how the run began.
  public func chosen(since start: KeptState, before: KeptState) -> KeptState {
    var result = self
    func keep<Value: Equatable>(_ part: WritableKeyPath<KeptState, Value?>) {
      if self[keyPath: part] == start[keyPath: part] { result[keyPath: part] = before[keyPath: part] }
    }
    keep(\.pane)
    keep(\.theme)
    keep(\.grouping)
    keep(\.direction)
    keep(\.density)
    keep(\.edgeLabel)
    keep(\.window)
    keep(\.collapse)
    keep(\.namespaces)
    for pane in Pane.allCases { keep(\.orders[pane]) }
    return result
  }
}
