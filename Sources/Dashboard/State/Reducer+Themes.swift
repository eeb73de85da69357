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
  mutating func take(_ command: Command?, themeRow row: Int, before: String) -> [Effect] {
    let last = settings.themes.count - 1
    if let next = Overlay.row(row, after: command, last: last) { return show(themeAt: next, before) }
    switch command {
    case .theme: return show(themeAt: (row + 1) % (last + 1), before)
    case .open:
      overlay = nil
      say("Theme \(settings.themes[row]).", for: 3)
      // Its file may be another one than when it was shown.
      return show(theme: settings.themes[row])
    case .back, .quit:
      overlay = nil
      return show(theme: before)
    default: return []
    }
  }

  /// Shows a theme.
  mutating func show(theme: String) -> [Effect] {
    settings.theme = theme
    return [.loadTheme(theme)]
  }

  private mutating func show(themeAt row: Int, _ before: String) -> [Effect] {
    overlay = .themes(row: row, before: before)
    return show(theme: settings.themes[row])
  }
}
