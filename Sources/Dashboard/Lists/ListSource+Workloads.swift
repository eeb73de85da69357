import Mesh
import Terminal

extension ListSource {
  /// The workloads, with what they serve and what they ask of others.
  static let workloads = ListSource(
    title: "Workloads",
    columns: [
      ListColumn(title: "Workload", width: 0, isNumber: false),
      ListColumn(title: "Health", width: 10, hasSign: true, rank: 1),
      ListColumn(title: "In", width: 8, barRank: 3), ListColumn(title: "Errors", width: 7),
      ListColumn(title: "p50", width: 6, rank: 7),
      ListColumn(title: "p95", width: 6, rank: 2), ListColumn(title: "p99", width: 6, rank: 3),
      ListColumn(title: "Out", width: 8, rank: 5), ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "Bytes", width: 9, barRank: 8, rank: 6),
    ], firstColumn: 2
  ) { mesh, _ in
    let names = ListNames(mesh)
    return mesh.snapshot.nodes.enumerated().filter { $1.kind != .unknown }.map { place, node in
      let (inbound, outbound) = (Totals(mesh.inbound(node.id)), Totals(mesh.outbound(node.id)))
      let all = inbound.edges > 0 ? inbound : outbound
      return ListRow(
        subject: .node(node.id), origin: .nodes([place]), health: node.health,
        cells: [
          names[place], .health(node.health), .figure(inbound.hasRequests ? inbound.requests : nil, .rate),
          .errors(inbound.hasRequests ? inbound.errorPercent : nil, node.health), .latency(node.latency, \.p50),
          .latency(node.latency, \.p95), .latency(node.latency, \.p99),
          .figure(outbound.hasRequests ? outbound.requests : nil, .rate), .mtls(all.mtls),
          .figure(inbound.bytes + outbound.bytes, .bytes),
        ])
    }
  }

  /// The services that are called, with their versions: with requests where a waypoint or sidecar reports them, with
  /// connections alone where only ztunnels do.
  static let services = ListSource(
    title: "Services",
    columns: [
      ListColumn(title: "Service", width: 0, isNumber: false),
      ListColumn(title: "Health", width: 10, hasSign: true, rank: 1),
      ListColumn(title: "Versions", width: 0, isNumber: false, rank: 4),
      ListColumn(title: "Layer", width: 6, isNumber: false), ListColumn(title: "Callers", width: 8, rank: 5),
      ListColumn(title: "Requests", width: 9, barRank: 2), ListColumn(title: "Errors", width: 7),
      ListColumn(title: "p95", width: 7, rank: 2), ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "Bytes", width: 9, rank: 7), ListColumn(title: "Conns", width: 8, rank: 6),
    ], firstColumn: 5
  ) { mesh, _ in
    let names = ListNames(mesh)
    return mesh.serviceTotals().map { service in
      let sum = service.inbound
      return ListRow(
        subject: subject(service, mesh), origin: .nodes(service.versions.map(\.node)), health: service.health,
        cells: [
          names.service(service), .health(service.health), .text(versions(service, mesh), .dim),
          .text(sum.hasRequests ? "L7" : "L4", sum.hasRequests ? .text : .warning),
          .figure(Double(service.callers), .count), .figure(sum.hasRequests ? sum.requests : nil, .rate),
          .errors(sum.hasRequests ? sum.errorPercent : nil, service.health), .latency(service.latency, \.p95),
          .mtls(sum.mtls), .figure(sum.bytes, .bytes), .figure(sum.hasConnections ? sum.opened : nil, .rate),
        ])
    }
  }

  /// A service of one node is that node.
  static func subject(_ service: ServiceTotals, _ mesh: MeshIndex) -> ListRow.Subject {
    service.versions.count == 1 ? .node(mesh.snapshot.nodes[service.versions[0].node].id) : .service(service.id)
  }

  /// The versions that there are several of, each with its share of the traffic.
  private static func versions(_ service: ServiceTotals, _ mesh: MeshIndex) -> String {
    service.versions.map { version in
      let node = mesh.snapshot.nodes[version.node]
      let name = node.version ?? node.name
      guard service.versions.count > 1, let share = version.sharePercent else { return name }
      return "\(name) \(Figures.percent(share))"
    }.joined(separator: ", ")
  }
}
