import Mesh
import Terminal

extension ListSource {
  /// All edges.
  static let edges = ListSource(
    title: "Edges",
    columns: [
      ListColumn(title: "Source", width: 0, least: 12, isNumber: false),
      ListColumn(title: "Target", width: 0, least: 12, isNumber: false),
      ListColumn(title: "mTLS", width: 8, hasSign: true), ListColumn(title: "Requests", width: 9, barRank: 3),
      ListColumn(title: "Errors", width: 7), ListColumn(title: "p95", width: 6, rank: 3),
      ListColumn(title: "Bytes", width: 9, barRank: 6, rank: 4), ListColumn(title: "Conns", width: 8, rank: 5),
      ListColumn(title: "Health", width: 10, hasSign: true, rank: 2),
    ], firstColumn: 3
  ) { mesh, _ in
    let names = ListNames(mesh)
    return mesh.snapshot.edges.enumerated().map { place, edge in
      ListRow(
        subject: .edge(edge.id), origin: .edge(place), health: edge.health,
        cells: [
          names[edge.source], names[edge.target], .mtls(edge.mtls), .figure(edge.requestRate, .rate),
          .errors(edge.errorPercent, edge.health), .latency(edge.latency, \.p95), .figure(edge.bytes, .bytes),
          .figure(edge.tcp?.opened, .rate), .health(edge.health),
        ])
    }
  }
}

extension Edge {
  /// Bytes per second both ways: over connections, or where these are not known, of bodies.
  var bytes: Double? { requestBytes.map { $0 + (responseBytes ?? 0) } ?? responseBytes }

  /// The latency of the protocol with more requests.
  var latency: Latency? {
    guard let http, let grpc else { return http?.latency ?? grpc?.latency }
    return http.rate >= grpc.rate ? http.latency ?? grpc.latency : grpc.latency ?? http.latency
  }
}
