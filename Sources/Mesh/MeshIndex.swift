/// A snapshot with ways to find things in it: nodes by identity, the edges at a node, and their sums.
public struct MeshIndex: Sendable {
  /// What is looked up in.
  public let snapshot: Snapshot
  /// The sums of the whole mesh.
  public let totals: Totals
  private let nodeIndices: [NodeID: Int]
  private let edgeIndices: [Edge.ID: Int]
  /// For each node the places of the edges into it.
  let inbound: [[Int]]
  /// For each node the places of the edges out of it.
  let outbound: [[Int]]
  /// For each edge the places of its ends in the snapshot's nodes; -1 for one that is not there.
  let ends: [(source: Int, target: Int)]
  /// By node: the requests to all that it calls, and the bytes over those of its edges that have no requests.
  private let requestsOut: [Double]
  private let bytesOut: [Double]

  /// Indexes a snapshot in O(nodes + edges).
  public init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    totals = Totals(snapshot)
    var nodeIndices: [NodeID: Int] = [:]
    nodeIndices.reserveCapacity(snapshot.nodes.count)
    for (index, node) in snapshot.nodes.enumerated() { nodeIndices[node.id] = index }
    var inbound = [[Int]](repeating: [], count: snapshot.nodes.count)
    var outbound = inbound
    var requestsOut = [Double](repeating: 0, count: snapshot.nodes.count)
    var bytesOut = requestsOut
    var edgeIndices: [Edge.ID: Int] = [:]
    edgeIndices.reserveCapacity(snapshot.edges.count)
    var ends: [(source: Int, target: Int)] = []
    ends.reserveCapacity(snapshot.edges.count)
    for (index, edge) in snapshot.edges.enumerated() {
      edgeIndices[edge.id] = index
      let end = (source: nodeIndices[edge.source] ?? -1, target: nodeIndices[edge.target] ?? -1)
      if end.source >= 0 {
        outbound[end.source].append(index)
        if let requests = edge.requestRate {
          requestsOut[end.source] += requests
        } else {
          bytesOut[end.source] += edge.tcp?.bytes ?? 0
        }
      }
      if end.target >= 0 { inbound[end.target].append(index) }
      ends.append(end)
    }
    self.ends = ends
    self.nodeIndices = nodeIndices
    self.edgeIndices = edgeIndices
    self.inbound = inbound
    self.outbound = outbound
    self.requestsOut = requestsOut
    self.bytesOut = bytesOut
  }

  /// The place of a node in the snapshot's nodes.
  public func nodeIndex(_ id: NodeID) -> Int? { nodeIndices[id] }

  /// A node by its identity.
  public func node(_ id: NodeID) -> Node? { nodeIndices[id].map { snapshot.nodes[$0] } }

  /// The place of an edge in the snapshot's edges.
  public func edgeIndex(_ id: Edge.ID) -> Int? { edgeIndices[id] }

  /// An edge by its ends.
  public func edge(_ id: Edge.ID) -> Edge? { edgeIndices[id].map { snapshot.edges[$0] } }

  /// How much of its source's traffic an edge carries, 0 to 100: of the requests to all that the source calls or, of an
  /// edge without requests, of the bytes over all its edges without requests. nil where nothing flows. O(1).
  public func sharePercent(_ edge: Edge) -> Double? {
    guard let source = nodeIndices[edge.source] else { return nil }
    let (part, whole) = edge.requestRate.map { ($0, requestsOut[source]) } ?? (edge.tcp?.bytes ?? 0, bytesOut[source])
    return whole > 0 ? part / whole * 100 : nil
  }

  /// The places of the edges into the node at a place, in the snapshot's order.
  public func inboundPlaces(_ node: Int) -> [Int] { inbound[node] }

  /// The edges into a node, in the snapshot's order.
  public func inbound(_ id: NodeID) -> [Edge] {
    nodeIndices[id].map { inbound[$0].map { snapshot.edges[$0] } } ?? []
  }

  /// The edges out of a node, in the snapshot's order.
  public func outbound(_ id: NodeID) -> [Edge] {
    nodeIndices[id].map { outbound[$0].map { snapshot.edges[$0] } } ?? []
  }
}
