/// Fitting text into cells and making it harmless.
public enum Text {
  /// The most scalars that one text keeps; more is cut with an ellipsis.
  public static let longest = 4096

  /// The text without anything that could disturb a terminal or deceive a reader.
  ///
  /// Controls, bidirectional overrides, zero-width, private and unassigned characters become `·`, and so do marks without a base and all
  /// marks upon a character after the second. What is longer than `longest` ends in `…`.
  public static func sanitized(_ text: some StringProtocol, longest: Int = Text.longest) -> String {
    var text = String(text)
    let isHarmless = text.withUTF8 { bytes in
      bytes.count <= longest && bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
    if isHarmless { return text }
    var result = String.UnicodeScalarView()
    var count = 0
    for glyph in Glyphs(text) {
      if count >= longest {
        result.append("…")
        break
      }
      glyph.append(to: &result)
      count += 1
    }
    return String(result)
  }

  /// The text if it fits the cells, or as much of its start as fits before an ellipsis.
  public static func cut(_ text: some StringProtocol, to width: Int, ellipsis: Character = "…") -> String {
    let text = sanitized(text)
    if displayWidth(of: text) <= width { return text }
    if width <= 0 { return "" }
    var result = prefix(text, width: width - 1)
    result.append(ellipsis)
    return result
  }

  /// The text if it fits the cells, or its start and its end around an ellipsis, so that `reviews-v1` and `reviews-v2` stay told apart.
  public static func cutMiddle(_ text: some StringProtocol, to width: Int, ellipsis: Character = "…") -> String {
    let text = sanitized(text)
    if displayWidth(of: text) <= width { return text }
    if width <= 0 { return "" }
    let tail = suffix(text, width: width / 2)
    var result = prefix(text, width: width - 1 - displayWidth(of: tail))
    result.append(ellipsis)
    return result + tail
  }

  /// Where text stands in a wider field.
  public enum Alignment: Sendable {
    /// At the left.
    case leading
    /// In the middle.
    case center
    /// At the right, as numbers do.
    case trailing
  }

  /// The text cut or filled with spaces to exactly so many cells.
  public static func aligned(
    _ text: some StringProtocol, width: Int, _ alignment: Alignment = .leading, ellipsis: Character = "…"
  ) -> String {
    let text = cut(text, to: width, ellipsis: ellipsis)
    let free = max(0, width - displayWidth(of: text))
    let before =
      switch alignment {
      case .leading: 0
      case .center: free / 2
      case .trailing: free
      }
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: free - before)
  }

  /// The text cut or filled at the right to exactly so many cells.
  public static func padded(_ text: some StringProtocol, to width: Int) -> String { aligned(text, width: width) }

  /// The text in lines of at most so many cells, broken at spaces where there are any. A wide character takes a line of its own
  /// even where it does not fit.
  public static func wrapped(_ text: some StringProtocol, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      let first = lines.count
      for word in paragraph.split(separator: " ") {
        var word = sanitized(word)
        if !line.isEmpty, displayWidth(of: line) + 1 + displayWidth(of: word) <= width {
          line += " " + word
          continue
        }
        if !line.isEmpty { lines.append(line) }
        while displayWidth(of: word) > width {
          let head = prefix(word, width: max(2, width))
          lines.append(head)
          word = String(String.UnicodeScalarView(word.unicodeScalars.dropFirst(head.unicodeScalars.count)))
        }
        line = word
      }
      if !line.isEmpty || lines.count == first { lines.append(line) }
    }
    return lines
  }

  /// As much of the start as fits so many cells.
  static func prefix(_ text: String, width: Int) -> String {
    var result = String.UnicodeScalarView()
    var used = 0
    for glyph in Glyphs(text) {
      used += Int(glyph.width)
      if used > width { break }
      glyph.append(to: &result)
    }
    return String(result)
  }

  /// As much of the end as fits so many cells.
  static func suffix(_ text: String, width: Int) -> String {
    var result = String.UnicodeScalarView()
    let glyphs = Array(Glyphs(text))
    var first = glyphs.count
    var used = 0
    while first > 0, used + Int(glyphs[first - 1].width) <= width {
      first -= 1
      used += Int(glyphs[first].width)
    }
    for glyph in glyphs[first...] { glyph.append(to: &result) }
    return String(result)
  }
}
