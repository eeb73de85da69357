public import Mesh
public import Metrics

/// What to ask of a mesh, and how to read the answers.
public struct TrafficOptions: Sendable, Hashable {
  /// How far back rates reach. Widened where proxies are scraped too seldom for it.
  public var window: Duration
  /// What a node stands for.
  public var graph: GraphType
  /// What happens to waypoints.
  public var waypoints: WaypointDisplay
  /// Globs of namespaces; an edge belongs to the mesh if one of its ends is in one. Empty means all.
  public var namespaces: [String]
  /// Names of clusters, as ``namespaces``.
  public var clusters: [String]
  /// Conditions that every series must satisfy.
  public var selector: [Matcher]
  /// Conditions on target labels that tell a ztunnel's series; found out where nil.
  public var ztunnelSelector: [Matcher]?
  /// Conditions on `cluster`, `namespace` and `workload` that tell a waypoint; found out where nil.
  public var waypointSelector: [Matcher]?
  /// Whether edges that were seen in the last hour but are silent in the window are part of the mesh.
  public var includesIdle: Bool
  /// What counts as degraded and failing.
  public var tolerances: [Tolerance]
  /// The part of the mesh to ask for, in place of ``namespaces`` and ``clusters``; nil for all.
  public var focus: Focus?

  /// The whole mesh, by workload, over two minutes.
  public init(
    window: Duration = .seconds(120), graph: GraphType = .workload, waypoints: WaypointDisplay = .merge,
    namespaces: [String] = [], clusters: [String] = [], selector: [Matcher] = [], ztunnelSelector: [Matcher]? = nil,
    waypointSelector: [Matcher]? = nil, includesIdle: Bool = false, tolerances: [Tolerance] = Tolerance.defaults
  ) {
    self.window = window
    self.graph = graph
    self.waypoints = waypoints
    self.namespaces = namespaces
    self.clusters = clusters
    self.selector = selector
    self.ztunnelSelector = ztunnelSelector
    self.waypointSelector = waypointSelector
    self.includesIdle = includesIdle
    self.tolerances = tolerances
  }
}
