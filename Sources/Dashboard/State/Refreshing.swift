public import FoundationEssentials
import Mesh

/// When the source is asked, and what came of it.
///
/// At most one refresh is under way. The next begins an interval after the last one began, and not at all while paused.
/// A source that is down, or answers nonsense, is asked at the same pace, so that a picture is there again within an
/// interval of its return. One that has too much to do gets as much time after it said so, less up to a quarter, so that
/// many who were turned away together do not come back together; nobody is made to wait longer for that, since
/// a struggling source is first asked a single question. Only where it says for how long it is to be left alone, that holds,
/// and a little more.
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

  /// Notes that what is under way is no longer to be waited for.
  mutating func giveUp() { isUnderWay = false }

  /// Notes that a refresh failed, and plans the next one.
  ///
  /// - Parameter chance: a random number from 0 up to 1, which spreads out those who were turned away together.
  mutating func fail(_ failure: Failure, _ now: Date, interval: Duration, chance: Double) {
    isUnderWay = false
    failures += 1
    self.failure = failure
    let interval = interval.seconds
    var next =
      failure.isOverload
      ? now.addingTimeInterval(interval * (1 - 0.25 * chance))
      : max(now.addingTimeInterval(min(1, interval)), (began ?? now).addingTimeInterval(interval))
    if let wish = failure.retryAfter?.seconds {
      next = max(next, now.addingTimeInterval(wish + min(wish / 10, 10) * chance))
    }
    due = next
  }
}
