public import FoundationEssentials

/// When a recorder asks: at whole intervals, so that the moments of several recordings are the same and servers' caches
/// can serve them again, and never before the answer before is in.
public struct RecordingSchedule: Sendable {
  /// The interval in seconds.
  private let interval: Double
  /// A struggling source is left alone for so long at most, in seconds, if it does not ask for more itself.
  private static let longestPause = 300.0

  /// A schedule of an interval in seconds.
  public init(interval: Double) { self.interval = interval }

  /// The last whole interval not after a moment.
  public func latest(_ now: Date) -> Date {
    Date(timeIntervalSince1970: (now.timeIntervalSince1970 / interval).rounded(.down) * interval)
  }

  /// The moment to ask for after another one was asked for: the next one that is yet to come. Those that went by meanwhile
  /// are left out, but for one that a quick answer came too late for, as the first may, which is asked for in the midst of an
  /// interval.
  ///
  /// - Parameters:
  ///   - took: how long the answer took, in seconds.
  ///   - overloads: how often in a row the source struggled; then it is left alone for the longer.
  ///   - retryAfter: how long it asked to be left alone, in seconds.
  public func next(after asked: Date, now: Date, took: Double = 0, overloads: Int = 0, retryAfter: Double = 0) -> Date {
    if took < interval / 2, overloads == 0, retryAfter == 0, latest(now) > asked { return latest(now) }
    var pause = 0.0
    if overloads > 0 {
      pause = min(interval * Double((1 << min(overloads, 5)) - 1), max(Self.longestPause, interval))
    }
    let free = max(asked, now.addingTimeInterval(max(pause, retryAfter)))
    return latest(free).addingTimeInterval(interval)
  }
}
