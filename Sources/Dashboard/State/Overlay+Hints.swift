import Terminal

/// The keys that are worth knowing while something lies over the panes: those of the panes do nothing then.
extension Overlay {
  /// Keys with what they do, the most worth first.
  func hints(_ keys: KeyMap) -> [(key: String, word: String)] {
    func hint(_ command: Command, _ word: String) -> (key: String, word: String)? {
      keys.key(for: command).map { ($0, word) }
    }
    let choice = [hint(.open, "choose"), hint(.back, "back")]
    let hints: [(key: String, word: String)?] =
      switch self {
      // Where one types, keys are letters.
      case .palette: [("enter", "choose"), ("esc", "back")]
      case .namespaces: [("space", "mark"), ("enter", "apply"), ("esc", "cancel")]
      case .help, .messages:
        [hint(.moveDown, "scroll"), hint(.pageDown, "a page on"), hint(.back, "close")]
      case .display: [hint(.open, "change"), hint(.back, "close")]
      case .windows, .comparisons, .replay, .themes, .focus, .formats: choice
      }
    return hints.compactMap(\.self)
  }
}
