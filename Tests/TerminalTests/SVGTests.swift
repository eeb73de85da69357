import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Terminal

@Suite("SVG") struct SVGTests {
  private let page = Theme.Page(foreground: .rgb(1, 2, 3), background: .rgb(255, 255, 255))

  private func svg(_ rows: [String], style: Style = .plain, title: String = "t") -> String {
    var canvas = Canvas(width: rows.map { displayWidth(of: $0) }.max() ?? 0, height: rows.count)
    for (y, row) in rows.enumerated() { canvas.write(row, x: 0, y: y, style: style) }
    return String(decoding: canvas.svg(on: page, title: title), as: UTF8.self)
  }

  @Test("Text begins in its cell and takes all its cells; after two blanks it begins anew")
  func text() {
    let picture = svg(["ab c  de", " x"])
    #expect(picture.contains("<text x=\"0\" y=\"14\" textLength=\"36\">ab c</text>"))
    #expect(picture.contains("<text x=\"54\" y=\"14\" textLength=\"18\">de</text>"))
    #expect(picture.contains("<text x=\"9\" y=\"33\">x</text>"))
  }

  @Test("Wide characters, and signs that few fonts have, stand in the middle of their own cells")
  func wideText() {
    let picture = svg(["a日b⟨c"])
    #expect(picture.contains("<text x=\"0\" y=\"14\">a</text>"))
    #expect(picture.contains("<text x=\"18\" y=\"14\" text-anchor=\"middle\">日</text>"))
    #expect(picture.contains("<text x=\"27\" y=\"14\">b</text>"))
    #expect(picture.contains("<text x=\"40.5\" y=\"14\" text-anchor=\"middle\">⟨</text>"))
    #expect(picture.contains("<text x=\"45\" y=\"14\">c</text>"))
  }

  @Test("Lines go on from cell to cell as one, in both directions")
  func lines() {
    let picture = svg(["┌──┐", "│  │", "└──┘"])
    #expect(picture.contains("d=\"M4.5 9.5H31.5M4.5 47.5H31.5M4.5 9.5V47.5M31.5 9.5V47.5\""))
    #expect(!picture.contains("<text"))
  }

  @Test("A round corner joins what it leads to")
  func roundCorner() {
    let picture = svg(["╭─", "│ "])
    #expect(picture.contains("d=\"M4.5 14Q4.5 9.5 9 9.5\""))
    #expect(picture.contains("d=\"M9 9.5H18M4.5 14V38\""))
  }

  /// Lines by their offset from the middle, then from where to where; `-` for those across, `|` for those down.
  @Test(
    "Double lines leave the corners within open and the corners without closed",
    arguments: [
      ("╔", "|-20 75 190 |20 115 190 --20 25 90 -20 65 90"),
      ("╠", "|-20 0 95 |20 0 75 |-20 95 190 |20 115 190 --20 65 90 -20 65 90"),
      ("╟", "|-20 0 95 |20 0 95 |-20 95 190 |20 95 190 -0 65 90"),
      ("╤", "|0 115 190 --20 0 45 -20 0 45 --20 45 90 -20 45 90"),
      ("╒", "|0 75 190 --20 45 90 -20 45 90"), ("╓", "|-20 95 190 |20 95 190 -0 25 90"),
      ("╫", "|-20 0 95 |20 0 95 |-20 95 190 |20 95 190 -0 0 45 -0 45 90"), ("┼", "|0 0 95 |0 95 190 -0 0 45 -0 45 90"),
      ("─", "-0 0 45 -0 45 90"),
    ])
  func doubleLines(glyph: Unicode.Scalar, expected: String) throws {
    guard case .lines(let arms, let across, let down, _) = try #require(CellShape.of(glyph.value)) else {
      Issue.record("\(glyph) has no lines")
      return
    }
    var lines: [String] = []
    BoxLines(arms, isDoubleAcross: across, isDoubleDown: down).forEach { isVertical, offset, start, end in
      lines.append("\(isVertical ? "|" : "-")\(offset) \(start) \(end)")
    }
    #expect(lines.joined(separator: " ") == expected)
  }

  @Test("All lines, blocks, marks and arrow heads of drawings are drawn, whatever font there is")
  func allSigns() {
    let glyphs = GlyphSet.unicode
    let kinds = [
      glyphs.light, glyphs.rounded, glyphs.double, glyphs.doubleAcross, glyphs.doubleDown, glyphs.dashed, glyphs.dotted,
    ]
    let lines = kinds.flatMap { kind in (UInt8(1)...15).map { kind[GlyphSet.Arms(rawValue: $0)] } }
    let signs: [Character] = [
      glyphs.arrowRight, glyphs.arrowLeft, glyphs.arrowUp, glyphs.arrowDown, glyphs.lockClosed, glyphs.lockOpen,
      glyphs.lockPartial, glyphs.healthy, glyphs.degraded, glyphs.failing, glyphs.idle, glyphs.expanded,
      glyphs.collapsed, glyphs.block, glyphs.track, "⣿", "⠁",
    ]
    for glyph in lines + signs + glyphs.barEighths + glyphs.sparkLevels {
      #expect(!svg([String(glyph)]).contains("<text"), "\(glyph)")
    }
  }

  @Test("Colours, attributes and backgrounds are those of the style")
  func styles() {
    let style = Style(
      foreground: .rgb(255, 0, 0), background: .indexed(21), attributes: [.bold, .italic, .dim, .underline])
    let picture = svg(["ab"], style: style)
    #expect(picture.contains("<g fill=\"#ff0000\" font-weight=\"bold\" font-style=\"italic\" opacity=\".65\">"))
    #expect(picture.contains("<path fill=\"#0000ff\" shape-rendering=\"crispEdges\" d=\"M0 0h18v19h-18Z\"/>"))
    #expect(picture.contains("M0 16.5H18"), "the line under it")
    let reversed = svg(["ab"], style: Style(attributes: .reverse))
    #expect(reversed.contains("<g fill=\"#ffffff\">"))
    #expect(reversed.contains("<path fill=\"#010203\""))
  }

  @Test("Hostile text is text, and the picture has nothing that acts or loads")
  func hostile() throws {
    let picture = svg(["</text><script>alert(1)</script>&\u{1B}[31m\u{202E}\u{FFFE}\u{0}"], title: "\"><script>&\u{7}")
    #expect(!picture.contains("<script"))
    #expect(!picture.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E })
    for word in ["href", "url(", "onload", "<style", "<image", "<foreignObject"] { #expect(!picture.contains(word)) }
    let reading = try #require(Reading(picture))
    #expect(reading.texts.joined().contains("</text><script>alert(1)</script>&·"))
    #expect(reading.title == "\"><script>&·")
  }

  @Test("Any canvas is a picture in well-formed XML with all its text")
  func random() throws {
    var random = SplitMix64(seed: 5)
    let signs = Array("ab <>&\"'─│╬░█⠿●▲日e\u{301}\u{10FFFF}")
    for _ in 0..<200 {
      var canvas = Canvas(width: Int.random(in: 0...12, using: &random), height: Int.random(in: 0...4, using: &random))
      var written = 0
      for y in 0..<canvas.height {
        for x in 0..<canvas.width {
          let style = Style(
            foreground: .indexed(.random(in: 0...255, using: &random)),
            background: .indexed(.random(in: 0...3, using: &random)),
            attributes: Attributes(rawValue: .random(in: 0...31, using: &random)))
          canvas.put(signs.randomElement(using: &random) ?? "a", x: x, y: y, style: style)
        }
      }
      for y in 0..<canvas.height { written += canvas.row(y).count { $0.width > 0 && $0.scalar == 0x61 } }
      let reading = try #require(Reading(String(decoding: canvas.svg(on: page, title: ""), as: UTF8.self)))
      #expect(reading.texts.joined().count { $0 == "a" } == written)
    }
  }

  @Test("Every built-in theme has a page that its text can be read on", arguments: Theme.builtInNames)
  func pages(name: String) throws {
    let page = try #require(Theme.builtIn(name)).page
    #expect(page.background != .standard && page.foreground != .standard)
    #expect(page.background != page.foreground)
    let isPaper = page == .paper
    #expect(isPaper == (name == "mono"), "only a theme without colours is as paper")
  }

  @Test("A theme's background is its own, its parent's, or goes with its text")
  func backgrounds() throws {
    #expect(try Theme(toml: "background = \"#102030\"", named: "t").page.background == .rgb(16, 32, 48))
    #expect(try Theme(toml: "inherits = \"nord\"", named: "t").page.background == .rgb(46, 52, 64))
    #expect(try Theme(toml: "background = \"ink\"\n[colors]\nink = 16", named: "t").page.background == .indexed(16))
    #expect(try Theme(toml: "[styles]\ntext = \"#eeeeee\"", named: "t").page.background == .rgb(0, 0, 0))
    #expect(try Theme(toml: "[styles]\ntext = \"#222222\"", named: "t").page.background == .rgb(255, 255, 255))
    #expect(Theme.dark.withoutColors.page == .paper)
    let error = #expect(throws: ThemeError.self) { try Theme(toml: "background = \"ink\"", named: "t") }
    #expect(error?.description.hasPrefix("theme t, line 1: background: a colour is") == true)
  }
}

/// The texts of an SVG; nil where it is no well-formed XML.
private final class Reading: NSObject, XMLParserDelegate {
  private(set) var texts: [String] = []
  private(set) var title = ""
  private var element = ""

  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    element = name
    if name == "text" { texts.append("") }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    element = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if element == "text" { texts[texts.count - 1] += string }
    if element == "title" { title += string }
  }
}
