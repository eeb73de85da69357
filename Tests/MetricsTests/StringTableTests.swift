import Metrics
import TestSupport
import Testing

@Suite struct StringTableTests {
  @Test func `A string keeps its number`() {
    var table = StringTable()
    let first = table.intern("reviews-v1")
    let second = table.intern("reviews-v2")
    #expect(first != second)
    #expect(table.intern("reviews-v1") == first)
    #expect(table[first] == "reviews-v1")
    #expect(table.id(of: "reviews-v2") == second)
    #expect(table.id(of: "reviews-v3") == nil)
    #expect(table.count == 2)
  }

  @Test func `An absent string is empty but not the empty string`() {
    var table = StringTable()
    #expect(table[.absent] == "")
    #expect(table.intern("") != .absent)
  }

  @Test func `Thousands of strings are all found again`() {
    var table = StringTable()
    var random = SplitMix64(seed: 1)
    var known: [String: StringID] = [:]
    for _ in 0..<5_000 {
      let length = Int.random(in: 0...20, using: &random)
      let text = String((0..<length).map { _ in "abcé/-".randomElement(using: &random)! })
      let number = table.intern(text)
      if let before = known[text] { #expect(before == number) }
      known[text] = number
    }
    #expect(table.count == known.count)
    for (text, number) in known {
      #expect(table[number] == text)
      #expect(table.id(of: text) == number)
    }
  }

  @Test func `Strings that differ in one byte anywhere differ`() {
    var table = StringTable()
    let base = Array("spiffe://cluster.local/ns/bookinfo/sa/productpage".utf8)
    var numbers = [table.intern(String(decoding: base, as: UTF8.self))]
    for index in base.indices {
      var changed = base
      changed[index] = UInt8(ascii: "_")
      numbers.append(table.intern(String(decoding: changed, as: UTF8.self)))
    }
    #expect(Set(numbers).count == numbers.count)
  }
}
