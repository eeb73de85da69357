import JSON
import TestSupport
import Testing

@Suite("JSON of any bytes") struct JSONFuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "null", "true", "-", "1e999", "0.1",
      "9223372036854775808",
      "\u{1F600}", "\0", "{\"a\":", "[[[[[[[[",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  @Test(
    "any mutated document is read or refused, and what is read can be walked and written",
    arguments: 0..<4 as Range<UInt64>)
  func mutated(seed: UInt64) {
    var numbers = SplitMix64(seed: 300 + seed)
    var accepted = 0
    for _ in 0..<10_000 {
      var json = JSONWriter(pretty: .random(using: &numbers))
      Tree.random(depth: 3, &numbers).write(to: &json)
      var bytes = json.bytes
      for _ in 0..<Int.random(in: 1...4, using: &numbers) { Self.mutate(&bytes, &numbers) }
      guard let document = try? JSONDocument(parsing: bytes) else { continue }
      accepted += 1
      let tree = Tree(document.root)
      var again = JSONWriter()
      tree.write(to: &again)
      #expect(throws: Never.self) { try JSONDocument(parsing: again.bytes) }
    }
    // Both sides are reached.
    #expect(accepted > 500 && accepted < 9500)
  }

  private static func mutate(_ bytes: inout [UInt8], _ numbers: inout SplitMix64) {
    let place = Int.random(in: 0...bytes.count, using: &numbers)
    switch Int.random(in: 0...4, using: &numbers) {
    case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &numbers)
    case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &numbers)))
    case 3: bytes = Array(bytes[..<place])
    default: bytes.insert(contentsOf: pieces[Int.random(in: pieces.indices, using: &numbers)], at: place)
    }
  }
}
