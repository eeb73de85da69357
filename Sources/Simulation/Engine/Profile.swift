import Glibc

/// How a rate changes over time, with its integral in closed form: counters follow from the clock alone.
///
/// The profile repeats every hour. Within its spans the rate swings gently around 1; outside it is 0.
public struct Profile: Sendable, Hashable {
  /// The seconds after which every profile repeats.
  public static let period = 3600.0

  /// When the rate is not zero: seconds of the hour, in order, not overlapping.
  public var spans: [Range<Double>]
  /// How far the rate swings around 1, 0 to 1.
  public var swing: Double
  /// Where in its swing the profile starts, in radians.
  public var phase: Double

  /// Swings an hour; whole, so that every hour has the same integral.
  private static let swingsPerPeriod = 6.0
  private static let omega = 2 * Double.pi * swingsPerPeriod / period

  /// A profile that is on during `spans` (always, by default).
  public init(spans: [Range<Double>] = [0..<Profile.period], swing: Double = 0, phase: Double = 0) {
    self.spans = spans
    self.swing = swing
    self.phase = phase
  }

  /// The profile that is on exactly when this one is off.
  public var complement: Profile {
    var gaps: [Range<Double>] = []
    var end = 0.0
    for span in spans {
      if span.lowerBound > end { gaps.append(end..<span.lowerBound) }
      end = span.upperBound
    }
    if end < Self.period { gaps.append(end..<Self.period) }
    return Profile(spans: gaps, swing: swing, phase: phase)
  }

  /// The integral of the rate from 1970 to `time` (in seconds since then).
  public func integral(to time: Double) -> Double {
    let periods = (time / Self.period).rounded(.down)
    let rest = time - periods * Self.period
    return periods * part(to: Self.period) + part(to: rest)
  }

  private func part(to end: Double) -> Double {
    spans.reduce(0) { sum, span in
      guard span.lowerBound < end else { return sum }
      let upper = min(span.upperBound, end)
      let wave = cos(Self.omega * span.lowerBound + phase) - cos(Self.omega * upper + phase)
      return sum + (upper - span.lowerBound) + swing / Self.omega * wave
    }
  }
}
