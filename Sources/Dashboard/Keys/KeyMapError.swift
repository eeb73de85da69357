/// Why keys cannot be changed as it is wanted.
public struct KeyMapError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The command whose keys are wrong, by the name it was given.
  public let name: String
  /// What is wrong.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  init(_ name: String, _ problem: String, _ remedy: String) {
    self.name = name
    self.problem = problem
    self.remedy = remedy
  }

  /// Both sentences.
  public var description: String { "\(problem) \(remedy)" }
}
