public import Mesh
import Terminal

extension FindError {
  /// An expression, and below it what of it is wrong.
  public func pointer(in text: String) -> [String] { Self.pointer(text, at: range) }

  /// A text, and below it what of it is wrong.
  public static func pointer(_ text: String, at range: Range<Int>) -> [String] {
    let shown = Text.sanitized(text)
    let marks = String(repeating: " ", count: range.lowerBound) + String(repeating: "^", count: max(1, range.count))
    return ["  \(shown)", "  \(marks)"]
  }
}
