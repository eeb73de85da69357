import Testing

@Suite("Dashboard") struct DashboardTests {
}
