/// The sums of several edges' traffic.
public struct Totals: Sendable, Hashable {
  /// The number of edges.
  public var edges = 0
  /// HTTP and gRPC requests per second.
  public var requests = 0.0
  /// HTTP and gRPC requests per second that failed.
  public var failedRequests = 0.0
  /// Bytes per second from clients to servers.
  public var requestBytes = 0.0
  /// Bytes per second from servers to clients.
  public var responseBytes = 0.0
  /// TCP connections opened per second.
  public var opened = 0.0
  /// TCP connections per second that a policy denied.
  public var denied = 0.0
  /// The share of connections that a policy denied, 0 to 100; nil where it denied none.
  public var deniedPercent: Double? { TCPTraffic.deniedPercent(denied, of: opened) }
  /// Whether any edge reports requests.
  public var hasRequests = false
  /// Whether any edge reports connections.
  public var hasConnections = false
  /// Edges with any plaintext in them.
  public var plaintextEdges = 0
  /// Edges of which no proxy can tell whether they are encrypted.
  public var unknownEdges = 0

  // Encryption is weighed by requests where they are known, else by connections opened: both are exchanges per second.
  private var knownExchanges = 0.0
  private var encryptedExchanges = 0.0

  /// The sums of nothing.
  public init() {}

  /// The sums of some edges.
  public init(_ edges: some Sequence<Edge>) { for edge in edges { add(edge) } }

  /// The sums of a snapshot, in which what passes a waypoint counts once: requests where they leave it, bytes and
  /// connections where they enter it.
  public init(_ snapshot: Snapshot) {
    let counting = WaypointCounting(snapshot)
    self.init()
    if counting.isNeeded {
      for edge in snapshot.edges { add(counting.counted(edge)) }
    } else {
      // Edges are large, so that it pays not to copy them.
      snapshot.edges.withUnsafeBufferPointer { edges in for index in edges.indices { add(edges[index]) } }
    }
  }

  /// Adds an edge.
  public mutating func add(_ edge: Edge) {
    edges += 1
    if let rate = edge.requestRate {
      hasRequests = true
      requests += rate
      failedRequests += edge.failedRate
    }
    if let tcp = edge.tcp {
      hasConnections = true
      requestBytes += tcp.requestBytes
      responseBytes += tcp.responseBytes
      opened += tcp.opened
      denied += tcp.denied
    } else {
      requestBytes += (edge.http?.requestBytes ?? 0) + (edge.grpc?.requestBytes ?? 0)
      responseBytes += (edge.http?.responseBytes ?? 0) + (edge.grpc?.responseBytes ?? 0)
    }
    guard let percent = edge.mtls.percent else {
      unknownEdges += 1
      return
    }
    if percent < 100 { plaintextEdges += 1 }
    let exchanges = edge.requestRate ?? edge.tcp?.opened ?? 0
    knownExchanges += exchanges
    encryptedExchanges += exchanges * percent / 100
  }

  /// Adds the sums of other edges.
  mutating func add(_ other: Totals) {
    edges += other.edges
    requests += other.requests
    failedRequests += other.failedRequests
    requestBytes += other.requestBytes
    responseBytes += other.responseBytes
    opened += other.opened
    denied += other.denied
    hasRequests = hasRequests || other.hasRequests
    hasConnections = hasConnections || other.hasConnections
    plaintextEdges += other.plaintextEdges
    unknownEdges += other.unknownEdges
    knownExchanges += other.knownExchanges
    encryptedExchanges += other.encryptedExchanges
  }

  /// The share of requests that failed, 0 to 100; nil where there are none.
  public var errorPercent: Double? { requests > 0 ? failedRequests / requests * 100 : nil }

  /// Bytes per second in both directions.
  public var bytes: Double { requestBytes + responseBytes }

  /// How much of the traffic is encrypted: the share of requests, and of connections where there are no requests, whose
  /// state is known. Full only where no edge has plaintext, and where nothing flows, what the edges' states say.
  public var mtls: MutualTLS {
    let known = edges - unknownEdges
    guard known > 0 else { return .unknown }
    if plaintextEdges == 0 { return MutualTLS(percent: 100) }
    guard knownExchanges > 0 else { return MutualTLS(percent: Double(known - plaintextEdges) / Double(known) * 100) }
    // A sum of parts that are each below 100 must not round up to it.
    return MutualTLS(percent: min(encryptedExchanges / knownExchanges * 100, 100.0.nextDown))
  }
}
