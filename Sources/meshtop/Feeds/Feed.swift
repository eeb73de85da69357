import Dashboard
import FoundationEssentials
import Mesh
import Metrics
import Telemetry

/// Where snapshots come from: a source of metrics, or a file.
protocol Feed: Sendable {
  /// Where the figures come from, for people.
  var name: String { get }
  /// What a user must know all the time, for example that certificates are not checked; empty for nothing.
  var alarm: String { get }

  /// The only moments that there are, in their order; empty where any can be asked for.
  var moments: [Date] { get }

  /// Moments that become known while they are looked at; ends where no more can.
  var growth: AsyncStream<FeedGrowth> { get }

  /// What a user should know of where the figures come from; nil for nothing.
  var notice: String? { get }

  /// The mesh that a question asks for.
  ///
  /// - Parameter time: the moment; nil for the feed's own present.
  func snapshot(at time: Date?, _ question: MeshQuestion) async throws(Trouble) -> Snapshot

  /// The last hour of a node, an edge or a namespace, up to the moment of a mesh.
  func history(of subject: Subject, in mesh: MeshIndex) async throws(Trouble) -> [Snapshot]

  /// The last hour of all namespaces, up to the moment of a mesh.
  func trends(at time: Date) async throws(Trouble) -> NamespaceTrends
}

/// All moments that a feed knows by now.
struct FeedGrowth: Sendable {
  var moments: [Date]
  /// What a user should know of it; nil for nothing.
  var notice: String?
}

extension Feed {
  var growth: AsyncStream<FeedGrowth> { AsyncStream { $0.finish() } }
  var notice: String? { nil }
}

/// Snapshots folded from what a source of metrics answers.
struct MetricsFeed: Feed {
  let moments: [Date] = []
  let name: String
  let alarm: String
  private let reader: MeshReader
  private let options: TrafficOptions

  init(_ source: any MetricsSource, _ options: TrafficOptions, alarm: String = "") {
    name = source.name
    self.alarm = alarm
    self.options = options
    reader = MeshReader(source, options)
  }

  func snapshot(at time: Date?, _ question: MeshQuestion) async throws(Trouble) -> Snapshot {
    var options = options
    options.window = question.window
    options.graph = question.graph
    options.waypoints = question.waypoints
    options.namespaces = question.namespaces
    options.includesIdle = question.includesIdle
    await reader.change(to: options)
    // Whole seconds: servers and their caches know no finer ones.
    let moment = time ?? Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    do {
      return try await reader.snapshot(at: moment)
    } catch {
      throw Trouble(error)
    }
  }

  func history(of subject: Subject, in mesh: MeshIndex) async throws(Trouble) -> [Snapshot] {
    let focus: Focus?
    switch subject {
    case .node(let id): focus = mesh.node(id).map { Focus(node: $0, of: mesh) }
    case .edge(let id): focus = mesh.edge(id).map { Focus(edge: $0, of: mesh) }
    case .namespace(let id):
      let nodes = mesh.snapshot.nodes.filter { $0.namespace == id.namespace && $0.cluster == id.cluster }
      focus = Focus(names: Set(nodes.flatMap { Focus(node: $0, of: mesh).names }).sorted())
    }
    guard let focus else { return [] }
    let (start, end) = Self.hour(upTo: mesh.snapshot.time)
    do {
      return try await reader.history(of: focus, from: start, to: end, step: History.step)
    } catch {
      throw Trouble(error)
    }
  }

  func trends(at time: Date) async throws(Trouble) -> NamespaceTrends {
    let (start, end) = Self.hour(upTo: time)
    do {
      let history = try await reader.namespaceHistory(from: start, to: end, step: History.step)
      let points = history.points.map { key, points in
        (
          NamespaceTotals.ID(cluster: key.cluster, namespace: key.namespace),
          points.map { NamespaceTrends.Point(requests: $0.requests, failed: $0.failed) }
        )
      }
      return NamespaceTrends(
        moment: time, times: history.times, points: Dictionary(points, uniquingKeysWith: { first, _ in first }))
    } catch {
      throw Trouble(error)
    }
  }

  /// The first and the last moment of the hour before a moment.
  private static func hour(upTo time: Date) -> (start: Date, end: Date) {
    let end = History.newestMoment(upTo: time)
    return (end.addingTimeInterval(-Double(History.span.components.seconds)), end)
  }
}
