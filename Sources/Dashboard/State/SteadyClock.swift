public import FoundationEssentials
import Mesh

/// The time that a dashboard goes by: the wall clock's when it began, and on from there at a steady pace, through sleeps of
/// the machine and whatever happens to the wall clock. So ages and pauses are right when that is set.
public struct SteadyClock: Sendable {
  /// What the machine's clocks show at a moment.
  public struct Reading: Sendable {
    /// The wall clock.
    public var wall: Date
    /// The time since the machine was started, sleeps included.
    public var running: Duration
    /// The time for which the machine was awake since then.
    public var awake: Duration

    /// What the clocks show.
    public init(wall: Date, running: Duration, awake: Duration) {
      self.wall = wall
      self.running = running
      self.awake = awake
    }
  }

  private let start: Reading
  private var last: Reading

  /// How far clocks may come apart from one look to the next without a sleep or a setting, in seconds.
  private static let tolerance = 2.0

  /// A clock that begins with what the machine's show.
  public init(_ reading: Reading) {
    start = reading
    last = reading
  }

  /// The moment of the last look.
  public var now: Date { start.wall.addingTimeInterval((last.running - start.running).seconds) }

  /// By how many seconds the wall clock is ahead of ``now``.
  public var wallAhead: Double { last.wall.timeIntervalSince(now) }

  /// Looks at the machine's clocks.
  ///
  /// - Returns: whether the machine has slept since the last look, or its wall clock was set.
  public mutating func look(_ reading: Reading) -> Bool {
    let before = last
    last = reading
    let passed = (reading.running - before.running).seconds
    let slept = passed - (reading.awake - before.awake).seconds
    let set = reading.wall.timeIntervalSince(before.wall) - passed
    return slept > Self.tolerance || abs(set) > Self.tolerance
  }
}
