/// Who calls whom: one edge for each pair of nodes, with all layers and protocols of their traffic
/// (telemetry.md, rule 2).
public struct Edge: Sendable, Hashable, Identifiable {
  /// The two ends of an edge, which identify it.
  public struct ID: Sendable, Hashable, Comparable {
    /// Who calls.
    public var source: NodeID
    /// Who is called.
    public var target: NodeID

    /// The edge between two nodes.
    public init(source: NodeID, target: NodeID) {
      self.source = source
      self.target = target
    }

    /// By source, then by target.
    public static func < (left: ID, right: ID) -> Bool {
      left.source == right.source ? left.target < right.target : left.source < right.source
    }
  }

  /// Who calls.
  public var source: NodeID
  /// Who is called.
  public var target: NodeID
  /// The waypoint that the traffic goes through.
  public var via: NodeID?
  /// The services that the client called, in alphabetical order.
  public var services: [String]
  /// HTTP requests.
  public var http: RequestTraffic?
  /// gRPC requests.
  public var grpc: RequestTraffic?
  /// TCP connections.
  public var tcp: TCPTraffic?
  /// How much of the traffic is encrypted.
  public var mtls: MutualTLS
  /// SPIFFE identities of the client, proven by handshakes (telemetry.md, rule 14).
  public var sourcePrincipals: [String]
  /// SPIFFE identities that the server should have; they prove nothing.
  public var destinationPrincipals: [String]
  /// How well the traffic does.
  public var health: Health

  /// The edge between two nodes.
  public init(
    source: NodeID, target: NodeID, via: NodeID? = nil, services: [String] = [], http: RequestTraffic? = nil,
    grpc: RequestTraffic? = nil, tcp: TCPTraffic? = nil, mtls: MutualTLS = .unknown, sourcePrincipals: [String] = [],
    destinationPrincipals: [String] = [], health: Health = .idle
  ) {
    self.source = source
    self.target = target
    self.via = via
    self.services = services
    self.http = http
    self.grpc = grpc
    self.tcp = tcp
    self.mtls = mtls
    self.sourcePrincipals = sourcePrincipals
    self.destinationPrincipals = destinationPrincipals
    self.health = health
  }

  /// The two ends.
  public var id: ID { ID(source: source, target: target) }

  /// HTTP and gRPC requests per second; nil where no proxy reports requests.
  public var requestRate: Double? {
    http == nil && grpc == nil ? nil : (http?.rate ?? 0) + (grpc?.rate ?? 0)
  }

  /// HTTP and gRPC requests per second that failed.
  var failedRate: Double { (http?.failedRate ?? 0) + (grpc?.failedRate ?? 0) }
  /// A percentile of how long requests took, in milliseconds: of HTTP and gRPC the slower one, since what is looked for is
  /// what is slow.
  public func slowest(_ percentile: KeyPath<Latency, Double?>) -> Double? {
    [http?.latency, grpc?.latency].compactMap { $0?[keyPath: percentile] }.max()
  }

  /// Bytes per second from the client to the server: of connections where they are reported, else of request bodies; nil
  /// where neither is.
  public var requestBytes: Double? {
    tcp?.requestBytes ?? Self.sum(http?.requestBytes, grpc?.requestBytes)
  }

  /// Bytes per second from the server to the client: of connections where they are reported, else of response bodies;
  /// nil where neither is.
  public var responseBytes: Double? {
    tcp?.responseBytes ?? Self.sum(http?.responseBytes, grpc?.responseBytes)
  }

  private static func sum(_ left: Double?, _ right: Double?) -> Double? {
    left == nil && right == nil ? nil : (left ?? 0) + (right ?? 0)
  }

  /// The share of HTTP and gRPC requests that failed, 0 to 100; nil where there are none.
  public var errorPercent: Double? {
    guard let total = requestRate, total > 0 else { return nil }
    return failedRate / total * 100
  }
}

extension Sequence<Edge> {
  /// The failing ones first, then the degraded ones, else in their order. O(n · log n).
  public var worstFirst: [Edge] {
    func trouble(_ edge: Edge) -> Health { edge.health.isTrouble ? edge.health : .healthy }
    return enumerated().sorted { left, right in
      let (a, b) = (trouble(left.element), trouble(right.element))
      return a == b ? left.offset < right.offset : a > b
    }.map(\.element)
  }
}
