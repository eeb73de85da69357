import Foundation
import Terminal
import Testing

@Suite("Glyph probe") struct GlyphProbeTests {
  private func probe(_ bytes: String) -> GlyphProbe {
    var decoder = InputDecoder()
    var probe = GlyphProbe()
    for event in decoder.feed(Array(bytes.utf8)) {
      if case .cursor(let x, let y) = event { _ = probe.take(x: x, y: y) }
    }
    return probe
  }

  @Test("Emoji are used only where the terminal gave two of them four cells")
  func emoji() {
    #expect(GlyphChoice.auto.glyphs(isUTF8: true, probe: probe("\u{1B}[2;5R\u{1B}[3;13R")) == .emoji)
    for answer in ["[2;3R", "[2;4R", "[2;6R", "[2;1R", "[2;12R", "[1;5R"] {
      #expect(GlyphChoice.auto.glyphs(isUTF8: true, probe: probe("\u{1B}\(answer)")) == .unicode, "\(answer)")
    }
  }

  @Test("Signs that take more than a cell each make drawings ASCII")
  func ambiguous() {
    for answer in ["\u{1B}[2;5R\u{1B}[3;25R", "\u{1B}[3;14R"] {
      #expect(GlyphChoice.auto.glyphs(isUTF8: true, probe: probe(answer)) == .ascii)
    }
  }

  @Test("Where nobody answers, signs are of one cell; what is forced needs no answer")
  func forced() {
    #expect(GlyphChoice.auto.glyphs(isUTF8: true) == .unicode)
    #expect(GlyphChoice.auto.glyphs(isUTF8: true, probe: GlyphProbe()) == .unicode)
    #expect(GlyphChoice.auto.glyphs(isUTF8: false) == .ascii)
    #expect(GlyphChoice.emoji.glyphs(isUTF8: true) == .emoji)
    #expect(GlyphChoice.ascii.glyphs(isUTF8: true, probe: probe("\u{1B}[2;5R")) == .ascii)
  }

  @Test("The first answer to each question counts, and only with both is all known")
  func answers() {
    var probe = GlyphProbe()
    #expect(!probe.isAnswered)
    var taken = [(4, 1), (9, 1), (9, 7)].map { probe.take(x: $0, y: $1) }
    #expect(!probe.isAnswered)
    taken.append(probe.take(x: 12, y: 2))
    #expect(taken == [true, false, false, true])
    #expect(probe.isAnswered && probe.hasWideEmoji && !probe.hasWideSigns)
  }

  @Test("The question goes where its answers cannot be taken for keys, and wipes what it wrote")
  func question() {
    let question = GlyphProbe.question
    let reports = question.components(separatedBy: "\u{1B}[6n")
    #expect(reports.count == 3)
    for wiped in reports.dropFirst() { #expect(wiped.hasPrefix("\u{1B}[2K")) }
    for asked in reports.dropLast() { #expect(!asked.contains("\u{1B}[1;")) }
    #expect(question.hasPrefix("\u{1B}]11;?\u{7}\u{1B}7") && question.hasSuffix("\u{1B}8"))
  }

  @Test("Answers in pieces and between keys lose neither")
  func pieces() {
    let bytes = Array("a\u{1B}[2;5Rq\u{1B}[A\u{1B}[3;13R?".utf8)
    for size in 1...bytes.count {
      var decoder = InputDecoder()
      var events: [InputEvent] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        events += decoder.feed(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(
        events == [
          .key(KeyPress(.character("a"))), .cursor(x: 4, y: 1), .key(KeyPress(.character("q"))), .key(KeyPress(.up)),
          .cursor(x: 12, y: 2), .key(KeyPress(.character("?"))),
        ])
    }
  }

  @Test(
    "The background's colour tells whether it is light",
    arguments: [
      ("rgb:0000/0000/0000", false), ("rgb:fdfd/f6f6/e3e3", true), ("rgb:1e/1e/2e", false), ("rgb:f/f/f", true),
      ("rgb:2828/2828", nil), ("rgba:ffff/ffff/ffff/ffff", nil), ("rgb:xxxx/0000/0000", nil), ("rgb:-f/0/0", nil),
      ("", nil),
    ])
  func background(answer: String, isLight: Bool?) {
    for end in ["\u{7}", "\u{1B}\\"] {
      var decoder = InputDecoder()
      var probe = GlyphProbe()
      let events = decoder.feed(Array("\u{1B}]11;\(answer)\(end)q".utf8))
      for case .background(let color) in events { probe.take(background: color) }
      #expect(probe.hasLightBackground == isLight)
      // Whatever was answered, no part of it is taken for keys.
      #expect(events.last == .key(KeyPress(.character("q"))) && events.count <= 2)
    }
  }

  @Test("In the first row an answer is the key F3, which it cannot be told from")
  func f3() {
    var decoder = InputDecoder()
    let events = decoder.feed(Array("\u{1B}[1;2R\u{1B}[R".utf8))
    #expect(events == [.key(KeyPress(.function(3), .shift)), .key(KeyPress(.function(3)))])
  }
}
