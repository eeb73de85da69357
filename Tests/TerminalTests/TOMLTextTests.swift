import TOML
import Terminal
import Testing

@Suite("The lines of a TOML text") struct TOMLTextTests {
  private static let text = TOMLText(
    """
    top = 1
    # top = 2
    [a]
      key = "x = y"
    [contexts."prod.eu"]
    key = 2
    "quoted" = 3
    [[list]]
    key = 4
    [[list]]
    key = 5
    """)

  @Test("are found by key and table, of tables of the same name by their place")
  func lines() {
    #expect(Self.text.line(of: "top", in: nil) == 1)
    #expect(Self.text.line(of: "a", in: nil) == 3)
    #expect(Self.text.line(of: "key", in: "a") == 4)
    #expect(Self.text.line(of: "key", in: "contexts.prod.eu") == 6)
    #expect(Self.text.line(of: "quoted", in: "contexts.prod.eu") == 7)
    #expect(Self.text.line(of: "key", in: "list") == 9)
    #expect(Self.text.line(of: "key", in: "list", place: 1) == 11)
    #expect(Self.text.line(ofTable: "list", place: 1) == 10)
    #expect(Self.text.line(of: "none", in: "a") == nil)
    #expect(Self.text.line(of: "key", in: nil) == nil)
  }

  @Test("are counted alike where they end as on Windows")
  func carriageReturns() {
    let text = TOMLText("top = 1\r\n\r\n[a]\r\nkey = \"x\"\r\n")
    #expect(text.line(of: "top", in: nil) == 1)
    #expect(text.line(of: "key", in: "a") == 4)
    #expect(text.line(ofTable: "a") == 3)
    #expect(TOMLText.lines(of: "a\r\n\u{2028}\n") == ["a", "\u{2028}", ""])
  }

  @Test(
    "What the parser cannot be given is found before",
    arguments: [
      ("a = 1\n[!]", 2), ("[é]", 1), ("\u{FEFF}[[ é]]", 1), ("a = 1\r\n [\u{FFFD}[a]\n", 2), ("[[[a]]]", 1),
      ("a = 1\n[\na]", 2), ("[[\r\n", 1), ("a = 1979-05-27Tk", 1), ("a = [}", 1), ("a = \"\"\"\nb\"\"\"\n[é]", 3),
      ("x = 1\né = 2", 2), ("a\0", nil),
      (String(repeating: "a.", count: 5000) + "a = 1", nil), (String(repeating: " ", count: 2 << 20), nil),
    ] as [(String, Int?)])
  func faults(text: String, line: Int?) throws {
    #expect(try #require(TOMLText.fault(in: text)).line == line)
  }

  @Test(
    "What the parser can be given is given to it",
    arguments: [
      "", "[a]", "[[ \"é\" ]]", "[]", "[", "a = \"é [!] 1-01Tx\" # é\n", "a = -1e-5", "[-a.b]\n'x' = [1,\n[2]]",
    ])
  func noFaults(text: String) { #expect(TOMLText.fault(in: text) == nil) }
}
