extension Theme {
  /// The names of the themes that come with meshtop, the default first.
  public static var builtInNames: [String] { files.map(\.name) }

  /// The files of the folder `themes`; a new one has to be named here.
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("dark", PackageResources.dark_toml),
    ("light", PackageResources.light_toml),
    ("catppuccin", PackageResources.catppuccin_toml),
    ("gruvbox", PackageResources.gruvbox_toml),
    ("nord", PackageResources.nord_toml),
    ("solarized-dark", PackageResources.solarized_dark_toml),
    ("solarized-light", PackageResources.solarized_light_toml),
    ("colorblind", PackageResources.colorblind_toml),
    ("high-contrast", PackageResources.high_contrast_toml),
    ("mono", PackageResources.mono_toml),
  ]

  /// A theme that comes with meshtop, by its name. Reads the theme's text at each call.
  public static func builtIn(_ name: String) -> Theme? {
    // A test holds every built-in theme to being readable and complete.
    builtInText(name).flatMap { try? Theme(toml: $0, named: name) }
  }

  /// The theme of a dark terminal, which is the default.
  public static let dark = builtIn("dark") ?? Theme(name: "dark", styles: [:])

  /// The text of a built-in theme's file, from which a user's own can start.
  public static func builtInText(_ name: String) -> String? {
    files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
