import Terminal
import Testing

@Suite("Key names") struct KeyPressTests {
  private static let keys: [Key] =
    [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .escape, .tab, .backTab, .backspace, .delete,
      .insert,
    ] + (1...24).map(Key.function) + "abz?-+ /:G".map(Key.character) + "as [".map(Key.control)

  @Test("Each key has a name that leads back to it", arguments: keys)
  func roundTrip(key: Key) {
    for bits in 0..<8 as Range<UInt8> {
      let press = KeyPress(key, Modifiers(rawValue: bits))
      #expect(KeyPress(press.name) == press, "\(press.name)")
    }
  }

  @Test(
    "Names are read in the forms that people write",
    arguments: [
      ("ctrl-s", "ctrl-s"), ("Ctrl-S", "ctrl-s"), ("C-s", "ctrl-s"), ("shift-tab", "shift-tab"),
      ("backtab", "shift-tab"),
      ("shift-g", "G"), ("G", "G"), ("F5", "f5"), ("escape", "esc"), ("return", "enter"), ("pgdn", "page-down"),
      ("alt--", "alt--"),
      ("-", "-"), ("space", "space"), ("ctrl-space", "ctrl-space"), ("meta-x", "alt-x"),
    ])
  func forms(text: String, name: String) { #expect(KeyPress(text)?.name == name) }

  @Test("What is no name is told", arguments: ["", "foo", "ctrl-", "hyper-x", "f0", "f99", "ctrl-foo", "\u{7}"])
  func wrong(text: String) { #expect(KeyPress(text) == nil) }
}
