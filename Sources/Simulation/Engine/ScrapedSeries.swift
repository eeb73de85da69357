/// What a scraper that visits at fixed times makes of a series.
///
/// Samples lie at whole multiples of the target's interval, so the answer to a query follows from the clock alone.
/// Windows are those of Prometheus 2, which count a sample at either end; from Prometheus 3 on one that lies exactly at
/// the start is left out.
struct ScrapedSeries {
  var set: SeriesSet
  var series: Series

  private var interval: Double { seconds(set.targets[series.target].interval) }

  /// The newest sample at `time`.
  func latest(at time: Double) -> Double { set.value(of: series, at: timestamp(at: time)) }

  /// When the newest sample at `time` was taken.
  func timestamp(at time: Double) -> Double { (time / interval).rounded(.down) * interval }

  /// The least sample between `time - window` and `time`, both included; nil where there is none.
  func least(at time: Double, window: Double) -> Double? {
    let (first, last) = sampleTimes(at: time, window: window)
    return stride(from: first, through: last, by: interval).lazy.map { set.value(of: series, at: $0) }.min()
  }

  /// How many samples lie between `time - window` and `time`, both included.
  func sampleCount(at time: Double, window: Double) -> Double {
    let (first, last) = sampleTimes(at: time, window: window)
    return last < first ? 0 : ((last - first) / interval).rounded() + 1
  }

  /// The increase over the window, extrapolated to its ends; nil with fewer than two samples.
  ///
  /// Source: Prometheus' `extrapolatedRate` in promql/functions.go.
  func increase(at time: Double, window: Double) -> Double? {
    let (first, last) = sampleTimes(at: time, window: window)
    guard last > first else { return nil }
    let firstValue = set.value(of: series, at: first)
    let sampled = growth(from: first, to: last)
    let span = last - first
    var toStart = first - (time - window)
    let toEnd = time - last
    // A counter cannot have been below zero, so it is not extrapolated past the moment when it was zero.
    if sampled > 0, firstValue >= 0 { toStart = min(toStart, span * (firstValue / sampled)) }
    let threshold = interval * 1.1
    let extrapolated =
      span + (toStart < threshold ? toStart : interval / 2) + (toEnd < threshold ? toEnd : interval / 2)
    return sampled * extrapolated / span
  }

  private func sampleTimes(at time: Double, window: Double) -> (first: Double, last: Double) {
    (((time - window) / interval).rounded(.up) * interval, (time / interval).rounded(.down) * interval)
  }

  /// How much the counter grew between two samples, a restart counted as a growth from zero.
  private func growth(from first: Double, to last: Double) -> Double {
    let restarted = series.restarts.contains { $0 > first - series.delay && $0 <= last - series.delay }
    guard restarted else { return set.value(of: series, at: last) - set.value(of: series, at: first) }
    var grown = 0.0
    var previous = set.value(of: series, at: first)
    var time = first + interval
    while time <= last {
      let value = set.value(of: series, at: time)
      grown += value < previous ? value : value - previous
      previous = value
      time += interval
    }
    return grown
  }
}

/// The seconds of a duration.
func seconds(_ duration: Duration) -> Double {
  let (seconds, attoseconds) = duration.components
  return Double(seconds) + Double(attoseconds) * 1e-18
}
