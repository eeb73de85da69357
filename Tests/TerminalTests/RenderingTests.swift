import Terminal
import Testing

@Suite("Rendering") struct RenderingTests {
  @Test("Plain text has no blanks at the ends of lines")
  func plain() {
    var canvas = Canvas(width: 6, height: 3)
    canvas.write("ab", x: 1, y: 0, style: .plain)
    canvas.write("日x", x: 0, y: 2, style: .plain)
    #expect(canvas.plainText() == " ab\n\n日x")
    #expect(Canvas(width: 0, height: 0).plainText() == "")
  }

  @Test(
    "Styles become the sequences that the depth allows",
    arguments: [
      (.truecolor, "\u{1B}[0;1;38;2;255;0;0;48;2;0;0;95mx\u{1B}[0m"),
      (.ansi256, "\u{1B}[0;1;38;5;196;48;5;17mx\u{1B}[0m"),
      (.ansi16, "\u{1B}[0;1;91;44mx\u{1B}[0m"), (.none, "\u{1B}[0;1;7mx\u{1B}[0m"),
    ] as [(ColorDepth, String)])
  func depths(depth: ColorDepth, expected: String) {
    var canvas = Canvas(width: 2, height: 1)
    canvas.put(
      "x", x: 0, y: 0, style: Style(foreground: .rgb(255, 0, 0), background: .rgb(0, 0, 95), attributes: .bold))
    #expect(canvas.ansiText(depth: depth) == expected)
  }

  @Test("A style is set once for cells in a row, and blanks with a background are kept")
  func runs() {
    var canvas = Canvas(width: 4, height: 2)
    canvas.fill(CellRect(x: 0, y: 0, width: 3, height: 1), style: Style(background: .indexed(4)))
    canvas.write("ab", x: 0, y: 1, style: Style(foreground: .indexed(9)))
    #expect(canvas.ansiText() == "\u{1B}[0;44m   \u{1B}[0m\n\u{1B}[0;91mab\u{1B}[0m")
  }
}
