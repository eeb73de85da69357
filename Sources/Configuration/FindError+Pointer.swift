public import Mesh
import Terminal

extension FindError {
  /// An expression, and below it what of it is wrong.
  public func pointer(in text: String) -> [String] {
    let shown = Text.sanitized(text)
    let marks = String(repeating: " ", count: range.lowerBound) + String(repeating: "^", count: max(1, range.count))
    return ["  \(shown)", "  \(marks)"]
  }
}
