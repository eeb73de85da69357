public import FoundationEssentials
public import Mesh

/// What the details are of: a node or an edge.
public enum Subject: Sendable, Hashable {
  case node(NodeID)
  case edge(Edge.ID)
}

/// How a node or an edge did over the last while.
public struct History: Sendable {
  /// Figures at a moment; nil where nothing is known.
  public struct Point: Sendable, Hashable {
    /// Requests per second.
    public var requests: Double?
    /// The share of requests that failed, 0 to 100.
    public var errorPercent: Double?
    /// The 95th percentile of latency, in milliseconds.
    public var p95: Double?
    /// Bytes per second in both directions.
    public var bytes: Double?
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

  /// The history that snapshots tell: of what flows into a node, or out of it where nothing ever flows in; of an edge as
  /// it is.
  public init(of subject: Subject, in snapshots: [Snapshot]) {
    self.subject = subject
    times = snapshots.map(\.time)
    let indices = snapshots.map(MeshIndex.init)
    switch subject {
    case .edge(let id):
      points = indices.map { index in
        guard let edge = index.edge(id) else { return Point() }
        return Point(
          requests: edge.requestRate, errorPercent: edge.errorPercent, p95: edge.latency?.p95, bytes: edge.tcp?.bytes)
      }
    case .node(let id):
      let isCalled = indices.contains { !$0.inbound(id).isEmpty }
      points = indices.map { index in
        let edges = isCalled ? index.inbound(id) : index.outbound(id)
        if edges.isEmpty { return Point() }
        let totals = Totals(edges)
        return Point(
          requests: totals.hasRequests ? totals.requests : nil, errorPercent: totals.errorPercent,
          p95: isCalled ? index.node(id)?.latency?.p95 : nil, bytes: totals.bytes)
      }
    }
  }
}

/// When a history is asked for: not while the user is still on the way to something else.
struct HistoryWish: Sendable, Equatable {
  /// How long a choice must stand before it is asked for, in seconds.
  static let patience = 0.3
  var subject: Subject
  /// When it is to be asked for; nil once it has been.
  var due: Date?
}

extension State {
  /// What the details are of.
  var subject: Subject? {
    switch pane {
    case .graph:
      // Boxes that stand for several have none.
      if let chosenEdge {
        mesh?.edgeIndex(chosenEdge) == nil ? nil : .edge(chosenEdge)
      } else {
        selection.flatMap { mesh?.nodeIndex($0) == nil ? nil : .node($0) }
      }
    default:
      switch list.selection {
      case .node(let id): .node(id)
      case .edge(let id): .edge(id)
      case .namespace, .service, nil: nil
      }
    }
  }

  /// Asks for the history of what was chosen a while ago, and of what is chosen still when its history gets old.
  mutating func wishForHistory() -> [Effect] {
    guard let mesh, let subject else {
      wish = nil
      return []
    }
    if wish?.subject != subject {
      wish = HistoryWish(subject: subject, due: now.addingTimeInterval(HistoryWish.patience))
      if history?.subject != subject { history = nil }
    }
    guard let due = wish?.due, due <= now else { return [] }
    wish?.due = nil
    return [.fetchHistory(subject, mesh)]
  }

  /// Wants the history anew once its newest point is older than its points are apart.
  mutating func renewHistory() {
    guard let wish, wish.due == nil, let time = mesh?.snapshot.time, let last = history?.times.last,
      abs(time.timeIntervalSince(last)) >= History.step.seconds
    else { return }
    self.wish?.due = now
  }
}
