import Mesh
import Metrics
import Telemetry
import Testing

/// Rule 3: waypoints are way-stations.
@Suite struct WaypointTests {
  /// A client that calls cart, of which two versions answer 3 to 1, through the waypoint `way`.
  private func shop(
    waypoint: String = "way", proxy: [String: String] = Told.waypoint, ztunnel: [String: String] = Told.ztunnel,
    firstPolicy: String = "mutual_tls", secondPolicy: String = "mutual_tls"
  ) -> Told {
    var told = Told()
    told.connections(
      report("source", "web", waypoint, service: "cart", policy: firstPolicy), from: 400, to: 4000, by: ztunnel)
    for (version, rate) in [("cart-v1", 3.0), ("cart-v2", 1.0)] {
      told.requests(report("waypoint", "web", version, service: "cart", policy: firstPolicy), rate, by: proxy)
      // The legs behind the waypoint carry other clients' traffic, too.
      told.connections(
        report("destination", waypoint, version, service: "cart", policy: secondPolicy), from: 900, to: 900,
        by: ztunnel)
    }
    return told
  }

  @Test func `Client, waypoint and server are one edge through the waypoint`() async throws {
    let snapshot = try await shop().snapshot()
    #expect(snapshot.arrows == ["web → cart-v1", "web → cart-v2"])
    #expect(try snapshot.edge("web", "cart-v1").via?.rawValue == "east/shop/waypoint/way")
    #expect(try snapshot.edge("web", "cart-v1").services == ["cart"])
  }

  @Test func `The first leg's bytes go to the servers in proportion to their requests`() async throws {
    let snapshot = try await shop().snapshot()
    let first = try #require(try snapshot.edge("web", "cart-v1").tcp)
    let second = try #require(try snapshot.edge("web", "cart-v2").tcp)
    #expect(close(first.requestBytes, 300) && close(first.responseBytes, 3000))
    #expect(close(second.requestBytes, 100) && close(second.responseBytes, 1000))
  }

  @Test func `Without requests the second legs' bytes tell the proportion`() async throws {
    var told = Told()
    told.connections(report("source", "web", "way", service: "db"), from: 100, to: 0)
    told.connections(report("destination", "way", "db-v1", service: "db"), from: 30, to: 0)
    told.connections(report("destination", "way", "db-v2", service: "db"), from: 70, to: 0)
    let options = TrafficOptions(waypointSelector: [Matcher("workload", .equal, "way")])
    let snapshot = try await told.snapshot(options)
    #expect(snapshot.arrows == ["web → db-v1", "web → db-v2"])
    #expect(close(try snapshot.edge("web", "db-v2").tcp?.requestBytes, 70))
  }

  @Test func `Where nobody tells the servers the client called the service all the same`() async throws {
    var told = Told()
    told.connections(report("source", "web", "way", service: "db"), from: 100)
    let options = TrafficOptions(waypointSelector: [Matcher("workload", .equal, "way")])
    let snapshot = try await told.snapshot(options)
    #expect(snapshot.arrows == ["web → db"])
    #expect(try snapshot.node("db").kind == .service)
  }

  @Test(arguments: [
    ("mutual_tls", "mutual_tls", MutualTLS.State.full), ("unknown", "mutual_tls", .none),
    ("mutual_tls", "unknown", .none),
  ])
  func `An edge is encrypted only where both legs are`(
    first: String, second: String, state: MutualTLS.State
  ) async throws {
    // A waypoint reports plaintext clients as `none`; ztunnels as `unknown`.
    var told = shop(firstPolicy: first, secondPolicy: second)
    if first == "unknown" {
      told = Told()
      told.connections(report("source", "web", "way", service: "cart", policy: "unknown"))
      told.requests(report("waypoint", "web", "cart-v1", service: "cart", policy: "none"), 3)
      told.connections(report("destination", "way", "cart-v1", service: "cart"))
    }
    #expect(try await told.snapshot().edge("web", "cart-v1").mtls.state == state)
  }

  @Test func `Shown, a waypoint is a node with its legs`() async throws {
    let snapshot = try await shop().snapshot(TrafficOptions(waypoints: .show))
    #expect(
      snapshot.arrows == ["way → cart-v1", "way → cart-v2", "web → cart-v1", "web → cart-v2", "web → way"])
    #expect(try snapshot.node("way").kind == .waypoint)
    #expect(try snapshot.edge("web", "cart-v1").via?.rawValue == "east/shop/waypoint/way")
  }

  @Test func `Hidden, a waypoint's legs are left out`() async throws {
    let snapshot = try await shop().snapshot(TrafficOptions(waypoints: .hide))
    #expect(snapshot.arrows == ["web → cart-v1", "web → cart-v2"])
    #expect(try snapshot.edge("web", "cart-v1").tcp == nil)
  }

  // MARK: Knowing a waypoint

  @Test func `A name alone makes no waypoint`() async throws {
    var told = Told()
    told.connections(report("source", "web", "waypoint", service: "cart"))
    told.connections(report("destination", "waypoint", "cart-v1", service: "cart"))
    #expect(try await told.snapshot().arrows == ["waypoint → cart-v1", "web → waypoint"])
  }

  @Test func `A service that is not called as its workload makes no waypoint`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart-v1", service: "basket"))
    told.requests(report("waypoint", "web", "cart-v1", service: "basket"), 3)
    let snapshot = try await told.snapshot()
    #expect(snapshot.arrows == ["web → cart-v1"])
    #expect(try snapshot.edge("web", "cart-v1").via == nil)
  }

  @Test func `A waypoint is known by the pod that reports`() async throws {
    // `shop` is also the beginning of the pod's name, but the longer name is the pod's.
    var told = shop(
      waypoint: "shop-way", proxy: Told.waypoint.but(["pod": "shop-way-7d9f-x2k"]))
    told.connections(report("source", "shop", "web"))
    #expect(try await told.snapshot().arrows == ["shop → web", "web → cart-v1", "web → cart-v2"])
  }

  @Test func `A waypoint is known by a gateway's name among the target labels`() async throws {
    let proxy = Told.waypoint.but(["pod": nil, "gateway_networking_k8s_io_gateway_name": "way"])
    #expect(try await shop(proxy: proxy).snapshot().arrows == ["web → cart-v1", "web → cart-v2"])
  }

  @Test func `Without target labels a waypoint is known by what it does`() async throws {
    let told = shop(proxy: ["job": "way"], ztunnel: ["job": "ztunnel"])
    #expect(try await told.snapshot().arrows == ["web → cart-v1", "web → cart-v2"])
  }

  @Test func `A selector names the waypoints and nothing else does`() async throws {
    let options = TrafficOptions(waypointSelector: [Matcher("workload", .equal, "nobody")])
    #expect(try await shop().snapshot(options).arrows.contains("web → way"))
  }

  // MARK: Ways of requests

  @Test func `A gateway's requests through a waypoint are counted once`() async throws {
    var told = Told()
    told.requests(report("source", "gateway", "cart-v1", service: "cart", policy: "unknown"), 5, by: Told.gateway)
    told.requests(report("waypoint", "gateway", "cart-v1", service: "cart"), 5)
    told.connections(report("destination", "way", "cart-v1", service: "cart"))
    let snapshot = try await told.snapshot()
    #expect(snapshot.arrows == ["gateway → cart-v1"])
    let edge = try snapshot.edge("gateway", "cart-v1")
    #expect(close(edge.requestRate, 5) && edge.mtls.state == .full && edge.via != nil)
  }

  @Test func `Recording rules that copy a waypoint's reports double nothing`() async throws {
    var told = shop()
    for copy in ["source", "destination"] {
      told.requests(report(copy, "web", "cart-v1", service: "cart"), 3)
      told.requests(report(copy, "web", "cart-v2", service: "cart"), 1)
    }
    let snapshot = try await told.snapshot()
    #expect(close(try snapshot.edge("web", "cart-v1").requestRate, 3))
    #expect(snapshot.edges.count == 2)
  }

  @Test func `A waypoint's word on TCP yields to the ztunnels'`() async throws {
    var told = shop()
    told.connections(report("source", "web", "way", service: "db"), from: 60)
    told.connections(report("destination", "way", "db-v1", service: "db"), from: 60)
    told.connections(report("waypoint", "web", nil, service: "db"), from: 61, by: Told.waypoint)
    let snapshot = try await told.snapshot()
    #expect(snapshot.arrows == ["web → cart-v1", "web → cart-v2", "web → db-v1"])
    #expect(close(try snapshot.edge("web", "db-v1").tcp?.requestBytes, 60))
  }

  @Test func `A waypoint's word on TCP counts where no ztunnel is scraped`() async throws {
    var told = Told()
    told.connections(report("waypoint", "web", nil, service: "db"), from: 61, by: Told.waypoint)
    let snapshot = try await told.snapshot()
    #expect(snapshot.arrows == ["web → db"])
    #expect(try snapshot.node("db").kind == .service)
  }

  @Test func `Legs whose clients nobody reports stay in the picture`() async throws {
    var told = Told()
    told.connections(report("destination", "way", "cart-v1", service: "cart"), from: 10)
    let options = TrafficOptions(waypointSelector: [Matcher("workload", .equal, "way")])
    let snapshot = try await told.snapshot(options)
    #expect(snapshot.arrows == ["way → cart-v1"])
    #expect(try snapshot.node("way").kind == .waypoint)
  }
}
