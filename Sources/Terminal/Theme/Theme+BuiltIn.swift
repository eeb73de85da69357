extension Theme {
  /// The names of the themes that come with meshtop, the default first.
  public static let builtInNames = ["dark", "light", "mono"]

  /// A theme that comes with meshtop, by its name.
  public static func builtIn(_ name: String) -> Theme? { parsed[name] }

  /// The theme of a dark terminal, which is the default.
  public static let dark = builtIn("dark") ?? Theme(name: "dark", styles: [:])

  private static let parsed: [String: Theme] = {
    var themes: [String: Theme] = [:]
    for name in builtInNames { themes[name] = parse(name) }
    return themes
  }()

  /// The text of a built-in theme's file, from which a user's own can start.
  public static func builtInText(_ name: String) -> String? {
    switch name {
    case "dark": String(decoding: PackageResources.dark_toml, as: UTF8.self)
    case "light": String(decoding: PackageResources.light_toml, as: UTF8.self)
    case "mono": String(decoding: PackageResources.mono_toml, as: UTF8.self)
    default: nil
    }
  }

  // A test holds every built-in theme to being readable and complete.
  private static func parse(_ name: String) -> Theme? {
    guard let text = builtInText(name) else { return nil }
    return try? Theme(toml: text, named: name)
  }
}
