import JSON
import Testing

@Suite("JSON documents") struct JSONDocumentTests {
  private func root(_ text: String) throws -> JSONElement { try JSONDocument(parsing: Array(text.utf8)).root }

  @Test("each kind of value is read as what it is and as nothing else")
  func kinds() throws {
    let root = try root(#"{"n":null,"t":true,"f":false,"i":-7,"d":1.5,"s":"x","a":[1],"o":{"k":2}}"#)
    #expect(root.kind == .object)
    #expect(root["n"]?.kind == .null)
    #expect(root["t"]?.bool == true)
    #expect(root["f"]?.bool == false)
    #expect(root["i"]?.int == -7)
    #expect(root["i"]?.double == -7)
    #expect(root["d"]?.double == 1.5)
    #expect(root["d"]?.int == nil)
    #expect(root["s"]?.string == "x")
    #expect(root["a"]?.elements.map(\.int) == [1])
    #expect(root["o"]?.members.map(\.key) == ["k"])
    #expect(root["missing"] == nil)
    for key in ["n", "t", "i", "d", "s"] {
      let value = try #require(root[key])
      #expect(Array(value.elements).isEmpty)
      #expect(Array(value.members).isEmpty)
      #expect(value["k"] == nil)
      #expect((value.string != nil) == (key == "s"))
      #expect((value.bool != nil) == (key == "t"))
      #expect((value.double != nil) == (key == "i" || key == "d"))
    }
  }

  @Test("members come in their order, and the first of two with one name counts")
  func order() throws {
    let root = try root(#"{"z":1,"a":2,"z":3,"":4}"#)
    #expect(root.members.map(\.key) == ["z", "a", "z", ""])
    #expect(root["z"]?.int == 1)
    #expect(root[""]?.int == 4)
  }

  @Test("a value alone is a document")
  func scalars() throws {
    #expect(try root("3").int == 3)
    #expect(try root(" \"x\"\n").string == "x")
    #expect(try root("null").kind == .null)
    #expect(Array(try root("[]").elements).isEmpty)
    #expect(Array(try root("{}").members).isEmpty)
  }

  @Test(
    "escapes are read",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20ac""#, "A\u{E9}\u{20AC}"),
      (#""\ud83d\ude00""#, "\u{1F600}"), (#""a\u0000b""#, "a\0b"), ("\"\u{1F600}\u{65E5}\"", "\u{1F600}\u{65E5}"),
    ])
  func escapes(json: String, text: String) throws {
    #expect(try root(json).string == text)
  }

  @Test("integers are exact as far as 64 bits go, and larger ones are numbers still")
  func integers() throws {
    #expect(try root("9223372036854775807").int == .max)
    #expect(try root("-9223372036854775808").int == .min)
    let large = try root("18446744073709551615")
    #expect(large.int == nil)
    #expect(large.double == Double(UInt64.max))
    #expect(try root("1e300").double == 1e300)
    #expect(try root("5e-324").double == .leastNonzeroMagnitude)
  }

  @Test(
    "what is not JSON is refused with one sentence",
    arguments: [
      "", " ", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "nul", "tru", "01", "1.", "+1", "\"open", "\"a\nb\"",
      "[1] x", "'x'", "NaN", "Infinity", #""\x""#, #""\ud800""#, "{\"a\":1,}", "]", "\u{FEFF}x", "<html></html>",
    ])
  func refused(text: String) throws {
    let error = try #require(throws: JSONError.self) { try root(text) }
    let sentence = error.description
    #expect(sentence.hasPrefix("It is not JSON: "))
    #expect(sentence.hasSuffix("."))
    #expect(sentence.filter { $0 == "." }.count == 1, "\(sentence)")
    #expect(!sentence.contains("\n"))
    // A word in capitals would be the library's name for the error and no word for people.
    #expect(!sentence.contains("_"), "\(sentence)")
  }

  @Test(
    "bytes that are no UTF-8 are refused",
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]])
  func notUTF8(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
  }

  @Test("nesting is read to a thousand levels and refused far beyond, without running out of stack")
  func nesting() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    var element = try root(nested(1000))
    var depth = 1
    while let inner = Array(element.elements).first {
      element = inner
      depth += 1
    }
    #expect(depth == 1000)
    let error = try #require(throws: JSONError.self) { try root(nested(100_000)) }
    #expect(error.description.contains("deep"))
    #expect(throws: JSONError.self) { try root(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test("no part of a document from its start is a document")
  func truncated() throws {
    let whole = Array(#"{"edges":[{"name":"a\u00e9é😀\"","rate":1.25e3,"mtls":true,"none":null},{}]}"#.utf8)
    #expect(throws: Never.self) { try JSONDocument(parsing: whole) }
    for count in 0..<whole.count {
      #expect(throws: JSONError.self, "\(count) bytes") { try JSONDocument(parsing: whole[..<count]) }
    }
  }

  @Test("elements outlive the name of their document")
  func lifetime() throws {
    func text() throws -> JSONElement? { try root(#"{"a":["kept in a string too long to be held inline"]}"#)["a"] }
    #expect(try text()?.elements.map(\.string) == ["kept in a string too long to be held inline"])
  }
}
