import Mesh
import Terminal

extension ListSource {
  /// The workloads, with what they serve and what they ask of others; versions of one app stand together.
  static let workloads = ListSource(
    columns: [
      ListColumn(title: "Workload", width: 0, isNumber: false),
      ListColumn(title: "Health", width: 10, hasSign: true, rank: 5),
      ListColumn(title: "In", width: 16), ListColumn(title: "Errors", width: 7),
      ListColumn(title: "p50", width: 6, rank: 6),
      ListColumn(title: "p95", width: 6, rank: 1), ListColumn(title: "p99", width: 6, rank: 2),
      ListColumn(title: "Out", width: 8, rank: 4), ListColumn(title: "mTLS", width: 8, hasSign: true),
      ListColumn(title: "Bytes", width: 9, rank: 3),
    ], firstColumn: 2
  ) { mesh, found in
    let names = NodeNames(mesh.snapshot)
    let nodes = mesh.snapshot.nodes.enumerated().filter { index, node in
      node.kind != .unknown && (found?.nodes[index] ?? true)
    }
    .map(\.element)
    let sums = nodes.map { (inbound: Totals(mesh.inbound($0.id)), outbound: Totals(mesh.outbound($0.id))) }
    let greatest = sums.map(\.inbound.requests).max() ?? 0
    return zip(nodes, sums).map { node, sum in
      let (inbound, outbound) = sum
      let all = inbound.edges > 0 ? inbound : outbound
      return row(
        .node(node.id),
        [
          name(names.full(node)), health(node.health),
          bar(inbound.hasRequests ? inbound.requests : nil, of: greatest),
          errors(inbound.hasRequests ? inbound.errorPercent : nil, node.health), latency(node.latency, \.p50),
          latency(node.latency, \.p95), latency(node.latency, \.p99),
          figure(outbound.hasRequests ? outbound.requests : nil, Figures.rate), mtls(all.mtls),
          figure(inbound.bytes + outbound.bytes, Figures.bytes),
        ])
    }
  }

  /// The namespaces, with what comes in, goes out and stays within them.
  static let namespaces = ListSource(
    columns: [
      ListColumn(title: "Namespace", width: 0, isNumber: false), ListColumn(title: "Health", width: 10, hasSign: true),
      ListColumn(title: "Nodes", width: 5, rank: 3), ListColumn(title: "Requests", width: 16),
      ListColumn(title: "Errors", width: 7),
      ListColumn(title: "mTLS", width: 8, hasSign: true), ListColumn(title: "In", width: 8, rank: 2),
      ListColumn(title: "Out", width: 8, rank: 2),
      ListColumn(title: "Within", width: 8, rank: 4), ListColumn(title: "Bytes", width: 9, rank: 1),
      ListColumn(title: "Last hour", width: Spark.columnWidth, hasSign: true, rank: 1),
    ], firstColumn: 1
  ) { mesh, found in
    let totals = mesh.namespaceTotals().filter { total in
      guard let found else { return true }
      return mesh.snapshot.nodes.indices.contains { place in
        let node = mesh.snapshot.nodes[place]
        return found.nodes[place] && node.namespace == total.id.namespace && node.cluster == total.id.cluster
      }
    }
    let hasClusters = Set(totals.map(\.id.cluster)).count > 1
    let greatest = totals.map(\.all.requests).max() ?? 0
    func requests(_ totals: Totals) -> (ListCell, ListKey) {
      figure(totals.hasRequests ? totals.requests : nil, Figures.rate)
    }
    return totals.map { total in
      row(
        .namespace(total.id),
        [
          name(hasClusters ? "\(total.id.cluster)/\(total.id.namespace)" : total.id.namespace), health(total.health),
          figure(Double(total.nodes)) { "\(Int($0))" },
          bar(total.all.hasRequests ? total.all.requests : nil, of: greatest),
          errors(total.all.hasRequests ? total.all.errorPercent : nil, total.health), mtls(total.all.mtls),
          requests(total.inbound), requests(total.outbound), requests(total.within),
          figure(total.all.bytes, Figures.bytes), (.nothing, .nothing),
        ])
    }
  }
}
