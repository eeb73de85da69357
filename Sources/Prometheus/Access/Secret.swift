/// A bearer token. It cannot be printed: whatever describes or mirrors it shows a mark in its place.
public struct Secret: Sendable, Equatable {
  private let text: String

  /// A token without the blanks and line breaks around it.
  ///
  /// - Returns: nil for an empty text, and for one with characters that no header may carry (RFC 6750 allows fewer).
  public init?(_ text: some StringProtocol) {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
    var rest = Substring(text)
    while let first = rest.first, blanks.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, blanks.contains(last) { rest = rest.dropLast() }
    guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.text = String(rest)
  }

  /// A text with a mark wherever the token stood in it: servers may repeat what they were sent.
  func hidden(in text: String) -> String { text.replacing(self.text, with: description) }

  /// Hands the token out, to what sends it.
  func reveal<Result>(_ body: (String) -> Result) -> Result { body(text) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A mark in place of the token.
  public var description: String { "(secret)" }
  /// A mark in place of the token.
  public var debugDescription: String { description }
  /// Nothing of the token.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
