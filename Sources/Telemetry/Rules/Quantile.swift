import Mesh

/// A histogram as Prometheus keeps it: for each bound, how many observations are at most as large.
struct Histogram {
  /// Observations per second up to each bound, in the order of the bounds.
  var counts: [Double]

  /// Adds the counts of another histogram of the same bounds.
  static func += (left: inout Histogram, right: Histogram) {
    left.counts.grow(to: right.counts.count, with: 0)
    for index in right.counts.indices { left.counts[index] += right.counts[index] }
  }

  /// The value below which the share `quantile` (0 to 1) of observations lies, or nil where nothing can be said.
  ///
  /// Source: Prometheus' `histogram_quantile`: linear within a bucket, the lowest bucket begins at zero, and what lies
  /// in the last bucket is said to be at the last finite bound.
  func quantile(_ quantile: Double, bounds: [Double]) -> Double? {
    guard bounds.count == counts.count, bounds.count >= 2, bounds.last == .infinity else { return nil }
    // Counts of several processes that are scraped at different times can shrink from one bound to the next.
    var grown = counts
    for index in grown.indices.dropFirst() { grown[index] = max(grown[index], grown[index - 1]) }
    guard let total = grown.last, total > 0 else { return nil }
    let rank = quantile * total
    let bucket = grown.firstIndex { $0 >= rank } ?? grown.count - 1
    guard bucket < bounds.count - 1 else { return bounds[bounds.count - 2] }
    if bucket == 0, bounds[0] <= 0 { return bounds[0] }
    let start = bucket == 0 ? 0 : bounds[bucket - 1]
    let below = bucket == 0 ? 0 : grown[bucket - 1]
    let inside = grown[bucket] - below
    return inside > 0 ? start + (bounds[bucket] - start) * (rank - below) / inside : bounds[bucket]
  }

  /// The percentiles that snapshots hold, in the bounds' unit; nil where nothing can be said.
  func latency(bounds: [Double], average: Double?) -> Latency? {
    let latency = Latency(
      average: average, p50: quantile(0.5, bounds: bounds), p95: quantile(0.95, bounds: bounds),
      p99: quantile(0.99, bounds: bounds))
    return latency == Latency() ? nil : latency
  }
}
