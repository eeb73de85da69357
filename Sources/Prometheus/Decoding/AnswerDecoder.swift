internal import CSimdjson
import Metrics

/// Decodes the answer of `/api/v1/query` or `/api/v1/query_range` while it arrives.
///
/// The elements of `data.result` are cut into blocks of about a megabyte, which one parser goes through one after
/// another, so that the memory needed does not grow with the answer. What is around them, and the last of them, is read
/// at the end. In JSON a quote within a string is escaped, so that `},{"metric":` and `"result":[` stand only between
/// elements and before them; an answer written with blanks is read at the end as a whole.
final class AnswerDecoder {
  private var rows: RowReader
  private let parser: OpaquePointer
  private var buffer: [UInt8] = []
  private var head: [UInt8]?
  /// How far `buffer` was searched for the end of the head, then for boundaries.
  private var searched = 0
  /// How many blanks the answer begins with, as far as was looked.
  private var blanks = 0
  private var isMalformed = false

  /// Whether the answer is given up: it has more in one piece than is kept in memory.
  private(set) var isOverfull = false

  private static let blockSize = 1 << 20
  /// The most that is kept where no element ends: an answer that is written with blanks, or is none.
  private static let largestPiece = 16 << 20
  /// How much of what is no JSON is enough to tell by.
  private static let sampleSize = 1 << 12
  private static let opening = Array("\"result\":[".utf8)
  private static let boundary = Array("},{\"metric\":".utf8)

  /// A decoder that adds rows of a query's labels, their values interned in the table that it is given at each step.
  ///
  /// - Returns: nil where there is no memory.
  init?(labels: [String], isRange: Bool) {
    guard let parser = sj_parser_new() else { return nil }
    self.parser = parser
    rows = RowReader(labels: labels, isRange: isRange)
    buffer.reserveCapacity(1 << 16)
  }

  deinit { sj_parser_free(parser) }

  /// Takes the next bytes of the answer.
  func receive(_ bytes: UnsafeRawBufferPointer, _ strings: inout StringTable) {
    if isHopeless { return }
    buffer.append(contentsOf: bytes)
    if head == nil { findHead() }
    if head != nil, buffer.count >= Self.blockSize { cutBlock(&strings) }
    if head == nil, buffer.count >= Self.sampleSize, !mayBeObject() { isMalformed = true }
    if buffer.count > Self.largestPiece { isOverfull = true }
  }

  /// Whether nothing that may still come makes this an answer.
  var isHopeless: Bool { isMalformed || isOverfull }

  /// Whether the first character that is no blank, if there is one yet, begins an object.
  private func mayBeObject() -> Bool {
    while blanks < buffer.count, Self.isBlank(buffer[blanks]) { blanks += 1 }
    return blanks == buffer.count || buffer[blanks] == UInt8(ascii: "{")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// Reads what is left once the answer is whole.
  func finish(_ strings: inout StringTable) -> AnswerContent {
    if isHopeless { return .malformed }
    if var whole = head {
      whole += buffer
      buffer = whole
    }
    let count = buffer.count
    var root = sj_element()
    guard parse(&buffer, count, &root) else { return .malformed }
    return withExtendedLifetime(buffer) { Envelope(root).content(&rows, &strings) }
  }

  /// The first bytes, for a guess at what an answer is that is not JSON.
  var beginning: String {
    var text = String(decoding: (head ?? []) + buffer.prefix(512), as: UTF8.self)
    if text.count > 512 { text = String(text.prefix(512)) }
    return text
  }

  private func findHead() {
    let start = max(0, searched - Self.opening.count)
    if let place = Self.firstPlace(of: Self.opening, in: buffer, from: start) {
      let end = place + Self.opening.count
      head = Array(buffer[..<end])
      buffer.removeSubrange(..<end)
      searched = 0
    } else {
      searched = buffer.count
    }
  }

  /// Parses the elements before the last boundary, and keeps the rest.
  private func cutBlock(_ strings: inout StringTable) {
    // What was searched before holds none, or it would have been cut.
    let start = max(0, searched - Self.boundary.count)
    guard let place = Self.lastPlace(of: Self.boundary, in: buffer, from: start) else {
      searched = buffer.count
      return
    }
    searched = 0
    var block: [UInt8] = []
    block.reserveCapacity(place + 3 + sj_padding())
    block.append(UInt8(ascii: "["))
    block += buffer[...place]
    block.append(UInt8(ascii: "]"))
    // The comma goes, too.
    buffer.removeSubrange(...(place + 1))
    let count = block.count
    var root = sj_element()
    guard parse(&block, count, &root) else {
      isMalformed = true
      buffer = []
      return
    }
    if !withExtendedLifetime(block, { rows.read(root, &strings) }) {
      isMalformed = true
      buffer = []
    }
  }

  private func parse(_ bytes: inout [UInt8], _ count: Int, _ root: inout sj_element) -> Bool {
    bytes.append(contentsOf: repeatElement(0, count: sj_padding()))
    return bytes.withUnsafeBytes { buffer in
      sj_parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, count, &root) == nil
    }
  }

  private static func firstPlace(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return bytes.withUnsafeBytes { bytes in
      let place = sj_find(bytes.baseAddress, bytes.count, start, needle, needle.count)
      return place < 0 ? nil : place
    }
  }

  private static func lastPlace(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var place = bytes.count - needle.count
    while place >= start {
      if bytes[place] == needle[0], bytes[place..<place + needle.count].elementsEqual(needle) { return place }
      place -= 1
    }
    return nil
  }
}
