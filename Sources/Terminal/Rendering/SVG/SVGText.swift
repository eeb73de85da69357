/// The bytes of an SVG, written piece by piece. Lengths are in tenths of a pixel.
struct SVGText {
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ other: SVGText) { bytes.append(contentsOf: other.bytes) }

  /// Writes a length in pixels.
  mutating func append(_ tenths: Int) {
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    let amount = abs(tenths)
    append(digits: amount / 10)
    if amount % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + UInt8(amount % 10))
    }
  }

  private mutating func append(digits number: Int) {
    if number >= 10 { append(digits: number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// Writes a letter of a path and the lengths that follow it.
  mutating func path(_ letter: Unicode.Scalar, _ lengths: Int...) {
    bytes.append(UInt8(truncatingIfNeeded: letter.value))
    for (index, length) in lengths.enumerated() {
      if index > 0, length >= 0 { bytes.append(UInt8(ascii: " ")) }
      append(length)
    }
  }

  /// Writes a character, without anything that could be markup.
  mutating func append(escaped scalar: UInt32) {
    switch scalar {
    case 0x26: append("&amp;" as StaticString)
    case 0x3C: append("&lt;" as StaticString)
    case 0x3E: append("&gt;" as StaticString)
    case 0x20...0x7E: bytes.append(UInt8(scalar))
    default: if let scalar = Unicode.Scalar(scalar) { bytes.append(contentsOf: String(Character(scalar)).utf8) }
    }
  }
}
