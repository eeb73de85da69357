extension Theme {
  /// The name under which the theme is chosen that suits the terminal's background.
  public static let automaticName = "auto"

  /// The theme that suits the terminal's background: `light` or `dark`.
  ///
  /// - Parameters:
  ///   - hasLightBackground: what the terminal says; nil where it says nothing.
  ///   - environment: the variables of the environment, of which `COLORFGBG` counts then, as rxvt and konsole set it:
  ///     the palette's numbers of the foreground and, last, of the background.
  public static func automatic(hasLightBackground: Bool?, environment: [String: String]) -> Theme {
    let last = environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    let isLight = hasLightBackground ?? last.map { $0 == 7 || $0 == 15 } ?? false
    return isLight ? builtIn("light") ?? dark : dark
  }
}
