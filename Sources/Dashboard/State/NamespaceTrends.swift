public import FoundationEssentials
public import Mesh

/// Requests into each namespace over the last while, from its own workloads and from others.
public struct NamespaceTrends: Sendable {
  /// Requests at a moment.
  public struct Point: Sendable, Hashable {
    /// Requests per second.
    public var requests: Double
    /// Requests per second that failed (telemetry.md, rule 4).
    public var failed: Double

    /// Requests at a moment.
    public init(requests: Double = 0, failed: Double = 0) {
      self.requests = requests
      self.failed = failed
    }

    /// The share of requests that failed, 0 to 100; nil where there were none.
    public var errorPercent: Double? { requests > 0 ? failed / requests * 100 : nil }

    static func + (left: Point, right: Point) -> Point {
      Point(requests: left.requests + right.requests, failed: left.failed + right.failed)
    }

    /// The sum of what is known.
    static func sum(_ points: some Sequence<Point?>) -> Point { points.lazy.compactMap(\.self).reduce(Point(), +) }
  }

  /// The moment of the mesh that they were asked for.
  public let moment: Date
  /// From the first moment to the last.
  public let times: [Date]
  /// For each namespace a point for each moment; nil where nothing at all is known of the moment.
  public let points: [NamespaceTotals.ID: [Point?]]
  /// The sums of each cluster's namespaces.
  private let clusterPoints: [String: [Point?]]

  /// Requests into namespaces.
  ///
  /// Requests that failed before a server was chosen name no cluster (telemetry.md, rules 8 and 15): where one cluster
  /// alone has the namespace, or there is only one, they are that one's.
  ///
  /// - Parameter points: for each namespace a point for each of the times.
  public init(moment: Date, times: [Date], points: [NamespaceTotals.ID: [Point]]) {
    self.moment = moment
    self.times = times
    let known = points.keys.filter { $0.cluster != Self.unknown }
    let clusters = Set(known.map(\.cluster))
    var sums: [NamespaceTotals.ID: [Point]] = [:]
    for (id, series) in points {
      var home = id
      if id.cluster == Self.unknown {
        let hosts = known.filter { $0.namespace == id.namespace }
        if let host = hosts.first, hosts.count == 1 {
          home = host
        } else if hosts.isEmpty, clusters.count == 1, let cluster = clusters.first {
          home.cluster = cluster
        }
      }
      sums[home] = sums[home].map { zip($0, series).map(+) } ?? series
    }
    // A server that was down tells of no namespace, and of none that nothing flowed.
    let isKnown = times.indices.map { place in
      sums.values.contains { $0.indices.contains(place) && $0[place].requests > 0 }
    }
    func withGaps(_ series: [Point]) -> [Point?] { zip(series, isKnown).map { $1 ? $0 : nil } }
    self.points = sums.mapValues(withGaps)
    clusterPoints = Dictionary(grouping: sums) { $0.key.cluster }.mapValues { namespaces in
      let nothing = times.map { _ in Point() }
      return withGaps(namespaces.reduce(nothing) { sum, namespace in zip(sum, namespace.value).map(+) })
    }
  }

  private static let unknown = "unknown"

  /// The requests into each namespace that snapshots tell.
  ///
  /// - Parameter moment: the moment of the mesh that they are of.
  public init(of moment: Date, in snapshots: [Snapshot]) {
    var points: [NamespaceTotals.ID: [Point]] = [:]
    for (place, snapshot) in snapshots.enumerated() {
      for sums in MeshIndex(snapshot).namespaceTotals() {
        var series = points[sums.id] ?? Array(repeating: Point(), count: snapshots.count)
        series[place] = [sums.inbound, sums.within].reduce(series[place]) {
          $0 + Point(requests: $1.requests, failed: $1.failedRequests)
        }
        points[sums.id] = series
      }
    }
    self.init(moment: moment, times: snapshots.map(\.time), points: points)
  }

  /// The requests into a namespace, or into all of a cluster; nil where none were ever told of.
  func points(of group: NodeGroup) -> [Point?]? {
    let series =
      switch group {
      case .namespace(let name, let cluster): points[NamespaceTotals.ID(cluster: cluster, namespace: name)]
      case .cluster(let name): clusterPoints[name]
      }
    guard let series, series.contains(where: { ($0?.requests ?? 0) > 0 }) else { return nil }
    return series
  }
}
