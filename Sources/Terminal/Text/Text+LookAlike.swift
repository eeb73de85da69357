extension Text {
  /// What is left of a text for an eye that does not look closely: texts that are easily taken for each other have the
  /// same skeleton. Letters of other scripts that look like Latin ones become these, wide and mathematical ones the
  /// plain ones, and blanks at the ends and runs of blanks are dropped.
  ///
  /// It knows the letters that names are forged with, by Unicode's confusables, not all of these. O(length).
  public static func skeleton(_ text: some StringProtocol) -> String {
    let text = sanitized(text)
    if isPlain(text) { return text }
    var result = String.UnicodeScalarView()
    var isAfterBlank = true
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value == 0x2800 {
        if !isAfterBlank { result.append(" ") }
        isAfterBlank = true
      } else {
        result.append(likeness(of: scalar))
        isAfterBlank = false
      }
    }
    if isAfterBlank, !result.isEmpty { result.removeLast() }
    return String(result)
  }

  /// For each text, which of those before it look alike: 1 for the first, 2 for the second … The same text keeps its
  /// number. O(length of all).
  public static func lookAlikeNumbers(_ texts: [String]) -> [Int] {
    if texts.allSatisfy(isPlain) { return Array(repeating: 1, count: texts.count) }
    var families: [String: [String]] = [:]
    return texts.map { text in
      let skeleton = skeleton(text)
      if let known = families[skeleton]?.firstIndex(of: text) { return known + 1 }
      families[skeleton, default: []].append(text)
      return families[skeleton]?.count ?? 1
    }
  }

  /// Whether a text is of printable ASCII, without blanks at its ends or side by side.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var isAfterBlank = true
      for byte in bytes {
        guard byte >= 0x20, byte < 0x7F, byte != 0x20 || !isAfterBlank else { return false }
        isAfterBlank = byte == 0x20
      }
      return bytes.isEmpty || !isAfterBlank
    }
  }

  private static func likeness(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    // Mathematical letters repeat the alphabet, capitals first, and figures.
    case 0x1D400...0x1D6A3:
      let place = (scalar.value - 0x1D400) % 52
      return Unicode.Scalar(place < 26 ? 0x41 + place : 0x61 + place - 26) ?? scalar
    case 0x1D7CE...0x1D7FF: return Unicode.Scalar(0x30 + (scalar.value - 0x1D7CE) % 10) ?? scalar
    default: return likenesses[scalar] ?? scalar
    }
  }

  private static let likenesses: [Unicode.Scalar: Unicode.Scalar] = {
    let cyrillic = ("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw")
    let greek = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρυ", "ABEZHIKMNOPTYXoavipu")
    let other = ("ıɑɡℓⅼⅰⅴⅹⅽⅾⅿօսոհ‐‑‒–—−․⁄∕", "iagllivxcdmounh------.//")
    var pairs: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (like, plain) in [cyrillic, greek, other] {
      for (first, second) in zip(like.unicodeScalars, plain.unicodeScalars) { pairs[first] = second }
    }
    return pairs
  }()
}
