import Testing

@Suite("Metrics") struct MetricsTests {
}
