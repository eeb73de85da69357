import Foundation
import Mesh
import Simulation
import Telemetry
import Testing

/// What one sees of the demo's scripted hour.
@Suite struct DemoTests {
  private static let sources = [1, 2, 3].map { (seed: UInt64) in
    SimulatedSource(name: "demo", DemoMesh.everything(seed: seed).series())
  }

  /// The demo so many minutes into an hour.
  private func snapshot(minute: Double, seed: Int = 1) async throws -> Snapshot {
    let hour = (Told.time / 3600).rounded(.down) * 3600
    return try await MeshReader(Self.sources[seed - 1], TrafficOptions())
      .snapshot(at: Date(timeIntervalSince1970: hour + minute * 60))
  }

  @Test(arguments: [1, 2, 3])
  func `About a thousand requests a second and some megabytes`(seed: Int) async throws {
    for minute in [3.0, 10, 20, 30, 59] {
      let found = try await snapshot(minute: minute, seed: seed)
      let requests = found.edges.reduce(0) { $0 + ($1.requestRate ?? 0) }
      let bytes = found.edges.reduce(0) { $0 + ($1.tcp?.bytes ?? 0) }
      #expect((700...1500).contains(requests))
      #expect((2e6...8e6).contains(bytes))
      #expect(found.warnings.isEmpty)
    }
  }

  @Test func `Payments fail, and with them checkouts, and recover`() async throws {
    for (minute, health) in [(3.0, Health.healthy), (9, .failing), (14, .healthy), (39, .failing)] {
      let found = try await snapshot(minute: minute)
      #expect(try found.edge("checkout", "payment").health == health)
      #expect(try found.edge("frontend", "checkout").health == health)
      #expect(try found.edge("cart", "redis-cart").health == .healthy)
    }
  }

  @Test func `Ratings become slow, and reviews and the page with them`() async throws {
    let (before, during) = (try await snapshot(minute: 12), try await snapshot(minute: 19))
    for (source, target) in [("reviews-v2", "ratings-v1"), ("productpage-v1", "reviews-v3")] {
      let quick = try #require(try before.edge(source, target).http?.latency?.p95)
      let slow = try #require(try during.edge(source, target).http?.latency?.p95)
      #expect(slow > quick * 10)
    }
  }

  @Test func `The newest version of reviews is slow all the time`() async throws {
    for minute in [3.0, 19, 31] {
      let found = try await snapshot(minute: minute)
      let p95 = try ["v1", "v2", "v3"].map { try #require(try found.node("reviews-\($0)").latency?.p95) }
      #expect(p95[2] > p95[0] * 3 && p95[2] > p95[1] * 2)
    }
  }

  @Test func `A plaintext visit to redis comes and goes`() async throws {
    for (minute, isThere) in [(6.0, false), (12, true), (21, false), (42, true)] {
      let found = try await snapshot(minute: minute)
      #expect(found.arrows.contains("debug-shell → redis") == isThere)
      if isThere { #expect(try found.edge("debug-shell", "redis").mtls.state == .none) }
    }
  }

  @Test func `A scan of ports is denied`() async throws {
    let edge = try await snapshot(minute: 28).edge("port-scan", "redis-cart")
    #expect(edge.health == .failing && edge.tcp?.causes.map(\.flags) == ["DENY"])
    #expect(try await !snapshot(minute: 33).arrows.contains("port-scan → redis-cart"))
  }

  @Test func `All calls within the mesh are encrypted, and the client outside it never is`() async throws {
    for minute in [3.0, 16, 46] {
      let found = try await snapshot(minute: minute)
      for edge in found.edges {
        let isOutside = edge.source.rawValue.contains("/legacy/")
        #expect(edge.mtls.state == (isOutside ? .none : .full), "\(edge.id)")
      }
      #expect(found.arrows.contains("price-import → product"))
    }
  }

  @Test func `Nothing in the demo is drawn twice`() async throws {
    let found = try await snapshot(minute: 12)
    #expect(found.nodes.count == 26 && found.edges.count == 36)
    #expect(!found.nodes.contains { $0.kind == .waypoint || $0.kind == .service || $0.kind == .unknown })
  }
}
