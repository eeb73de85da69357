import Glibc

/// Makes a file ready to be appended to.
enum RecordingMend {
  /// Takes a last line away that was cut off.
  ///
  /// - Returns: whether there was one.
  static func mend(_ file: OpenFile, isCompressed: Bool) throws(RecordingError) -> Bool {
    let size = file.size
    if size == 0 { return false }
    let start = try file.read(at: 0, count: LineTime.head)
    guard Gzip.isBegun(start) == isCompressed || size < 2, isRecording(start, isCompressed) else {
      throw RecordingError(
        "\(file.path) is no \(isCompressed ? "compressed " : "")recording that can be gone on with.",
        "Name another file.")
    }
    let end = isCompressed ? try endOfMembers(file, size) : try endOfLines(file, size)
    if end == size { return false }
    guard ftruncate(file.descriptor, end) == 0 else {
      throw RecordingError("Cannot mend \(file.path): \(RecordingError.reason).", "Name another place.")
    }
    return true
  }

  private static func isRecording(_ start: [UInt8], _ isCompressed: Bool) -> Bool {
    if isCompressed { return GzipMember.couldBegin(start) }
    let known = Array("{\"schema\":".utf8)
    return start.starts(with: known.prefix(start.count)) || start.filter { $0 != 0x20 }.starts(with: known)
  }

  /// Where the last whole line ends. One that only lacks its end of line gets it.
  private static func endOfLines(_ file: OpenFile, _ size: Int) throws(RecordingError) -> Int {
    var tail: [UInt8] = []
    while tail.count < size {
      let step = min(1 << 18, size - tail.count)
      let piece = try file.read(at: size - tail.count - step, count: step)
      if let newline = piece.lastIndex(of: 0x0A) {
        tail = piece[(newline + 1)...] + tail
        break
      }
      tail = piece + tail
      // So long a line is none of a recording.
      if tail.count > RecordingIndex.longest {
        throw RecordingError("\(file.path) ends in a line that is too long.", "Name another file.")
      }
    }
    if tail.isEmpty { return size }
    guard LineTime.slow(tail) != nil else { return size - tail.count }
    guard write(file.descriptor, "\n", 1) == 1 else {
      throw RecordingError("Cannot write \(file.path): \(RecordingError.reason).", "Name another place.")
    }
    return size + 1
  }

  /// Where the last whole member ends.
  private static func endOfMembers(_ file: OpenFile, _ size: Int) throws(RecordingError) -> Int {
    var index = RecordingIndex(.members)
    _ = try index.advance(in: file)
    if index.hasRest {
      let rest = try file.read(at: index.end, count: GzipMember.headerLength)
      guard GzipMember.couldBegin(rest) else {
        throw RecordingError("The end of \(file.path) is no recording.", "Name another file.")
      }
      return index.end
    }
    // A machine that lost its power may have kept the length of a file, and not what was last in it.
    guard let last = index.lines.max(by: { $0.offset < $1.offset }), last.length <= RecordingIndex.longest else {
      return size
    }
    let bytes = try file.read(at: last.offset, count: last.length)
    let isWhole = Gzip.inflate(bytes[...], longest: RecordingIndex.longest)?.isWhole ?? false
    return isWhole ? size : last.offset
  }
}
