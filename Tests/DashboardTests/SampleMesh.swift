import FoundationEssentials
import Mesh

/// Meshes with one of everything, for tests.
enum SampleMesh {
  static let time = Date(timeIntervalSince1970: 1_790_000_000)

  static func id(_ name: String, _ namespace: String = "shop", _ kind: Node.Kind = .workload) -> NodeID {
    NodeID(cluster: "east", namespace: namespace, kind: kind, name: name)
  }

  /// A shop: a gateway, a frontend with three backends, a shared cache, an unknown client in plaintext, a denied one.
  static var shop: Snapshot {
    func node(
      _ name: String, _ health: Health = .healthy, _ namespace: String = "shop", _ kind: Node.Kind = .workload,
      version: String? = "v1"
    ) -> Node {
      Node(
        kind: kind, cluster: "east", namespace: namespace, name: name, app: name, version: version, health: health,
        latency: Latency(average: 20, p50: 12, p95: 80, p99: 210))
    }
    func http(_ rate: Double, _ errors: Double = 0) -> RequestTraffic {
      var responses = [RequestTraffic.Response(code: "200", flags: "-", rate: rate * (1 - errors / 100))]
      if errors > 0 { responses.append(.init(code: "503", flags: "UF", rate: rate * errors / 100)) }
      return RequestTraffic(
        rate: rate, errorPercent: errors, latency: Latency(average: 20, p50: 12, p95: 80, p99: 210),
        responses: responses)
    }
    func tcp(_ bytes: Double, denied: Double = 0) -> TCPTraffic {
      TCPTraffic(
        requestBytes: bytes / 4, responseBytes: bytes * 3 / 4, opened: 1, closed: 1, denied: denied, open: 3,
        causes: denied > 0 ? [.init(flags: "DENY", rate: denied)] : [])
    }
    let full = MutualTLS(percent: 100)
    let waypoint = id("waypoint", "shop", .waypoint)
    return Snapshot(
      time: time, window: .seconds(120), source: "test",
      nodes: [
        node("gateway", .healthy, "ingress"), node("frontend", .degraded), node("cart"), node("orders", .failing),
        node("reviews-with-a-very-long-name-indeed-v1"), node("redis", .healthy, "data"),
        Node(kind: .unknown, cluster: "east", namespace: "unknown", name: "unknown"),
        node("batch", .failing, "legacy"), node("alone", .idle, "legacy"),
      ],
      edges: [
        Edge(
          source: id("gateway", "ingress"), target: id("frontend"), via: waypoint, services: ["frontend"],
          http: http(102, 0.2), tcp: tcp(1.7e6), mtls: full,
          sourcePrincipals: ["spiffe://cluster.local/ns/ingress/sa/gateway"],
          destinationPrincipals: ["spiffe://cluster.local/ns/shop/sa/frontend"], health: .degraded),
        Edge(
          source: id("frontend"), target: id("cart"), via: waypoint, http: http(85), tcp: tcp(75e3), mtls: full,
          health: .healthy),
        Edge(
          source: id("frontend"), target: id("orders"), via: waypoint, http: http(6.2, 12), tcp: tcp(9e3), mtls: full,
          health: .failing),
        Edge(
          source: id("frontend"), target: id("reviews-with-a-very-long-name-indeed-v1"),
          grpc: RequestTraffic(rate: 3, errorPercent: 0, responses: [.init(code: "0", flags: "-", rate: 3)]),
          mtls: .unknown, health: .healthy),
        Edge(source: id("cart"), target: id("redis", "data"), tcp: tcp(224e3), mtls: full),
        Edge(
          source: id("orders"), target: id("cart"), http: http(0.5), tcp: tcp(2e3), mtls: MutualTLS(percent: 60),
          health: .healthy),
        Edge(
          source: id("unknown", "unknown", .unknown), target: id("orders"), tcp: tcp(29e3),
          mtls: MutualTLS(percent: 0)),
        Edge(
          source: id("batch", "legacy"), target: id("redis", "data"), tcp: tcp(0, denied: 0.8),
          mtls: MutualTLS(percent: 0), health: .failing),
        Edge(source: id("orders"), target: id("orders"), http: http(1), tcp: tcp(1e3), mtls: full, health: .healthy),
      ])
  }

  /// A caller of two versions of one app, the newer of which takes a tenth of the requests and is slow.
  static var canary: Snapshot {
    func version(_ name: String, _ p95: Double) -> Node {
      Node(
        kind: .workload, cluster: "east", namespace: "shop", name: "reviews-\(name)", app: "reviews", version: name,
        health: .healthy, latency: Latency(average: p95 / 4, p50: p95 / 5, p95: p95, p99: p95 * 2))
    }
    func edge(_ name: String, _ rate: Double) -> Edge {
      Edge(
        source: id("web"), target: id("reviews-\(name)"), services: ["reviews"],
        http: RequestTraffic(rate: rate, errorPercent: 0), mtls: MutualTLS(percent: 100), health: .healthy)
    }
    let web = Node(kind: .workload, cluster: "east", namespace: "shop", name: "web", health: .healthy)
    return Snapshot(
      time: time, window: .seconds(120), source: "test", nodes: [web, version("v1", 80), version("v2", 400)],
      edges: [edge("v1", 90), edge("v2", 10)])
  }

  /// The same, with the latency of each edge told, too.
  static var slow: Snapshot {
    var mesh = canary
    for (index, p95) in [80.0, 400].enumerated() { mesh.edges[index].http?.latency = Latency(p95: p95) }
    return mesh
  }

  /// Two namespaces with a call from one to the other.
  static var twoNamespaces: Snapshot {
    func edge(_ source: NodeID, _ target: NodeID) -> Edge {
      Edge(
        source: source, target: target, http: RequestTraffic(rate: 2, errorPercent: 0),
        mtls: MutualTLS(percent: 100), health: .healthy)
    }
    let shop = ["web", "cart", "orders", "stock"].map { id($0) }
    let bank = ["api", "ledger", "fraud"].map { id($0, "bank") }
    return Snapshot(
      time: time, window: .seconds(120), source: "test",
      nodes: (shop + bank).map { id in
        Node(
          kind: .workload, cluster: "east", namespace: shop.contains(id) ? "shop" : "bank",
          name: String(id.rawValue.split(separator: "/").last ?? ""), health: .healthy)
      },
      edges: [
        edge(shop[0], shop[1]), edge(shop[0], shop[2]), edge(shop[1], shop[3]), edge(shop[2], shop[3]),
        edge(shop[2], bank[0]), edge(bank[0], bank[1]), edge(bank[0], bank[2]),
      ])
  }
}

extension SampleMesh {
  private static func snapshot(_ calls: [(source: NodeID, target: NodeID, rate: Double)]) -> Snapshot {
    let nodes = Set(calls.flatMap { [$0.source, $0.target] }).sorted().compactMap { id in
      id.parts.map {
        Node(kind: $0.kind, cluster: $0.cluster, namespace: $0.namespace, name: $0.name, health: .healthy)
      }
    }
    let edges = calls.map { call in
      Edge(
        source: call.source, target: call.target, http: RequestTraffic(rate: call.rate, errorPercent: 0),
        mtls: MutualTLS(percent: 100), health: .healthy)
    }
    return Snapshot(time: time, window: .seconds(120), nodes: nodes, edges: edges.sorted { $0.id < $1.id })
  }

  /// Services that each call the next, from namespace to namespace.
  static func chains(namespaces: Int, length: Int) -> Snapshot {
    func node(_ number: Int) -> NodeID { id("s\(number)", "n\(number / length)") }
    return snapshot((1..<namespaces * length).map { (node($0 - 1), node($0), Double($0)) })
  }

  /// A hub that calls leaves, the first most often.
  static func hub(leaves: Int) -> Snapshot {
    snapshot((0..<leaves).map { (id("hub"), id("leaf-\($0)"), Double(1000 - $0)) })
  }

  /// Services that each call the next, and all of them a collector.
  static var telemetry: Snapshot {
    func node(_ number: Int) -> NodeID { id("s\(number)") }
    return snapshot(
      (1..<8).map { (node($0 - 1), node($0), 10) } + (0..<8).map { (node($0), id("otel", "telemetry"), 1) })
  }
}
