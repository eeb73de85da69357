import Simulation
import Testing

@Suite struct DemoMeshTests {
  private func text(_ mesh: SimulatedMesh) -> [String] {
    let set = mesh.series()
    return set.series.map { "\($0.metric) \(set.storedLabels(of: $0)) \(set.value(of: $0, at: 1_790_000_000))" }
  }

  @Test func `The same seed is the same mesh`() {
    #expect(text(DemoMesh.everything(seed: 7)) == text(DemoMesh.everything(seed: 7)))
    #expect(text(DemoMesh.everything(seed: 7)) != text(DemoMesh.everything(seed: 8)))
  }

  @Test(arguments: 1...20)
  func `Every call's ends exist and its shares are a whole`(seed: UInt64) {
    let mesh = DemoMesh.everything(seed: seed)
    for call in mesh.calls {
      #expect(mesh.workloads.indices.contains(call.source))
      #expect(abs(call.destinations.reduce(0) { $0 + $1.share } - 1) < 1e-9)
      for destination in call.destinations {
        #expect(destination.workload.map(mesh.workloads.indices.contains) == true)
      }
      if let waypoint = call.waypoint { #expect(mesh.waypoints.indices.contains(waypoint)) }
      for mode in call.modes { #expect(abs(mode.responses.reduce(0) { $0 + $1.share } - 1) < 1e-9) }
    }
  }

  @Test func `No two series of a target have the same name and labels`() {
    let set = DemoMesh.everything().series()
    let keys = set.series.map { series in
      "\(series.metric) "
        + set.storedLabels(of: series).map { "\($0.name)=\($0.value)" }.sorted().joined(separator: ",")
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func `No counter ever falls`() {
    let set = DemoMesh.everything().series()
    for series in set.series {
      var last = 0.0
      for time in stride(from: 1_790_000_000.0, through: 1_790_003_600, by: 60) {
        let value = set.value(of: series, at: time)
        #expect(value >= last)
        last = value
      }
    }
  }
}
