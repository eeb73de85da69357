import TOML
import TOMLKit

extension Theme {
  /// Reads a theme file.
  ///
  /// `[colors]` names colours: `"#rrggbb"`, a number of the terminal's palette from 0 to 255, or `"default"`. `[styles]` gives
  /// each role a table such as `{ fg = "red", bg = "black", bold = true }` or a short text such as `"red on black bold"`, with
  /// colours by name or as they are. `background` is what pictures lie on. `inherits = "dark"` takes what is left out from a built-in theme.
  ///
  /// - Throws: `ThemeError` that names the line, the role and the reason.
  public init(toml text: String, named name: String) throws(ThemeError) {
    var reader = ThemeReader(name: name, text: text)
    self = try reader.read()
  }
}

/// Reads one theme file.
private struct ThemeReader {
  let name: String
  let text: String
  var colors: [String: Color] = ["default": .standard]
  var styles: [Role: Style] = [:]
  var background = Color.standard

  mutating func read() throws(ThemeError) -> Theme {
    if let fault = TOMLText.fault(in: text) {
      throw ThemeError(theme: name, line: fault.line, reason: "is no valid TOML: \(fault.problem)")
    }
    let table: TOMLTable
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw ThemeError(theme: name, line: error.source.begin.line, reason: "is no valid TOML: \(error.description)")
    } catch {
      throw ThemeError(theme: name, line: nil, reason: "is no valid TOML: \(error)")
    }
    for key in table.keys where !["name", "inherits", "background", "colors", "styles"].contains(key) {
      throw fault(key, in: nil, "is not known here; a theme has inherits, background, [colors] and [styles]")
    }
    if let value = table["inherits"] {
      guard let parent = value.string.flatMap(Theme.builtIn) else {
        throw fault("inherits", in: nil, "takes one of \(Theme.builtInNames.joined(separator: ", "))")
      }
      styles = parent.styles
      background = parent.background
    }
    if let value = table["colors"] { try readColors(value) }
    if let value = table["background"] {
      guard let color = self.color(value) else {
        throw fault("background", in: nil, "a colour is a name of [colors], \"#rrggbb\" or 0 to 255")
      }
      background = color
    }
    if let value = table["styles"] { try readStyles(value) }
    return Theme(name: name, styles: styles, background: background)
  }

  private mutating func readColors(_ value: any TOMLValueConvertible) throws(ThemeError) {
    guard let palette = value.table else { throw fault("colors", in: nil, "must be a table [colors]") }
    for (key, value) in palette {
      let color = value.int.flatMap { UInt8(exactly: $0) }.map(Color.indexed) ?? value.string.flatMap(literal)
      guard let color else {
        throw fault(key, in: "colors", "a colour is \"#rrggbb\", a number from 0 to 255, or \"default\"")
      }
      colors[key] = color
    }
  }

  private mutating func readStyles(_ value: any TOMLValueConvertible) throws(ThemeError) {
    guard let table = value.table else { throw fault("styles", in: nil, "must be a table [styles]") }
    for (key, value) in table {
      guard let role = Role(rawValue: key) else {
        throw fault(
          key, in: "styles", "is no role; the roles are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      if let words = value.string {
        styles[role] = try style(words, of: key)
      } else if let fields = value.table {
        styles[role] = try style(fields, of: key)
      } else {
        throw fault(key, in: "styles", "takes a table { fg = … } or a text such as \"red on black bold\"")
      }
    }
  }

  /// A style such as `red on black bold`.
  private func style(_ text: String, of role: String) throws(ThemeError) -> Style {
    var style = Style.plain
    var isBackground = false
    for word in text.split(separator: " ").map(String.init) {
      if word == "on" {
        isBackground = true
      } else if let (_, attribute) = Attributes.named.first(where: { $0.name == word }) {
        style.attributes.insert(attribute)
      } else if isBackground {
        style.background = try color(word, of: role)
      } else {
        style.foreground = try color(word, of: role)
      }
    }
    return style
  }

  /// A style such as `{ fg = "red", bold = true }`.
  private func style(_ fields: TOMLTable, of role: String) throws(ThemeError) -> Style {
    var style = Style.plain
    for (key, value) in fields {
      switch key {
      case "fg": style.foreground = try color(value, of: role)
      case "bg": style.background = try color(value, of: role)
      default:
        guard let (_, attribute) = Attributes.named.first(where: { $0.name == key }), let isOn = value.bool else {
          throw fault(
            role, in: "styles",
            "\(key) is no part of a style; it has fg, bg, and bold, dim, italic, underline, reverse = true or false")
        }
        if isOn { style.attributes.insert(attribute) }
      }
    }
    return style
  }

  private func color(_ value: any TOMLValueConvertible, of role: String) throws(ThemeError) -> Color {
    if let index = value.int.flatMap({ UInt8(exactly: $0) }) { return .indexed(index) }
    guard let name = value.string else {
      throw fault(role, in: "styles", "a colour is a name, \"#rrggbb\" or 0 to 255")
    }
    return try color(name, of: role)
  }

  private func color(_ name: String, of role: String) throws(ThemeError) -> Color {
    guard let color = colors[name] ?? literal(name) else {
      throw fault(role, in: "styles", "there is no colour \"\(name)\"; add it to [colors] or write \"#rrggbb\"")
    }
    return color
  }

  private func color(_ value: any TOMLValueConvertible) -> Color? {
    value.int.flatMap { UInt8(exactly: $0) }.map(Color.indexed) ?? value.string.flatMap { colors[$0] ?? literal($0) }
  }

  private func literal(_ text: String) -> Color? {
    if text == "default" { return .standard }
    return Color(hex: text) ?? UInt8(text).map(Color.indexed)
  }

  private func fault(_ key: String, in section: String?, _ reason: String) -> ThemeError {
    ThemeError(theme: name, line: TOMLText(text).line(of: key, in: section), key: key, reason: reason)
  }
}
