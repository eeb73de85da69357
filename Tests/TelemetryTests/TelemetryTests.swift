import Testing

@Suite("Telemetry") struct TelemetryTests {
}
