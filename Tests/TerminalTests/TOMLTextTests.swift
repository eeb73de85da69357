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
}
