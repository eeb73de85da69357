import FoundationEssentials
import JSON
import Mesh

/// The moment of a line, read without the rest of it.
enum LineTime {
  /// How many bytes of a line are looked at first.
  static let head = 512

  /// The moment by the members that a line begins with; nil where these do not tell.
  ///
  /// Only texts and numbers are passed over on the way to `time`, so that nothing that is nested can be taken for it.
  static func quick(_ bytes: UnsafeRawBufferPointer) -> Date? {
    var scan = Scan(bytes: bytes)
    guard scan.take(UInt8(ascii: "{")) else { return nil }
    while let key = scan.text() {
      guard scan.take(UInt8(ascii: ":")) else { return nil }
      if bytes[key].elementsEqual("time".utf8) {
        guard let value = scan.text() else { return nil }
        return date(UnsafeRawBufferPointer(rebasing: bytes[value]))
      }
      guard scan.text() != nil || scan.word(), scan.take(UInt8(ascii: ",")) else { return nil }
    }
    return nil
  }

  /// The moment of a whole line, as a reader of all of it finds; nil where it is not JSON.
  static func slow(_ line: [UInt8]) -> Date? {
    guard let root = (try? JSONDocument(parsing: line))?.root, root.kind == .object else { return nil }
    return root["time"]?.string.flatMap(Timestamp.date) ?? Date(timeIntervalSince1970: 0)
  }

  /// Whether a line is a whole snapshot, and not only an object that a snapshot over several lines has on a line of its own.
  static func isSnapshot(_ line: [UInt8]) -> Bool {
    guard let root = (try? JSONDocument(parsing: line))?.root, root.kind == .object else { return false }
    return root["schema"] != nil || root["nodes"] != nil && root["edges"] != nil
  }

  /// `2026-09-21T14:13:20Z` by hand, since there are as many as lines; any other way to write it as everywhere else.
  private static func date(_ text: UnsafeRawBufferPointer) -> Date? {
    func number(_ range: Range<Int>) -> Int? {
      var number = 0
      for byte in text[range] {
        guard (48...57).contains(byte) else { return nil }
        number = number * 10 + Int(byte) - 48
      }
      return number
    }
    let marks: [(Int, UInt8)] = [(4, 45), (7, 45), (10, 84), (13, 58), (16, 58), (19, 90)]
    if text.count == 20, marks.allSatisfy({ text[$0.0] == $0.1 }), let year = number(0..<4), year >= 1600,
      let month = number(5..<7), (1...12).contains(month), let day = number(8..<10), (1...28).contains(day),
      let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second < 60
    {
      let days = daysSince1970(year, month, day)
      return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3600 + minute * 60 + second))
    }
    return Timestamp.date(String(decoding: text, as: UTF8.self))
  }

  /// Days from 1970-01-01 in the Gregorian calendar; years are counted from March, so that a leap day is their last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  /// Steps through the first members of an object.
  private struct Scan {
    let bytes: UnsafeRawBufferPointer
    var place = 0

    private mutating func skipBlanks() {
      while place < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[place]) { place += 1 }
    }

    /// Passes a sign.
    mutating func take(_ sign: UInt8) -> Bool {
      skipBlanks()
      guard place < bytes.count, bytes[place] == sign else { return false }
      place += 1
      return true
    }

    /// Passes a text, and says what is between its quotes; nil for anything else, and for a text with escapes.
    mutating func text() -> Range<Int>? {
      skipBlanks()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return nil }
      for end in place + 1..<max(place + 1, bytes.count) {
        if bytes[end] == UInt8(ascii: "\\") { return nil }
        guard bytes[end] == UInt8(ascii: "\"") else { continue }
        defer { place = end + 1 }
        return place + 1..<end
      }
      return nil
    }

    /// Passes a number, or a word such as `true`.
    mutating func word() -> Bool {
      skipBlanks()
      let start = place
      while place < bytes.count, isWordByte(bytes[place]) { place += 1 }
      return place > start
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (97...122).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45].contains(byte)
    }
  }
}
