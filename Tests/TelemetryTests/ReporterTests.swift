import Mesh
import Telemetry
import Testing

/// Rules 1, 2 and 6: who speaks for an edge, and what of.
@Suite struct ReporterTests {
  @Test func `The same connections under both reporters are counted once`() async throws {
    var told = Told()
    for reporter in ["source", "destination"] {
      told.connections(report(reporter, "web", "cart"), opened: 2, from: 50, to: 500)
    }
    let edge = try await told.snapshot().edge("web", "cart")
    #expect(close(edge.tcp?.opened, 2) && close(edge.tcp?.bytes, 550))
  }

  @Test func `The reporter with the largest total speaks`() async throws {
    for (source, destination) in [(3.0, 5.0), (5, 3)] {
      var told = Told()
      told.connections(report("source", "web", "cart"), from: source * 100, to: source)
      told.connections(report("destination", "web", "cart"), from: destination * 100, to: destination)
      let edge = try await told.snapshot().edge("web", "cart")
      #expect(close(edge.tcp?.requestBytes, 500) && close(edge.tcp?.responseBytes, 5))
    }
  }

  @Test(arguments: [
    (["waypoint", "destination", "source"], "waypoint"), (["destination", "source"], "destination"),
    (["source"], "source"),
  ])
  func `Where reporters tie the waypoint speaks before the destination before the source`(
    reporters: [String], speaker: String
  ) async throws {
    var told = Told()
    for reporter in reporters { told.requests(report(reporter, "web", "cart"), 4, flags: reporter) }
    let http = try #require(try await told.snapshot().edge("web", "cart").http)
    #expect(close(http.rate, 4))
    #expect(http.responses.map(\.flags) == [speaker])
  }

  @Test func `The speaker's breakdown by code is the edge's`() async throws {
    var told = Told()
    told.requests(report("source", "web", "cart"), 6, code: "503", flags: "UF", by: Told.gateway)
    told.requests(report("waypoint", "web", "cart"), 7)
    told.requests(report("waypoint", "web", "cart"), 1, code: "500")
    let http = try #require(try await told.snapshot().edge("web", "cart").http)
    #expect(http.responses.map(\.code) == ["200", "500"])
    #expect(close(http.rate, 8) && close(http.errorPercent, 12.5))
  }

  @Test func `HTTP and gRPC have a speaker each`() async throws {
    var told = Told()
    told.requests(report("source", "web", "cart"), 9, by: Told.gateway)
    told.requests(report("waypoint", "web", "cart"), 5)
    told.requests(report("source", "web", "cart"), 2, grpc: "0", by: Told.gateway)
    told.requests(report("waypoint", "web", "cart"), 3, grpc: "0")
    let edge = try await told.snapshot().edge("web", "cart")
    #expect(close(edge.http?.rate, 9) && close(edge.grpc?.rate, 3) && close(edge.requestRate, 12))
  }

  @Test func `Copies of a waypoint's reports do not make a gateway's louder`() async throws {
    var told = Told()
    told.requests(report("waypoint", "gateway", "cart"), 5)
    told.requests(report("source", "gateway", "cart", policy: "unknown"), 5, by: Told.gateway)
    for copy in ["source", "destination"] { told.requests(report(copy, "gateway", "cart"), 4.8) }
    #expect(close(try await told.snapshot().edge("gateway", "cart").requestRate, 5))
  }

  @Test func `Several proxies of one reporter add up`() async throws {
    var told = Told()
    for pod in ["ztunnel-a", "ztunnel-b"] {
      told.connections(report("source", "web", "cart"), from: 10, by: Told.ztunnel.but(["pod": pod]))
    }
    #expect(close(try await told.snapshot().edge("web", "cart").tcp?.requestBytes, 20))
  }

  @Test func `Requests and connections of a pair are two layers of one edge`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"))
    told.requests(report("source", "web", "cart", policy: "unknown"), 5, by: Told.gateway)
    let snapshot = try await told.snapshot()
    #expect(snapshot.arrows == ["web → cart"])
    let edge = try snapshot.edge("web", "cart")
    #expect(close(edge.http?.rate, 5) && edge.tcp != nil)
  }

  @Test func `Both directions between two workloads are two edges`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"))
    told.connections(report("source", "cart", "web"))
    #expect(try await told.snapshot().arrows == ["cart → web", "web → cart"])
  }

  @Test func `What Istio calls received the client sent`() async throws {
    var told = Told()
    told.connections(report("destination", "web", "cart"), from: 70, to: 900)
    let tcp = try #require(try await told.snapshot().edge("web", "cart").tcp)
    #expect(close(tcp.requestBytes, 70) && close(tcp.responseBytes, 900))
  }

  @Test func `A reporter that no rule knows is left out and counted`() async throws {
    var told = Told()
    told.requests(report("waypoint", "web", "cart"), 5)
    told.requests(report("martian", "web", "cart"), 50)
    told.connections(report("source", "web", "cart"))
    let snapshot = try await told.snapshot()
    #expect(close(try snapshot.edge("web", "cart").http?.rate, 5))
    #expect(snapshot.warnings == ["Left out series that cannot be placed: 1 of no known reporter."])
  }

  @Test func `Who reports most failures speaks for them`() async throws {
    var told = Told()
    told.connections(report("source", "web", "cart"), opened: 4, from: 500)
    told.counter(
      "istio_tcp_connections_opened_total", report("destination", "web", "cart").but(["response_flags": "-"]), 4,
      by: Told.ztunnel)
    told.counter(
      "istio_tcp_connections_closed_total", report("destination", "web", "cart").but(["response_flags": "DENY"]), 1,
      by: Told.ztunnel)
    let tcp = try #require(try await told.snapshot().edge("web", "cart").tcp)
    #expect(close(tcp.opened, 4) && close(tcp.denied, 1))
    #expect(tcp.causes.map(\.flags) == ["DENY"])
  }
}
