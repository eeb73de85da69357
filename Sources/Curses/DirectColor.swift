import CNcurses

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A terminal's description with colours of 24 bits.
///
/// Debian's ncurses-base has no such descriptions, and ncurses itself takes no notice of `COLORTERM`. It does take a compiled
/// description from the variable `TERMINFO` (ncurses(3), "b64:"). So the terminal's own is written down again, in the
/// format of term(5) with numbers of 32 bits, in which only what is said of colours is another: keys and all else stay
/// as they are.
enum DirectColor {
  /// Colours below this are 0xRRGGBB; from here on they are the terminal's palette of 256.
  static let palette: Int32 = 1 << 24
  /// How many colours the description claims.
  static let count = palette + 256
  private static let pairs: Int32 = 1 << 16

  /// Takes a terminal over for ncurses by the description that `curses_describe` has found.
  ///
  /// - Returns: nil where that is of no terminal with ANSI's colours, or ncurses does not take it.
  static func open(_ name: String, _ tty: Tty) -> OpaquePointer? {
    guard TerminalDescription.capability("setaf")?.starts(with: "\u{1B}[".utf8) ?? false,
      let bytes = description(name)
    else { return nil }
    let before = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", "b64:\(TerminalModes.base64(bytes))", 1)
    defer { if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") } }
    return newterm(name, tty.output, tty.input)
  }

  /// Sets a colour: `kind` is 3 for text and 4 for what is behind it.
  private static func setting(_ kind: Int) -> String {
    "\u{1B}[%?%p1%{\(palette)}%<%t\(kind)8;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d"
      + "%e\(kind)8;5;%p1%{\(palette)}%-%d%;m"
  }

  /// The compiled description; nil where it is larger than the format allows.
  private static func description(_ name: String) -> [UInt8]? {
    var flags: [UInt8] = []
    while let name = curses_flag_name(Int32(flags.count)) {
      // The palette is the user's and is left alone.
      flags.append(tigetflag(name) > 0 && String(cString: name) != "ccc" ? 1 : 0)
    }
    var numbers: [Int32] = []
    while let name = curses_number_name(Int32(numbers.count)) {
      switch String(cString: name) {
      case "colors": numbers.append(count)
      case "pairs": numbers.append(pairs)
      default: numbers.append(max(-1, tigetnum(name)))
      }
    }
    var table = Strings()
    while let name = curses_string_name(Int32(table.offsets.count)) {
      switch String(cString: name) {
      case "setaf": table.add(Array(setting(3).utf8))
      case "setab": table.add(Array(setting(4).utf8))
      case "setf", "setb", "initc", "initp", "oc", "scp": table.add(nil)
      case let name: table.add(curses_capability(name).map { Array(String(cString: $0).utf8) })
      }
    }
    guard table.bytes.count < Int16.max else { return nil }
    let names = Array("\(name)|with colours of 24 bits\0".utf8)
    var bytes = words([0o1036, names.count, flags.count, numbers.count, table.offsets.count, table.bytes.count])
    bytes += names + flags
    if bytes.count % 2 != 0 { bytes.append(0) }
    for number in numbers { for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) } }
    bytes += words(table.offsets) + table.bytes
    if bytes.count % 2 != 0 { bytes.append(0) }
    return bytes + extended(["AX": tigetflag("AX") > 0, "RGB": true].filter(\.value).keys.sorted())
  }

  /// Flags that only newer descriptions have.
  private static func extended(_ flags: [String]) -> [UInt8] {
    var names = Strings()
    for flag in flags { names.add(Array(flag.utf8)) }
    var bytes = words([flags.count, 0, 0, flags.count, names.bytes.count]) + flags.map { _ in 1 }
    if bytes.count % 2 != 0 { bytes.append(0) }
    return bytes + words(names.offsets) + names.bytes
  }

  private static func words(_ numbers: [Int]) -> [UInt8] {
    numbers.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// Texts that end in a zero, and where each begins; -1 for one that there is not.
  private struct Strings {
    var offsets: [Int] = []
    var bytes: [UInt8] = []

    mutating func add(_ text: [UInt8]?) {
      offsets.append(text == nil ? -1 : bytes.count)
      if let text { bytes += text + [0] }
    }
  }
}
