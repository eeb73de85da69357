/// Why a theme's text was not understood. Its description is a sentence for the user.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The theme's name.
  public let theme: String
  /// The line of the text, counted from 1, where it is known.
  public let line: Int?
  /// The role, colour or key that is wrong, if it is one of these.
  public let key: String?
  /// What is wrong and what to do.
  public let reason: String

  init(theme: String, line: Int?, key: String? = nil, reason: String) {
    self.theme = theme
    self.line = line
    self.key = key
    self.reason = reason
  }

  /// One sentence: where, what and what to do.
  public var description: String {
    let place = line.map { ", line \($0)" } ?? ""
    let subject = key.map { "\($0): " } ?? ""
    return Text.sanitized("theme \(theme)\(place): \(subject)\(reason)")
  }
}
