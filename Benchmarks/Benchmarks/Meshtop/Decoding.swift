import Benchmark
import Metrics
import Prometheus

/// How fast answers become rows. A megabyte is a million bytes.
func decodingBenchmarks() {
  let size = 20_000_000
  let speed = BenchmarkMetric.custom("Decoded (MB/s)", polarity: .prefersLarger, useScalingFactor: false)
  var configuration = Benchmark.defaultConfiguration
  configuration.metrics += [speed]

  /// Decodes into a new table, as each refresh does.
  func decode(_ benchmark: Benchmark, _ bytes: [UInt8], _ body: (inout StringTable) -> Int?) {
    for _ in benchmark.scaledIterations {
      var strings = StringTable()
      let start = ContinuousClock.now
      guard let rows = body(&strings), rows > 0 else { return benchmark.error("The answer was not decoded.") }
      let time = ContinuousClock.now - start
      benchmark.measurement(speed, Int(Double(bytes.count) / (time / .seconds(1)) / 1e6))
    }
  }
  Benchmark("Decode 20 MB, vector", configuration: configuration) { benchmark, bytes in
    decode(benchmark, bytes) { Vector(answer: bytes, labels: AnswerText.labels, &$0)?.count }
  } setup: {
    AnswerText.vector(bytes: size)
  }
  Benchmark("Decode 20 MB, matrix of 60 moments", configuration: configuration) { benchmark, bytes in
    decode(benchmark, bytes) { Matrix(answer: bytes, labels: AnswerText.labels, &$0)?.series.count }
  } setup: {
    AnswerText.matrix(bytes: size)
  }
}
