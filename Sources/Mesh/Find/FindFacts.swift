/// What the operands of find expressions are of a mesh's nodes and edges.
struct FindFacts {
  let mesh: MeshIndex
  private let ranks: [Int]
  private let namespaces: [String]

  init(_ mesh: MeshIndex, namespaces: [String] = []) {
    self.mesh = mesh
    self.namespaces = namespaces
    ranks = mesh.ranks()
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
    case .name: return [node.name, node.app].compactMap(\.self) + texts(.service, ofNode: index)
    case .app: return node.kind == .app ? [node.app ?? node.name] : node.app.map { [$0] } ?? []
    case .workload: return node.kind == .app || node.kind == .service ? [] : [node.name]
    case .service:
      let called = mesh.inbound[index].flatMap { edges[$0].services }
      return node.kind == .service ? [node.name] + called : called
    case .version: return node.version.map { [$0] } ?? []
    case .namespace: return [node.namespace]
    case .cluster: return [node.cluster]
    case .node: return [node.kind.rawValue]
    default: return []
    }
  }

  func texts(_ operand: FindText, ofEdge index: Int) -> [String] {
    let edge = edges[index]
    let responses = [edge.http, edge.grpc].compactMap(\.self).flatMap(\.responses)
    switch operand {
    case .protocol:
      return [edge.http.map { _ in "http" }, edge.grpc.map { _ in "grpc" }, edge.tcp.map { _ in "tcp" }].compactMap(
        \.self)
    case .sourceprincipal: return edge.sourcePrincipals
    case .destprincipal: return edge.destinationPrincipals
    case .code: return responses.map(\.code)
    case .flag: return (responses.map(\.flags) + (edge.tcp?.causes.map(\.flags) ?? [])).filter { $0 != "-" }
    default: return []
    }
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
    case .rank: Double(ranks[index])
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
    case .responsetime:
      // Of two protocols the slower one: what is looked for is what is slow.
      return [edge.http?.latency?.p95, edge.grpc?.latency?.p95].compactMap(\.self).max()
    case .throughput:
      let bytes = [edge.requestBytes, edge.responseBytes].compactMap(\.self)
      return bytes.isEmpty ? nil : bytes.reduce(0, +)
    case .mtls: return edge.mtls.percent
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
