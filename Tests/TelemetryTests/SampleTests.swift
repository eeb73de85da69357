import Foundation
import Mesh
import Metrics
import Telemetry
import Testing

/// Rules 11, 12 and 13: samples, percentiles and signs of life.
@Suite struct SampleTests {
  @Test func `A restarted counter never shows as a negative rate`() async throws {
    for ago in stride(from: 0.0, through: 120, by: 5) {
      var told = Told()
      told.counter(
        "istio_requests_total",
        report("waypoint", "web", "cart").but(["request_protocol": "http", "response_code": "200"]), 5,
        by: Told.waypoint, restarts: [Told.time - ago])
      let rate = try await told.snapshot().edge("web", "cart").requestRate ?? 0
      #expect(rate > 4 && rate < 5.001, "restarted \(ago) s ago")
    }
  }

  @Test func `What does not grow is no edge`() async throws {
    var told = Told()
    told.requests(report("waypoint", "web", "cart"), 0)
    told.connections(report("source", "web", "cart"), opened: 0, from: 0, to: 0)
    let snapshot = try await told.snapshot()
    #expect(snapshot.edges.isEmpty && snapshot.nodes.isEmpty)
  }

  @Test func `A connection that is open and silent is alive`() async throws {
    var told = Told()
    told.connections(report("source", "web", "db"), opened: 0, from: 0, to: 0, open: 3)
    let tcp = try #require(try await told.snapshot().edge("web", "db").tcp)
    #expect(close(tcp.open, 3) && tcp.opened == 0 && tcp.bytes == 0)
  }

  @Test func `Open connections are those opened less those closed with any flag`() async throws {
    var told = Told()
    let labels = report("source", "web", "db")
    for (metric, flags, count) in [("opened", "-", 10.0), ("closed", "-", 4), ("closed", "CONNECT", 1)] {
      told.gauge(
        "istio_tcp_connections_\(metric)_total", labels.but(["response_flags": flags]), count, by: Told.ztunnel)
    }
    #expect(close(try await told.snapshot().edge("web", "db").tcp?.open, 5))
  }

  @Test func `More closed than opened is not open less than nothing`() async throws {
    var told = Told()
    let labels = report("source", "web", "db")
    told.connections(labels)
    told.gauge("istio_tcp_connections_closed_total", labels.but(["response_flags": "X"]), 7, by: Told.ztunnel)
    #expect(try await told.snapshot().edge("web", "db").tcp?.open == 0)
  }

  @Test func `An edge that is silent now is part of the mesh only where asked`() async throws {
    var told = Told()
    told.connections(report("source", "web", "db"), opened: 0, from: 0, to: 0)
    #expect(try await told.snapshot().edges.isEmpty)
    let edge = try await told.snapshot(TrafficOptions(includesIdle: true)).edge("web", "db")
    #expect(edge.health == .idle && edge.tcp == nil)
  }

  // MARK: Latency

  private func latency(_ buckets: [(bound: String, rate: Double)]) async throws -> Latency? {
    var told = Told()
    let labels = report("waypoint", "web", "cart").but(["request_protocol": "http", "response_code": "200"])
    told.counter("istio_requests_total", labels, buckets.last?.rate ?? 0, by: Told.waypoint)
    for (bound, rate) in buckets {
      told.counter(
        "istio_request_duration_milliseconds_bucket", labels.but(["le": bound]), rate, by: Told.waypoint)
    }
    return try await told.snapshot().edge("web", "cart").http?.latency
  }

  @Test func `Percentiles are those of histogram_quantile`() async throws {
    // Of 10 a second 5 take at most 10 ms, 9 at most 50 ms: the median is the first bucket's end, the 95th and the 99th
    // percentile lie at 0.5 and 0.9 of the way from 50 to 100 ms.
    let found = try #require(try await latency([("10", 5), ("50", 9), ("100", 10), ("+Inf", 10)]))
    #expect(close(found.p50, 10) && close(found.p95, 75) && close(found.p99, 95))
  }

  @Test func `The lowest bucket begins at zero and the last has no end`() async throws {
    let found = try #require(try await latency([("10", 8), ("50", 8), ("+Inf", 10)]))
    #expect(close(found.p50, 6.25))
    #expect(close(found.p99, 50))
  }

  @Test func `Bounds are in the order of their numbers, however they are written`() async throws {
    let found = try #require(try await latency([("1e+02", 10), ("10.0", 5), ("50", 9), ("+Inf", 10)]))
    #expect(close(found.p50, 10) && close(found.p95, 75))
  }

  @Test func `Without the last bucket there are no percentiles`() async throws {
    #expect(try await latency([("10", 5), ("50", 9)]) == nil)
  }

  @Test func `The mean is the time spent over the requests`() async throws {
    var told = Told()
    let labels = report("waypoint", "web", "cart").but(["request_protocol": "http", "response_code": "200"])
    told.counter("istio_requests_total", labels, 4, by: Told.waypoint)
    told.counter("istio_request_duration_milliseconds_sum", labels, 100, by: Told.waypoint)
    told.counter("istio_request_bytes_sum", labels, 800, by: Told.waypoint)
    let http = try #require(try await told.snapshot().edge("web", "cart").http)
    #expect(close(http.latency?.average, 25) && close(http.requestBytes, 800))
  }

  @Test func `Latency is the speaker's alone`() async throws {
    var told = Told()
    for (reporter, proxy) in [("waypoint", Told.waypoint), ("source", Told.gateway)] {
      let labels = report(reporter, "web", "cart").but(["request_protocol": "http", "response_code": "200"])
      told.counter("istio_requests_total", labels, 4, by: proxy)
      told.counter("istio_request_duration_milliseconds_sum", labels, reporter == "waypoint" ? 40 : 400, by: proxy)
    }
    #expect(close(try await told.snapshot().edge("web", "cart").http?.latency?.average, 10))
  }
}
