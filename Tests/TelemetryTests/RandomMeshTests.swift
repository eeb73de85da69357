import Foundation
import Mesh
import Simulation
import Telemetry
import Testing

/// Meshes made by chance: what is read from their reports is what is known of them.
@Suite struct RandomMeshTests {
  private static let seeds = UInt64(1)...8

  private func source(_ random: RandomMesh) -> SimulatedSource {
    SimulatedSource(name: random.mesh.name, random.mesh.series())
  }

  private func snapshot(_ random: RandomMesh) async throws -> Snapshot { try await snapshot(source(random)) }

  private func snapshot(
    _ source: SimulatedSource, _ options: TrafficOptions = TrafficOptions()
  ) async throws -> Snapshot {
    try await MeshReader(source, options).snapshot(at: Date(timeIntervalSince1970: Told.time))
  }

  @Test(arguments: seeds)
  func `The graph's edges are the known calls, no more and no less`(seed: UInt64) async throws {
    for style in [SimulatedMesh.ScrapeStyle.podMonitor, .upstream, .bare] {
      // Without target labels a waypoint is known by its clients' ztunnels alone.
      let random = RandomMesh(seed: seed, style: style, hasGateways: style != .bare)
      let expected = Set(random.reported.map { "\($0.source) → \($0.target)" })
      let found = try await snapshot(random).arrows
      #expect(expected.subtracting(found).isEmpty, "\(style)")
      #expect(Set(found).subtracting(expected).isEmpty, "\(style)")
      #expect(found.count == Set(found).count)
    }
  }

  @Test(arguments: seeds)
  func `Requests, bytes and locks are as known`(seed: UInt64) async throws {
    let random = RandomMesh(seed: seed)
    let found = try await snapshot(random)
    for (arrow, truths) in Dictionary(grouping: random.reported, by: { [$0.source, $0.target] }) {
      let edge = try found.edge(arrow[0], arrow[1])
      let requests = truths.filter { !$0.requestReporters.isEmpty }.reduce(0) { $0 + $1.rate }
      #expect(close(edge.requestRate ?? 0, requests, within: 0.02))
      if requests > 0 { #expect(close(edge.errorPercent, 10, within: 0.02)) }
      if truths.allSatisfy({ !$0.ztunnels.isEmpty && $0.waypoint == nil }) {
        #expect(close(edge.tcp?.bytes, truths.reduce(0) { $0 + $1.bytes }, within: 0.02))
      }
      if truths.allSatisfy({ !$0.ztunnels.isEmpty }) {
        #expect(edge.mtls.state == (truths.allSatisfy(\.isEncrypted) ? .full : .none))
      }
      #expect((edge.via != nil) == truths.contains { $0.waypoint != nil })
    }
  }

  @Test(arguments: seeds)
  func `Copies by recording rules and by a second scrape double nothing`(seed: UInt64) async throws {
    let random = RandomMesh(seed: seed)
    let plain = try await snapshot(random)
    var rules = random.mesh
    rules.hasCompatibilityRules = true
    let copied = try await MeshReader(SimulatedSource(name: "copies", rules.series()), TrafficOptions())
      .snapshot(at: Date(timeIntervalSince1970: Told.time))
    let twice = try await snapshot(random.broken(seed: seed, [.doubled]))
    for other in [copied, twice] {
      #expect(other.arrows == plain.arrows)
      #expect(close(total(other, \.requestRate), total(plain, \.requestRate)))
      #expect(close(total(other) { $0.tcp?.bytes }, total(plain) { $0.tcp?.bytes }))
    }
  }

  private func total(_ snapshot: Snapshot, _ figure: (Edge) -> Double?) -> Double {
    snapshot.edges.reduce(0) { $0 + (figure($1) ?? 0) }
  }

  @Test(arguments: seeds)
  func `Where somebody reports all requests the rates hold, whatever else is broken`(seed: UInt64) async throws {
    let random = RandomMesh(seed: seed).broken(
      seed: seed, [.missing, .delayed(20), .doubled, .restarted([Told.time - 70])])
    let found = try await snapshot(random)
    func isWhole(_ target: String) -> Bool {
      switch random.mesh.faults[target] {
      case nil, .delayed, .doubled: true
      case .missing, .restarted: false
      }
    }
    for truth in random.truths where truth.requestReporters.contains(where: isWhole) {
      let edge = try found.edge(truth.source, truth.target)
      let all = random.truths.filter {
        $0.source == truth.source && $0.target == truth.target && !$0.requestReporters.isEmpty
      }
      guard all.allSatisfy({ $0.requestReporters.contains(where: isWhole) }) else { continue }
      #expect(close(edge.requestRate, all.reduce(0) { $0 + $1.rate }, within: 0.02))
    }
    let known = random.truths.filter { !$0.requestReporters.isEmpty }.reduce(0) { $0 + $1.rate }
    #expect(total(found, \.requestRate) <= known * 1.02)
  }

  @Test(arguments: seeds)
  func `Plaintext is never shown with a lock, whatever is broken`(seed: UInt64) async throws {
    let random = RandomMesh(seed: seed).broken(
      seed: seed &* 77, [.missing, .missing, .delayed(20), .restarted([Told.time - 70])])
    let source = source(random)
    for graph in GraphType.allCases {
      for display in WaypointDisplay.allCases {
        let found = try await snapshot(source, TrafficOptions(graph: graph, waypoints: display))
        for edge in found.edges where edge.mtls.state == .full {
          let source = edge.source.rawValue.split(separator: "/").last ?? ""
          let isPlain = random.truths.contains { !$0.isEncrypted && $0.source == source }
          let sources = random.truths.filter { $0.source == source }
          // Every call of a client outside the mesh is plaintext.
          #expect(!(isPlain && sources.allSatisfy { !$0.isEncrypted }), "\(edge.id)")
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `Figures of all graph types add up to the same`(seed: UInt64) async throws {
    let random = RandomMesh(seed: seed)
    let source = source(random)
    let workloads = try await snapshot(source)
    for graph in GraphType.allCases {
      let other = try await snapshot(source, TrafficOptions(graph: graph))
      #expect(close(total(other, \.requestRate), total(workloads, \.requestRate)))
      #expect(close(total(other) { $0.tcp?.bytes }, total(workloads) { $0.tcp?.bytes }))
    }
  }

  @Test(arguments: seeds)
  func `Every edge's ends are nodes, and identities are unique and in order`(seed: UInt64) async throws {
    let source = source(RandomMesh(seed: seed).broken(seed: seed, [.missing]))
    for graph in GraphType.allCases {
      for display in WaypointDisplay.allCases {
        let found = try await snapshot(source, TrafficOptions(graph: graph, waypoints: display, includesIdle: true))
        let ids = found.nodes.map(\.id)
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
        #expect(found.edges.map(\.id) == found.edges.map(\.id).sorted())
        #expect(found.edges.allSatisfy { Set(ids).contains($0.source) && Set(ids).contains($0.target) })
        #expect(Set(found.edges.flatMap { [$0.source, $0.target] }) == Set(ids))
      }
    }
  }

  @Test(arguments: seeds)
  func `Where all that was seen carries traffic, nothing is idle`(seed: UInt64) async throws {
    let source = source(RandomMesh(seed: seed))
    for graph in GraphType.allCases {
      for display in WaypointDisplay.allCases {
        let busy = try await snapshot(source, TrafficOptions(graph: graph, waypoints: display))
        let all = try await snapshot(source, TrafficOptions(graph: graph, waypoints: display, includesIdle: true))
        #expect(all.edges.map(\.id) == busy.edges.map(\.id), "\(graph) \(display)")
        #expect(all.nodes.map(\.id) == busy.nodes.map(\.id), "\(graph) \(display)")
      }
    }
  }
}
