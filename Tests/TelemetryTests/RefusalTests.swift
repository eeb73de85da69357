import Foundation
import Mesh
import Metrics
import Simulation
import Synchronization
import Telemetry
import Testing

/// A server that does not answer every question.
@Suite struct RefusalTests {
  /// Refuses the questions with these names, as a server does whose limits they exceed.
  private struct RefusingSource: MetricsSource {
    var source: SimulatedSource
    var refused: Set<String>
    var missing: [String] = []
    var kind = SourceError.Kind.refused
    var name: String { source.name }

    private var error: SourceError { SourceError(kind, problem: "Too many samples.", remedy: "Ask for less.") }

    func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
      var answers = await source.answer(queries, at: time)
      answers.missing = missing
      for (index, query) in queries.enumerated() where refused.contains(query.name) {
        answers.results[index] = .failure(error)
      }
      return answers
    }

    func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
      await source.answer(queries, from: start, to: end, step: step)
    }
  }

  private let time = Date(timeIntervalSince1970: 1_700_000_000)

  private func snapshot(without refused: String...) async throws -> Snapshot {
    let source = SimulatedSource(name: "demo", DemoMesh.everything().series())
    return try await MeshReader(RefusingSource(source: source, refused: Set(refused)), TrafficOptions())
      .snapshot(at: time)
  }

  @Test(arguments: ["bytes", "open", "latency", "sums"])
  func `What a server refuses is missing and said, and the rest is there`(name: String) async throws {
    let whole = try await snapshot()
    let part = try await snapshot(without: name)
    #expect(part.edges.map(\.id) == whole.edges.map(\.id))
    #expect(part.warnings.contains { $0.hasPrefix("Without ") && $0.hasSuffix("Too many samples.") })
    #expect(close(Totals(part).requests, Totals(whole).requests))
    if name == "latency" { #expect(part.edges.allSatisfy { $0.http?.latency?.p95 == nil }) }
  }

  @Test func `What the server lacks marks the picture as partial`() async throws {
    let source = SimulatedSource(name: "demo", DemoMesh.everything().series())
    let reader = MeshReader(
      RefusingSource(source: source, refused: [], missing: ["store a did not answer: refused"]), TrafficOptions())
    let part = try await reader.snapshot(at: time)
    #expect(part.isPartial)
    #expect(part.warnings.first == "partial response: store a did not answer: refused")
    #expect(try await !snapshot().isPartial)
  }

  private static let names = ["requests", "bytes", "connections", "open", "latency", "sums", "waypoints", "idle"]
  private static let chances: [SourceError.Kind] = [
    .unreachable, .overloaded, .serverFailed, .timedOut, .notPrometheus,
  ]

  @Test(arguments: names, chances)
  func `What fails by chance leaves no picture that lies`(name: String, kind: SourceError.Kind) async throws {
    let source = SimulatedSource(name: "demo", DemoMesh.everything().series())
    let options = TrafficOptions(includesIdle: true)
    let whole = try await MeshReader(source, options).snapshot(at: time)
    let reader = MeshReader(RefusingSource(source: source, refused: [name], kind: kind), options)
    guard name == "latency" else {
      let error = await #expect(throws: SourceError.self) { try await reader.snapshot(at: time) }
      #expect(error?.kind == kind)
      return
    }
    var part = try await reader.snapshot(at: time)
    #expect(part.warnings.contains { $0.hasPrefix("Without ") })
    #expect(part.edges.contains { $0.http != nil })
    #expect(part.edges.allSatisfy { $0.http?.latency?.p95 == nil && $0.grpc?.latency?.p95 == nil })
    // All else is as it would be.
    for index in part.edges.indices {
      part.edges[index].http?.latency = whole.edges[index].http?.latency
      part.edges[index].grpc?.latency = whole.edges[index].grpc?.latency
    }
    #expect(part.edges == whole.edges)
  }

  @Test(arguments: names)
  func `A lock is never another one because a question is refused`(name: String) async throws {
    let whole = try await snapshot()
    let part = try await snapshot(without: name)
    let locks = Dictionary(uniqueKeysWithValues: whole.edges.map { ($0.id, $0.mtls.percent) })
    for edge in part.edges {
      guard let percent = edge.mtls.percent, let known = locks[edge.id] else { continue }
      #expect(close(percent, known ?? -1, within: 1e-3), "\(edge.id) without \(name)")
    }
  }

  @Test func `A server that cannot be surveyed anew is taken to be as it was`() async throws {
    let source = SimulatedSource(name: "demo", DemoMesh.everything().series())
    let flaky = FlakySurvey(source: source)
    let reader = MeshReader(flaky, TrafficOptions())
    _ = try await reader.snapshot(at: time)
    flaky.isRefused.withLock { $0 = true }
    let moment = time.addingTimeInterval(1200)
    let later = try await reader.snapshot(at: moment)
    let whole = try await MeshReader(source, TrafficOptions()).snapshot(at: moment)
    #expect(later.edges.map(\.mtls) == whole.edges.map(\.mtls))
    #expect(later.scrapeIntervals == whole.scrapeIntervals)
  }

  private final class FlakySurvey: MetricsSource {
    let source: SimulatedSource
    let isRefused = Mutex(false)
    var name: String { source.name }

    init(source: SimulatedSource) { self.source = source }

    func answer(_ queries: [Query], at time: Date) async -> Answers<Vector> {
      let refused: Set<String> = isRefused.withLock { $0 } ? ["survey"] : []
      return await RefusingSource(source: source, refused: refused, kind: .timedOut).answer(queries, at: time)
    }

    func answer(_ queries: [Query], from start: Date, to end: Date, step: Duration) async -> Answers<Matrix> {
      await source.answer(queries, from: start, to: end, step: step)
    }
  }

  @Test func `Without requests there is L4, without connections L7`() async throws {
    let layer4 = try await snapshot(without: "requests")
    #expect(layer4.edges.contains { $0.tcp != nil } && layer4.edges.allSatisfy { $0.requestRate == nil })
    let layer7 = try await snapshot(without: "connections", "bytes", "open")
    #expect(layer7.edges.contains { $0.requestRate != nil })
  }

  @Test func `Where neither is answered there is no picture but the reason`() async {
    await #expect(throws: SourceError.self) { try await snapshot(without: "requests", "connections") }
  }

  @Test func `A survey that is refused leaves a picture`() async throws {
    let whole = try await snapshot()
    #expect(try await snapshot(without: "survey").edges.count == whole.edges.count)
  }

  @Test(arguments: UInt64(1)...6)
  func `Calls between clusters are edges between clusters`(seed: UInt64) async throws {
    let random = RandomMesh(seed: seed, clusters: ["east", "west"])
    let source = SimulatedSource(name: random.mesh.name, random.mesh.series())
    let snapshot = try await MeshReader(source, TrafficOptions()).snapshot(
      at: Date(timeIntervalSince1970: Told.time))
    let expected = Set(random.reported.map { "\($0.source) → \($0.target)" })
    #expect(Set(snapshot.arrows).subtracting(expected).isEmpty)
    #expect(expected.subtracting(snapshot.arrows).isEmpty)
    let clusters = Dictionary(uniqueKeysWithValues: random.mesh.workloads.map { ($0.name, $0.cluster) })
    for node in snapshot.nodes where node.kind == .workload { #expect(node.cluster == clusters[node.name]) }
    let east = try await MeshReader(source, TrafficOptions(clusters: ["east"])).snapshot(
      at: Date(timeIntervalSince1970: Told.time))
    let index = MeshIndex(east)
    for edge in east.edges {
      let ends = [edge.source, edge.target].compactMap { index.node($0)?.cluster }
      #expect(ends.contains("east") || ends.contains("unknown"))
    }
  }
}
