/// Why keys cannot be changed as it is wanted.
public struct KeyMapError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  init(_ problem: String, _ remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  /// Both sentences.
  public var description: String { "\(problem) \(remedy)" }
}
