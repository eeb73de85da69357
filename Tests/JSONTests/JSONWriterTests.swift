import JSON
import TestSupport
import Testing

@Suite("JSON writing") struct JSONWriterTests {
  private func written(pretty: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(pretty: pretty)
    body(&json)
    return json.string
  }

  @Test("members are written in the order they are told, on one line")
  func order() {
    let text = written {
      $0.beginObject()
      $0.key("z")
      $0.value(1)
      $0.key("a")
      $0.beginArray()
      $0.value(true)
      $0.value("x")
      $0.null()
      $0.beginObject()
      $0.endObject()
      $0.endArray()
      $0.key("m")
      $0.beginArray()
      $0.endArray()
      $0.endObject()
      $0.endLine()
    }
    #expect(text == "{\"z\":1,\"a\":[true,\"x\",null,{}],\"m\":[]}\n")
  }

  @Test("pretty text has two blanks a level, and empty things stay closed")
  func pretty() {
    let text = written(pretty: true) {
      $0.beginObject()
      $0.key("a")
      $0.beginArray()
      $0.value(1)
      $0.value(2)
      $0.endArray()
      $0.key("b")
      $0.beginObject()
      $0.endObject()
      $0.endObject()
    }
    #expect(text == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}")
  }

  @Test(
    "numbers are as short as reading them back allows",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
      (123_456_789_012.0, "123456789012"), (1e15, "1000000000000000"), (1e16, "1e+16"), (1e300, "1e+300"),
      (.leastNonzeroMagnitude, "5e-324"), (2.5, "2.5"),
    ])
  func numbers(number: Double, text: String) throws {
    let json = written { $0.value(number) }
    #expect(json == text)
    #expect(try JSONDocument(parsing: Array(json.utf8)).root.double == number)
  }

  @Test("a number that is not finite is null", arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
  func notFinite(number: Double) {
    #expect(written { $0.value(number) } == "null")
  }

  @Test("any finite number reads back as the same")
  func anyNumber() throws {
    var numbers = SplitMix64(seed: 20)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: numbers.next())
      guard number.isFinite else { continue }
      let json = written { $0.value(number) }
      #expect(try JSONDocument(parsing: Array(json.utf8)).root.double == number, "\(json)")
    }
  }

  @Test(
    "quotes, backslashes and what a terminal could act on are escaped, names too",
    arguments: [
      ("\"", #"\""#), ("\\", #"\\"#), ("\n", #"\n"#), ("\r", #"\r"#), ("\t", #"\t"#), ("\r\n", #"\r\n"#),
      ("\u{1B}[2J", #"\u001b[2J"#), ("\0", #"\u0000"#), ("\u{7F}", #"\u007f"#), ("\u{9B}", #"\u009b"#),
      ("\u{202E}", #"\u202e"#), ("\u{2066}", #"\u2066"#), ("\u{200B}", #"\u200b"#), ("\u{FEFF}", #"\ufeff"#),
      ("\u{2028}", #"\u2028"#), ("\u{2029}", #"\u2029"#), ("\u{E0041}", #"\udb40\udc41"#), ("\u{E000}", #"\ue000"#),
      ("é日😀", "é日😀"), ("e\u{301}", "e\u{301}"),
    ])
  func escapes(text: String, escaped: String) throws {
    #expect(written { $0.value(text) } == "\"\(escaped)\"")
    let object = written {
      $0.beginObject()
      $0.key(text)
      $0.value(1)
      $0.endObject()
    }
    #expect(object == "{\"\(escaped)\":1}")
    let read = try JSONDocument(parsing: Array(object.utf8)).root.members.map(\.key)
    #expect(read.map { Array($0.unicodeScalars) } == [Array(text.unicodeScalars)])
  }

  @Test("any tree reads back as it was written, on one line and pretty")
  func roundTrip() throws {
    var numbers = SplitMix64(seed: 21)
    for _ in 0..<2000 {
      let tree = Tree.random(depth: 4, &numbers)
      for pretty in [false, true] {
        let text = written(pretty: pretty) { tree.write(to: &$0) }
        #expect(pretty || !text.contains("\n"))
        let read = Tree(try JSONDocument(parsing: Array(text.utf8)).root)
        // As strings are equal where they are the same to Unicode, the text is compared, too.
        #expect(read == tree, "\(text)")
        #expect(written(pretty: pretty) { read.write(to: &$0) } == text)
      }
    }
  }
}
