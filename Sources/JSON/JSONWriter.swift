/// Writes JSON text (RFC 8259) member by member, in the order that it is told.
///
/// Characters that could make a terminal or an editor show something else than what is there are escaped: controls,
/// marks of direction, line and paragraph separators.
public struct JSONWriter {
  /// The text so far.
  public private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  // For each open array or object: whether something is in it already.
  private var hasContent: [Bool] = []
  private var followsKey = false

  /// A writer of one line, or of indented lines.
  public init(pretty: Bool = false) { isPretty = pretty }

  /// The text so far.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Begins an object.
  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  /// Ends the object.
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  /// Begins an array.
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  /// Ends the array.
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the name of the member whose value comes next.
  public mutating func key(_ name: String) {
    separate()
    append(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  /// Writes a string.
  public mutating func value(_ text: String) {
    separate()
    append(text)
  }

  /// Writes a number in the shortest form that reads back as the same; null where it is not finite.
  public mutating func value(_ number: Double) {
    separate()
    if !number.isFinite {
      bytes += "null".utf8
    } else if number == number.rounded(), abs(number) < 1e16 {
      bytes += String(Int(number)).utf8
    } else {
      bytes += number.description.utf8
    }
  }

  /// Writes a number.
  public mutating func value(_ number: Int) {
    separate()
    bytes += String(number).utf8
  }

  /// Writes true or false.
  public mutating func value(_ flag: Bool) {
    separate()
    bytes += (flag ? "true" : "false").utf8
  }

  /// Writes nothing as a value.
  public mutating func null() {
    separate()
    bytes += "null".utf8
  }

  /// A value on a line of its own.
  public static func line(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    write(&json)
    json.endLine()
    return json.bytes
  }

  /// Ends a line, after a whole value.
  public mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    hasContent.append(false)
  }

  private mutating func end(_ bracket: UInt8) {
    if hasContent.popLast() == true { breakLine() }
    bytes.append(bracket)
  }

  /// Puts a comma and a line break where a value or a name needs them.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard let last = hasContent.indices.last else { return }
    if hasContent[last] { bytes.append(UInt8(ascii: ",")) }
    hasContent[last] = true
    breakLine()
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: hasContent.count * 2))
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C } }
    if isPlain {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\r": bytes += "\\r".utf8
    case "\t": bytes += "\\t".utf8
    case _ where Self.isEscaped(scalar):
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        bytes += "\\u".utf8
        bytes += String(repeating: "0", count: 4 - digits.count).utf8
        bytes += digits.utf8
      }
    default: bytes += String(scalar).utf8
    }
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
    default: false
    }
  }
}
