import Foundation
import Mesh
import Simulation
import Telemetry
import Testing

/// Sums add up, on meshes made by chance.
@Suite struct TotalsTests {
  private func snapshot(_ random: RandomMesh, _ waypoints: WaypointDisplay = .merge) async throws -> Snapshot {
    let source = SimulatedSource(name: random.mesh.name, random.mesh.series())
    return try await MeshReader(source, TrafficOptions(waypoints: waypoints))
      .snapshot(at: Date(timeIntervalSince1970: Told.time))
  }

  @Test(arguments: UInt64(1)...6)
  func `What flows out of all nodes flows into all nodes and is the whole`(seed: UInt64) async throws {
    for random in [RandomMesh(seed: seed), RandomMesh(seed: seed).broken(seed: seed, [.missing, .doubled])] {
      let index = MeshIndex(try await snapshot(random))
      let outbound = index.snapshot.nodes.map { Totals(index.outbound($0.id)) }
      let inbound = index.snapshot.nodes.map { Totals(index.inbound($0.id)) }
      for figure in [\Totals.requests, \.failedRequests, \.bytes, \.opened] as [KeyPath<Totals, Double>] {
        let whole = index.totals[keyPath: figure]
        #expect(close(outbound.reduce(0) { $0 + $1[keyPath: figure] }, whole))
        #expect(close(inbound.reduce(0) { $0 + $1[keyPath: figure] }, whole))
      }
    }
  }

  @Test(arguments: UInt64(1)...6)
  func `What flows into and within all namespaces is the whole, waypoints drawn or not`(seed: UInt64) async throws {
    for waypoints in [WaypointDisplay.merge, .show] {
      let index = MeshIndex(try await snapshot(RandomMesh(seed: seed), waypoints))
      let namespaces = index.namespaceTotals()
      let parts = namespaces.map(\.inbound) + namespaces.map(\.within)
      #expect(parts.reduce(0) { $0 + $1.edges } == index.snapshot.edges.count)
      #expect(namespaces.reduce(0) { $0 + $1.nodes } == index.snapshot.nodes.count)
      for figure in [\Totals.requests, \.failedRequests, \.bytes, \.opened] as [KeyPath<Totals, Double>] {
        #expect(close(parts.reduce(0) { $0 + $1[keyPath: figure] }, index.totals[keyPath: figure]))
      }
    }
  }

  @Test(arguments: UInt64(1)...6)
  func `A request that passes a waypoint is counted once, drawn or not`(seed: UInt64) async throws {
    let merged = Totals(try await snapshot(RandomMesh(seed: seed)))
    let shown = Totals(try await snapshot(RandomMesh(seed: seed), .show))
    #expect(close(shown.requests, merged.requests))
    #expect(close(shown.failedRequests, merged.failedRequests))
  }
}
