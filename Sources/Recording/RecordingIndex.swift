import FoundationEssentials
import Glibc

/// Where the lines of a recording stand, and of which moments they are.
///
/// It is made by one pass over the file, which can stop and go on: also later, when the file has grown. Of lines of text
/// all is read, but no more than the moment is understood; of compressed ones only their headers are read.
struct RecordingIndex {
  /// How lines are stored.
  enum Form {
    /// As text, with an end of line.
    case text
    /// Each as a gzip member.
    case members
  }

  /// A line.
  struct Line {
    /// Where it begins in the file.
    var offset: Int
    /// Its length in bytes, without the end of line.
    var length: Int
    /// Its place among the lines, from 1 on.
    var number: Int
    var time: Date
  }

  /// More lines than these are not told of: more than eleven days by the second.
  static let most = 1 << 20
  /// What a line may have at most, in bytes. A longer one is a bad one.
  static let longest = 1 << 28
  /// How far from the lines beside it one counts whose moment cannot be told, in seconds.
  private static let nudge = 0.001

  let form: Form
  /// The lines by their moments; of several with the same, those further on in the file later.
  private(set) var lines: [Line] = []
  /// All that is before is in the index.
  private(set) var end = 0
  /// Whether something is behind the last line that is none, or not yet.
  private(set) var hasRest = false

  private var count = 0
  /// How far the line that begins at the end has been looked through.
  private var scanned = 0
  /// The lines at the beginning whose moments cannot be told, until one's can.
  private var unplaced: [Line] = []
  private var isSorted = true
  private var newest: Date?

  init(_ form: Form) { self.form = form }

  /// Whether there is room for more.
  var isFull: Bool { lines.count >= Self.most }

  /// Goes on to the end of the file, or to a moment.
  ///
  /// - Returns: whether the end was reached.
  mutating func advance(
    in file: OpenFile, until deadline: ContinuousClock.Instant? = nil
  ) throws(RecordingError) -> Bool {
    let size = file.size
    defer { sort() }
    switch form {
    case .text: return try advanceText(file, size, deadline)
    case .members: return try advanceMembers(file, size, deadline)
    }
  }

  // MARK: Text

  private mutating func advanceText(
    _ file: OpenFile, _ size: Int, _ deadline: ContinuousClock.Instant?
  ) throws(RecordingError) -> Bool {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { room.deallocate() }
    scanned = max(scanned, end)
    while scanned < size, !isFull {
      let count = try file.read(into: room, at: scanned)
      if count == 0 { break }
      try take(UnsafeRawBufferPointer(rebasing: room[..<count]), file)
      // What begins with a line without end is no recording, however long it goes on.
      if lines.isEmpty, scanned - end > Self.longest {
        hasRest = true
        return true
      }
      if let deadline, .now >= deadline { return false }
    }
    if isFull { return true }
    try takeTail(file, size)
    return true
  }

  /// Takes the lines that end in a stretch of the file that begins where it was looked through to.
  private mutating func take(_ bytes: UnsafeRawBufferPointer, _ file: OpenFile) throws(RecordingError) {
    guard let base = bytes.baseAddress else { return }
    let start = scanned
    var place = 0
    while place < bytes.count, !isFull, let found = memchr(base + place, 0x0A, bytes.count - place) {
      let stop = UnsafeRawPointer(found) - base
      let begin = end - start
      let length = stop - begin
      let head = min(length, LineTime.head)
      if begin >= 0 {
        try add(UnsafeRawBufferPointer(rebasing: bytes[begin..<begin + head]), length, file)
      } else {
        let head = try file.read(at: end, count: head)
        try head.withUnsafeBytesTyped { (buffer) throws(RecordingError) in try add(buffer, length, file) }
      }
      place = stop + 1
      end = start + place
    }
    scanned = isFull ? end : start + bytes.count
  }

  /// Adds the line that begins at the end, by its first bytes.
  private mutating func add(
    _ head: UnsafeRawBufferPointer, _ length: Int, _ file: OpenFile
  ) throws(RecordingError) {
    count += 1
    if length == head.count, head.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { return }
    var time = LineTime.quick(head)
    if time == nil, length <= Self.longest { time = LineTime.slow(try file.read(at: end, count: length)) }
    add(Line(offset: end, length: length, number: count, time: time ?? .distantPast), isPlaced: time != nil)
  }

  /// What is behind the last end of line is a line if it is whole: nobody has to end a file with one.
  private mutating func takeTail(_ file: OpenFile, _ size: Int) throws(RecordingError) {
    hasRest = false
    let length = size - end
    guard length > 0 else { return }
    guard length <= Self.longest else {
      hasRest = true
      return
    }
    let tail = try file.read(at: end, count: length)
    if tail.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { return }
    guard tail.count == length, let time = LineTime.slow(tail) else {
      hasRest = true
      return
    }
    count += 1
    add(Line(offset: end, length: length, number: count, time: time), isPlaced: true)
    end = size
    scanned = size
  }

  // MARK: Members

  private mutating func advanceMembers(
    _ file: OpenFile, _ size: Int, _ deadline: ContinuousClock.Instant?
  ) throws(RecordingError) -> Bool {
    func header(at offset: Int) throws(RecordingError) -> GzipMember? {
      GzipMember(header: try file.read(at: offset, count: GzipMember.headerLength)[...])
    }
    hasRest = false
    var next = end < size ? try header(at: end) : nil
    while end < size, !isFull {
      if let member = next, end + member.length <= size {
        addMember(member, end + member.length)
      } else if let found = try search(file, size) {
        // Something is damaged, or lost. What it was is a bad line.
        addMember(next, found)
      } else {
        hasRest = true
        return true
      }
      next = end < size ? try header(at: end) : nil
      if count & 0xFF == 0, let deadline, .now >= deadline { return false }
    }
    return true
  }

  private mutating func addMember(_ member: GzipMember?, _ stop: Int) {
    count += 1
    let line = Line(offset: end, length: stop - end, number: count, time: member?.time ?? .distantPast)
    add(line, isPlaced: member != nil)
    end = stop
  }

  /// Where the next header stands behind the place that is reached; nil where there is none.
  private func search(_ file: OpenFile, _ size: Int) throws(RecordingError) -> Int? {
    var place = end + 1
    while place < size {
      let bytes = try file.read(at: place, count: 1 << 20)
      if let found = GzipMember.next(in: bytes) { return place + found }
      if bytes.count <= GzipMember.headerLength { return nil }
      place += bytes.count - GzipMember.headerLength + 1
    }
    return nil
  }

  // MARK: Order

  /// Adds a line. One whose moment cannot be told stands right behind the one before.
  private mutating func add(_ line: Line, isPlaced: Bool) {
    var line = line
    if !isPlaced {
      guard let before = lines.last else {
        unplaced.append(line)
        return
      }
      line.time = before.time.addingTimeInterval(Self.nudge)
    }
    if !unplaced.isEmpty {
      for (place, var bad) in unplaced.enumerated() {
        bad.time = line.time.addingTimeInterval(-Self.nudge * Double(unplaced.count - place))
        lines.append(bad)
      }
      unplaced = []
    }
    if let newest, line.time < newest { isSorted = false }
    newest = max(newest ?? line.time, line.time)
    lines.append(line)
  }

  /// A clock that was set back, or files that were joined, leave lines out of their order.
  private mutating func sort() {
    if isSorted { return }
    lines.sort { ($0.time, $0.offset) < ($1.time, $1.offset) }
    isSorted = true
  }
}

extension [UInt8] {
  fileprivate func withUnsafeBytesTyped(
    _ body: (UnsafeRawBufferPointer) throws(RecordingError) -> Void
  ) throws(RecordingError) {
    var failure: RecordingError?
    withUnsafeBytes { buffer in
      do throws(RecordingError) { try body(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
