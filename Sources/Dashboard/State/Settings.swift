public import FoundationEssentials
public import Layout
public import Mesh

/// What the dashboard was started with and what it may say of it.
public struct Settings: Sendable {
  /// Where the figures come from, for people.
  public var sourceName: String
  /// How far back rates reach.
  public var window: Duration
  /// The time between refreshes.
  public var interval: Duration
  /// The moment that is looked at; nil for now.
  public var fixedTime: Date?
  /// Whether what is shown is but a picture of a moment, which needs no word that this is not now.
  public var isPicture = false
  /// The only moments that can be looked at, in their order, where the source is a file; empty where any can.
  public var moments: [Date] = []
  /// What a node stands for.
  public var graph: GraphType
  /// What happens to waypoints.
  public var waypoints = WaypointDisplay.merge
  /// Whether edges that were alive in the last hour and are silent now belong to the mesh.
  public var includesIdle = false
  /// How namespaces and clusters show in the graph.
  public var grouping: Grouping
  /// Where calls flow to.
  public var direction = LayoutOptions.Direction.leftToRight
  /// How much room is left between lines and boxes.
  public var density = LayoutOptions.Density.compact
  /// Whether what is chosen at first is the first node that fails, if one does, in place of the first of all.
  public var beginsWithTrouble = false
  /// What is searched for to begin with; empty for nothing.
  public var find = ""
  /// What is hidden to begin with, in the find language; empty for nothing.
  public var hide = ""
  /// Expressions with a name to find by, in the order in which they are offered.
  public var finds = FindPreset.finds
  /// Expressions with a name to hide by.
  public var hides = FindPreset.hides
  /// What of the mesh the graph shows at first, and what of it as one box.
  public var view = ViewOptions()
  /// The name of a node to begin with a focus on, and what belongs to its neighbourhood.
  public var focus: (name: String, neighbourhood: ViewScope.Neighbourhood)?
  /// What a user must know all the time, for example that certificates are not checked; empty for nothing.
  public var alarm: String
  /// What went wrong before the dashboard began, to be told at first; empty for nothing.
  public var mishap = ""
  /// The names of the namespaces that are looked at; empty for all.
  public var namespaces: [String]
  /// What chance begins with.
  public var seed: UInt64 = 0
  /// The offset of local time from UTC in seconds.
  public var utcOffset: Int
  /// The names of the themes to go through.
  public var themes: [String]
  /// The theme to begin with.
  public var theme: String

  /// The settings of a dashboard.
  public init(
    sourceName: String, window: Duration = .seconds(120), interval: Duration = .seconds(15), fixedTime: Date? = nil,
    graph: GraphType = .workload, grouping: Grouping = .none, alarm: String = "",
    namespaces: [String] = [], utcOffset: Int = 0, themes: [String] = ["dark"], theme: String = "dark"
  ) {
    self.sourceName = sourceName
    self.window = window
    self.interval = interval
    self.fixedTime = fixedTime
    self.graph = graph
    self.grouping = grouping
    self.alarm = alarm
    self.namespaces = namespaces
    self.utcOffset = utcOffset
    self.themes = themes
    self.theme = theme
  }
}
