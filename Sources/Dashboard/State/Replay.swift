public import FoundationEssentials
import Mesh

/// A stretch of the mesh's time that is shown frame by frame.
///
/// A frame is asked for when the one before is on screen and has stood long enough: a slow source slows the replay, and
/// nothing piles up.
public struct Replay: Sendable, Equatable {
  /// How long a frame of a server can stand, from the slowest to the fastest.
  static let paces: [Duration] = [10, 5, 3, 1].map { .seconds($0) }
  /// How long a frame of a file can stand: nobody is asked for it.
  static let pacesOfFile = paces + [.milliseconds(500), .milliseconds(200)]
  /// How far frames of a server are apart at least, in seconds.
  static let leastStep = 10.0

  /// The first moment.
  public var start: Date
  /// The last moment.
  public var end: Date
  /// How far frames are apart, in seconds; a file has its own moments.
  var step: Double
  /// How long a frame stands at least.
  public internal(set) var pace = Duration.seconds(3)
  /// Whether it goes on by itself.
  public internal(set) var isPlaying = true
  /// When the next frame is to be asked for, if it is playing; nil while one is awaited.
  var due: Date?

  /// Stops at the frame that is shown.
  mutating func pause() {
    isPlaying = false
    due = nil
  }

  /// Plans the next frame for when one that was asked for at a moment has stood long enough.
  mutating func plan(after began: Date, _ now: Date) {
    due = isPlaying ? max(now, began.addingTimeInterval(pace.seconds)) : nil
  }
}
