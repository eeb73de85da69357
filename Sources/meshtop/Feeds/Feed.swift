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

  /// By how much the feed's clock is ahead of this machine's.
  var clockOffset: Duration { get }

  /// Keeps no connection any longer.
  func dropConnections()

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

  /// What runs the mesh.
  ///
  /// - Parameter time: the moment; nil for the feed's own present.
  func controlPlane(at time: Date?) async throws(Trouble) -> ControlPlane

  /// What is wrong with how the mesh is scraped, the worst first.
  ///
  /// - Parameter time: the moment; nil for the feed's own present.
  func findings(at time: Date?) async throws(Trouble) -> [Finding]
}

extension Feed {
  var clockOffset: Duration { .zero }
  func dropConnections() {}

  /// The mesh that a question asks for, or why that is not known.
  func mesh(orFailureAt time: Date?, _ question: MeshQuestion) async -> Result<MeshIndex, Failure> {
    await Result(asking: { () throws(Trouble) in MeshIndex(try await snapshot(at: time, question)) })
  }

  /// What runs the mesh, or why that is not known.
  func controlPlane(orFailureAt time: Date?) async -> Result<ControlPlane, Failure> {
    await Result(asking: { () throws(Trouble) in try await controlPlane(at: time) })
  }

  /// What is wrong with how the mesh is scraped, or why that is not known.
  func findings(orFailureAt time: Date?) async -> Result<[Finding], Failure> {
    await Result(asking: { () throws(Trouble) in try await findings(at: time) })
  }
}

extension Result where Failure == Dashboard.Failure {
  /// What comes of something, or why nothing does, as the dashboard shows it.
  init(asking body: () async throws(Trouble) -> Success) async {
    do throws(Trouble) {
      self = .success(try await body())
    } catch {
      self = .failure(error.failure)
    }
  }
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
  private let source: any MetricsSource
  private let reader: MeshReader
  private let options: TrafficOptions

  /// Whether the source has a clock that this machine's can be held against.
  private let hasClock: Bool

  init(_ source: any MetricsSource, _ options: TrafficOptions, alarm: String = "", hasClock: Bool = true) {
    self.hasClock = hasClock
    name = source.name
    self.source = source
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
    let began = ContinuousClock.now
    do {
      let snapshot = try await mesh(at: time)
      RunLog.current?.note(snapshot, took: .now - began)
      return snapshot
    } catch {
      RunLog.current?.note(refreshFailed: error, took: .now - began)
      throw Trouble(error)
    }
  }

  private func mesh(at time: Date?) async throws(SourceError) -> Snapshot {
    if let time { return try await reader.snapshot(at: time) }
    let offset = source.clockOffset
    var snapshot = try await reader.snapshot(at: Self.present(offset))
    // The first answer tells what time it is there, and that it was asked for another.
    if Self.isFar(source.clockOffset, from: offset) {
      snapshot = try await reader.snapshot(at: Self.present(source.clockOffset))
    }
    if let notice = Self.notice(source.clockOffset) { snapshot.warnings.insert(notice, at: 0) }
    return snapshot
  }

  var clockOffset: Duration { source.clockOffset }

  func dropConnections() { source.dropConnections() }

  /// The server's present, by this machine's clock: in whole seconds, since servers and their caches know no finer ones.
  private static func present(_ offset: Duration) -> Date {
    let seconds = Date().timeIntervalSince1970 + Double(offset.components.seconds)
    return Date(timeIntervalSince1970: seconds.rounded(.down))
  }

  private static func isFar(_ offset: Duration, from other: Duration) -> Bool {
    abs((offset - other).components.seconds) > 10
  }

  /// What a user must know of a server's clock that differs from this machine's; nil where they are as good as the same.
  private static func notice(_ offset: Duration) -> String? {
    let seconds = offset.components.seconds
    if seconds == 0 { return nil }
    // A second less by rounding must not make it a minute less.
    let difference = Figures.age(Double(abs(seconds)) + 2)
    return "This machine's clock is \(difference) \(seconds > 0 ? "behind" : "ahead of") the server's."
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

  func controlPlane(at time: Date?) async throws(Trouble) -> ControlPlane {
    do {
      return try await reader.controlPlane(at: time ?? Self.present(source.clockOffset))
    } catch {
      throw Trouble(error)
    }
  }

  func findings(at time: Date?) async throws(Trouble) -> [Finding] {
    do {
      if let time { return try await reader.findings(at: time, isPresent: false) }
      let offset = source.clockOffset
      let findings = try await reader.findings(at: Self.present(offset), isPresent: hasClock)
      // The first answer tells what time it is there: what was asked for was another.
      if !Self.isFar(source.clockOffset, from: offset) { return findings }
      return try await reader.findings(at: Self.present(source.clockOffset), isPresent: hasClock)
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
