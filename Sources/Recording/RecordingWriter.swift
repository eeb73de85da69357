public import FoundationEssentials
import Glibc
import JSON
public import Mesh
import Synchronization

/// Appends snapshots to a recording, a line each.
///
/// The file is whole at any time: a line is one write, and what of it could not be written is taken away again. Nobody else
/// can read it, and nobody else writes to it meanwhile.
public final class RecordingWriter: Sendable {
  /// What is in the file.
  public struct Progress: Sendable, Hashable {
    /// How many snapshots were appended since it was opened.
    public var snapshots: Int
    /// The size of the file in bytes.
    public var size: Int

    /// So many snapshots, so many bytes.
    public init(snapshots: Int = 0, size: Int = 0) {
      self.snapshots = snapshots
      self.size = size
    }
  }

  /// The file's path.
  public let path: String
  /// Whether a last line was taken away that was cut off.
  public let isMended: Bool
  private let isNew: Bool
  private let file: OpenFile
  private let isCompressed: Bool
  private let progress: Mutex<Progress>

  /// How a file is opened.
  public enum Mode: Sendable {
    /// Goes on with what is there.
    case append
    /// Takes only a name that is free.
    case create
  }

  /// Opens a file; compressed where its name ends with `.gz`. Nil where the name is taken, and must not be.
  public init?(path: String, _ mode: Mode = .append) throws(RecordingError) {
    // A file that is too large is an error as any other, and no reason to end.
    signal(SIGXFSZ, SIG_IGN)
    let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    var descriptor = open(path, flags | O_EXCL, 0o600)
    let isNew = descriptor >= 0
    if !isNew, mode == .append, errno == EEXIST { descriptor = open(path, flags, 0o600) }
    guard descriptor >= 0 else {
      if mode == .create, errno == EEXIST { return nil }
      if errno == ELOOP {
        throw RecordingError("\(path) is a link, which is not followed.", "Name the file that it leads to.")
      }
      throw RecordingError("Cannot write \(path): \(RecordingError.reason).", "Name another place.")
    }
    let file = OpenFile(descriptor, path)
    try Self.check(file)
    isCompressed = path.hasSuffix(".gz")
    isMended = try RecordingMend.mend(file, isCompressed: isCompressed)
    try Self.close(toOthers: file)
    self.path = path
    self.isNew = isNew
    self.file = file
    progress = Mutex(Progress(snapshots: 0, size: file.size))
  }

  /// Lets nobody else read the file, which is known by now to be a recording, or empty.
  private static func close(toOthers file: OpenFile) throws(RecordingError) {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & 0o077 == 0 || fchmod(file.descriptor, 0o600) == 0
    else {
      throw RecordingError(
        "Others can read \(file.path), and that cannot be changed: \(RecordingError.reason).", "Name another place.")
    }
  }

  /// Lets nobody else in to write to the file.
  private static func check(_ file: OpenFile) throws(RecordingError) {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw RecordingError("\(file.path) is no plain file.", "Name another place.")
    }
    guard status.st_uid == geteuid() else {
      throw RecordingError("\(file.path) belongs to another user.", "Name another place.")
    }
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw RecordingError("Another recording writes to \(file.path).", "End that one, or name another file.")
    }
  }

  /// What is in the file so far.
  public var written: Progress { progress.withLock(\.self) }

  /// Appends a snapshot.
  @discardableResult
  public func append(_ snapshot: Snapshot) throws(RecordingError) -> Progress {
    var bytes = JSONWriter.line(snapshot.write)
    if isCompressed {
      // What is read back tells the moment to the millisecond: the index must tell the same.
      guard let time = LineTime.slow(bytes), let member = GzipMember.bytes(bytes, time: time) else {
        throw RecordingError("There is no memory to compress a snapshot with.", "Record without .gz.")
      }
      bytes = member
    }
    return try progress.withLock { progress throws(RecordingError) in
      try write(bytes, at: file.size)
      progress.snapshots += 1
      progress.size = file.size
      return progress
    }
  }

  /// Writes bytes whole, or not at all.
  private func write(_ bytes: [UInt8], at end: Int) throws(RecordingError) {
    var count = 0
    repeat {
      count = bytes.withUnsafeBytes { Glibc.write(file.descriptor, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    if count == bytes.count { return }
    // A write falls short of its length where there is no room left.
    let reason = count < 0 ? RecordingError.reason : "there is no room left"
    if count > 0 { ftruncate(file.descriptor, end) }
    throw RecordingError(
      "Cannot write \(path): \(reason). What was recorded before is whole.", "Make room, or name another place.")
  }

  /// Takes the file away where it was made for this recording and nothing came to be in it. This is the last that is done with it.
  public func discardIfEmpty() {
    if isNew, file.size == 0 { unlink(path) }
  }

  /// The last moment of the file, so that a recording that goes on does not tell it twice; nil where it is empty.
  public func lastMoment() throws(RecordingError) -> Date? {
    guard let recording = try Recording(path: path) else { return nil }
    try recording.index()
    return recording.moments.last
  }
}
