public import FoundationEssentials
import Glibc
public import Mesh
import Synchronization

/// A file with a snapshot a line, as `meshtop record` writes it: of any size, since no more of it is in memory than an
/// index and the snapshots that were read last.
public final class Recording: Sendable {
  /// The file's path.
  public let path: String
  private let file: OpenFile
  private let content: Mutex<Content>

  private struct Content {
    var index: RecordingIndex
    var cache = SnapshotCache()
    /// Whether all of the file was indexed that there was.
    var isComplete = false
  }

  /// How long others are kept from the index while it is made.
  private static let slice = Duration.milliseconds(20)

  /// Opens a file; nil where it is none that can be read line by line: no plain file, one snapshot over several lines,
  /// or compressed as a whole.
  public init?(path: String) throws(RecordingError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw RecordingError("Cannot read \(path): \(RecordingError.reason).", "Name a file that can be read.")
    }
    let file = OpenFile(descriptor, path)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let form = try Self.form(of: file)
    else { return nil }
    self.path = path
    self.file = file
    content = Mutex(Content(index: RecordingIndex(form)))
  }

  /// How lines are stored; nil where it cannot be told where a line ends.
  private static func form(of file: OpenFile) throws(RecordingError) -> RecordingIndex.Form? {
    let start = try file.read(at: 0, count: 1 << 16)
    if Gzip.isBegun(start) {
      let isOwn = GzipMember(header: start[...]) != nil || GzipMember.next(in: start) != nil
      return isOwn ? .members : nil
    }
    // A line that is whole tells that there is one snapshot a line. Where the first one is damaged, the next may tell.
    var offset = 0
    for _ in 0..<16 {
      guard let line = try line(of: file, at: offset) else { return nil }
      if LineTime.isSnapshot(line) { return .text }
      offset += line.count + 1
    }
    return nil
  }

  /// The line at an offset; nil where there is none, or it is too long for one.
  private static func line(of file: OpenFile, at offset: Int) throws(RecordingError) -> [UInt8]? {
    var length = 0
    while length <= RecordingIndex.longest {
      let piece = try file.read(at: offset + length, count: 1 << 18)
      let end = piece.withUnsafeBytes { bytes in
        bytes.baseAddress.flatMap { base in memchr(base, 0x0A, bytes.count).map { UnsafeRawPointer($0) - base } }
      }
      if let end { return try file.read(at: offset, count: length + end) }
      length += piece.count
      if piece.count < 1 << 18 { return length == 0 ? nil : try file.read(at: offset, count: length) }
    }
    return nil
  }

  // MARK: Index

  /// Goes on with the index, to the end of the file or for so long.
  ///
  /// - Returns: whether all that the file has now is in it.
  @discardableResult
  public func index(for limit: Duration? = nil) throws(RecordingError) -> Bool {
    let deadline = limit.map { ContinuousClock.now + $0 }
    while true {
      let isComplete = try content.withLock { content throws(RecordingError) in
        let slice = ContinuousClock.now + Self.slice
        content.isComplete = try content.index.advance(in: file, until: min(slice, deadline ?? slice))
        return content.isComplete
      }
      if isComplete { return true }
      if let deadline, .now >= deadline { return false }
    }
  }

  /// The moments that are known so far, in their order.
  public var moments: [Date] { content.withLock { $0.index.lines.map(\.time) } }

  /// How many moments are known so far.
  public var count: Int { content.withLock { $0.index.lines.count } }

  /// Whether all of the file was indexed that there was when that was looked at last.
  public var isComplete: Bool { content.withLock(\.isComplete) }

  /// The size of the file in bytes.
  public var size: Int { file.size }

  /// What a user should know of the file; nil for nothing. It holds once the index is complete.
  public var notice: String? {
    content.withLock { content in
      if content.index.isFull { return "Only the first \(RecordingIndex.most) snapshots of \(path) are shown." }
      if content.isComplete, content.index.hasRest {
        return "The last line of \(path) is cut off, and passed over."
      }
      return nil
    }
  }

  // MARK: Snapshots

  /// The place of the last line not after a moment; nil where there is none. O(log lines).
  public func place(at time: Date) -> Int? {
    content.withLock { content in
      let place = content.index.lines.partitioningIndex { $0.time > time }
      return place == 0 ? nil : place - 1
    }
  }

  /// The snapshot of the line at a place among the moments.
  public func snapshot(_ place: Int) throws(RecordingError) -> Snapshot {
    let (line, form, known) = content.withLock { content in
      let line = content.index.lines[place]
      return (line, content.index.form, content.cache.snapshot(line.offset))
    }
    if let known { return known }
    let snapshot = try read(line, form)
    content.withLock { $0.cache.keep(snapshot, line.offset) }
    return snapshot
  }

  /// The places of the moments after one and up to another, no more than one in each step of time, in seconds.
  public func places(after start: Date, upTo end: Date, step: Double) -> [Int] {
    content.withLock { content in
      let lines = content.index.lines
      let first = lines.partitioningIndex { $0.time > start }
      let last = lines.partitioningIndex { $0.time > end }
      guard first < last else { return [] }
      func slot(_ place: Int) -> Double { (lines[place].time.timeIntervalSince(end) / step).rounded(.down) }
      // The last of each step, so that the last of all is among them.
      return (first..<last).filter { $0 + 1 == last || slot($0) != slot($0 + 1) }
    }
  }

  private func read(_ line: RecordingIndex.Line, _ form: RecordingIndex.Form) throws(RecordingError) -> Snapshot {
    func bad(_ sentence: String) -> RecordingError {
      RecordingError("\(path), line \(line.number): \(sentence)", "The lines before and after it can be read.")
    }
    guard line.length <= RecordingIndex.longest else {
      throw bad("It is longer than \(RecordingIndex.longest >> 20) MiB.")
    }
    var bytes = try file.read(at: line.offset, count: line.length)
    if form == .members {
      guard let member = Gzip.inflate(bytes[...], longest: RecordingIndex.longest), member.isWhole else {
        throw bad("It is damaged.")
      }
      bytes = member.text
    }
    do {
      return try SnapshotFile.snapshot(in: bytes)
    } catch {
      throw bad(error.description)
    }
  }
}

/// The snapshots that were read last: an hour of them, and a few more.
private struct SnapshotCache {
  private static let most = 80
  private var snapshots: [Int: Snapshot] = [:]
  /// The offsets of their lines, those used longest ago first.
  private var order: [Int] = []

  mutating func snapshot(_ offset: Int) -> Snapshot? {
    guard let snapshot = snapshots[offset] else { return nil }
    order.removeAll { $0 == offset }
    order.append(offset)
    return snapshot
  }

  mutating func keep(_ snapshot: Snapshot, _ offset: Int) {
    if snapshots.updateValue(snapshot, forKey: offset) != nil { return }
    order.append(offset)
    if order.count > Self.most { snapshots[order.removeFirst()] = nil }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place whose element is beyond a border, in a collection that is ordered by it; the end where none is.
  func partitioningIndex(where isBeyond: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
