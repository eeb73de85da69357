import Benchmark

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.wallClock, .peakMemoryResident], warmupIterations: 2, maxDuration: .seconds(3), maxIterations: 1000)
  decodingBenchmarks()
  foldingBenchmarks()
  layoutBenchmarks()
  screenBenchmarks()
  snapshotBenchmarks()
  viewBenchmarks()
}
