/// What keys send, apart from characters.
enum KeyTable {
  /// By the last byte after escape, `[`. Lower case arrows are rxvt's with shift.
  static let control: [UInt8: (key: Key, modifiers: Modifiers)] = [
    UInt8(ascii: "A"): (.up, []), UInt8(ascii: "B"): (.down, []), UInt8(ascii: "C"): (.right, []),
    UInt8(ascii: "D"): (.left, []), UInt8(ascii: "H"): (.home, []), UInt8(ascii: "F"): (.end, []),
    UInt8(ascii: "P"): (.function(1), []), UInt8(ascii: "Q"): (.function(2), []),
    UInt8(ascii: "R"): (.function(3), []), UInt8(ascii: "S"): (.function(4), []), UInt8(ascii: "Z"): (.backTab, []),
    UInt8(ascii: "a"): (.up, .shift), UInt8(ascii: "b"): (.down, .shift), UInt8(ascii: "c"): (.right, .shift),
    UInt8(ascii: "d"): (.left, .shift),
  ]

  /// By the last byte after escape, `O`. Lower case arrows are rxvt's with control.
  static let shift3: [UInt8: (key: Key, modifiers: Modifiers)] = {
    var keys: [UInt8: (key: Key, modifiers: Modifiers)] = [
      UInt8(ascii: "A"): (.up, []), UInt8(ascii: "B"): (.down, []), UInt8(ascii: "C"): (.right, []),
      UInt8(ascii: "D"): (.left, []), UInt8(ascii: "H"): (.home, []), UInt8(ascii: "F"): (.end, []),
      UInt8(ascii: "P"): (.function(1), []), UInt8(ascii: "Q"): (.function(2), []),
      UInt8(ascii: "R"): (.function(3), []), UInt8(ascii: "S"): (.function(4), []),
      UInt8(ascii: "M"): (.enter, []), UInt8(ascii: "I"): (.tab, []), UInt8(ascii: "X"): (.character("="), []),
      UInt8(ascii: "a"): (.up, .control), UInt8(ascii: "b"): (.down, .control),
      UInt8(ascii: "c"): (.right, .control), UInt8(ascii: "d"): (.left, .control),
    ]
    // The keypad's signs and digits, from * to 9, are shifted up by 64.
    for byte in UInt8(ascii: "*")...UInt8(ascii: "9") {
      keys[byte + 64] = (.character(Character(Unicode.Scalar(byte))), [])
    }
    return keys
  }()

  /// By the number before `~`.
  static let numbered: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
    29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
  ]

  /// By code point before `u`: kitty's keys, with those of the keypad in its private area.
  static let codePoints: [Int: Key] = {
    var keys: [Int: Key] = [
      8: .backspace, 9: .tab, 13: .enter, 27: .escape, 127: .backspace,
      57414: .enter, 57417: .left, 57418: .right, 57419: .up, 57420: .down, 57421: .pageUp, 57422: .pageDown,
      57423: .home, 57424: .end, 57425: .insert, 57426: .delete,
    ]
    for (offset, sign) in "0123456789./*-+".enumerated() { keys[57399 + offset] = .character(sign) }
    for number in 13...35 { keys[57363 + number] = .function(number) }
    return keys
  }()
}
