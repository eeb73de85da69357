import Terminal
import Testing

@Suite("Input decoder") struct InputDecoderTests {
  /// The names of the keys that a text is, after a time-out.
  private func keys(_ text: String) -> [String] { keys(Array(text.utf8)) }

  private func keys(_ bytes: [UInt8]) -> [String] {
    var decoder = InputDecoder()
    return (decoder.feed(bytes) + decoder.flush()).map { event in
      if case .key(let press) = event { press.name } else { "\(event)" }
    }
  }

  @Test(
    "Characters are keys of their own",
    arguments: [("a", "a"), ("G", "G"), (" ", "space"), ("?", "?"), ("ü", "ü"), ("日", "日"), ("-", "-")])
  func characters(text: String, name: String) { #expect(keys(text) == [name]) }

  @Test(
    "Control characters are named keys",
    arguments: [
      (0x00, "ctrl-space"), (0x03, "ctrl-c"), (0x1A, "ctrl-z"), (0x13, "ctrl-s"), (0x09, "tab"), (0x0D, "enter"),
      (0x0A, "enter"),
      (0x7F, "backspace"), (0x08, "backspace"), (0x1B, "esc"), (0x1C, "ctrl-\\"), (0x1F, "ctrl-_"),
    ] as [(UInt8, String)])
  func controls(byte: UInt8, name: String) { #expect(keys([byte]) == [name]) }

  @Test(
    "Sequences of many terminals are the same keys",
    arguments: [
      ("[A", "up"), ("OA", "up"), ("[1;1A", "up"), ("[B", "down"), ("[C", "right"), ("[D", "left"),
      ("[H", "home"), ("OH", "home"), ("[1~", "home"), ("[7~", "home"), ("[F", "end"), ("[4~", "end"), ("[8~", "end"),
      ("[5~", "page-up"), ("[6~", "page-down"), ("[2~", "insert"), ("[3~", "delete"), ("[Z", "shift-tab"),
      ("OP", "f1"), ("[11~", "f1"), ("[[A", "f1"), ("[[E", "f5"), ("[15~", "f5"), ("[24~", "f12"), ("[P", "f1"),
      ("[1;5C", "ctrl-right"), ("[1;2A", "shift-up"), ("[1;3D", "alt-left"), ("[1;6H", "ctrl-shift-home"),
      ("[5;5~", "ctrl-page-up"), ("[1;2P", "shift-f1"), ("O5C", "ctrl-right"), ("Oc", "ctrl-right"), ("[a", "shift-up"),
      ("[3$", "shift-delete"), ("[3^", "ctrl-delete"), ("[3@", "ctrl-shift-delete"), ("OM", "enter"), ("Ok", "+"),
      ("[97;5u", "ctrl-a"), ("[27u", "esc"), ("[9;2u", "shift-tab"), ("[97;3u", "alt-a"), ("[97:65;2u", "A"),
      ("[127;5u", "ctrl-backspace"),
      ("[27;5;115~", "ctrl-s"), ("[13;2u", "shift-enter"), ("[57399u", "0"),
      ("x", "alt-x"), ("X", "alt-X"), ("\r", "alt-enter"), ("\u{7F}", "alt-backspace"), ("é", "alt-é"),
      ("\u{1B}[A", "alt-up"), ("\u{1B}OB", "alt-down"), ("[", "alt-["), ("O", "alt-O"), ("]", "alt-]"),
      ("\u{1}", "alt-ctrl-a"),
    ])
  func sequences(rest: String, name: String) { #expect(keys("\u{1B}" + rest) == [name]) }

  @Test("A lone escape byte is the Escape key only after its time has passed")
  func loneEscape() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == .milliseconds(25))
    #expect(decoder.flush() == [.key(KeyPress(.escape))])
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.feed(Array("[A".utf8)) == [.key(KeyPress(.up))])
  }

  @Test("Escape twice is two keys, and keys after escape are not lost")
  func escapes() {
    #expect(keys("\u{1B}\u{1B}") == ["esc", "esc"])
    #expect(keys("\u{1B}\u{1B}q") == ["esc", "alt-q"])
    #expect(keys("\u{1B}[Aq\u{1B}[B") == ["up", "q", "down"])
  }

  @Test("A sequence that has begun waits longer than a lone escape byte")
  func patience() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[1;".utf8)).isEmpty)
    #expect(decoder.patience == .milliseconds(250))
    #expect(decoder.feed(Array("5D".utf8)) == [.key(KeyPress(.left, .control))])
  }

  @Test("The mouse is read in the SGR form")
  func sgrMouse() {
    var decoder = InputDecoder()
    let text = "\u{1B}[<0;1;1M\u{1B}[<0;250;40m\u{1B}[<34;3;4M\u{1B}[<64;5;6M\u{1B}[<81;5;6M"
    #expect(
      decoder.feed(Array(text.utf8)) == [
        .mouse(MouseEvent(x: 0, y: 0, kind: .press, button: .left)),
        .mouse(MouseEvent(x: 249, y: 39, kind: .release, button: .left)),
        .mouse(MouseEvent(x: 2, y: 3, kind: .drag, button: .right)),
        .mouse(MouseEvent(x: 4, y: 5, kind: .wheelUp)),
        .mouse(MouseEvent(x: 4, y: 5, kind: .wheelDown, modifiers: .control)),
      ])
  }

  @Test("The mouse is read in the X10 form, too")
  func x10Mouse() {
    var decoder = InputDecoder()
    #expect(
      decoder.feed([0x1B, 0x5B, 0x4D, 32, 33, 0xFF]) == [.mouse(MouseEvent(x: 0, y: 222, kind: .press, button: .left))])
    #expect(
      decoder.feed([0x1B, 0x5B, 0x4D, 35, 33, 33]) == [.mouse(MouseEvent(x: 0, y: 0, kind: .release, button: .none))])
  }

  @Test("A mouse report with absurd numbers is harmless")
  func absurdMouse() {
    var decoder = InputDecoder()
    let events = decoder.feed(Array("\u{1B}[<0;99999999999999999999;0M\u{1B}[<0;1M\u{1B}[<999999999999;2;2Mq".utf8))
    #expect(events.last == .key(KeyPress(.character("q"))))
    #expect(events.count <= 2)
  }

  @Test("A paste is one event, keys within it are text")
  func paste() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~q\u{1B}[A\nü".utf8)).isEmpty)
    #expect(decoder.patience == nil)
    #expect(decoder.feed(Array("\u{1B}[20".utf8)).isEmpty)
    #expect(
      decoder.feed(Array("1~x".utf8)) == [.paste("q\u{1B}[A\nü"), .key(KeyPress(.character("x")))])
  }

  @Test("A paste is cut at its limit")
  func longPaste() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1B}[200~".utf8))
    for _ in 0..<40 { #expect(decoder.feed([UInt8](repeating: 0x61, count: 4096)).isEmpty) }
    #expect(
      decoder.feed(Array("\u{1B}[201~".utf8)) == [.paste(String(repeating: "a", count: InputDecoder.longestPaste))])
  }

  @Test("Escape ends a paste whose end got lost")
  func lostPaste() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1B}[200~abc".utf8))
    #expect(decoder.flush().isEmpty)
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.flush() == [.paste("abc")])
    #expect(decoder.feed([0x71]) == [.key(KeyPress(.character("q")))])
  }

  @Test("Focus reports are events")
  func focus() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[I\u{1B}[O".utf8)) == [.focus(true), .focus(false)])
  }

  @Test(
    "Answers of the terminal are no keys",
    arguments: [
      "\u{1B}]10;rgb:0000/0000/0000\u{7}", "\u{1B}]10;rgb:0/0/0\u{1B}\\", "\u{1B}P>|tmux 3.3a\u{1B}\\",
      "\u{1B}[?2026;2$y",
      "\u{1B}[?62;4c", "\u{1B}[97;1:3u",
    ])
  func answers(text: String) { #expect(keys(text + "q") == ["q"]) }

  @Test("Bytes that are no UTF-8 are dropped, what follows is read")
  func invalidUTF8() {
    #expect(keys([0xFF, 0x71]) == ["q"])
    #expect(keys([0xC3, 0x71]) == ["q"])
    #expect(keys([0xE2, 0x82, 0x71]) == ["q"])
    #expect(keys([0xC0, 0x80, 0x71]) == ["q"])
    #expect(keys([0xED, 0xA0, 0x80, 0x71]) == ["q"])
    #expect(keys(Array("\u{202E}q".utf8)) == ["q"])
  }

  @Test("Sequences of a terminal's description come first")
  func described() {
    var decoder = InputDecoder(sequences: [Array("\u{1B}[zz".utf8): KeyPress(.function(5)), [0x41]: KeyPress(.up)])
    #expect(decoder.feed(Array("\u{1B}[z".utf8)).isEmpty)
    #expect(decoder.feed(Array("zA".utf8)) == [.key(KeyPress(.function(5))), .key(KeyPress(.character("A")))])
  }
}
