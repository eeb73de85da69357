/// Why something that was asked for did not happen: one sentence of what is wrong, one of what to do.
public struct Failure: Error, Sendable, Hashable {
  /// What is wrong, with what.
  public var problem: String
  /// What the user can do.
  public var remedy: String
  /// Whether the source struggles, so that it should be asked less often.
  public var isOverload: Bool
  /// How long the source asks to be left alone.
  public var retryAfter: Duration?

  /// A failure, told to a person.
  public init(problem: String, remedy: String = "", isOverload: Bool = false, retryAfter: Duration? = nil) {
    self.problem = problem
    self.remedy = remedy
    self.isOverload = isOverload
    self.retryAfter = retryAfter
  }
}
