import Terminal
import Testing

@Suite("Themes") struct ThemeTests {
  private static let example = """
    [colors]
    ember = "#ff8800"

    [styles]
    text = "ember on #102030 bold"
    dim = { fg = 244, dim = true, bold = false }
    border-focused = "default"
    series-1 = "33 underline"
    """

  @Test("A theme's styles are read in both forms")
  func styles() throws {
    let theme = try Theme(toml: Self.example, named: "example")
    #expect(theme[.text] == Style(foreground: .rgb(255, 136, 0), background: .rgb(16, 32, 48), attributes: .bold))
    #expect(theme[.dim] == Style(foreground: .indexed(244), attributes: .dim))
    #expect(theme[.borderFocused] == .plain)
    #expect(theme[.series1] == Style(foreground: .indexed(33), attributes: .underline))
    #expect(theme[.failing] == .plain)
  }

  @Test("A theme inherits what it leaves out")
  func inherits() throws {
    let theme = try Theme(toml: "inherits = \"dark\"\n[styles]\ntext = \"red\"\n[colors]\nred = 1", named: "mine")
    #expect(theme[.text] == Style(foreground: .indexed(1)))
    #expect(theme[.failing] == Theme.dark[.failing])
  }

  @Test(
    "An error names the theme, the line, the key and the reason",
    arguments: [
      ("[styles]\n\ntext = \"nocolor\"", "theme t, line 3: text: there is no colour \"nocolor\""),
      ("[styles]\ntxet = \"#fff\"", "theme t, line 2: txet: is no role"),
      ("[styles]\ntext = { fg = 256 }", "theme t, line 2: text: a colour is"),
      ("[styles]\ntext = { blink = true }", "theme t, line 2: text: blink is no part of a style"),
      ("[styles]\ntext = 3", "theme t, line 2: text: takes a table"),
      ("[colors]\nred = \"rot\"", "theme t, line 2: red: a colour is"),
      ("[styles\ntext = 1", "theme t, line 1: is no valid TOML"),
      ("colours = 1", "theme t, line 1: colours: is not known here"),
      ("inherits = \"nothing\"", "theme t, line 1: inherits: takes one of dark, light, "),
      ("[colors]\ntext = \"#fff\"\n[styles]\ntextual = \"x\"\ntext = \"y\"", "theme t, line 5: text: there is no"),
    ])
  func errors(text: String, start: String) throws {
    let error = #expect(throws: ThemeError.self) { try Theme(toml: text, named: "t") }
    #expect(try #require(error).description.hasPrefix(start), "\(error?.description ?? "")")
  }

  @Test("Each built-in theme is complete", arguments: Theme.builtInNames)
  func builtIn(name: String) throws {
    let text = try #require(Theme.builtInText(name))
    let theme = try Theme(toml: text, named: name)
    #expect(Theme.builtIn(name) == theme)
    for role in Role.allCases { #expect(text.contains("\n\(role.rawValue) "), "\(role.rawValue) is missing") }
  }

  /// The backgrounds on which a theme for a terminal of its own colours has to be readable.
  private static let backgrounds: [String: [Color]] = [
    "dark": [.rgb(0, 0, 0), .rgb(0x1E, 0x1E, 0x1E), .rgb(0x2B, 0x2B, 0x2B)],
    "light": [.rgb(255, 255, 255), .rgb(0xEF, 0xF1, 0xF5)],
    "catppuccin": [.rgb(0x24, 0x27, 0x3A), .rgb(0, 0, 0)],
    "gruvbox": [.rgb(0x28, 0x28, 0x28), .rgb(0, 0, 0)],
    "nord": [.rgb(0x2E, 0x34, 0x40), .rgb(0, 0, 0)],
    "solarized-dark": [.rgb(0, 0x2B, 0x36), .rgb(0, 0, 0)],
    "solarized-light": [.rgb(0xFD, 0xF6, 0xE3), .rgb(255, 255, 255)],
    "colorblind": [.rgb(0, 0, 0), .rgb(0x1C, 0x1C, 0x1C)],
    "high-contrast": [.rgb(0, 0, 0)],
  ]

  @Test(
    "Text has a contrast of at least 4.5 to 1, lines of at least 2.5 to 1, also among 256 colours",
    arguments: Theme.builtInNames, [ColorDepth.truecolor, .ansi256])
  func contrast(name: String, depth: ColorDepth) throws {
    let theme = try #require(Theme.builtIn(name))
    let lines: Set<Role> = [.border, .ghost]
    for role in Role.allCases {
      let style = theme[role].reduced(to: depth)
      if style.foreground == .standard { continue }
      for background in style.background == .standard ? Self.backgrounds[name] ?? [] : [style.background] {
        let ratio = try #require(Self.contrast(style.foreground, background))
        #expect(ratio >= (lines.contains(role) ? 2.5 : 4.5), "\(role.rawValue) has \(ratio) on \(background)")
      }
    }
  }

  @Test("Health, encryption and selection stay apart without colours", arguments: Theme.builtInNames)
  func withoutColors(name: String) throws {
    let theme = try #require(Theme.builtIn(name)).withoutColors
    for role in Role.allCases {
      #expect(theme[role].foreground == .standard)
      #expect(theme[role].background == .standard)
    }
    for (one, other) in [
      (Role.failing, Role.healthy), (.plaintext, .encrypted), (.selection, .text), (.tabSelected, .tab),
      (.nodeSelected, .node),
      (.match, .text), (.error, .text), (.cursor, .text), (.edgeSelected, .edge),
    ] {
      #expect(theme[one] != theme[other], "\(one.rawValue) looks like \(other.rawValue)")
    }
  }

  /// The contrast ratio of WCAG 2.1.
  private static func contrast(_ one: Color, _ other: Color) -> Double? {
    guard let first = luminance(one), let second = luminance(other) else { return nil }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static func luminance(_ color: Color) -> Double? {
    let components: (red: UInt8, green: UInt8, blue: UInt8)
    switch color {
    case .standard: return nil
    case .rgb(let red, let green, let blue): components = (red, green, blue)
    case .indexed(let index): components = Palette.components(of: index)
    }
    func linear(_ value: UInt8) -> Double {
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    return 0.2126 * linear(components.red) + 0.7152 * linear(components.green)
      + 0.0722 * linear(components.blue)
  }

  // x to the power of 2.4, as x² times the fifth root of x², by Newton's method.
  private static func power(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }

  @Test(
    "The automatic theme goes by what the terminal says, then by COLORFGBG, and is dark where nothing is known",
    arguments: [
      (true, "15;0", "light"), (false, "0;15", "dark"), (nil, "0;15", "light"), (nil, "0;default;7", "light"),
      (nil, "15;0", "dark"), (nil, "15;default", "dark"), (nil, "", "dark"),
    ] as [(Bool?, String, String)])
  func automatic(answer: Bool?, variable: String, name: String) {
    let environment = variable.isEmpty ? [:] : ["COLORFGBG": variable]
    #expect(Theme.automatic(hasLightBackground: answer, environment: environment).name == name)
  }
}
