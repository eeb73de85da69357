import Mesh
import Terminal

extension ListSource {
  /// The namespaces, with what comes in, goes out and stays within them.
  static let namespaces = ListSource(
    title: "Namespaces",
    columns: [
      ListColumn(title: "Namespace", width: 0, isNumber: false), ListColumn(title: "Health", width: 10, hasSign: true),
      ListColumn(title: "Nodes", width: 6, rank: 4), ListColumn(title: "Requests", width: 9, barRank: 1),
      ListColumn(title: "Errors", width: 7),
      ListColumn(title: "mTLS", width: 8, hasSign: true), ListColumn(title: "In", width: 8, rank: 3),
      ListColumn(title: "Out", width: 8, rank: 3),
      ListColumn(title: "Within", width: 8, rank: 5), ListColumn(title: "Bytes", width: 9, barRank: 6, rank: 2),
      ListColumn(title: "In, last hour", width: Spark.columnWidth, hasSign: true, rank: 3),
    ], firstColumn: 1
  ) { mesh, facts in
    let names = ListNames(mesh)
    let members = NamespaceMembers(mesh)
    func requests(_ totals: Totals) -> ListCell { .figure(totals.hasRequests ? totals.requests : nil, .rate) }
    return mesh.namespaceTotals().map { total in
      ListRow(
        subject: .namespace(total.id), origin: .nodes(members[total.id]), health: total.health,
        cells: [
          names.namespace(total.id), .health(total.health), .figure(Double(total.nodes), .count), requests(total.all),
          .errors(total.all.hasRequests ? total.all.errorPercent : nil, total.health), .mtls(total.all.mtls),
          requests(total.inbound), requests(total.outbound), requests(total.within), .figure(total.all.bytes, .bytes),
          trend(of: total.id, facts.trends),
        ])
    }
  }

  /// How a namespace did over the last while; nothing while that is not known, or where no requests came.
  private static func trend(of id: NamespaceTotals.ID, _ trends: NamespaceTrends?) -> ListCell {
    guard let points = trends?.points(of: .namespace(id.namespace, cluster: id.cluster)) else { return .nothing }
    return .trend(
      Spark.line(points, cells: Spark.columnWidth), errorPercent: NamespaceTrends.Point.sum(points).errorPercent)
  }

  /// The nodes that do not do well, each with its commonest failure, the worst first.
  static let troubles = ListSource(
    title: "Wrong now",
    columns: [
      ListColumn(title: "Who", width: 0, isNumber: false), ListColumn(title: "Health", width: 10, hasSign: true),
      ListColumn(title: "Fails", width: 6),
      ListColumn(title: "Of what", width: 0, least: 36, parts: 3, isNumber: false),
      ListColumn(title: "Requests", width: 9, rank: 1), ListColumn(title: "p95", width: 6, rank: 2),
    ], firstColumn: 1, emptiness: "Nothing fails."
  ) { mesh, _ in
    let names = ListNames(mesh)
    let full = NodeNames(mesh.snapshot)
    return NodeTrouble.all(in: mesh).map { trouble in
      let node = mesh.snapshot.nodes[trouble.node]
      let inbound = Totals(mesh.inbound(node.id))
      return ListRow(
        subject: .node(node.id), origin: .nodes([trouble.node]), health: node.health,
        cells: [
          names[trouble.node], .health(node.health),
          .figure(trouble.percent > 0 ? trouble.percent : nil, .percent, node.health.role),
          .text(trouble.words(mesh, full), .text),
          .figure(inbound.hasRequests ? inbound.requests : nil, .rate), .latency(node.latency, \.p95),
        ])
    }
  }
}

/// The places of the nodes of each namespace.
struct NamespaceMembers {
  private var places: [NamespaceTotals.ID: [Int]] = [:]

  init(_ mesh: MeshIndex) {
    for (place, node) in mesh.snapshot.nodes.enumerated() {
      places[NamespaceTotals.ID(cluster: node.cluster, namespace: node.namespace), default: []].append(place)
    }
  }

  subscript(id: NamespaceTotals.ID) -> [Int] { places[id] ?? [] }
}
