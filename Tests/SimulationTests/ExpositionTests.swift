import Foundation
import Simulation
import Testing

@Suite struct ExpositionTests {
  private let time = Date(timeIntervalSince1970: 30)

  private func exposed(_ set: SeriesSet, _ format: Exposition.Format) -> String {
    String(decoding: Exposition(set).text(of: 0, at: time, format: format), as: UTF8.self)
  }

  private var proxy: SeriesSet {
    var literal = Literal()
    literal.counter("istio_requests_total", [("code", "200")], rate: 2)
    literal.counter("pilot_xds_pushes", [("type", "cds")], rate: 0.5)
    literal.gauge("workload_manager_active_proxy_count", [], 7)
    let labels = literal.set.add([Label("code", "200")])
    for (bound, rate) in [("5", 1.0), ("+Inf", 2.0)] {
      literal.set.series.append(
        Series(
          metric: "istio_request_duration_milliseconds_bucket", labels: labels, bound: bound, target: 0,
          value: .counter([Series.Flow(profile: 0, rate: rate)])))
    }
    literal.counter("istio_request_duration_milliseconds_sum", [("code", "200")], rate: 9.25)
    literal.counter("istio_request_duration_milliseconds_count", [("code", "200")], rate: 2)
    return literal.set
  }

  @Test func `Prometheus' text names each family once, with the type of its samples`() {
    #expect(
      exposed(proxy, .prometheus) == """
        # HELP istio_request_duration_milliseconds How long requests took, in milliseconds.
        # TYPE istio_request_duration_milliseconds histogram
        istio_request_duration_milliseconds_bucket{code="200",le="5"} 30
        istio_request_duration_milliseconds_bucket{code="200",le="+Inf"} 60
        istio_request_duration_milliseconds_sum{code="200"} 277.5
        istio_request_duration_milliseconds_count{code="200"} 60
        # HELP istio_requests_total Requests that were served, by what came of them.
        # TYPE istio_requests_total counter
        istio_requests_total{code="200"} 60
        # HELP pilot_xds_pushes Configuration that was pushed, by type.
        # TYPE pilot_xds_pushes counter
        pilot_xds_pushes{type="cds"} 15
        # HELP workload_manager_active_proxy_count Workloads that a ztunnel serves.
        # TYPE workload_manager_active_proxy_count gauge
        workload_manager_active_proxy_count 7

        """)
  }

  @Test func `OpenMetrics declares counters without their suffix and says where it ends`() {
    let lines = exposed(proxy, .openMetrics).split(separator: "\n")
    #expect(lines.contains("# TYPE istio_requests counter"))
    #expect(lines.contains("istio_requests_total{code=\"200\"} 60"))
    // Without `_total` there are no counters in OpenMetrics.
    #expect(lines.contains("# TYPE pilot_xds_pushes unknown"))
    #expect(lines.last == "# EOF")
  }

  @Test func `A sum and a count without buckets are a summary`() {
    var literal = Literal()
    literal.counter("istio_request_bytes_sum", [], rate: 2)
    literal.counter("istio_request_bytes_count", [], rate: 1)
    #expect(exposed(literal.set, .prometheus).contains("# TYPE istio_request_bytes summary\n"))
  }

  @Test func `Backslashes, quotes and line feeds in label values are escaped`() {
    var literal = Literal()
    literal.gauge("g", [("path", "a\\b\"c\nd")], 1)
    #expect(exposed(literal.set, .prometheus).contains(#"g{path="a\\b\"c\nd"} 1"#))
  }

  @Test func `A scraper that accepts OpenMetrics gets it`() {
    let header = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"
    #expect(Exposition.Format(accepting: header) == .openMetrics)
    #expect(Exposition.Format(accepting: "text/plain") == .prometheus)
    #expect(Exposition.Format(accepting: nil) == .prometheus)
  }

  // MARK: History

  private func history(_ set: SeriesSet, _ times: ClosedRange<Double>, step: Duration? = nil) -> String {
    var bytes: [UInt8] = []
    let moments =
      Date(timeIntervalSince1970: times.lowerBound)...Date(timeIntervalSince1970: times.upperBound)
    Exposition(set).writeHistory(in: moments, step: step) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `A history has the scrapes of each series with the labels that the server adds`() {
    var literal = Literal(targetLabels: [Label("job", "mesh/ztunnel")])
    literal.counter("c_total", [("job", "mine"), ("empty", "")], rate: 1)
    #expect(
      history(literal.set, 10...31) == """
        # TYPE c_total unknown
        c_total{exported_job="mine",job="mesh/ztunnel"} 15 15
        c_total{exported_job="mine",job="mesh/ztunnel"} 30 30
        # EOF

        """)
  }

  @Test func `A history can have a step of its own`() {
    var literal = Literal()
    literal.gauge("g", [], 1)
    #expect(history(literal.set, 0...20, step: .seconds(10)) == "# TYPE g unknown\ng 1 0\ng 1 10\ng 1 20\n# EOF\n")
  }

  @Test func `A long history comes in parts of bounded size`() {
    var parts: [Int] = []
    let set = DemoMesh.everything().series()
    let times = Date(timeIntervalSince1970: 1_790_000_000)...Date(timeIntervalSince1970: 1_790_000_060)
    Exposition(set).writeHistory(in: times) { parts.append($0.count) }
    #expect(parts.count > 2)
    #expect(parts.allSatisfy { $0 < 300_000 })
  }

  @Test func `A scrape configuration has each target's path, interval and labels`() {
    let target = Target(
      name: "ztunnel/east/node-1", labels: [Label("job", "a\"b"), Label("pod", "z-1")], interval: .seconds(30))
    #expect(
      ScrapeConfig([target], address: "127.0.0.1:15020").yaml == #"""
        scrape_configs:
          - job_name: "ztunnel/east/node-1"
            scrape_interval: 30s
            metrics_path: "/ztunnel/east/node-1/stats/prometheus"
            static_configs:
              - targets: ["127.0.0.1:15020"]
                labels:
                  job: "a\"b"
                  pod: "z-1"

        """#)
  }
}
