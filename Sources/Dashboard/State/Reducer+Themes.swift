import Terminal

/// The choice of a theme, each of which is shown while it is chosen among the others.
extension State {
  /// Opens the choice on the theme that is shown.
  mutating func openThemes() {
    guard !settings.themes.isEmpty else { return }
    let row = settings.themes.firstIndex(of: settings.theme) ?? 0
    overlay = .themes(row: row, before: settings.theme)
  }

  /// Takes a key in the choice of a theme.
  mutating func take(_ command: Command?, themeRow row: Int, before: String) {
    let last = settings.themes.count - 1
    switch command {
    case .moveDown, .next: show(themeAt: min(row + 1, last), before)
    case .moveUp, .previous: show(themeAt: max(0, row - 1), before)
    case .first: show(themeAt: 0, before)
    case .last: show(themeAt: last, before)
    case .theme: show(themeAt: (row + 1) % (last + 1), before)
    case .open:
      overlay = nil
      say("Theme \(settings.theme).", for: 3)
    case .back, .quit:
      overlay = nil
      settings.theme = before
    default: break
    }
  }

  private mutating func show(themeAt row: Int, _ before: String) {
    overlay = .themes(row: row, before: before)
    settings.theme = settings.themes[row]
  }
}
