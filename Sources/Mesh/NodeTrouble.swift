/// What is wrong with a node that does not do well: the commonest failure of what is asked of it or, where that does
/// well, of what it asks of others.
public struct NodeTrouble: Sendable, Hashable {
  /// What fails.
  public enum Failure: Sendable, Hashable {
    /// Connections that a policy denies.
    case denied
    /// Requests, which come to these in the main: the commonest, and a second where that is a quarter of what fails.
    case requests([RequestTraffic.Response], isGRPC: Bool)
  }

  /// The place of the node in the snapshot's nodes.
  public let node: Int
  /// The share that fails, 0 to 100.
  public let percent: Double
  /// What fails; nil where no edge of the node tells.
  public let failure: Failure?
  /// The edge of which it is told; nil where none tells.
  public let edge: Edge.ID?

  /// All nodes that are degraded or failing, the worst first: O(nodes + edges).
  public static func all(in mesh: MeshIndex) -> [NodeTrouble] {
    let nodes = mesh.snapshot.nodes
    return nodes.indices.filter { nodes[$0].health.isTrouble }.map { NodeTrouble($0, mesh) }
      .sorted { left, right in
        let (a, b) = (nodes[left.node], nodes[right.node])
        return (a.health, left.percent, b.id) > (b.health, right.percent, a.id)
      }
  }

  private init(_ place: Int, _ mesh: MeshIndex) {
    node = place
    let inbound = Self.worst(mesh.inbound[place].lazy.map { mesh.snapshot.edges[$0] })
    let worst = inbound.percent > 0 ? inbound : Self.worst(mesh.outbound[place].lazy.map { mesh.snapshot.edges[$0] })
    (percent, failure, edge) = worst
  }

  /// The share that fails of the edge that does worst, and what.
  private static func worst(_ edges: some Sequence<Edge>) -> (percent: Double, failure: Failure?, edge: Edge.ID?) {
    var worst: (percent: Double, failure: Failure?, edge: Edge.ID?) = (0, nil, nil)
    for edge in edges where edge.health.isTrouble {
      if let percent = edge.tcp?.deniedPercent, percent > worst.percent { worst = (percent, .denied, edge.id) }
      for (traffic, isGRPC) in [(edge.http, false), (edge.grpc, true)] {
        guard let traffic, traffic.errorPercent > worst.percent else { continue }
        let failed = traffic.responses.filter { $0.isError(isGRPC: isGRPC) }.sorted { $0.rate > $1.rate }
        let quarter = failed.reduce(0) { $0 + $1.rate } / 4
        let main = failed.prefix(2).enumerated().filter { $0.offset == 0 || $0.element.rate >= quarter }.map(\.element)
        worst = (traffic.errorPercent, .requests(main, isGRPC: isGRPC), edge.id)
      }
    }
    return worst
  }
}
