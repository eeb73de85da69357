import Testing

@Suite("Prometheus") struct PrometheusTests {
}
