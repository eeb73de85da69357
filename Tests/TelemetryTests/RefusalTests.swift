import Foundation
import Mesh
import Metrics
import Simulation
import Telemetry
import Testing

/// A server that does not answer every question.
@Suite struct RefusalTests {
  /// Refuses the questions with these names, as a server does whose limits they exceed.
  private struct RefusingSource: MetricsSource {
    var source: SimulatedSource
    var refused: Set<String>
    var missing: [String] = []
    var name: String { source.name }

    private var error: SourceError { SourceError(.refused, problem: "Too many samples.", remedy: "Ask for less.") }

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
