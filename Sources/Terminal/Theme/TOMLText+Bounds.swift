extension TOMLText {
  /// The longest text that is parsed, in bytes: nobody writes more by hand.
  public static let longest = 1 << 20

  /// More dots than these are in no text that somebody wrote.
  private static let mostDots = 4000

  /// Why a text must not be given to the parser; nil where it may.
  ///
  /// Each dot of a key can begin a table in a table, and the parser goes as deep as these are nested: a long key, or a
  /// few in each other, would take it to the end of the stack.
  public static func fault(in text: String) -> String? {
    if text.utf8.count > longest { return "It is longer than a megabyte." }
    // The parser takes it for the end, and what follows would be passed over.
    if text.utf8.contains(0) { return "It is no text: it has a zero byte." }
    let dots = text.utf8.count { $0 == UInt8(ascii: ".") }
    return dots > mostDots ? "It has more than \(mostDots) dots." : nil
  }
}
