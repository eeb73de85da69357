import Terminal
import Testing

@Suite("Glyph sets") struct GlyphSetTests {
  private func glyphs(_ set: GlyphSet) -> [Character] {
    let kinds = [set.light, set.rounded, set.double, set.doubleAcross, set.doubleDown, set.dashed, set.dotted]
    let lines = kinds.flatMap { kind in (0..<16 as Range<UInt8>).map { kind[GlyphSet.Arms(rawValue: $0)] } }
    let signs = Mirror(reflecting: set).children.compactMap { $0.value as? Character }
    return lines + signs + set.barEighths + set.sparkLevels
  }

  @Test("Each sign takes one cell", arguments: [GlyphSet.unicode, .ascii])
  func widths(set: GlyphSet) {
    for glyph in glyphs(set) { #expect(displayWidth(of: String(glyph)) == 1, "\(glyph)") }
    #expect(set.barEighths.count == 8)
    #expect(set.sparkLevels.count == 8)
  }

  @Test("The signs of the ASCII set are ASCII")
  func ascii() {
    for glyph in glyphs(.ascii) { #expect(glyph.isASCII) }
  }

  @Test("Health and encryption have different signs", arguments: [GlyphSet.unicode, .ascii])
  func distinct(set: GlyphSet) {
    #expect(Set([set.healthy, set.degraded, set.failing, set.idle, set.unknown]).count == 5)
    #expect(Set([set.lockClosed, set.lockOpen, set.lockPartial, set.lockUnknown]).count == 4)
  }

  @Test("Arms give corners and junctions")
  func junctions() {
    let lines = GlyphSet.unicode.light
    let drawn = (1..<16 as Range<UInt8>).map { lines[GlyphSet.Arms(rawValue: $0)] }
    #expect(String(drawn) == "│││─┘┐┤─└┌├─┴┬┼")
  }

  @Test("Double lines meet single ones")
  func mixedJunctions() {
    func drawn(_ lines: GlyphSet.Lines) -> String {
      String((1..<16 as Range<UInt8>).map { lines[GlyphSet.Arms(rawValue: $0)] })
    }
    #expect(drawn(.unicode(across: true, down: true)) == "║║║═╝╗╣═╚╔╠═╩╦╬")
    #expect(drawn(.unicode(across: true, down: false)) == "│││═╛╕╡═╘╒╞═╧╤╪")
    #expect(drawn(.unicode(across: false, down: true)) == "║║║─╜╖╢─╙╓╟─╨╥╫")
    #expect(drawn(.unicode(across: false, down: false)) == "│││─╯╮┤─╰╭├─┴┬┼")
  }
}

extension GlyphSet.Lines {
  fileprivate static func unicode(across: Bool, down: Bool) -> GlyphSet.Lines {
    GlyphSet.unicode.lines(doubleAcross: across, doubleDown: down)
  }
}
