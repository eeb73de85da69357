/// Why there is no screen. Its description is a sentence for the user.
public enum ScreenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither standard input and output nor the controlling terminal can be used.
  case noTerminal
  /// The terminal cannot place text: `TERM` says so or is missing.
  case plainTerminal(name: String)
  /// No description of the terminal is installed, nor any that resembles it.
  case unknownTerminal(name: String)
  /// ncurses refused the terminal.
  case refused(name: String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noTerminal:
      "there is no terminal to draw on; use `meshtop snapshot` to print the mesh once"
    case .plainTerminal(let name):
      name.isEmpty
        ? "TERM is not set, so the terminal is not known; set it, for example TERM=xterm-256color, or use `meshtop snapshot`"
        : "a terminal of type \(name) cannot show a dashboard; set TERM to what it really is, or use `meshtop snapshot`"
    case .unknownTerminal(let name):
      "no description of the terminal type \(name) is installed; set TERM=xterm-256color, or use `meshtop snapshot`"
    case .refused(let name):
      "the terminal of type \(name) could not be set up; set TERM=xterm-256color, or use `meshtop snapshot`"
    }
  }
}
