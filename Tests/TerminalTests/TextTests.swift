import Terminal
import TestSupport
import Testing

@Suite("Text") struct TextTests {
  @Test(
    "Width is counted in cells",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("😀", 2), ("─│┼", 3), ("▶●✖", 3), ("⣿", 1), ("한", 2),
      ("ｆ", 2), ("\u{1}", 1),
      ("\u{1100}\u{1161}", 2),
    ])
  func width(text: String, cells: Int) { #expect(displayWidth(of: text) == cells) }

  @Test(
    "What could disturb or deceive is replaced",
    arguments: [
      ("a\u{1B}[31mb", "a·[31mb"), ("a\nb\tc", "a·b·c"), ("x\u{202E}y", "x·y"), ("x\u{2066}y", "x·y"),
      ("a\u{200B}b", "a·b"), ("a\u{200D}b", "a·b"),
      ("\u{FEFF}a", "·a"), ("a\u{7F}\u{9B}b", "a··b"), ("\u{E000}", "·"), ("\u{378}", "·"), ("\u{301}a", "·a"),
      ("⚠\u{FE0F}", "⚠·"),
      ("a\u{E0061}", "a·"), ("a\u{301}\u{302}b", "a\u{301}\u{302}b"), ("\u{2028}", "·"), ("a\u{AD}b", "a·b"),
      ("\u{1FAE8}", "·"),
      ("a" + String(repeating: "\u{301}", count: 500) + "b", "a\u{301}\u{301}·b"),
    ])
  func sanitized(text: String, harmless: String) {
    let result = Text.sanitized(text)
    #expect(Array(result.unicodeScalars) == Array(harmless.unicodeScalars))
    #expect(Array(Text.sanitized(result).unicodeScalars) == Array(harmless.unicodeScalars))
  }

  @Test("A long text is cut at its limit")
  func longest() {
    let text = Text.sanitized(String(repeating: "a", count: 1_000_000))
    #expect(text.unicodeScalars.count == Text.longest + 1)
    #expect(text.hasSuffix("…"))
  }

  @Test(
    "A text that is too long ends in an ellipsis",
    arguments: [(7, "reviews"), (6, "revie…"), (1, "…"), (0, ""), (-3, "")])
  func cut(width: Int, expected: String) { #expect(Text.cut("reviews", to: width) == expected) }

  @Test("A wide character is never halved by a cut")
  func cutWide() {
    #expect(Text.cut("日本語", to: 4) == "日…")
    #expect(Text.cut("日本語", to: 5) == "日本…")
    #expect(Text.cutMiddle("日本語日本語", to: 6) == "日…語")
  }

  @Test(
    "A cut in the middle keeps the end",
    arguments: [(10, "reviews-v1"), (9, "revi…s-v1"), (6, "re…-v1"), (2, "…1"), (1, "…"), (0, "")])
  func cutMiddle(width: Int, expected: String) { #expect(Text.cutMiddle("reviews-v1", to: width) == expected) }

  @Test("Random texts fit after a cut, and fill a field exactly", arguments: 0..<20 as Range<UInt64>)
  func fits(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let text = randomText(&random)
      let width = Int.random(in: 0...20, using: &random)
      #expect(displayWidth(of: Text.cut(text, to: width)) <= width)
      #expect(displayWidth(of: Text.cutMiddle(text, to: width)) <= width)
      #expect(displayWidth(of: Text.aligned(text, width: width, .trailing)) == width)
      #expect(Text.wrapped(text, width: max(2, width)).allSatisfy { displayWidth(of: $0) <= max(2, width) })
    }
  }

  @Test("Text is aligned in a field")
  func aligned() {
    #expect(Text.aligned("ab", width: 5) == "ab   ")
    #expect(Text.aligned("ab", width: 5, .trailing) == "   ab")
    #expect(Text.aligned("ab", width: 5, .center) == " ab  ")
    #expect(Text.padded("日本", to: 3) == "日…")
  }

  @Test("Text is broken at spaces, and within words that are too long")
  func wrapped() {
    #expect(Text.wrapped("the quick brown fox", width: 10) == ["the quick", "brown fox"])
    #expect(Text.wrapped("abcdefghij k", width: 4) == ["abcd", "efgh", "ij k"])
    #expect(Text.wrapped("a\n\nb", width: 4) == ["a", "", "b"])
    #expect(Text.wrapped("日本語", width: 1).count == 3)
  }
}

/// A text of plain, wide, combining and hostile scalars.
func randomText(_ random: inout SplitMix64) -> String {
  let scalars: [Unicode.Scalar] = [
    "a", "b", " ", "é", "日", "本", "😀", "\u{301}", "\u{200D}", "\u{202E}", "\u{1B}", "─", "\u{1160}", "\u{FE0F}",
  ]
  var text = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: 0...30, using: &random) {
    if let scalar = scalars.randomElement(using: &random) { text.append(scalar) }
  }
  return String(text)
}
