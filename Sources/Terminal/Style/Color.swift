/// A colour of text or of what lies behind it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background, which may be transparent.
  case standard
  /// Red, green and blue in sRGB.
  case rgb(UInt8, UInt8, UInt8)
  /// An entry of the terminal's palette: 0 to 15 as the user set them, 16 to 231 a cube, 232 to 255 greys.
  case indexed(UInt8)

  /// The colour of a notation as in "#cba6f7" or "#fff".
  public init?(hex text: String) {
    guard text.hasPrefix("#") else { return nil }
    let digits = text.dropFirst().compactMap(\.hexDigitValue)
    guard digits.count == text.count - 1 else { return nil }
    switch digits.count {
    case 3: self = .rgb(UInt8(digits[0] * 17), UInt8(digits[1] * 17), UInt8(digits[2] * 17))
    case 6:
      self = .rgb(
        UInt8(digits[0] * 16 + digits[1]), UInt8(digits[2] * 16 + digits[3]), UInt8(digits[4] * 16 + digits[5]))
    default: return nil
    }
  }
}
