import FoundationEssentials

/// A line of a compressed recording: a gzip member of its own, whose header says how long the member is and of which
/// moment, so that lines are found without unpacking those before. Any gzip reads such a file.
///
/// The header has one extra field, `MT`: the length of the member in 4 bytes, that of the line in 4, and the moment, in
/// seconds since 1970, as a double in 8; little-endian, as all of gzip. A checksum of the header follows.
struct GzipMember: Equatable {
  /// The length of the member in bytes, with header and checksums.
  var length: Int
  /// The moment of the line.
  var time: Date

  /// The length of a header in bytes.
  static let headerLength = 34
  private static let trailerLength = 8
  private static let start: [UInt8] = [0x1F, 0x8B, 8, 6]
  /// What stands before the extra field's content: the length of all, its name, the length of its content.
  private static let field: [UInt8] = [20, 0, UInt8(ascii: "M"), UInt8(ascii: "T"), 16, 0]
  private static let fieldOffset = 10

  /// Reads a header; nil where there is none, or it is damaged.
  init?(header bytes: ArraySlice<UInt8>) {
    let header = Array(bytes.prefix(Self.headerLength))
    guard header.count == Self.headerLength, header.starts(with: Self.start),
      header[Self.fieldOffset...].starts(with: Self.field)
    else { return nil }
    let checksum = Gzip.checksum(header.dropLast(2)) & 0xFFFF
    guard checksum == UInt32(Self.number(header[32..<34])) else { return nil }
    let seconds = Double(bitPattern: Self.number(header[24..<32]))
    let length = Int(Self.number(header[16..<20]))
    guard length > Self.headerLength + Self.trailerLength, seconds.isFinite, abs(seconds) < 1e12 else { return nil }
    self.length = length
    time = Date(timeIntervalSince1970: seconds)
  }

  /// Whether bytes that end too early for a header could have become one.
  static func couldBegin(_ bytes: [UInt8]) -> Bool {
    let known = start + Array(bytes.dropFirst(start.count).prefix(fieldOffset - start.count)) + field
    return known.starts(with: bytes.prefix(known.count)) || bytes.starts(with: known)
  }

  /// A line as a member; nil where it cannot be compressed.
  static func bytes(_ line: [UInt8], time: Date) -> [UInt8]? {
    guard line.count < Int(UInt32.max), let body = Gzip.deflate(line) else { return nil }
    let length = headerLength + body.count + trailerLength
    guard length < Int(UInt32.max) else { return nil }
    let seconds = time.timeIntervalSince1970
    let stamp = UInt32(exactly: seconds.rounded(.down)) ?? 0
    var bytes = start
    bytes.reserveCapacity(length)
    append(UInt64(stamp), 4, to: &bytes)
    bytes += [0, 0xFF]
    bytes += field
    append(UInt64(length), 4, to: &bytes)
    append(UInt64(line.count), 4, to: &bytes)
    append(seconds.bitPattern, 8, to: &bytes)
    append(UInt64(Gzip.checksum(bytes) & 0xFFFF), 2, to: &bytes)
    bytes += body
    append(UInt64(Gzip.checksum(line)), 4, to: &bytes)
    append(UInt64(line.count), 4, to: &bytes)
    return bytes
  }

  /// The offset of the next header in bytes; nil where there is none.
  static func next(in bytes: [UInt8], from start: Int = 0) -> Int? {
    var place = start
    while place + headerLength <= bytes.count {
      guard let found = bytes[place...].firstIndex(of: 0x1F) else { return nil }
      if GzipMember(header: bytes[found...]) != nil { return found }
      place = found + 1
    }
    return nil
  }

  private static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
