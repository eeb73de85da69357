extension InputDecoder {
  /// The key of a byte that is not escape, or of a character in UTF-8.
  static func plain(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let first = bytes.first else { return .more }
    switch first {
    case 0x00: return .key(.control(" "), length: 1)
    case 0x09: return .key(.tab, length: 1)
    case 0x0A, 0x0D: return .key(.enter, length: 1)
    case 0x08, 0x7F: return .key(.backspace, length: 1)
    case 0x01...0x1A: return .key(.control(Character(Unicode.Scalar(first + 0x60))), length: 1)
    case 0x1C...0x1F: return .key(.control(Character(Unicode.Scalar(first + 0x40))), length: 1)
    case 0x20...0x7E: return .key(.character(Character(Unicode.Scalar(first))), length: 1)
    default: return character(bytes, first)
    }
  }

  /// A character of more than one byte. A byte that no character begins with is dropped alone.
  private static func character(_ bytes: ArraySlice<UInt8>, _ first: UInt8) -> Step {
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .nothing(length: 1)
    }
    let candidate = bytes.prefix(length)
    if let wrong = candidate.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return .nothing(length: wrong - bytes.startIndex)
    }
    if candidate.count < length { return .more }
    var decoder = UTF8()
    var iterator = candidate.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator), scalar.cellWidth != nil else {
      return .nothing(length: length)
    }
    return .key(.character(Character(scalar)), length: length)
  }
}
