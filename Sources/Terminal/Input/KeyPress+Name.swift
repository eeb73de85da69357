extension KeyPress: CustomStringConvertible {
  /// The name as in a file of key bindings and in the help: `ctrl-s`, `shift-tab`, `alt-left`, `?`, `f5`, `space`, `enter`.
  public var name: String {
    var prefix = ""
    if modifiers.contains(.alt) { prefix += "alt-" }
    if modifiers.contains(.control) { prefix += "ctrl-" }
    if modifiers.contains(.shift) { prefix += "shift-" }
    switch key {
    case .character(let character): return prefix + (character == " " ? "space" : String(character))
    case .control(let character): return prefix + "ctrl-" + (character == " " ? "space" : String(character))
    case .backTab: return prefix + "shift-tab"
    case .function(let number): return prefix + "f\(number)"
    default: return prefix + (Self.named.first { $0.key == key }?.name ?? "")
    }
  }

  /// Same as `name`.
  public var description: String { name }

  /// The key press of a name; nil if it names none.
  ///
  /// Words are read in any case, `c-` and `control-` as `ctrl-`, `s-` as `shift-`, `a-`, `m-` and `meta-` as `alt-`.
  public init?(_ name: String) {
    var rest = name[...]
    var modifiers: Modifiers = []
    while Self.key(named: rest.lowercased()) == nil, let dash = rest.dropFirst().firstIndex(of: "-"),
      rest.index(after: dash) < rest.endIndex
    {
      switch rest[..<dash].lowercased() {
      case "ctrl", "control", "c": modifiers.insert(.control)
      case "shift", "s": modifiers.insert(.shift)
      case "alt", "meta", "a", "m": modifiers.insert(.alt)
      default: return nil
      }
      rest = rest[rest.index(after: dash)...]
    }
    if let character = rest.first, rest.count == 1 {
      guard character.unicodeScalars.allSatisfy({ $0.cellWidth != nil }) else { return nil }
      let isShiftedLetter = modifiers.contains(.shift) && !modifiers.contains(.control)
      let upper = isShiftedLetter ? Character(character.uppercased()) : character
      self.init(.character(upper), modifiers)
      return
    }
    let word = rest.lowercased()
    if word == "space" {
      self.init(.character(" "), modifiers)
    } else if let key = Self.key(named: word) {
      self.init(key, modifiers)
    } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...35).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }

  private static func key(named word: String) -> Key? {
    named.first { $0.name == word }?.key ?? aliases[word]
  }

  private static let named: [(name: String, key: Key)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
    ("page-up", .pageUp), ("page-down", .pageDown), ("enter", .enter), ("esc", .escape), ("tab", .tab),
    ("backspace", .backspace), ("delete", .delete), ("insert", .insert),
  ]

  private static let aliases: [String: Key] = [
    "escape": .escape, "return": .enter, "pageup": .pageUp, "pgup": .pageUp, "pagedown": .pageDown,
    "pgdn": .pageDown, "del": .delete, "ins": .insert, "backtab": .backTab,
  ]
}
