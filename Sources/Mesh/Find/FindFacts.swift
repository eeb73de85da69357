/// What the operands of find expressions are of a mesh's nodes and edges.
struct FindFacts {
  let mesh: MeshIndex
  /// Empty where no rank is asked for.
  private let ranks: [Int]
  private let namespaces: [String]

  /// - Parameter hasRanks: whether ranks will be asked for, for which all nodes are sorted.
  init(_ mesh: MeshIndex, namespaces: [String] = [], hasRanks: Bool = false) {
    self.mesh = mesh
    self.namespaces = namespaces
    ranks = hasRanks ? mesh.ranks() : []
  }

  private var nodes: [Node] { mesh.snapshot.nodes }
  private var edges: [Edge] { mesh.snapshot.edges }

  // MARK: Words

  func isTrue(_ word: FindWord, ofNode index: Int) -> Bool {
    let node = nodes[index]
    return switch word {
    case .healthy: node.health == .healthy
    case .degraded: node.health == .degraded
    case .failing: node.health == .failing
    case .idle: node.health == .idle
    case .waypoint: node.kind == .waypoint
    case .gateway: node.kind == .gateway
    case .trafficsource: mesh.inbound[index].isEmpty && !mesh.outbound[index].isEmpty
    case .unknown: node.kind == .unknown
    case .outside: !namespaces.isEmpty && !namespaces.contains { Glob.matches($0, node.namespace) }
    default: false
    }
  }

  func isTrue(_ word: FindWord, ofEdge index: Int) -> Bool {
    let edge = edges[index]
    return switch word {
    case .mtls: edge.mtls.state == .full
    case .plaintext: edge.mtls.state == .none || edge.mtls.state == .partial
    case .traffic:
      (edge.requestRate ?? 0) > 0 || (edge.tcp.map { $0.bytes > 0 || $0.opened > 0 || ($0.open ?? 0) > 0 } ?? false)
    case .viawaypoint: edge.via != nil
    default: false
    }
  }

  // MARK: Texts

  func texts(_ operand: FindText, ofNode index: Int) -> [String] {
    let node = nodes[index]
    switch operand {
    case .name:
      let services = services(ofNode: index)
      return node.app.map { [node.name, $0] + services } ?? [node.name] + services
    case .app: return node.kind == .app ? [node.app ?? node.name] : node.app.map { [$0] } ?? []
    case .workload: return node.kind == .app || node.kind == .service ? [] : [node.name]
    case .service:
      let called = services(ofNode: index)
      return node.kind == .service ? [node.name] + called : called
    case .version: return node.version.map { [$0] } ?? []
    case .namespace: return [node.namespace]
    case .cluster: return [node.cluster]
    case .node: return [node.kind.rawValue]
    default: return []
    }
  }

  /// The services by which a node is called; one that many call by is there once for each run of these.
  private func services(ofNode index: Int) -> [String] {
    var services: [String] = []
    for edge in mesh.inbound[index] {
      for service in edges[edge].services where services.last != service { services.append(service) }
    }
    return services
  }

  func texts(_ operand: FindText, ofEdge index: Int) -> [String] {
    // Never a copy of a whole edge, which holds on to all that is in it: there are many edges.
    switch operand {
    case .protocol:
      return (edges[index].http == nil ? [] : ["http"]) + (edges[index].grpc == nil ? [] : ["grpc"])
        + (edges[index].tcp == nil ? [] : ["tcp"])
    case .sourceprincipal: return edges[index].sourcePrincipals
    case .destprincipal: return edges[index].destinationPrincipals
    case .code: return responses(ofEdge: index, \.code)
    case .flag:
      let causes = edges[index].tcp?.causes.map(\.flags) ?? []
      return (responses(ofEdge: index, \.flags) + causes).filter { $0 != "-" }
    default: return []
    }
  }

  private func responses(ofEdge index: Int, _ text: (RequestTraffic.Response) -> String) -> [String] {
    var texts: [String] = []
    if let responses = edges[index].http?.responses { texts += responses.lazy.map(text) }
    if let responses = edges[index].grpc?.responses { texts += responses.lazy.map(text) }
    return texts
  }

  // MARK: Figures

  func figure(_ operand: FindNumber, ofNode index: Int) -> Double? {
    switch operand {
    case .httpin: sum(mesh.inbound[index]) { $0.http?.rate }
    case .httpout: sum(mesh.outbound[index]) { $0.http?.rate }
    case .grpcin: sum(mesh.inbound[index]) { $0.grpc?.rate }
    case .grpcout: sum(mesh.outbound[index]) { $0.grpc?.rate }
    case .tcpin: sum(mesh.inbound[index]) { $0.tcp?.bytes }
    case .tcpout: sum(mesh.outbound[index]) { $0.tcp?.bytes }
    case .rank: ranks.isEmpty ? nil : Double(ranks[index])
    default: nil
    }
  }

  func figure(_ operand: FindNumber, ofEdge index: Int) -> Double? {
    let edge = edges[index]
    switch operand {
    case .http: return edge.http?.rate
    case .grpc: return edge.grpc?.rate
    case .httpErrors: return edge.http?.errorPercent
    case .grpcErrors: return edge.grpc?.errorPercent
    case .httpShare: return share(index) { $0.http?.rate }
    case .grpcShare: return share(index) { $0.grpc?.rate }
    case .tcp: return edge.tcp?.bytes
    case .responsetime: return edge.slowest(\.p95)
    case .p50: return edge.slowest(\.p50)
    case .p99: return edge.slowest(\.p99)
    case .throughput:
      let bytes = [edge.requestBytes, edge.responseBytes].compactMap(\.self)
      return bytes.isEmpty ? nil : bytes.reduce(0, +)
    case .mtls: return edge.mtls.percent
    case .requests: return edge.requestRate
    case .errors: return edge.errorPercent
    case .connections: return edge.tcp?.opened
    case .denied: return edge.tcp.map { $0.deniedPercent ?? 0 }
    default: return nil
    }
  }

  private func sum(_ places: [Int], _ figure: (Edge) -> Double?) -> Double? {
    let figures = places.compactMap { figure(edges[$0]) }
    return figures.isEmpty ? nil : figures.reduce(0, +)
  }

  private func share(_ index: Int, _ figure: (Edge) -> Double?) -> Double? {
    guard let own = figure(edges[index]), mesh.ends[index].source >= 0,
      let all = sum(mesh.outbound[mesh.ends[index].source], figure), all > 0
    else { return nil }
    return own / all * 100
  }
}
