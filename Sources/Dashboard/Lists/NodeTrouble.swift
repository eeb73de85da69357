import Mesh

/// What is wrong with a node that does not do well: the commonest failure of what is asked of it or, where that does
/// well, of what it asks of others.
struct NodeTrouble {
  /// The place of the node in the snapshot's nodes.
  let node: Int
  /// The share that fails, 0 to 100.
  let percent: Double
  /// What fails and why, in words.
  let what: String

  /// All nodes that are degraded or failing, the worst first: O(nodes + edges).
  static func all(in mesh: MeshIndex) -> [NodeTrouble] {
    let nodes = mesh.snapshot.nodes
    return nodes.indices.filter { nodes[$0].health.isTrouble }.map { NodeTrouble($0, mesh) }
      .sorted { left, right in
        let (a, b) = (nodes[left.node], nodes[right.node])
        return (a.health, left.percent, b.id) > (b.health, right.percent, a.id)
      }
  }

  private init(_ place: Int, _ mesh: MeshIndex) {
    node = place
    let id = mesh.snapshot.nodes[place].id
    let inbound = Self.worst(mesh.inbound(id))
    (percent, what) = inbound.percent > 0 ? inbound : Self.worst(mesh.outbound(id))
  }

  /// The edge that does worst: the share of it that fails, its commonest code and what that means.
  private static func worst(_ edges: [Edge]) -> (percent: Double, what: String) {
    var worst = (percent: 0.0, what: "")
    for edge in edges where edge.isUnwell {
      if let denied = edge.tcp?.denied, let opened = edge.tcp?.opened, denied > 0 {
        let percent = min(100, denied / max(opened, denied) * 100)
        if percent > worst.percent { worst = (percent, "of connections denied") }
      }
      for traffic in [edge.http, edge.grpc].compactMap(\.self) where traffic.errorPercent > worst.percent {
        let isGRPC = traffic == edge.grpc
        let failed = traffic.responses.filter { isFailure($0.code, isGRPC) }.max { $0.rate < $1.rate }
        let code =
          failed.map { response in
            let code = response.code == "-" ? "no response" : isGRPC ? "gRPC \(response.code)" : response.code
            return " " + code + (response.flags == "-" ? "" : " \(response.flags)")
          } ?? ""
        let meaning = failed.map { ResponseFlags.explanation($0.flags) } ?? ""
        worst = (traffic.errorPercent, "errors\(code)" + (meaning.isEmpty ? "" : ": \(meaning)"))
      }
    }
    return worst
  }

  /// Whether a code is an error (telemetry.md, rule 4).
  private static func isFailure(_ code: String, _ isGRPC: Bool) -> Bool {
    code == "-" || (isGRPC ? code != "0" : code.hasPrefix("4") || code.hasPrefix("5"))
  }
}
