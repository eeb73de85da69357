import Benchmark
import JSON
import Mesh
import Simulation
import Telemetry

/// How fast the public format is written and read.
func snapshotBenchmarks() {
  Benchmark("Write a snapshot of 10,000 edges") { benchmark, snapshot in
    for _ in benchmark.scaledIterations { blackHole(written(snapshot)) }
  } setup: {
    try await largeSnapshot()
  }
  Benchmark("Read a snapshot of 10,000 edges") { benchmark, bytes in
    for _ in benchmark.scaledIterations {
      guard let snapshots = try? SnapshotFile.snapshots(in: bytes) else {
        return benchmark.error("The snapshot was not read.")
      }
      blackHole(snapshots)
    }
  } setup: {
    written(try await largeSnapshot())
  }
}

private func written(_ snapshot: Snapshot) -> [UInt8] {
  var json = JSONWriter()
  snapshot.write(to: &json)
  json.endLine()
  return json.bytes
}

private func largeSnapshot() async throws -> Snapshot {
  let mesh = SimulatedMesh.generated(workloads: 2000, calls: 10_000)
  return try await MeshReader(SimulatedSource(name: mesh.name, mesh.series()), TrafficOptions()).snapshot(at: moment)
}
