/// A whole sequence of escape, `[`, parameters and a last byte.
struct ControlSequence {
  private let prefix: UInt8?
  private let parameters: [Int]
  private let subparameters: [[Int]]
  private let last: UInt8
  private let length: Int

  init(_ body: ArraySlice<UInt8>, last: UInt8, length: Int) {
    let marked = body.first.map { (0x3C...0x3F).contains($0) } ?? false
    prefix = marked ? body.first : nil
    subparameters = (marked ? body.dropFirst() : body)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Self.number) }
    parameters = subparameters.map { $0.first ?? 0 }
    self.last = last
    self.length = length
  }

  // Large enough for every cell and character, small enough to calculate with.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    var value = 0
    for byte in digits where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 0x10_FFFF)
    }
    return value
  }

  private var first: Int { parameters.first ?? 0 }
  private var modifiers: Modifiers { Modifiers(parameter: parameters.count > 1 ? parameters[1] : 1) }

  var step: InputDecoder.Step {
    switch (prefix, last) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
      guard parameters.count == 3 else { return .nothing(length: length) }
      return InputDecoder.mouse(
        code: parameters[0], x: parameters[1], y: parameters[2], isRelease: last == UInt8(ascii: "m"), length: length)
    case (nil, UInt8(ascii: "I")): return .event(.focus(true), length: length)
    case (nil, UInt8(ascii: "O")): return .event(.focus(false), length: length)
    case (nil, UInt8(ascii: "~")), (nil, UInt8(ascii: "^")), (nil, UInt8(ascii: "@")), (nil, UInt8(ascii: "$")):
      return numbered
    // In the first row it is F3 with a modifier.
    case (nil, UInt8(ascii: "R")) where parameters.count == 2 && parameters[0] > 1 && parameters[1] > 0:
      return .event(.cursor(x: parameters[1] - 1, y: parameters[0] - 1), length: length)
    case (nil, UInt8(ascii: "u")): return codePoint(first, event: parameters.count > 1 ? subparameters[1] : [])
    case (nil, _):
      guard let key = KeyTable.control[last] else { return .nothing(length: length) }
      return .key(key.key, key.modifiers.union(modifiers), length: length)
    default: return .nothing(length: length)
    }
  }

  /// A key by its number. The last byte tells modifiers as rxvt sends them.
  private var numbered: InputDecoder.Step {
    if last == UInt8(ascii: "~"), first == 200 { return .pasteBegins(length: length) }
    if last == UInt8(ascii: "~"), first == 27, parameters.count == 3 { return codePoint(parameters[2], event: []) }
    guard let key = KeyTable.numbered[first] else { return .nothing(length: length) }
    let held: Modifiers =
      switch last {
      case UInt8(ascii: "^"): .control
      case UInt8(ascii: "$"): .shift
      case UInt8(ascii: "@"): [.control, .shift]
      default: []
      }
    return .key(key, modifiers.union(held), length: length)
  }

  /// A key by its code point, as kitty's protocol and xterm's modifyOtherKeys send it. Releases are dropped.
  private func codePoint(_ code: Int, event: [Int]) -> InputDecoder.Step {
    if event.count > 1, event[1] == 3 { return .nothing(length: length) }
    if let key = KeyTable.codePoints[code] { return .key(key, modifiers, length: length) }
    guard let scalar = Unicode.Scalar(UInt32(code)), let width = scalar.cellWidth, width > 0 else {
      return .nothing(length: length)
    }
    var character = Character(scalar)
    if modifiers.contains(.shift), !modifiers.contains(.control) {
      let shifted = subparameters.first.flatMap { $0.count > 1 ? Unicode.Scalar(UInt32($0[1])) : nil }
      if let shifted, shifted.value != 0, shifted.cellWidth != nil {
        character = Character(shifted)
      } else if let upper = character.uppercased().first, character.uppercased().count == 1 {
        character = upper
      }
    }
    return .key(.character(character), modifiers, length: length)
  }
}

extension Modifiers {
  /// Modifiers as xterm tells them: one more than the sum of shift 1, alt 2 and control 4. Others, such as Caps Lock, are left out.
  init(parameter: Int) { self.init(rawValue: UInt8(max(0, parameter - 1) & 7)) }
}
