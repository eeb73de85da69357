/// Where a bearer token comes from.
public enum TokenSource: Sendable, Equatable {
  /// Nowhere: nothing is sent.
  case none
  /// From the start, for example from the environment. It cannot be renewed.
  case fixed(Secret)
  /// From a file, read again when it changes and when the server refuses the token.
  case file(String)
  /// From the standard output of a shell command, run again when the token expires and when the server refuses it.
  case command(String)

  var isNone: Bool {
    if case .none = self { return true }
    return false
  }
}
