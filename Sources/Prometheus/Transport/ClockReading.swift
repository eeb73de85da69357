import FoundationEssentials

/// By how much a server's clock is ahead of this machine's, as the `Date` of an answer tells: within bounds, since it is
/// in whole seconds and was written at some moment between the question and the answer.
struct ClockReading: Sendable, Equatable {
  /// The least and the most that it can be ahead, in seconds; negative where it is behind.
  let bounds: ClosedRange<Double>

  /// Clocks that differ by no more are as good as the same: rates reach over minutes.
  static let tolerance = 30.0

  /// What a date tells that was on an answer, with when it was asked for and when it came by this machine's clock.
  init(_ date: Date, sent: Date, received: Date) {
    // A clock that was set back in between makes these change places.
    let (first, last) = (min(sent, received), max(sent, received))
    bounds = date.timeIntervalSince(last)...date.timeIntervalSince(first) + 1
  }

  /// The length between the bounds, in seconds.
  var uncertainty: Double { bounds.upperBound - bounds.lowerBound }

  /// By how much to set this machine's present forward to be the server's; 0 where they may be the same.
  var offset: Duration {
    if bounds.lowerBound <= Self.tolerance, bounds.upperBound >= -Self.tolerance { return .zero }
    return .milliseconds(Int64((bounds.lowerBound + bounds.upperBound) / 2 * 1000))
  }
}
