/// What of its traffic an edge is and shows.
public struct TrafficChoice: Sendable, Hashable {
  /// The layers that an edge can have.
  public enum Layers: Sendable, Hashable, CaseIterable {
    /// Requests and connections.
    case all
    /// Requests alone (L7).
    case requests
    /// Connections alone (L4).
    case connections
  }

  /// What is spoken over an edge. One without requests speaks TCP.
  public enum Speech: Sendable, Hashable, CaseIterable {
    case http
    case grpc
    case tcp
  }

  /// The layers that are shown.
  public var layers = Layers.all
  /// The protocols that are shown.
  public var protocols = Set(Speech.allCases)

  /// All traffic.
  public init() {}

  /// Whether nothing is left out.
  public var isAll: Bool { layers == .all && protocols.count == Speech.allCases.count }
}

extension Edge {
  /// The edge with the traffic that is wanted alone; nil where none of what it carries is.
  ///
  /// Connections carry an edge's requests, and are wanted where any protocol of these is. What an edge does not carry cannot be
  /// left out of it: one that carries nothing stays. Its encryption is told of its requests and connections together, as they
  /// are one traffic seen twice, and stays too.
  func limited(to choice: TrafficChoice) -> Edge? {
    func isSpoken(_ speech: TrafficChoice.Speech) -> Bool { choice.protocols.contains(speech) }
    let keepsHTTP = http != nil && isSpoken(.http)
    let keepsGRPC = grpc != nil && isSpoken(.grpc)
    let keepsTCP = tcp != nil && (http == nil && grpc == nil ? isSpoken(.tcp) : keepsHTTP || keepsGRPC)
    var left = self
    if !keepsHTTP || choice.layers == .connections { left.http = nil }
    if !keepsGRPC || choice.layers == .connections { left.grpc = nil }
    if !keepsTCP || choice.layers == .requests { left.tcp = nil }
    if left.isSilent { return isSilent ? self : nil }
    left.health = health(left)
    return left
  }

  /// Whether it carries nothing.
  fileprivate var isSilent: Bool { http == nil && grpc == nil && tcp == nil }

  /// How well a part of the edge's traffic does: as well as all of it, unless nothing fails in the part.
  private func health(_ part: Edge) -> Health {
    if health == .idle || part.failedRate > 0 || part.tcp?.denied ?? 0 > 0 { return health }
    let flows = part.requestRate ?? 0 > 0 || part.tcp?.opened ?? 0 > 0
    return flows ? .healthy : .idle
  }
}

extension MeshIndex {
  /// The mesh with the traffic that is wanted alone: without edges of which nothing is left, and nodes that are left with
  /// none. Nodes do as well as what is left tells of them. O(nodes + edges).
  func limited(to choice: TrafficChoice) -> MeshIndex {
    if choice.isAll { return self }
    let left = snapshot.edges.map { $0.limited(to: choice) }
    var rest = snapshot
    rest.edges = left.compactMap(\.self)
    rest.nodes = snapshot.nodes.indices.compactMap { node in
      let edges = inbound[node] + outbound[node]
      if !edges.isEmpty, edges.allSatisfy({ left[$0] == nil }) { return nil }
      return self.node(node, with: left)
    }
    return MeshIndex(rest)
  }

  /// A node with what is left of its edges: where those into it, or where nobody calls it those out of it, do better without
  /// what was left out, so does the node.
  private func node(_ node: Int, with left: [Edge?]) -> Node {
    var result = snapshot.nodes[node]
    guard result.health.isTrouble else { return result }
    let callers = inbound[node].filter { !snapshot.edges[$0].isSilent }
    let deciding = callers.isEmpty ? outbound[node] : callers
    let isSame = deciding.allSatisfy { left[$0]?.health == snapshot.edges[$0].health }
    if isSame { return result }
    result.health = min(result.health, deciding.compactMap { left[$0]?.health }.max() ?? .idle)
    return result
  }
}
