public import ArgumentParser
public import Dashboard
import Glibc
public import Terminal

/// How things look.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Colours: the name of a built-in theme or one of ~/.config/meshtop/themes, or a theme file's path; auto takes light \
      or dark, by the terminal's background.
      """, valueName: "theme"))
  var theme = Theme.automaticName

  @Option(
    name: .customLong("glyphs"),
    help: "The signs to draw with; auto takes the best that the terminal has shown to draw right.")
  var glyphChoice = GlyphChoice.auto

  @Flag(help: "Draw with ASCII characters alone, as --glyphs ascii does.")
  var ascii = false

  @Option(help: "How namespaces and clusters show in the graph.")
  var group = Grouping.auto

  /// The signs that were asked for.
  var wantedGlyphs: GlyphChoice { ascii ? .ascii : glyphChoice }

  /// The signs for text that is not drawn on a screen: ASCII where asked for, and where the locale has nothing else.
  var glyphs: GlyphSet { wantedGlyphs.glyphs(isUTF8: Self.localeIsUnicode) }

  /// The theme of a name or path, with or without colours as the environment wants it.
  func loadTheme(_ name: String, hasLightBackground: Bool? = nil) throws(Trouble) -> Theme {
    let theme = try Themes.load(name, hasLightBackground: hasLightBackground)
    return Self.wantsColour ? theme : theme.withoutColors
  }

  /// By no-color.org, any value but an empty one asks for no colours.
  static var wantsColour: Bool { getenv("NO_COLOR").map { $0.pointee == 0 } ?? true }

  static var localeIsUnicode: Bool {
    setlocale(LC_CTYPE, "")
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return String(cString: codeset).uppercased() == "UTF-8"
  }
}

extension GlyphChoice: ExpressibleByArgument {}
extension Grouping: ExpressibleByArgument {}
