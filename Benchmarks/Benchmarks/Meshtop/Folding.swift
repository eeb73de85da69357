import Benchmark
import FoundationEssentials
import Mesh
import Simulation
import Telemetry

/// How long a refresh takes beside the server's part.
func foldingBenchmarks() {
  for rows in [30_000, 100_000] {
    Benchmark("Fold \(rows / 1000),000 series") { benchmark, reader in
      for _ in benchmark.scaledIterations {
        guard let snapshot = try? await reader.snapshot(at: moment), !snapshot.edges.isEmpty else {
          return benchmark.error("There is no mesh.")
        }
        blackHole(snapshot)
      }
    } setup: {
      await recordedReader(rows: rows)
    }
  }
  Benchmark("Refresh the demo") { (benchmark, reader: MeshReader) in
    for _ in benchmark.scaledIterations { blackHole(try? await reader.snapshot(at: moment)) }
  } setup: {
    let reader = MeshReader(SimulatedSource(name: "demo", DemoMesh.everything().series()), TrafficOptions())
    _ = try await reader.snapshot(at: moment)
    return reader
  }
}

/// The moment that all benchmarks look at.
let moment = Date(timeIntervalSince1970: 1_790_000_000)

/// A reader whose server has its answers, of at least so many rows in all, ready.
private func recordedReader(rows: Int) async -> MeshReader {
  var calls = rows / 30
  while true {
    let mesh = SimulatedMesh.generated(workloads: max(100, calls / 5), calls: calls)
    let source = RecordedSource(SimulatedSource(name: mesh.name, mesh.series()))
    let reader = MeshReader(source, TrafficOptions())
    _ = try? await reader.snapshot(at: moment)
    let found = source.rowCount
    if found >= rows { return reader }
    calls = calls * rows / max(1, found) + 10
  }
}
