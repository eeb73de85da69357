import Terminal

/// A line that is typed into.
enum TypedLine {
  /// Takes a key that changes a line at its end: a character, backspace, or a key of shells that clears it or takes a word
  /// away; whether it is such a key.
  ///
  /// - Parameter longest: how many characters a line can have.
  static func edit(_ text: inout String, _ press: KeyPress, longest: Int) -> Bool {
    switch press.key {
    case .backspace: _ = text.popLast()
    case .control("u"): text = ""
    case .control("w"):
      while text.last?.isWhitespace ?? false { text.removeLast() }
      while text.last.map({ !$0.isWhitespace }) ?? false { text.removeLast() }
    // With alt, a letter is a key and no text.
    case .character(let character) where press.modifiers.isEmpty && text.count < longest: text.append(character)
    default: return false
    }
    return true
  }
}
