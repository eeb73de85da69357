/// How many colours a terminal or a file can show.
public enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  /// None, only attributes.
  case none
  /// The sixteen that the user set.
  case ansi16
  /// Those sixteen, a cube of 216 and 24 greys.
  case ansi256
  /// 24 bits.
  case truecolor

  /// Whether one shows fewer colours than another.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }

  /// What an environment's variables tell.
  ///
  /// `NO_COLOR` (no-color.org) that is not empty comes first, then `CLICOLOR_FORCE` other than 0, which asks for colours even where
  /// the output is no terminal, then `TERM=dumb`, `COLORTERM` and the name in `TERM`. `COLORTERM` is inherited by what runs in GNU
  /// screen, which reads 24 bits wrongly, while tmux reads them under the same name, and by a console with sixteen colours.
  public init(environment: [String: String], isTerminal: Bool = true) {
    let term = environment["TERM"] ?? ""
    let force = environment["CLICOLOR_FORCE"] ?? ""
    let isForced = !force.isEmpty && force != "0"
    if !(environment["NO_COLOR"] ?? "").isEmpty {
      self = .none
    } else if !isForced, !isTerminal || term.isEmpty || term == "dumb" {
      self = .none
    } else if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? ""), term != "linux",
      !term.hasPrefix("vt"), !term.hasPrefix("screen") || !(environment["TMUX"] ?? "").isEmpty
    {
      self = .truecolor
    } else if term.contains("-direct") {
      self = .truecolor
    } else if term.contains("256color") || term.hasPrefix("xterm-kitty") || term.hasPrefix("alacritty") {
      self = .ansi256
    } else if !isForced, term.hasPrefix("vt") || term.hasSuffix("-mono") || term.hasSuffix("-m") {
      self = .none
    } else {
      self = .ansi16
    }
  }
}
