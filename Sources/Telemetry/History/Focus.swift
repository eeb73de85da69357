public import Mesh
import Metrics

/// The part of a mesh that a history is of: some names at either end of the traffic.
///
/// What is asked may be more than what is wanted, since a name stands in several namespaces; the fold tells it apart.
public struct Focus: Sendable, Hashable {
  /// Names of workloads, canonical services, services and waypoints.
  public var names: [String]

  /// The traffic at these names.
  public init(names: [String]) { self.names = names }

  /// The traffic of a node, with the legs to and from the waypoints that it passes.
  public init(node: Node, of mesh: MeshIndex) {
    let edges = mesh.inbound(node.id) + mesh.outbound(node.id)
    self.init(names: [node.name, node.app].compactMap(\.self) + Self.waypoints(edges))
  }

  /// The traffic of an edge, with the legs to and from its waypoint. An end alone is asked for: the other is the fold's.
  public init(edge: Edge, of mesh: MeshIndex) {
    // The source is mostly the smaller of the two: hubs are called, not calling.
    let end = mesh.inbound(edge.target).count < mesh.outbound(edge.source).count ? edge.target : edge.source
    let node = mesh.node(end)
    self.init(names: [node?.name, node?.app].compactMap(\.self) + Self.waypoints([edge]))
  }

  private static func waypoints(_ edges: [Edge]) -> [String] {
    Set(edges.compactMap { $0.via?.parts?.name }).sorted()
  }

  /// The selectors of the traffic: alternatives that no series satisfies twice.
  func alternatives() -> [[Matcher]] {
    TrafficOptions.alternatives(
      [
        TrafficLabel.sourceWorkload, TrafficLabel.destinationWorkload, TrafficLabel.serviceName,
        TrafficLabel.sourceApp, TrafficLabel.destinationApp,
      ], Glob.literal(Set(names).sorted()))
  }
}
