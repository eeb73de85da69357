import Terminal
import TestSupport
import Testing

@Suite("Input decoder with random input") struct InputDecoderFuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "a", "é", "日", "\u{1B}", "\u{1B}[", "\u{1B}O", "[A", "\u{1B}[A", "\u{1B}[1;5C", "\u{1B}[<0;10;20M", "\u{1B}[M",
      "\u{1B}[200~", "\u{1B}[201~",
      "\u{1B}]52;", "\u{7}", "\u{1B}\\", ";", "999999999999", "~", "m", "u", ":", "$", "\u{1B}P", "\u{1B}[I",
      "\u{1B}[[", "\r", "\u{0}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xF0, 0x9F], [0x80], [0x9B]]

  private func stream(_ random: inout SplitMix64) -> [UInt8] {
    (0..<Int.random(in: 0...60, using: &random)).flatMap { _ in
      Bool.random(using: &random) || Bool.random(using: &random)
        ? Self.pieces.randomElement(using: &random) ?? [] : [UInt8.random(in: 0...255, using: &random)]
    }
  }

  @Test("Bytes mean the same in pieces of any size", arguments: 0..<40 as Range<UInt64>)
  func pieces(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let bytes = stream(&random)
      var whole = InputDecoder()
      let expected = whole.feed(bytes) + whole.flush()
      var cut = InputDecoder()
      var events: [InputEvent] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...4, using: &random))
        events += cut.feed(bytes[start..<end])
        start = end
      }
      events += cut.flush()
      #expect(events == expected, "\(bytes)")
    }
  }

  @Test("After Escape and q, q is read whatever came before", arguments: 0..<40 as Range<UInt64>)
  func recovers(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      var decoder = InputDecoder()
      let bytes = stream(&random)
      _ = decoder.feed(bytes)
      _ = decoder.flush()
      _ = decoder.feed([0x1B])
      _ = decoder.flush()
      #expect(decoder.feed([0x71]) == [.key(KeyPress(.character("q")))], "\(bytes)")
      #expect(decoder.patience == nil)
    }
  }

  @Test("Nothing is kept of a sequence without end")
  func endless() {
    var decoder = InputDecoder()
    _ = decoder.feed([0x1B, 0x5D])
    for _ in 0..<100 { _ = decoder.feed([UInt8](repeating: 0x61, count: 100)) }
    let events = decoder.feed(Array("q\u{7}".utf8))
    #expect(events.contains(.key(KeyPress(.character("q")))))
  }
}
