extension TOMLText {
  /// The longest text that is parsed, in bytes: nobody writes more by hand.
  public static let longest = 1 << 20

  /// More dots than these are in no text that somebody wrote.
  private static let mostDots = 4000

  /// Why a text must not be given to the parser.
  public struct Fault: Error, Sendable, Hashable {
    /// The line, counted from 1, where one is to blame.
    public let line: Int?
    /// What is wrong: one sentence.
    public let problem: String
  }

  /// Looks for what the parser, toml++, cannot be given: it ends the process or overlooks a part. O(length).
  public static func fault(in text: String) -> Fault? {
    if text.utf8.count > longest { return Fault(line: nil, problem: "It is longer than a megabyte.") }
    // A zero byte is the end for the parser, which would pass over what follows.
    if text.utf8.contains(0) { return Fault(line: nil, problem: "It is no text: it has a zero byte.") }
    // Each dot of a key can begin a table in a table, and the parser goes as deep as these are nested: a long key, or a
    // few in each other, would take it to the end of the stack.
    let dots = text.utf8.count { $0 == UInt8(ascii: ".") }
    if dots > mostDots { return Fault(line: nil, problem: "It has more than \(mostDots) dots.") }
    var check = TOMLCheck(text)
    return check.fault()
  }
}
