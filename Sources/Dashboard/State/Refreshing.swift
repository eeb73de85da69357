public import FoundationEssentials

/// When the source is asked, and what came of it.
///
/// At most one refresh is under way. The next begins an interval after the last one began, later where the source
/// struggles, and not at all while paused.
public struct Refreshing: Sendable {
  /// Whether an answer is awaited.
  public internal(set) var isUnderWay = false
  /// When the last refresh began.
  public internal(set) var began: Date?
  /// The past moment that was asked for last; nil for the present.
  var moment: Date?
  /// What was asked last.
  var asked: Question?
  /// When the next one is to begin; nil where none is planned.
  public internal(set) var due: Date?
  /// Whether refreshes are stopped.
  public internal(set) var isPaused = false
  /// How many refreshes in a row failed.
  public internal(set) var failures = 0
  /// Why the last refresh failed; nil where it did not.
  public internal(set) var failure: Failure?
  /// When the picture that is shown arrived.
  public internal(set) var arrived: Date?

  init() {}

  /// Notes that a refresh begins, for a past moment or for the present.
  mutating func begin(_ now: Date, at moment: Date?, asking question: Question) {
    isUnderWay = true
    asked = question
    self.moment = moment
    began = now
    due = nil
  }

  /// Notes that a refresh ended whose answer is not wanted, and plans the next one.
  mutating func drop(_ now: Date, interval: Duration) {
    isUnderWay = false
    due = now.addingTimeInterval(interval.seconds)
  }

  /// Notes that a refresh succeeded.
  mutating func succeed(_ now: Date, interval: Duration) {
    isUnderWay = false
    failures = 0
    failure = nil
    arrived = now
    due = max(now, (began ?? now).addingTimeInterval(interval.seconds))
  }

  /// Notes that a refresh failed, and puts the next one off the longer the more often that happened in a row, if the
  /// source struggles.
  mutating func fail(_ failure: Failure, _ now: Date, interval: Duration) {
    isUnderWay = false
    failures += 1
    self.failure = failure
    var wait = interval.seconds
    if failure.isOverload {
      wait *= Double(1 << min(failures, 5))
      wait = min(max(wait, failure.retryAfter?.seconds ?? 0), max(300, interval.seconds))
    }
    due = now.addingTimeInterval(wait)
  }
}

extension Duration {
  /// The length in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
