import Testing

@Suite("Simulation") struct SimulationTests {
}
