import Mesh
import Telemetry
import Testing

/// Rules 4, 10 and 15: what came of requests and connections, and what is made of it.
@Suite struct OutcomeTests {
  private func responses(
    _ responses: [(code: String, grpc: String?, rate: Double)]
  ) async throws -> RequestTraffic {
    var told = Told()
    for response in responses {
      told.requests(report("waypoint", "web", "cart"), response.rate, code: response.code, grpc: response.grpc)
    }
    let edge = try await told.snapshot().edge("web", "cart")
    return try #require(edge.http ?? edge.grpc)
  }

  @Test(arguments: [
    ("200", nil, "200", false), ("302", nil, "302", false), ("404", nil, "404", true), ("503", nil, "503", true),
    ("0", nil, "-", true), ("200", "0", "0", false), ("200", "14", "14", true), ("200", "1", "1", true),
    ("200", "17", "17", false), ("503", "14", "503", true), ("0", "14", "-", true), ("404", "12", "404", true),
  ])
  func `A code is shown and judged by its protocol`(
    http: String, grpc: String?, shown: String, isError: Bool
  ) async throws {
    let traffic = try await responses([(http, grpc, 5)])
    #expect(traffic.responses.map(\.code) == [shown])
    #expect(close(traffic.errorPercent, isError ? 100 : 0))
  }

  @Test func `Responses are listed busiest first`() async throws {
    let traffic = try await responses([("404", nil, 1), ("200", nil, 8), ("0", nil, 3)])
    #expect(traffic.responses.map(\.code) == ["200", "-", "404"])
    #expect(close(traffic.errorPercent, 4.0 / 12 * 100))
  }

  // MARK: Health

  private func health(
    _ code: String, percent: Double, grpc: String? = nil, _ options: TrafficOptions = TrafficOptions()
  ) async throws -> Health {
    var told = Told()
    told.requests(report("waypoint", "web", "cart"), 100 - percent, grpc: grpc == nil ? nil : "0")
    if percent > 0 {
      let isTransport = code != "200"
      told.requests(
        report("waypoint", "web", "cart"), percent, code: isTransport ? code : "200", grpc: grpc)
    }
    return try await told.snapshot(options).edge("web", "cart").health
  }

  @Test(arguments: [
    ("503", 0.0, Health.healthy), ("503", 0.1, .degraded), ("503", 9.9, .degraded), ("503", 10.1, .failing),
    ("0", 0.1, .degraded), ("0", 11, .failing), ("404", 9.9, .healthy), ("404", 10.1, .degraded),
    ("404", 19.9, .degraded), ("404", 20.1, .failing), ("302", 50, .healthy),
  ])
  func `HTTP is judged by the default tolerances`(code: String, percent: Double, verdict: Health) async throws {
    #expect(try await health(code, percent: percent) == verdict)
  }

  @Test(arguments: [("14", 0.1, Health.degraded), ("14", 10.1, .failing), ("0", 50, .healthy)])
  func `gRPC is judged by the default tolerances`(status: String, percent: Double, verdict: Health) async throws {
    #expect(try await health("200", percent: percent, grpc: status) == verdict)
  }

  @Test func `Each tolerance stands by itself`() async throws {
    // 9 % of 404 and 0 % of 5xx: neither is too many, though together with 3xx they are a third.
    var told = Told()
    for (code, rate) in [("200", 70.0), ("302", 21), ("404", 9)] {
      told.requests(report("waypoint", "web", "cart"), rate, code: code)
    }
    #expect(try await told.snapshot().edge("web", "cart").health == .healthy)
  }

  @Test func `A tolerance can be set for a namespace and goes before the defaults`() async throws {
    let tolerance = Tolerance(.http, codes: ["5XX"], namespaces: ["sh*"], degraded: 30, failing: 50)
    let options = TrafficOptions(tolerances: [tolerance] + Tolerance.defaults)
    #expect(try await health("503", percent: 20, options) == .healthy)
    #expect(try await health("503", percent: 40, options) == .degraded)
    let elsewhere = Tolerance(.http, codes: ["5XX"], namespaces: ["bank"], degraded: 30, failing: 50)
    #expect(
      try await health("503", percent: 20, TrafficOptions(tolerances: [elsewhere] + Tolerance.defaults)) == .failing)
  }

  private func connections(opened: Double, ending flag: String, _ rate: Double) async throws -> Edge {
    var told = Told()
    let labels = report("destination", "web", "cart")
    told.counter(
      "istio_tcp_connections_opened_total", labels.but(["response_flags": "-"]), opened, by: Told.ztunnel)
    for metric in ["closed", "failed"] {
      told.counter(
        "istio_tcp_connections_\(metric)_total", labels.but(["response_flags": flag]), rate, by: Told.ztunnel)
    }
    return try await told.snapshot().edge("web", "cart")
  }

  @Test func `Denied connections are judged against those opened`() async throws {
    #expect(try await connections(opened: 100, ending: "DENY", 1).health == .degraded)
    let edge = try await connections(opened: 100, ending: "DENY", 10.1)
    #expect(edge.health == .failing && close(edge.tcp?.denied, 10.1))
  }

  @Test func `Connections that ended in an error are shown but decide nothing`() async throws {
    let edge = try await connections(opened: 100, ending: "CONNECT", 100)
    #expect(edge.health == .healthy)
    #expect(close(edge.tcp?.failed, 100))
    #expect(edge.tcp?.causes.map(\.flags) == ["CONNECT"])
  }

  @Test func `Bytes alone say nothing of health`() async throws {
    var told = Told()
    told.counter(
      "istio_tcp_sent_bytes_total", report("destination", "web", "cart").but(["response_flags": "-"]), 100,
      by: Told.ztunnel)
    #expect(try await told.snapshot().edge("web", "cart").health == .idle)
  }

  @Test func `A node is as well as the worst of what it serves`() async throws {
    var told = Told()
    told.requests(report("waypoint", "web", "cart"), 100)
    told.requests(report("waypoint", "app", "cart"), 10, code: "503")
    told.requests(report("waypoint", "cart", "db"), 10, code: "503")
    let snapshot = try await told.snapshot()
    // 10 of 110 requests failed.
    #expect(try snapshot.node("cart").health == .degraded)
    #expect(try snapshot.node("db").health == .failing)
    #expect(try snapshot.node("web").health == .healthy)
  }

  // MARK: Requests without a server

  @Test(arguments: ["NR", "UH", "UF"])
  func `Requests that failed before a server was chosen belong to the service`(flags: String) async throws {
    var told = Told()
    told.requests(report("waypoint", "web", nil, service: "cart"), 2, code: "503", flags: flags)
    let snapshot = try await told.snapshot()
    let edge = try snapshot.edge("web", "cart")
    #expect(try snapshot.node("cart").kind == .service)
    #expect(edge.http?.responses == [RequestTraffic.Response(code: "503", flags: flags, rate: edge.http?.rate ?? 0)])
  }

  @Test func `A request without a route goes to the unknown`() async throws {
    var told = Told()
    told.requests(report("waypoint", "web", nil), 2, code: "404", flags: "NR")
    let snapshot = try await told.snapshot()
    #expect(snapshot.arrows == ["web → unknown-destination"])
    #expect(try snapshot.node("unknown-destination").kind == .unknown)
  }
}
