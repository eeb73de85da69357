import Mesh
import Terminal

extension ListSource {
  /// The edges that are not wholly encrypted, as far as any proxy can tell, the least encrypted first; then those of which
  /// none can tell.
  static let unencrypted = ListSource(
    title: "Not encrypted",
    columns: [
      ListColumn(title: "Source", width: 0, isNumber: false), ListColumn(title: "Target", width: 0, isNumber: false),
      ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "Identity", width: 0, least: 26, parts: 2, isNumber: false, rank: 1),
      ListColumn(title: "Requests", width: 9, rank: 2), ListColumn(title: "Bytes", width: 9, rank: 3),
    ], firstColumn: 2, emptiness: "All traffic is encrypted, as far as proxies can tell."
  ) { mesh, _ in
    let names = ListNames(mesh)
    return mesh.snapshot.edges.enumerated().filter { $1.mtls.state != .full }.map { place, edge in
      ListRow(
        subject: .edge(edge.id), origin: .edge(place), health: edge.health,
        cells: [
          names[edge.source], names[edge.target], .mtls(edge.mtls), .text(known(edge, mesh), .dim),
          .figure(edge.requestRate, .rate), .figure(edge.bytes, .bytes),
        ])
    }
  }

  /// What is known of the ends of an edge that is not wholly encrypted.
  private static func known(_ edge: Edge, _ mesh: MeshIndex) -> String {
    if edge.mtls.state == .unknown { return "no proxy that reports it can tell" }
    var facts: [String] = []
    if let denied = edge.tcp?.denied, denied > 0 { facts.append("\(Figures.rate(denied)) denied") }
    if let principal = edge.sourcePrincipals.first {
      facts.append("as \(principal)")
    } else {
      facts.append(lacking(edge, mesh))
    }
    return facts.joined(separator: ", ")
  }

  /// Whose identity is missing.
  private static func lacking(_ edge: Edge, _ mesh: MeshIndex) -> String {
    if mesh.node(edge.source)?.kind == .unknown { return "no proxy names the client" }
    return edge.destinationPrincipals.isEmpty ? "no identity reported" : "caller has no identity"
  }

  /// How much of each namespace's traffic is encrypted, the least first.
  static let encryption = ListSource(
    title: "Namespaces",
    columns: [
      ListColumn(title: "Namespace", width: 0, isNumber: false), ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "In", width: 8, hasSign: true, rank: 1),
      ListColumn(title: "Out", width: 8, hasSign: true, rank: 2),
      ListColumn(title: "Within", width: 8, hasSign: true, rank: 3), ListColumn(title: "Plaintext", width: 10),
      ListColumn(title: "Not known", width: 10), ListColumn(title: "Edges", width: 6, rank: 4),
    ], firstColumn: 1
  ) { mesh, _ in
    let names = ListNames(mesh)
    let members = NamespaceMembers(mesh)
    func mtls(_ totals: Totals) -> ListCell { totals.edges == 0 ? .nothing : .mtls(totals.mtls) }
    func edges(_ count: Int, _ role: Role) -> ListCell { .figure(Double(count), .count, count > 0 ? role : .dim) }
    return mesh.namespaceTotals().map { total in
      ListRow(
        subject: .namespace(total.id), origin: .nodes(members[total.id]), health: total.health,
        cells: [
          names.namespace(total.id), mtls(total.all), mtls(total.inbound), mtls(total.outbound), mtls(total.within),
          edges(total.all.plaintextEdges, .plaintext), edges(total.all.unknownEdges, .unknown),
          edges(total.all.edges, .text),
        ])
    }
  }

  /// Of which services requests are known (L7), by which waypoint, and of which connections alone (L4).
  static let coverage = ListSource(
    title: "Layers",
    columns: [
      ListColumn(title: "Service", width: 0, isNumber: false), ListColumn(title: "Layer", width: 6, isNumber: false),
      ListColumn(title: "Known by", width: 0, isNumber: false, rank: 1),
      ListColumn(title: "Callers", width: 8, rank: 4), ListColumn(title: "with L7", width: 8, rank: 3),
      ListColumn(title: "Requests", width: 9, rank: 2), ListColumn(title: "Conns", width: 8, rank: 5),
      ListColumn(title: "Bytes", width: 9),
    ], firstColumn: 1, emptiness: "No service is called."
  ) { mesh, _ in
    let names = ListNames(mesh)
    return mesh.serviceTotals().map { service in
      let sum = service.inbound
      let isPart = service.requestCallers < service.callers
      let layer = sum.hasRequests ? "L7" : "L4"
      return ListRow(
        subject: subject(service, mesh), origin: .nodes(service.versions.map(\.node)), health: service.health,
        cells: [
          names.service(service), .text(layer, sum.hasRequests ? .text : .warning),
          .text(reporters(service, mesh), .dim),
          .figure(Double(service.callers), .count),
          .figure(Double(service.requestCallers), .count, isPart ? .warning : .text),
          .figure(sum.hasRequests ? sum.requests : nil, .rate), .figure(sum.hasConnections ? sum.opened : nil, .rate),
          .figure(sum.bytes, .bytes),
        ])
    }
  }

  private static func reporters(_ service: ServiceTotals, _ mesh: MeshIndex) -> String {
    if !service.waypoints.isEmpty {
      return service.waypoints.map(NodeNames.name).joined(separator: ", ")
    }
    return service.inbound.hasRequests ? "sidecars or gateways" : "ztunnels alone"
  }

  /// Who presents which identity to others, by what the handshakes told (telemetry.md, rule 14).
  static let identities = ListSource(
    title: "Identities",
    columns: [
      ListColumn(title: "Identity", width: 0, isNumber: false),
      ListColumn(title: "Presented by", width: 0, isNumber: false),
      ListColumn(title: "Trust domain", width: 16, isNumber: false, rank: 1), ListColumn(title: "Calls", width: 6),
      ListColumn(title: "Requests", width: 9, rank: 2), ListColumn(title: "Bytes", width: 9, rank: 3),
    ], firstColumn: 0, emptiness: "No proxy reports an identity."
  ) { mesh, _ in
    let names = ListNames(mesh)
    var rows: [Identity: (edges: [Edge], principal: Principal)] = [:]
    for edge in mesh.snapshot.edges {
      for principal in edge.sourcePrincipals {
        let identity = Identity(principal: principal, node: edge.source)
        rows[identity, default: ([], Principal(principal))].edges.append(edge)
      }
    }
    return rows.sorted { ($0.key.principal, $0.key.node) < ($1.key.principal, $1.key.node) }.map { identity, row in
      let totals = Totals(row.edges)
      let node = mesh.node(identity.node)
      // An account of another namespace than the workload's is worth a look.
      let isForeign = row.principal.namespace.map { $0 != node?.namespace } ?? true
      return ListRow(
        subject: .node(identity.node), origin: .nodes([mesh.nodeIndex(identity.node)].compactMap(\.self)),
        health: node?.health ?? .idle,
        cells: [
          row.principal.cell(isForeign ? .warning : .text), names[identity.node],
          .text(row.principal.domain ?? "unknown", .dim), .figure(Double(row.edges.count), .count),
          .figure(totals.hasRequests ? totals.requests : nil, .rate), .figure(totals.bytes, .bytes),
        ])
    }
  }

  /// An identity that a node presents.
  private struct Identity: Hashable {
    var principal: String
    var node: NodeID
  }
}

/// A SPIFFE identity as Istio writes it: `spiffe://<trust domain>/ns/<namespace>/sa/<service account>`.
struct Principal {
  let text: String
  /// The trust domain, the namespace and the service account; nil where the text is of another form.
  let domain: String?
  let namespace: String?
  let serviceAccount: String?

  init(_ text: String) {
    self.text = text
    let parts = text.hasPrefix("spiffe://") ? text.dropFirst(9).split(separator: "/").map(String.init) : []
    let isIstio = parts.count == 5 && parts[1] == "ns" && parts[3] == "sa"
    domain = parts.first
    namespace = isIstio ? parts[2] : nil
    serviceAccount = isIstio ? parts[4] : nil
  }

  /// Namespace and service account, or the text where it is of another form.
  func cell(_ role: Role) -> ListCell {
    guard let namespace, let serviceAccount else { return .text(text, role) }
    return .name(scope: namespace, own: serviceAccount, role)
  }
}
