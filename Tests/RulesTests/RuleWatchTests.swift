import Foundation
import Mesh
import Testing

@testable import Rules

@Suite("Watching rules")
struct RuleWatchTests {
  /// A report of whether the one edge of a mesh is encrypted, and whether it fails.
  private static func report(encrypted: Bool, errors: Double = 0) throws -> RuleReport {
    let nodes = ["a", "b"].map { Node(kind: .workload, cluster: "c", namespace: "n", name: $0) }
    let edge = Edge(
      source: nodes[0].id, target: nodes[1].id, http: RequestTraffic(rate: 1, errorPercent: errors),
      mtls: MutualTLS(percent: encrypted ? 100 : 0))
    let snapshot = Snapshot(
      time: Date(timeIntervalSince1970: 1_790_000_000), window: .seconds(120), nodes: nodes, edges: [edge])
    return RuleReport([try Rule(parsing: "mtls"), try Rule(parsing: "%err < 1")], MeshIndex(snapshot))
  }

  @Test("What breaks and what holds again is told once")
  func changes() throws {
    var watch = RuleWatch()
    #expect(watch.take(try Self.report(encrypted: true)).isEmpty)
    #expect(watch.take(try Self.report(encrypted: false)).map(\.result.rule.name) == ["mtls"])
    #expect(watch.take(try Self.report(encrypted: false)).isEmpty)
    #expect(!watch.holds)
    let both = watch.take(try Self.report(encrypted: true, errors: 5))
    #expect(both.map(\.result.rule.name) == ["mtls", "%err < 1"])
    #expect(both.map(\.holds) == [true, false])
    #expect(watch.take(try Self.report(encrypted: true)).map(\.holds) == [true])
    #expect(watch.holds)
  }

  @Test("What is broken but for a moment is not told where patience is wanted")
  func patience() throws {
    var watch = RuleWatch(patience: 3)
    for encrypted in [false, false, true, false, false] {
      #expect(watch.take(try Self.report(encrypted: encrypted)).isEmpty)
    }
    #expect(watch.take(try Self.report(encrypted: false)).count == 1)
    #expect(watch.take(try Self.report(encrypted: true)).count == 1)
  }
}
