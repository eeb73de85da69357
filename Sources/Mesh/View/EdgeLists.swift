extension Edge {
  /// Adds to the figures of several edges together what each of them lists: services, identities, what came of requests,
  /// why connections ended.
  mutating func addLists(of edges: [Edge]) {
    via = edges.first?.via
    if !edges.allSatisfy({ $0.via == via }) { via = nil }
    services = Self.united(edges, \.services)
    sourcePrincipals = Self.united(edges, \.sourcePrincipals)
    destinationPrincipals = Self.united(edges, \.destinationPrincipals)
    http?.responses = Self.responses(edges.compactMap(\.http))
    grpc?.responses = Self.responses(edges.compactMap(\.grpc))
    var causes: [String: Double] = [:]
    for edge in edges { for cause in edge.tcp?.causes ?? [] { causes[cause.flags, default: 0] += cause.rate } }
    tcp?.causes = causes.map { TCPTraffic.Cause(flags: $0.key, rate: $0.value) }
      .sorted { ($1.rate, $0.flags) < ($0.rate, $1.flags) }
  }

  private static func united(_ edges: [Edge], _ texts: KeyPath<Edge, [String]>) -> [String] {
    var united: Set<String> = []
    for edge in edges { united.formUnion(edge[keyPath: texts]) }
    return united.sorted()
  }

  private static func responses(_ parts: [RequestTraffic]) -> [RequestTraffic.Response] {
    struct Outcome: Hashable {
      var code: String
      var flags: String
    }
    var rates: [Outcome: Double] = [:]
    for part in parts {
      for response in part.responses {
        rates[Outcome(code: response.code, flags: response.flags), default: 0] += response.rate
      }
    }
    return rates.map { RequestTraffic.Response(code: $0.key.code, flags: $0.key.flags, rate: $0.value) }
      .sorted { ($1.rate, $0.code, $0.flags) < ($0.rate, $1.code, $1.flags) }
  }
}
