public import FoundationEssentials

extension Exposition {
  /// Bytes after which a part of a history is handed on.
  private static let chunk = 1 << 18

  /// Writes what a server would have stored of all targets in `times`, as OpenMetrics with timestamps: what
  /// `promtool tsdb create-blocks-from openmetrics` reads.
  ///
  /// The samples lie at whole multiples of `step`, or where it is nil of each target's own interval, and carry the
  /// target's labels. An hour of a small mesh is hundreds of megabytes, so `write` gets it in parts of about 256 KB.
  public func writeHistory<Failure: Error>(
    in times: ClosedRange<Date>, step: Duration? = nil, _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var text = ExpositionText()
    var byMetric: [String: [Int]] = [:]
    for (index, series) in set.series.enumerated() { byMetric[series.metric, default: []].append(index) }
    for (metric, members) in byMetric.sorted(by: { $0.key < $1.key }) {
      // Histograms' parts would have to stand together moment by moment; as metrics of no known type they need not,
      // and blocks keep no types.
      text.write("# TYPE \(metric) unknown\n")
      for index in members {
        let series = set.series[index]
        var name = ExpositionText()
        name.write(metric, set.storedLabels(of: series).filter { !$0.value.isEmpty })
        name.write(" ")
        for time in Self.moments(in: times, every: step ?? set.targets[series.target].interval) {
          text.write(name.bytes)
          text.write(set.value(of: series, at: time))
          text.write(" ")
          text.write(time)
          text.write("\n")
          if text.bytes.count >= Self.chunk {
            try write(text.bytes)
            text.removeAll()
          }
        }
      }
    }
    text.write("# EOF\n")
    try write(text.bytes)
  }

  /// The whole multiples of `step` in `times`, in seconds since 1970.
  private static func moments(in times: ClosedRange<Date>, every step: Duration) -> StrideThrough<Double> {
    let step = max(seconds(step), 0.001)
    let first = (times.lowerBound.timeIntervalSince1970 / step).rounded(.up) * step
    return stride(from: first, through: times.upperBound.timeIntervalSince1970, by: step)
  }
}
