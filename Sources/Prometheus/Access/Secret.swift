/// What must not be seen: a token, a password, a key, a header's value. It cannot be printed: whatever describes or
/// mirrors it shows a mark in its place.
public struct Secret: Sendable, Hashable {
  private let text: String

  /// A token without the blanks and line breaks around it.
  ///
  /// - Returns: nil for an empty text, and for one with characters that no header may carry (RFC 6750 allows fewer).
  public init?(_ text: some StringProtocol) {
    let rest = Self.trimmed(text)
    guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.text = String(rest)
  }

  /// A password, or another text on one line, as it is but for the line break at its end.
  ///
  /// - Returns: nil for an empty text, and for one with control characters.
  public init?(line text: some StringProtocol) {
    var rest = Substring(text)
    if let last = rest.last, last == "\n" || last == "\r\n" { rest.removeLast() }
    guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    self.text = String(rest)
  }

  /// A text of any kind, such as a key in PEM.
  init(whole text: String) { self.text = text }

  /// The text without blanks and line breaks at its ends.
  static func trimmed(_ text: some StringProtocol) -> Substring {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
    var rest = Substring(text)
    while let first = rest.first, blanks.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, blanks.contains(last) { rest = rest.dropLast() }
    return rest
  }

  /// A text with a mark wherever the secret stood in it: servers may repeat what they were sent. Of a secret as short as
  /// a word, such as a tenant's name, only whole words are hidden: else the rest could not be read.
  func hidden(in text: String) -> String {
    guard self.text.utf8.count < 6 else { return text.replacing(self.text, with: description) }
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: self.text) {
      let isWord = !Self.isPart(rest[..<range.lowerBound].last) && !Self.isPart(rest[range.upperBound...].first)
      result += rest[..<range.lowerBound] + (isWord ? description : self.text)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  private static func isPart(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }

  /// Hands the secret out, to what sends it.
  func reveal<Result>(_ body: (String) -> Result) -> Result { body(text) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A mark in place of the secret.
  public var description: String { "(secret)" }
  /// A mark in place of the secret.
  public var debugDescription: String { description }
  /// Nothing of the secret.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
