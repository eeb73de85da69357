public import FoundationEssentials
public import Mesh

/// What the details are of: a node, an edge or a namespace.
public enum Subject: Sendable, Hashable {
  case node(NodeID)
  case edge(Edge.ID)
  case namespace(NamespaceTotals.ID)
}

/// How a node, an edge or a namespace did over the last while.
public struct History: Sendable {
  /// Figures at a moment; nil where nothing is known.
  public struct Point: Sendable, Hashable {
    /// Requests per second.
    public var requests: Double?
    /// Requests per second that failed (telemetry.md, rule 4).
    public var failed: Double?
    /// Requests per second by what came of them. Where that is not told of all, the rest is ``ResponseClass/other``.
    public var responses: [ResponseClass: Double] = [:]
    /// How long requests took; of an edge with two protocols, those of the one with more of them.
    public var latency: Latency?
    /// Bytes per second from clients to servers.
    public var requestBytes: Double?
    /// Bytes per second from servers to clients.
    public var responseBytes: Double?
    /// Connections opened per second.
    public var opened: Double?
    /// Connections open at the moment.
    public var open: Double?
    /// Connections per second that a policy denied.
    public var denied: Double?
    /// Connections per second that ended in an error.
    public var broken: Double?

    /// The share of requests that failed, 0 to 100.
    public var errorPercent: Double? {
      guard let requests, let failed, requests > 0 else { return nil }
      return failed / requests * 100
    }
    /// Bytes per second in both directions.
    public var bytes: Double? {
      requestBytes == nil && responseBytes == nil ? nil : (requestBytes ?? 0) + (responseBytes ?? 0)
    }
  }

  /// How far back a history goes.
  public static let span = Duration.seconds(3600)
  /// How far apart its points are.
  public static let step = Duration.seconds(60)

  /// Whose history it is.
  public let subject: Subject
  /// From the first moment to the last.
  public let times: [Date]
  /// A point for each moment.
  public let points: [Point]
  /// Whether it is of what flows into a node, and not out of it.
  private let isCalled: Bool

  /// The history that snapshots tell: of what flows into a node, or out of it where nothing ever flows in; of an edge as
  /// it is.
  public init(of subject: Subject, in snapshots: [Snapshot]) {
    self.subject = subject
    times = snapshots.map(\.time)
    let indices = snapshots.map(MeshIndex.init)
    let isCalled: Bool
    if case .node(let id) = subject { isCalled = indices.contains { !$0.inbound(id).isEmpty } } else { isCalled = true }
    self.isCalled = isCalled
    points = indices.map { Point(of: subject, isCalled: isCalled, in: $0) }
  }

  /// A history of points, one for each of the times.
  init(of subject: Subject, times: [Date], _ points: [Point], isCalled: Bool = true) {
    self.subject = subject
    self.times = times
    self.points = points
    self.isCalled = isCalled
  }

  /// The history with the figures of a mesh that is newer than its last point, so that charts end in what is told beside
  /// them.
  func upTo(_ mesh: MeshIndex) -> History {
    let time = mesh.snapshot.time
    guard let last = times.last, time > last, time.timeIntervalSince(last) < 2 * Self.step.seconds else { return self }
    let point = Point(of: subject, isCalled: isCalled, in: mesh)
    return History(of: subject, times: times + [time], points + [point], isCalled: isCalled)
  }

  /// The newest moment that a history up to a date has. Moments fall on whole steps, so that servers' caches can serve
  /// them again.
  public static func newestMoment(upTo date: Date) -> Date {
    Date(timeIntervalSince1970: (date.timeIntervalSince1970 / step.seconds).rounded(.down) * step.seconds)
  }
}

extension History.Point {
  /// The figures of a node, an edge or a namespace in a mesh: of what flows into the node or, where it is never called, out of it.
  init(of subject: Subject, isCalled: Bool, in mesh: MeshIndex) {
    switch subject {
    case .edge(let id): self = mesh.edge(id).map { Self([$0], latency: $0.latency) } ?? Self()
    case .node(let id) where isCalled: self.init(mesh.inbound(id), latency: mesh.node(id)?.latency)
    case .node(let id): self.init(mesh.outbound(id), latency: nil)
    case .namespace(let id):
      let edges = mesh.snapshot.edges.filter { edge in
        mesh.node(edge.target).map { $0.namespace == id.namespace && $0.cluster == id.cluster } ?? false
      }
      self.init(edges, latency: Latency.bound(of: edges.compactMap(\.latency)))
    }
  }

  /// The sums of edges at a moment.
  init(_ edges: [Edge], latency: Latency?) {
    if edges.isEmpty { return }
    let totals = Totals(edges)
    if totals.hasRequests {
      requests = totals.requests
      failed = totals.failedRequests
      responses = ResponseClass.rates(edges)
      self.latency = latency
    }
    requestBytes = Self.sum(edges.map(\.requestBytes))
    responseBytes = Self.sum(edges.map(\.responseBytes))
    let connections = edges.compactMap(\.tcp)
    opened = Self.sum(connections.map(\.opened))
    open = Self.sum(connections.map(\.open))
    denied = Self.sum(connections.map(\.denied))
    broken = Self.sum(connections.map(\.failed))
  }

  /// The sum of what is known; nil where nothing is.
  private static func sum(_ values: [Double?]) -> Double? {
    let known = values.compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}
