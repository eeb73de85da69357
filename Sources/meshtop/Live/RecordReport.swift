import Dashboard
import FoundationEssentials
import Glibc
import Metrics
import Recording
import Synchronization

/// Says on standard error how a recording does: on a terminal one line that is written anew, and each kind of failure once.
final class RecordReport: Sendable {
  private struct Status {
    var time: Date?
    var progress = RecordingWriter.Progress()
    var length = Duration.zero
    var failures = 0
    var told: Set<String> = []
    var hasLine = false
  }

  private let isShown: Bool
  private let status = Mutex(Status())

  /// - Parameter isShown: whether progress is wanted; it shows on a terminal alone.
  init(isShown: Bool) { self.isShown = isShown && StandardStreams.errorsAreTerminal }

  /// A snapshot was appended, of a moment, and took so long.
  func took(_ progress: RecordingWriter.Progress, _ length: Duration, at time: Date) {
    status.withLock { status in
      (status.progress, status.length, status.time) = (progress, length, time)
      draw(&status)
    }
  }

  /// The source failed.
  func failed(_ trouble: Trouble, at time: Date) {
    status.withLock { status in
      status.failures += 1
      let kind = trouble.kind.map { "\($0)" } ?? trouble.problem
      if status.told.insert(kind).inserted {
        clear(&status)
        StandardStreams.complain("meshtop: \(Clock.rfc3339(time)): \(trouble)")
      }
      draw(&status)
    }
  }

  /// Says a sentence.
  func tell(_ sentence: String) {
    status.withLock { status in
      clear(&status)
      StandardStreams.complain("meshtop: \(sentence)")
    }
  }

  /// Leaves the last line as it is.
  func finish() {
    status.withLock { status in
      if status.hasLine { StandardStreams.complain("") }
      status.hasLine = false
    }
  }

  private func clear(_ status: inout Status) {
    if status.hasLine { StandardStreams.put("\r\u{1B}[K") }
    status.hasLine = false
  }

  private func draw(_ status: inout Status) {
    guard isShown else { return }
    var parts: [String] = []
    if let time = status.time { parts.append(Clock.time(time, utcOffset: Live.utcOffset())) }
    parts.append(Figures.count(status.progress.snapshots, "snapshot"))
    parts.append(Figures.amount(Double(status.progress.size)))
    if status.time != nil { parts.append("the last took \(Figures.milliseconds(Span(status.length).seconds * 1000))") }
    if status.failures > 0 { parts.append(Figures.count(status.failures, "failure")) }
    var size = winsize()
    let width = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    StandardStreams.put("\r\u{1B}[K" + String(parts.joined(separator: "  ").prefix(width - 1)))
    status.hasLine = true
  }
}
