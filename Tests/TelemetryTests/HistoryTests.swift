import Foundation
import Mesh
import Metrics
import Simulation
import Telemetry
import Testing

@Suite struct HistoryTests {
  private let source = SimulatedSource(name: "demo", DemoMesh.everything().series())
  private let end = Date(timeIntervalSince1970: 1_700_000_400)

  private func reader() -> MeshReader { MeshReader(source, TrafficOptions()) }

  @Test(arguments: ["order", "checkout", "redis", "reviews-v2"])
  func `A node's history is what its snapshots were`(name: String) async throws {
    let now = MeshIndex(try await reader().snapshot(at: end))
    let node = try #require(now.snapshot.nodes.first { $0.name == name })
    let history = try await reader().history(
      of: Focus(node: node, of: now), from: end.addingTimeInterval(-600), to: end, step: .seconds(120))
    #expect(history.map(\.time.timeIntervalSince1970) == [0, 120, 240, 360, 480, 600].map { 1_699_999_800 + $0 })
    for past in history {
      let index = MeshIndex(past)
      let whole = MeshIndex(try await reader().snapshot(at: past.time))
      #expect(index.inbound(node.id).map(\.id) == whole.inbound(node.id).map(\.id))
      #expect(index.outbound(node.id).map(\.id) == whole.outbound(node.id).map(\.id))
      for (a, b) in zip(
        index.inbound(node.id) + index.outbound(node.id), whole.inbound(node.id) + whole.outbound(node.id))
      {
        #expect(close(a.requestRate ?? 0, b.requestRate ?? 0), "\(a.id)")
        #expect(close(a.errorPercent ?? 0, b.errorPercent ?? 0), "\(a.id)")
        #expect(close(a.tcp?.bytes ?? 0, b.tcp?.bytes ?? 0), "\(a.id)")
        #expect(close(a.http?.latency?.p95 ?? 0, b.http?.latency?.p95 ?? 0), "\(a.id)")
        #expect(a.mtls.state == b.mtls.state, "\(a.id)")
      }
    }
  }

  @Test func `An edge's history is what its snapshots were`() async throws {
    let now = MeshIndex(try await reader().snapshot(at: end))
    for edge in now.snapshot.edges {
      let history = try await reader().history(
        of: Focus(edge: edge, of: now), from: end.addingTimeInterval(-60), to: end, step: .seconds(60))
      let last = try #require(history.last?.edges.first { $0.id == edge.id }, "\(edge.id)")
      #expect(close(last.requestRate ?? 0, edge.requestRate ?? 0), "\(edge.id)")
      #expect(close(last.tcp?.bytes ?? 0, edge.tcp?.bytes ?? 0), "\(edge.id)")
      #expect(last.mtls == edge.mtls, "\(edge.id)")
    }
  }

  @Test func `Requests into namespaces are the sums of the edges into them`() async throws {
    let history = try await reader().namespaceHistory(
      from: end.addingTimeInterval(-120), to: end, step: .seconds(60))
    let snapshot = try await reader().snapshot(at: end)
    let index = MeshIndex(snapshot)
    for namespace in ["webstore", "bookinfo", "boutique"] {
      let edges = snapshot.edges.filter { index.node($0.target)?.namespace == namespace }
      let points = try #require(history.points.first { $0.key.namespace == namespace }?.value)
      #expect(points.count == 3)
      let requests = edges.reduce(0) { $0 + ($1.requestRate ?? 0) }
      let failed = edges.reduce(0) { $0 + ($1.requestRate ?? 0) * ($1.errorPercent ?? 0) / 100 }
      #expect(close(points.last?.requests, requests, within: 0.001), "\(namespace)")
      #expect(close(points.last?.failed, failed, within: 0.001), "\(namespace)")
    }
  }

  @Test func `A history asks no more questions than a refresh does`() async throws {
    let counting = CountingSource(source)
    let reader = MeshReader(counting, TrafficOptions(includesIdle: true))
    let now = MeshIndex(try await reader.snapshot(at: end))
    #expect(counting.batches == [1, 8])
    let node = try #require(now.snapshot.nodes.first)
    _ = try await reader.history(of: Focus(node: node, of: now), from: end, to: end, step: .seconds(60))
    #expect(counting.batches == [1, 8, 7])
  }

  @Test func `A history's points reach back ten minutes at most, however long the window is`() async throws {
    let reader = MeshReader(source, TrafficOptions(window: .seconds(30 * 86_400)))
    let now = MeshIndex(try await reader.snapshot(at: end))
    #expect(now.snapshot.window == .seconds(30 * 86_400))
    let node = try #require(now.snapshot.nodes.first)
    let history = try await reader.history(of: Focus(node: node, of: now), from: end, to: end, step: .seconds(60))
    #expect(history.map(\.window) == [.seconds(600)])
    let query = try await reader.namespaceQuery(at: end)
    #expect(query.terms.map(\.function) == [.rate(.seconds(600)), .rate(.seconds(600))])
  }

  @Test func `A window of days asks no more questions`() async throws {
    let counting = CountingSource(source)
    let reader = MeshReader(counting, TrafficOptions(window: .seconds(30 * 86_400), includesIdle: true))
    _ = try await reader.snapshot(at: end)
    #expect(counting.batches == [1, 8])
  }
}
