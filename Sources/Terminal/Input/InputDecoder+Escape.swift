extension InputDecoder {
  /// What bytes that begin with escape mean.
  static func escaped(_ bytes: ArraySlice<UInt8>) -> Step {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return .more }
    switch second {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "O"): return shift3(bytes)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      return reply(bytes)
    case Byte.escape: return doubled(bytes)
    default: return withAlt(plain(rest))
    }
  }

  /// Two escape bytes: the Escape key twice, or Alt with a key that sends a sequence, as rxvt does.
  private static func doubled(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let third = bytes.dropFirst(2).first else { return .more }
    guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else { return .key(.escape, length: 1) }
    switch escaped(bytes.dropFirst()) {
    case .event(.key(let press), let length) where press.key != .character("O") && press.key != .character("["):
      return .key(press.key, press.modifiers.union(.alt), length: length + 1)
    case .more: return .more
    default: return .key(.escape, length: 1)
    }
  }

  private static func withAlt(_ step: Step) -> Step {
    switch step {
    case .event(.key(let press), let length): .key(press.key, press.modifiers.union(.alt), length: length + 1)
    case .nothing(let length): .nothing(length: length + 1)
    default: step
    }
  }

  /// An answer of the terminal to a question, up to its terminator; what nobody asked for is dropped.
  private static func reply(_ bytes: ArraySlice<UInt8>) -> Step {
    var index = bytes.startIndex + 2
    func step(length: Int) -> Step {
      background(bytes[..<index]).map { .event(.background($0), length: length) } ?? .nothing(length: length)
    }
    while index < bytes.endIndex {
      if bytes[index] == 0x07 { return step(length: index + 1 - bytes.startIndex) }
      if bytes[index] == Byte.escape {
        guard index + 1 < bytes.endIndex else { return .more }
        let isTerminator = bytes[index + 1] == UInt8(ascii: "\\")
        return step(length: index + (isTerminator ? 2 : 0) - bytes.startIndex)
      }
      index += 1
    }
    return .more
  }

  /// The colour of an answer such as `]11;rgb:ffff/ffff/dddd`, of one to four hexadecimal digits each (xterm's OSC 11).
  private static func background(_ answer: ArraySlice<UInt8>) -> Color? {
    let start = Array("\u{1B}]11;rgb:".utf8)
    guard answer.starts(with: start), answer.count <= start.count + 14 else { return nil }
    let parts = answer.dropFirst(start.count).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let values = parts.compactMap { digits -> UInt8? in
      guard (1...4).contains(digits.count), let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
      else {
        return nil
      }
      return UInt8(Int(value) * 255 / (1 << (4 * digits.count) - 1))
    }
    return parts.count == 3 && values.count == 3 ? .rgb(values[0], values[1], values[2]) : nil
  }

  /// A sequence of escape and `O`: application cursor and keypad keys.
  private static func shift3(_ bytes: ArraySlice<UInt8>) -> Step {
    var index = bytes.startIndex + 2
    var modifiers: Modifiers = []
    guard index < bytes.endIndex else { return .more }
    // Old xterms put the modifier before the last byte.
    if (UInt8(ascii: "2")...UInt8(ascii: "8")).contains(bytes[index]) {
      guard index + 1 < bytes.endIndex else { return .more }
      modifiers = Modifiers(parameter: Int(bytes[index] - UInt8(ascii: "0")))
      index += 1
    }
    let length = index + 1 - bytes.startIndex
    if let key = KeyTable.shift3[bytes[index]] {
      return .key(key.key, key.modifiers.union(modifiers), length: length)
    }
    return .key(.character("O"), .alt, length: 2)
  }

  /// A sequence of escape and `[` (ECMA-48, 5.4): parameters, intermediates, a last byte.
  private static func control(_ bytes: ArraySlice<UInt8>) -> Step {
    let start = bytes.startIndex + 2
    guard start < bytes.endIndex else { return .more }
    switch bytes[start] {
    case UInt8(ascii: "["):
      // The Linux console's F1 to F5.
      guard start + 1 < bytes.endIndex else { return .more }
      let number = Int(bytes[start + 1]) - Int(UInt8(ascii: "A")) + 1
      return (1...5).contains(number) ? .key(.function(number), length: 4) : .nothing(length: 3)
    case UInt8(ascii: "M"):
      guard bytes.count >= 6 else { return .more }
      return mouse(code: Int(bytes[start + 1]) - 32, x: Int(bytes[start + 2]) - 32, y: Int(bytes[start + 3]) - 32)
    default: break
    }
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      let length = index + 1 - bytes.startIndex
      switch byte {
      case UInt8(ascii: "$") where index > start && bytes[start] != UInt8(ascii: "?"):
        return ControlSequence(bytes[start..<index], last: byte, length: length).step
      case 0x20...0x3F: index += 1
      case 0x40...0x7E: return ControlSequence(bytes[start..<index], last: byte, length: length).step
      default: return .nothing(length: length - 1)
      }
    }
    return .more
  }
}
