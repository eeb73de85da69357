import Terminal
import TestSupport
import Testing

@Suite("Canvas") struct CanvasTests {
  private let red = Style(foreground: .rgb(255, 0, 0))
  private let blue = Style(background: .rgb(0, 0, 255))

  @Test("Text is drawn at its place, and its width is told")
  func write() {
    var canvas = Canvas(width: 10, height: 2)
    #expect(canvas.write("héllo", x: 2, y: 1, style: red) == 5)
    #expect(canvas.plainText() == "\n  héllo")
    #expect(canvas[3, 1].glyph == "é")
    #expect(canvas[3, 1].style == red)
  }

  @Test("Text beyond the canvas is left out at every side")
  func clipped() {
    var canvas = Canvas(width: 4, height: 1)
    #expect(canvas.write("abcdefgh", x: -2, y: 0, style: .plain) == 8)
    canvas.write("x", x: 0, y: -1, style: .plain)
    canvas.write("x", x: 0, y: 1, style: .plain)
    #expect(canvas.plainText() == "cdef")
    #expect(canvas.write("abc", x: Int.max - 5000, y: 0, style: .plain) == 3)
  }

  @Test("A wide character takes two cells, and neither is left alone")
  func wide() {
    var canvas = Canvas(width: 6, height: 1)
    #expect(canvas.write("日本", x: 0, y: 0, style: .plain) == 4)
    #expect(canvas[0, 0].width == 2)
    #expect(canvas[1, 0].width == 0)
    canvas.put("x", x: 1, y: 0, style: .plain)
    #expect(canvas.plainText() == " x本")
    canvas.put("y", x: 2, y: 0, style: .plain)
    #expect(canvas.plainText() == " xy")
  }

  @Test("A wide character that does not fit leaves a blank")
  func wideAtEdge() {
    var canvas = Canvas(width: 3, height: 1)
    canvas.write("xxx", x: 0, y: 0, style: .plain)
    canvas.write("日", x: 2, y: 0, style: red)
    #expect(canvas.plainText() == "xx")
    #expect(canvas[2, 0].style == red)
    canvas.write("日", x: -1, y: 0, style: red)
    #expect(canvas.plainText() == " x")
    #expect(canvas.write("日本", x: 0, y: 0, width: 3, style: .plain) == 2)
  }

  @Test("Hostile text is drawn harmlessly")
  func hostile() {
    var canvas = Canvas(width: 12, height: 1)
    #expect(canvas.write("a\u{1B}]0;x\u{7}\u{202E}e\u{301}", x: 0, y: 0, style: .plain) == 9)
    #expect(canvas.plainText() == "a·]0;x··e\u{301}")
  }

  @Test("What is outside of the clip stays as it is")
  func clip() {
    var canvas = Canvas(width: 8, height: 3)
    canvas.fill(canvas.bounds, style: .plain, glyph: ".")
    canvas.clipped(to: CellRect(x: 2, y: 1, width: 3, height: 1)) {
      $0.fill($0.bounds, style: red, glyph: "#")
      $0.write("日本語", x: 1, y: 1, style: red)
    }
    #expect(canvas.plainText() == "........\n.. 本...\n........")
    #expect(canvas.clip == canvas.bounds)
  }

  @Test("Random drawing never leaves half a wide character", arguments: 0..<30 as Range<UInt64>)
  func random(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var canvas = Canvas(width: 17, height: 6)
    var other = Canvas(width: 9, height: 4)
    for _ in 0..<30 {
      other.write(
        randomText(&random), x: Int.random(in: -5...9, using: &random), y: Int.random(in: 0...3, using: &random),
        style: red)
    }
    for _ in 0..<300 {
      let x = Int.random(in: -6...20, using: &random)
      let y = Int.random(in: -2...7, using: &random)
      let rect = CellRect(
        x: x, y: y, width: Int.random(in: 0...9, using: &random), height: Int.random(in: 0...4, using: &random))
      switch Int.random(in: 0...6, using: &random) {
      case 0: canvas.fill(rect, style: blue, glyph: "#")
      case 1: canvas.put("語", x: x, y: y, style: red)
      case 2: canvas.frame(rect, title: randomText(&random), style: red, glyphs: .unicode)
      case 3:
        canvas.blit(
          other, from: CellRect(x: Int.random(in: -2...5, using: &random), y: 0, width: 5, height: 4), x: x, y: y)
      case 4: canvas.clip = rect
      case 5: canvas.clip = canvas.bounds
      default: canvas.write(randomText(&random), x: x, y: y, width: Bool.random(using: &random) ? nil : 7, style: red)
      }
      for y in 0..<canvas.height {
        for x in 0..<canvas.width {
          let isLeft = canvas[x, y].width == 2
          let hasRight = x + 1 < canvas.width && canvas[x + 1, y].width == 0
          #expect(isLeft == hasRight, "at \(x), \(y)")
        }
        #expect(canvas[0, y].width != 0)
      }
    }
  }

  @Test("A frame has corners, lines and a title")
  func frame() {
    var canvas = Canvas(width: 12, height: 3)
    canvas.frame(canvas.bounds, title: "mesh", style: .plain, glyphs: .unicode)
    #expect(canvas.plainText() == "╭─ mesh ───╮\n│          │\n╰──────────╯")
    canvas.frame(canvas.bounds, title: "a long title", style: .plain, glyphs: .ascii, rounded: false)
    #expect(canvas.plainText() == "+- a lon~ -+\n|          |\n+----------+")
    canvas.frame(CellRect(x: 0, y: 0, width: 1, height: 9), style: .plain, glyphs: .unicode)
    #expect(canvas.plainText().hasPrefix("+- a lon~ -+"))
  }

  @Test("Restyling keeps glyphs")
  func restyle() {
    var canvas = Canvas(width: 3, height: 1)
    canvas.write("abc", x: 0, y: 0, style: red)
    canvas.restyle(CellRect(x: 1, y: 0, width: 9, height: 9)) { blue.over($0) }
    #expect(canvas.plainText() == "abc")
    #expect(canvas[0, 0].style == red)
    #expect(canvas[1, 0].style == Style(foreground: red.foreground, background: blue.background))
  }

  @Test("Rectangles split without loss")
  func split() {
    let rect = CellRect(x: 1, y: 2, width: 10, height: 7)
    #expect(rect.split(top: 2).rest == CellRect(x: 1, y: 4, width: 10, height: 5))
    #expect(rect.split(bottom: 2).bottom == CellRect(x: 1, y: 7, width: 10, height: 2))
    #expect(rect.split(right: 99).rest.isEmpty)
    #expect(rect.columns([1, 1, 1]).map(\.width) == [3, 3, 4])
    #expect(rect.columns([1, 1, 1]).last?.maxX == rect.maxX)
    #expect(rect.rows([0, 2, 5]).map(\.height) == [0, 2, 5])
    #expect(rect.intersection(CellRect(x: 50, y: 0, width: 1, height: 1)).isEmpty)
    #expect(rect.centered(width: 4, height: 99) == CellRect(x: 4, y: 2, width: 4, height: 7))
  }
}
