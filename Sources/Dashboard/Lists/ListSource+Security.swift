import Mesh
import Terminal

extension ListSource {
  /// The services that are called: with requests where a waypoint or sidecar reports them, with connections alone where
  /// only ztunnels do.
  static let services = ListSource(
    columns: [
      ListColumn(title: "Called", width: 0, isNumber: false),
      ListColumn(title: "Services", width: 0, isNumber: false, rank: 3),
      ListColumn(title: "Layer", width: 5, isNumber: false), ListColumn(title: "Callers", width: 7, rank: 4),
      ListColumn(title: "Requests", width: 16), ListColumn(title: "Errors", width: 7),
      ListColumn(title: "p95", width: 6, rank: 2), ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "Conns", width: 8, rank: 1),
    ], firstColumn: 4
  ) { mesh, found in
    let names = NodeNames(mesh.snapshot)
    let called = mesh.snapshot.nodes.enumerated().filter { index, node in
      !mesh.inbound(node.id).isEmpty && node.kind != .waypoint && (found?.nodes[index] ?? true)
    }
    .map(\.element)
    let sums = called.map { Totals(mesh.inbound($0.id)) }
    let greatest = sums.map(\.requests).max() ?? 0
    return zip(called, sums).map { node, sum in
      let inbound = mesh.inbound(node.id)
      let services = Set(inbound.flatMap(\.services)).sorted().joined(separator: " ")
      return row(
        .node(node.id),
        [
          name(names.full(node)), name(services, .dim),
          name(sum.hasRequests ? "L7" : "L4", sum.hasRequests ? .text : .warning),
          figure(Double(inbound.count)) { "\(Int($0))" }, bar(sum.hasRequests ? sum.requests : nil, of: greatest),
          errors(sum.hasRequests ? sum.errorPercent : nil, node.health), latency(node.latency, \.p95), mtls(sum.mtls),
          figure(sum.hasConnections ? sum.opened : nil, Figures.rate),
        ])
    }
  }

  /// The edges that are not wholly encrypted, as far as any proxy can tell, the least encrypted first; then those of which
  /// none can tell.
  static let security = ListSource(
    columns: [
      ListColumn(title: "Source", width: 0, isNumber: false), ListColumn(title: "Target", width: 0, isNumber: false),
      ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "Known of it", width: 0, isNumber: false, rank: 1),
      ListColumn(title: "Requests", width: 8, rank: 2), ListColumn(title: "Bytes", width: 9, rank: 3),
    ], firstColumn: 2
  ) { mesh, found in
    let names = NodeNames(mesh.snapshot)
    func full(_ id: NodeID) -> String { mesh.node(id).map(names.full) ?? NodeNames.name(id) }
    return mesh.snapshot.edges.enumerated().filter { index, edge in
      edge.mtls.state != .full && (found.map { $0.edges[index] || isEnd($0, of: edge, mesh) } ?? true)
    }
    .map { _, edge in
      row(
        .edge(edge.id),
        [
          name(full(edge.source)), name(full(edge.target)), mtls(edge.mtls), name(known(edge, mesh), .dim),
          figure(edge.requestRate, Figures.rate), figure(edge.tcp?.bytes, Figures.bytes),
        ])
    }
  }

  private static func isEnd(_ found: FindSelection, of edge: Edge, _ mesh: MeshIndex) -> Bool {
    [edge.source, edge.target].contains { id in mesh.nodeIndex(id).map { found.nodes[$0] } ?? false }
  }

  /// What is known of the ends of an edge that is not wholly encrypted.
  private static func known(_ edge: Edge, _ mesh: MeshIndex) -> String {
    if edge.mtls.state == .unknown { return "no proxy that reports it can tell" }
    var facts: [String] = []
    if let denied = edge.tcp?.denied, denied > 0 { facts.append("\(Figures.rate(denied)) denied") }
    if let principal = edge.sourcePrincipals.first {
      facts.append("as \(principal)")
    } else {
      facts.append(mesh.node(edge.source)?.kind == .unknown ? "no proxy names the client" : "no identity reported")
    }
    return facts.joined(separator: ", ")
  }
}
