import Mesh
import TestSupport

extension SampleMesh {
  /// The shop with values wherever a label of the mesh can put one, in turn. Names of nodes and namespaces begin with a
  /// figure, so that any value leaves them in the same order.
  static func shop(labelled values: [String]) -> Snapshot {
    func value(_ index: Int) -> String { values[index % values.count] }
    var mesh = shop
    var names: [NodeID: NodeID] = [:]
    for (index, node) in mesh.nodes.enumerated() {
      let name = "\(index)\(value(index))"
      let namespace = "\(index % 2)\(value(index % 2))"
      names[node.id] = NodeID(cluster: value(0), namespace: namespace, kind: node.kind, name: name)
      mesh.nodes[index] = Node(
        kind: node.kind, cluster: value(0), namespace: namespace, name: name, app: value(index + 1),
        version: value(index + 2), health: node.health, latency: node.latency)
    }
    mesh.edges = mesh.edges.enumerated().map { index, edge in
      Edge(
        source: names[edge.source] ?? edge.source, target: names[edge.target] ?? edge.target,
        via: edge.via.map { _ in
          NodeID(cluster: value(0), namespace: value(index), kind: .waypoint, name: value(index + 1))
        },
        services: [value(index)], http: labelled(edge.http, value(index + 2)),
        grpc: labelled(edge.grpc, value(index + 3)), tcp: edge.tcp, mtls: edge.mtls,
        sourcePrincipals: [value(index)], destinationPrincipals: ["spiffe://\(value(index + 1))"], health: edge.health)
    }
    mesh.source = value(0)
    mesh.warnings = values
    return mesh
  }

  private static func labelled(_ traffic: RequestTraffic?, _ value: String) -> RequestTraffic? {
    guard var traffic else { return nil }
    traffic.responses = traffic.responses.map { .init(code: value, flags: value, rate: $0.rate) }
    return traffic
  }
}
