import Glibc

/// Why a recording cannot be read or written: one sentence of what is wrong, one of what to do.
public struct RecordingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, with what.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  /// A reason in words.
  public init(_ problem: String, _ remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  /// Both sentences.
  public var description: String { "\(problem) \(remedy)" }

  /// What the system says of its last failure.
  static var reason: String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
}
