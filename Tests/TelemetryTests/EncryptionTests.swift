import Mesh
import Telemetry
import Testing

/// Rules 5 and 14, and table 3.
@Suite struct EncryptionTests {
  @Test(arguments: [
    ("mutual_tls", MutualTLS.State.full), ("none", .none), ("unknown", .none),
  ])
  func `A ztunnel that knows of no encryption says plaintext`(policy: String, state: MutualTLS.State) async throws {
    for reporter in ["source", "destination"] {
      var told = Told()
      told.connections(report(reporter, "web", "cart", policy: policy))
      #expect(try await told.snapshot().edge("web", "cart").mtls.state == state)
    }
  }

  @Test(arguments: ["source", "destination", "waypoint"])
  func `An Envoy that knows of no encryption says nothing`(reporter: String) async throws {
    for (policy, state) in [("mutual_tls", MutualTLS.State.full), ("none", .none), ("unknown", .unknown)] {
      var told = Told()
      told.requests(report(reporter, "web", "cart", policy: policy), 5)
      let mtls = try await told.snapshot().edge("web", "cart").mtls
      #expect(mtls.state == state)
      #expect((mtls.percent == nil) == (state == .unknown))
    }
  }

  @Test func `Without the label a ztunnel said nothing`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart").but(["connection_security_policy": nil]))
    #expect(try await told.snapshot().edge("web", "cart").mtls == .unknown)
  }

  @Test func `Where nothing tells a ztunnel from an Envoy, unknown is not plaintext`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart", policy: "unknown"), by: ["job": "proxies"])
    let snapshot = try await told.snapshot()
    #expect(try snapshot.edge("web", "cart").mtls == .unknown)
    #expect(snapshot.warnings.contains { $0.contains("--ztunnel-selector") })
  }

  @Test func `The largest report that knows tells, though another speaks`() async throws {
    var told = Told()
    told.requests(report("source", "gateway", "cart", policy: "unknown"), 50, by: Told.gateway)
    told.requests(report("destination", "gateway", "cart"), 5)
    let edge = try await told.snapshot().edge("gateway", "cart")
    #expect(close(edge.requestRate, 50) && edge.mtls.state == .full)
  }

  @Test func `The lock of a gateway's edge comes from the server's ztunnel`() async throws {
    var told = Told()
    told.requests(report("source", "gateway", "cart", policy: "unknown"), 50, by: Told.gateway)
    told.connections(report("destination", "gateway", "cart"))
    #expect(try await told.snapshot().edge("gateway", "cart").mtls.state == .full)
  }

  @Test func `The share is of requests before connections before bytes`() async throws {
    var told = Told()
    told.connections(report("destination", "web", "cart"), opened: 3, from: 10, to: 0)
    told.connections(report("destination", "web", "cart", policy: "unknown"), opened: 1, from: 90, to: 0)
    #expect(close(try await told.snapshot().edge("web", "cart").mtls.percent, 75))
    told.requests(report("waypoint", "web", "cart"), 1)
    told.requests(report("waypoint", "web", "cart", policy: "none"), 9)
    #expect(close(try await told.snapshot().edge("web", "cart").mtls.percent, 10))
    var bytes = Told()
    bytes.connections(report("destination", "web", "cart"), opened: 0, from: 10, to: 0)
    bytes.connections(report("destination", "web", "cart", policy: "unknown"), opened: 0, from: 90, to: 0)
    #expect(close(try await bytes.snapshot().edge("web", "cart").mtls.percent, 10))
  }

  @Test func `A little plaintext is partial, never full`() async throws {
    var told = Told()
    told.connections(report("destination", "web", "cart"), opened: 9999)
    told.connections(report("destination", "web", "cart", policy: "unknown"), opened: 1)
    let mtls = try await told.snapshot().edge("web", "cart").mtls
    #expect(mtls.state == .partial && close(mtls.percent, 99.99))
  }

  @Test func `Both sides' reports are not added up`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"), opened: 4)
    told.connections(report("destination", "web", "cart"), opened: 4)
    told.connections(report("destination", "web", "cart", policy: "unknown"), opened: 4)
    #expect(close(try await told.snapshot().edge("web", "cart").mtls.percent, 50))
  }

  @Test func `Principals are told, and the server's own proves nothing`() async throws {
    var told = Told()
    let server = "spiffe://cluster.local/ns/shop/sa/cart"
    told.connections(
      report("destination", "web", "cart", policy: "unknown").but(["destination_principal": server]), open: 1)
    let plaintext = try await told.snapshot().edge("web", "cart")
    #expect(plaintext.sourcePrincipals.isEmpty)
    #expect(plaintext.destinationPrincipals == [server])
    #expect(plaintext.mtls.state == .none)

    var proven = Told()
    proven.connections(report("destination", "web", "cart"), open: 1)
    let edge = try await proven.snapshot().edge("web", "cart")
    #expect(edge.sourcePrincipals == ["spiffe://cluster.local/ns/shop/sa/web"])
  }

  @Test(arguments: [0.0, 3])
  func `Principals are told of connections that open and of those that stay open`(open: Double) async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"), opened: open > 0 ? 0 : 2, open: open)
    let edge = try await told.snapshot().edge("web", "cart")
    #expect(edge.sourcePrincipals == ["spiffe://cluster.local/ns/shop/sa/web"])
    #expect(edge.destinationPrincipals == ["spiffe://cluster.local/ns/shop/sa/cart"])
  }
}
