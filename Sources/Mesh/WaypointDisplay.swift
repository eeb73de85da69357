/// What happens to waypoints in the graph (telemetry.md, rule 3).
public enum WaypointDisplay: String, Sendable, Hashable, CaseIterable {
  /// Client, waypoint and server become one edge from client to server.
  case merge
  /// Waypoints are nodes, and the legs to and from them edges.
  case show
  /// Waypoints and their legs are left out.
  case hide
}
