/// Goes through a text by TOML's strings and comments, and looks outside of these for what toml++ asserts never to see.
///
/// It sees strings where the parser does, up to the first mistake, at which the parser ends.
struct TOMLCheck {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1

  init(_ text: String) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    bytes = Array(text.utf8.starts(with: mark) ? text.utf8.dropFirst(3) : text.utf8[...])
  }

  /// The first fault; nil for none.
  mutating func fault() -> TOMLText.Fault? {
    var isAtStart = true
    var last: UInt8 = 0
    while let byte = byte() {
      if Self.ends(byte) {
        step()
        isAtStart = true
        continue
      }
      switch byte {
      case UInt8(ascii: "#"): while let byte = self.byte(), !Self.ends(byte) { step() }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
      case UInt8(ascii: "[") where isAtStart: if !isHeader() { return fault("A table's name is missing or wrong.") }
      case _ where Self.isBeforeValue(last) && isDate(): return fault("Dates and times are no values here.")
      case UInt8(ascii: "}") where last == UInt8(ascii: "[") || last == UInt8(ascii: ","):
        return fault("A value is missing before }.")
      case UInt8(ascii: "\t"), 0x20..<0x7F: step()
      default: return fault("Outside of quotes and comments letters are of a to z.")
      }
      let isBlank = byte == 0x20 || byte == 0x09
      isAtStart = isAtStart && isBlank
      if !isBlank, byte != UInt8(ascii: "#") { last = byte }
    }
    return nil
  }

  private func fault(_ problem: String) -> TOMLText.Fault { TOMLText.Fault(line: line, problem: problem) }

  private func byte(_ offset: Int = 0) -> UInt8? {
    bytes.indices.contains(place + offset) ? bytes[place + offset] : nil
  }

  private mutating func step(_ count: Int = 1) {
    for _ in 0..<count where place < bytes.count {
      if bytes[place] == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
  }

  /// What the parser takes for the end of a line.
  private static func ends(_ byte: UInt8) -> Bool { (0x0A...0x0D).contains(byte) }

  /// Passes over a string, which a line's end closes where it has only one quote.
  private mutating func skipString(_ quote: UInt8) {
    let isLong = byte(1) == quote && byte(2) == quote
    step(isLong ? 3 : 1)
    while let byte = byte() {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        step(2)
      } else if byte == quote, !isLong {
        return step()
      } else if byte == quote, self.byte(1) == quote, self.byte(2) == quote {
        // Two more quotes before the end belong to the string.
        step(3)
        for _ in 0..<2 where self.byte() == quote { step() }
        return
      } else if Self.ends(byte), !isLong {
        return
      } else {
        step()
      }
    }
  }

  /// Passes over the brackets that begin a line. What follows them in a table's line is a name; what ends a list, or a
  /// name that is missing, the parser tells itself.
  ///
  /// A line of a list of lists may begin otherwise, too; no configuration and no theme has any.
  private mutating func isHeader() -> Bool {
    step()
    if byte() == UInt8(ascii: "[") { step() }
    var next = 0
    while byte(next) == 0x20 || byte(next) == 0x09 { next += 1 }
    switch byte(next) {
    case nil, UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      return true
    case let byte?: return Self.isFigure(byte) || Self.isLetter(byte)
    }
  }

  private static func isBeforeValue(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "="), UInt8(ascii: "["), UInt8(ascii: ",")].contains(byte)
  }

  /// Whether a date or a time begins here: what begins as a number does, and has a colon, or a dash that begins no exponent.
  private func isDate() -> Bool {
    guard let first = byte(), Self.isFigure(first) || first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else {
      return false
    }
    var next = 1
    while let byte = byte(next), byte > 0x20, ![UInt8(ascii: ","), UInt8(ascii: "]")].contains(byte) {
      if byte == UInt8(ascii: ":") { return true }
      if byte == UInt8(ascii: "-"), (self.byte(next - 1) ?? 0) | 0x20 != UInt8(ascii: "e") { return true }
      next += 1
    }
    return false
  }

  private static func isFigure(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
