import Testing

@testable import Telemetry

@Suite struct ScrapeIntervalTests {
  /// The samples at an interval within the last `window` seconds, but for those in a gap.
  private func count(_ interval: Double, window: Double, phase: Double, gap: ClosedRange<Double>?) -> Double {
    var count = 0.0
    var age = phase
    while age < window {
      if !(gap?.contains(age) ?? false) { count += 1 }
      age += interval
    }
    return count
  }

  @Test(arguments: [15.0, 20, 30, 45, 60, 120, 300], [0.0, 3.3, 14.9])
  func `An interval is told, wherever the scrapes stand, and also after a gap`(interval: Double, phase: Double) throws {
    let short: [ClosedRange<Double>?] = [130...140, 20...85]
    for gap in [nil, 125...200, 121...290].filter({ _ in interval < 100 }) + (interval < 60 ? short : []) + [nil] {
      let told = try #require(
        ScrapeInterval.seconds(
          long: count(interval, window: 599.999, phase: phase, gap: gap),
          short: count(interval, window: 119.999, phase: phase, gap: gap)))
      #expect(abs(told - interval) <= interval * 0.16, "\(told) with \(String(describing: gap))")
    }
  }

  @Test func `A single sample tells nothing, and what was just begun is not scraped seldom`() {
    #expect(ScrapeInterval.seconds(long: 1, short: 1) == nil)
    #expect(ScrapeInterval.seconds(long: 4, short: 4) == nil)
    #expect(ScrapeInterval.seconds(long: 5, short: 4) == 30)
  }
}
