import CNcurses
import Terminal

/// What the terminal's description (terminfo) says.
struct TerminalDescription {
  /// The name under which it was found, which may be that of a terminal that resembles the real one.
  let name: String

  /// Looks up a terminal by its name in `TERM`, or one that resembles it.
  init(environment: [String: String], file: Int32) throws(ScreenError) {
    let term = environment["TERM"] ?? ""
    if term.isEmpty || term == "dumb" { throw .plainTerminal(name: term) }
    guard let found = Self.candidates(term, environment).first(where: { curses_describe($0, file) }) else {
      throw .unknownTerminal(name: term)
    }
    name = found
    if Self.capability("cup") == nil { throw .plainTerminal(name: term) }
  }

  private static func candidates(_ term: String, _ environment: [String: String]) -> [String] {
    let families = [
      "xterm", "alacritty", "kitty", "wezterm", "foot", "ghostty", "tmux", "screen", "rxvt", "st", "konsole", "iterm",
      "contour", "vte", "gnome",
    ]
    let resemblesXterm = environment["COLORTERM"] != nil || families.contains { term.hasPrefix($0) }
    var names = [term]
    if term.hasPrefix("tmux") || term.hasPrefix("screen") { names += ["screen-256color", "screen"] }
    if resemblesXterm || term.contains("256color") { names.append("xterm-256color") }
    if resemblesXterm { names += ["xterm", "vt100"] }
    return names
  }

  static func capability(_ name: String) -> [UInt8]? {
    guard let text = curses_capability(name) else { return nil }
    return withoutPadding(Array(String(cString: text).utf8))
  }

  /// Without the marks `$<5>` that ask slow terminals to be waited for.
  private static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: "$<".utf8), let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) {
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// What leaves the terminal as it was found: first what this program switched on itself, then what ncurses did.
  func reset(ownModes: String) -> [UInt8] {
    var bytes = Array(ownModes.utf8)
    for capability in ["sgr0", "op", "cnorm", "rmkx"] { bytes += Self.capability(capability) ?? [] }
    if let leave = Self.capability("rmcup") { return bytes + leave }
    return bytes + Array("\r\n".utf8)
  }

  /// Whether it says that numbers of colours are red, green and blue, as that of xterm-direct does.
  var isDirect: Bool { tigetflag("RGB") > 0 }

  /// What keys send.
  var keys: [[UInt8]: KeyPress] {
    var named: [(String, Key, Modifiers)] = [
      ("kcuu1", .up, []), ("kcud1", .down, []), ("kcub1", .left, []), ("kcuf1", .right, []),
      ("khome", .home, []), ("kend", .end, []), ("kpp", .pageUp, []), ("knp", .pageDown, []),
      ("kich1", .insert, []), ("kdch1", .delete, []), ("kcbt", .backTab, []), ("kent", .enter, []),
      ("kLFT", .left, .shift), ("kRIT", .right, .shift), ("kri", .up, .shift), ("kind", .down, .shift),
      ("kHOM", .home, .shift), ("kEND", .end, .shift), ("kNXT", .pageDown, .shift), ("kPRV", .pageUp, .shift),
    ]
    for number in 1...12 { named.append(("kf\(number)", .function(number), [])) }
    var keys: [[UInt8]: KeyPress] = [:]
    for (name, key, modifiers) in named {
      if let sequence = Self.capability(name) { keys[sequence] = KeyPress(key, modifiers) }
    }
    return keys
  }
}
