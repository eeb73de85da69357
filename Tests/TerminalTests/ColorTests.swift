import Terminal
import Testing

@Suite("Colours") struct ColorTests {
  @Test(
    "The environment tells the depth of colours",
    arguments: [
      (["TERM": "xterm-256color"], .ansi256), (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .truecolor),
      (["TERM": "xterm-direct"], .truecolor), (["TERM": "xterm"], .ansi16), (["TERM": "linux"], .ansi16),
      (["TERM": "dumb"], .none), ([:], .none),
      (["TERM": "vt100"], .none), (["TERM": "xterm-256color", "NO_COLOR": "1"], .none),
      (["TERM": "xterm-256color", "NO_COLOR": ""], .ansi256),
      (["TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"], .none),
      (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"], .none),
      (["TERM": "dumb", "COLORTERM": "truecolor"], .none), (["TERM": "xterm-direct256"], .truecolor),
      // GNU screen inherits the variable and reads 24 bits wrongly; tmux calls itself so, too, and reads them.
      (["TERM": "screen-256color", "COLORTERM": "truecolor"], .ansi256),
      (["TERM": "screen", "COLORTERM": "truecolor"], .ansi16),
      (["TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/x"], .truecolor),
      (["TERM": "tmux-256color", "COLORTERM": "24bit"], .truecolor),
      (["TERM": "linux", "COLORTERM": "truecolor"], .ansi16), (["TERM": "vt100", "COLORTERM": "truecolor"], .none),
    ] as [([String: String], ColorDepth)])
  func depth(environment: [String: String], depth: ColorDepth) {
    #expect(ColorDepth(environment: environment) == depth)
  }

  @Test("Where the output is no terminal there are colours only if they are forced")
  func forced() {
    #expect(ColorDepth(environment: ["TERM": "xterm-256color"], isTerminal: false) == .none)
    #expect(ColorDepth(environment: ["TERM": "xterm-256color", "CLICOLOR_FORCE": "1"], isTerminal: false) == .ansi256)
    #expect(ColorDepth(environment: ["TERM": "xterm", "CLICOLOR_FORCE": "0"], isTerminal: false) == .none)
  }

  @Test("Each fixed entry of the palette is nearest to itself")
  func palette() {
    for index in 16...255 as ClosedRange<UInt8> {
      let color = Palette.components(of: index)
      let nearest = Palette.nearest256(red: color.red, green: color.green, blue: color.blue)
      #expect(Palette.components(of: nearest) == color)
    }
  }

  @Test(
    "Among sixteen colours a pastel keeps its hue",
    arguments: [
      ("#a6e3a1", [2, 10]), ("#ff8fab", [1, 9]), ("#89b4fa", [4, 12]), ("#cba6f7", [5, 13]), ("#94e2d5", [6, 14]),
      ("#f9e2af", [3, 11]),
      ("#ffffff", [15]), ("#000000", [0]), ("#808080", [8]),
    ] as [(String, [UInt8])])
  func hues(hex: String, entries: [UInt8]) throws {
    guard case .rgb(let red, let green, let blue) = try #require(Color(hex: hex)) else { return }
    #expect(entries.contains(Palette.nearest16(red: red, green: green, blue: blue)))
  }

  @Test("Colours are read in hexadecimal")
  func hex() {
    #expect(Color(hex: "#fff") == .rgb(255, 255, 255))
    #expect(Color(hex: "#0a141E") == .rgb(10, 20, 30))
    for wrong in ["", "#", "fff", "#ff", "#12345g", "#1234567", "#日本語"] { #expect(Color(hex: wrong) == nil) }
  }

  @Test("A background that sixteen colours cannot tell from the terminal's own is shown reversed")
  func lostBackground() {
    let style = Style(foreground: .rgb(205, 214, 244), background: .rgb(20, 20, 30), attributes: .bold)
    #expect(style.reduced(to: .ansi16) == Style(attributes: [.bold, .reverse]))
  }
}
