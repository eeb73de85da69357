/// Why an expression cannot be read: which characters are wrong, why, and what would be right.
public struct FindError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The characters that are wrong, counted from the start of the expression; empty at its end where something is missing.
  public let range: Range<Int>
  /// What is wrong.
  public let problem: String
  /// What would be right.
  public let remedy: String

  init(_ range: Range<Int>, _ problem: String, _ remedy: String) {
    self.range = range
    self.problem = problem
    self.remedy = remedy
  }

  /// Both sentences.
  public var description: String { remedy.isEmpty ? problem : "\(problem) \(remedy)" }
}
