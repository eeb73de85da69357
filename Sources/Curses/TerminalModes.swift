import Terminal

/// The sequences for what ncurses does not know.
///
/// Terminals ignore modes that they do not know. See "XTerm Control Sequences" for the mouse (1002, 1006) and bracketed paste (2004);
/// mode 2026 shows a frame as a whole.
enum TerminalModes {
  static let beginFrame = Array("\u{1B}[?2026h".utf8)
  static let endFrame = Array("\u{1B}[?2026l".utf8)

  static func on(mouse: Bool) -> String {
    "\u{1B}[?2004h" + (mouse ? "\u{1B}[?1002h\u{1B}[?1006h" : "")
  }

  /// Undoes all that `on` and a frame may have done.
  static let off =
    "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1004l\u{1B}[?2004l"

  /// Sets the clipboard (OSC 52). Terminals refuse more than about 74 kB.
  static func copy(_ text: String) -> String { "\u{1B}]52;c;\(base64(Array(text.utf8.prefix(74_000))))\u{7}" }

  /// Sets the window's title (OSC 2).
  static func title(_ text: String) -> String { "\u{1B}]2;\(Text.cut(text, to: 200))\u{7}" }

  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let value = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
      for index in 0..<4 {
        result.append(index <= part.count ? digits[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
