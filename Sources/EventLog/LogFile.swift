import Dispatch
import Glibc
import Synchronization

/// A file to which lines are added, from any thread. Nobody waits for the disk.
public final class LogFile: Sendable {
  private struct Waiting {
    var bytes: [UInt8] = []
    var dropped = 0
    var isOver = false
    var isScheduled = false
  }

  private static let mostWaiting = 1 << 20
  private let descriptor: Int32
  private let waiting = Mutex(Waiting())
  private let queue = DispatchQueue(label: "log")
  private let onFailure: @Sendable (String) -> Void

  /// Opens a file to add to, or makes one that its owner alone may read. What is there must be a plain file, and no link.
  ///
  /// - Parameter onFailure: is told once why nothing more can be written, in the system's words.
  /// - Returns: nil where that fails; `errno` says why.
  public init?(_ path: String, onFailure: @escaping @Sendable (String) -> Void) {
    // Not to wait for a pipe's reader.
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      errno = EINVAL
      return nil
    }
    self.descriptor = descriptor
    self.onFailure = onFailure
  }

  /// For tests: adds to what is open already.
  init(descriptor: Int32, onFailure: @escaping @Sendable (String) -> Void) {
    self.descriptor = descriptor
    self.onFailure = onFailure
  }

  deinit { close(descriptor) }

  /// Adds a line, soon. Where the disk is too slow for the lines, some are left out, and their number is told in their place.
  public func add(_ line: String) {
    let mustSchedule = waiting.withLock { waiting in
      guard !waiting.isOver else { return false }
      if waiting.bytes.count > Self.mostWaiting {
        waiting.dropped += 1
        return false
      }
      waiting.bytes += line.utf8
      defer { waiting.isScheduled = true }
      return !waiting.isScheduled
    }
    if mustSchedule { queue.async { self.write() } }
  }

  /// Waits until all lines are written.
  public func flush() { queue.sync { write() } }

  private func write() {
    var (bytes, dropped) = waiting.withLock { waiting in
      let taken = (waiting.bytes, waiting.dropped)
      waiting.bytes = []
      waiting.dropped = 0
      waiting.isScheduled = false
      return waiting.isOver ? ([], 0) : taken
    }
    if dropped > 0 { bytes += "# \(dropped) lines are left out: the disk is too slow\n".utf8 }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        waiting.withLock { $0.isOver = true }
        return onFailure(reason)
      }
      rest = rest.dropFirst(count)
    }
  }
}
