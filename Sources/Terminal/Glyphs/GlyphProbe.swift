/// Finds out how many cells a terminal gives signs on which terminals disagree, and whether its background is light.
///
/// The question writes them and asks where the cursor is then (DSR 6 of ECMA-48; the answer is a CPR). Each sample has a row
/// of its own, so that an answer tells which one it is about, and none is in the first row, in which an answer would look
/// like the key F3 with a modifier.
public struct GlyphProbe: Hashable, Sendable {
  /// The rows and columns that a screen needs for the question.
  public static let leastSize = CellSize(width: 40, height: 4)
  /// Emoji that should take two cells each.
  static let emoji = "🔒🔓"
  /// Signs of ambiguous width (Unicode Standard Annex 11) that should take one cell each.
  static let signs = "▶◀▲▼■□◧●○✖─═"
  private static let emojiRow = 1
  private static let signsRow = 2

  private var emojiCells: Int?
  private var signCells: Int?
  /// The colour of the background, where the terminal tells it.
  private var background: Color?

  /// A probe that has no answers yet.
  public init() {}

  /// What to write to the terminal. Afterwards the cursor is where it was, and the rows are blank.
  public static var question: String {
    func sample(_ text: String, row: Int) -> String { "\u{1B}[\(row + 1);1H\(text)\u{1B}[6n\u{1B}[2K" }
    // The colour comes first, so that with the other answers it is known whether it comes at all.
    return "\u{1B}]11;?\u{7}\u{1B}7\u{1B}[0m" + sample(emoji, row: emojiRow) + sample(signs, row: signsRow) + "\u{1B}8"
  }

  /// Takes where the terminal says that the cursor was, counted from 0. Whether that was an answer.
  public mutating func take(x: Int, y: Int) -> Bool {
    switch y {
    case Self.emojiRow where emojiCells == nil: emojiCells = x
    case Self.signsRow where signCells == nil: signCells = x
    default: return false
    }
    return true
  }

  /// Takes the colour that the terminal says its background has.
  public mutating func take(background: Color) { self.background = background }

  /// Whether the background is light; nil where the terminal does not tell.
  public var hasLightBackground: Bool? {
    guard case .rgb(let red, let green, let blue) = background else { return nil }
    // How bright the eye takes it (ITU-R BT.601).
    return 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 127_500
  }

  /// Whether no more answers are to come.
  public var isAnswered: Bool { emojiCells != nil && signCells != nil }

  /// Whether the terminal has shown that it draws emoji two cells wide.
  public var hasWideEmoji: Bool { emojiCells == Self.emoji.unicodeScalars.count * 2 }

  /// Whether the terminal has shown that it does not draw signs of ambiguous width in a cell each.
  public var hasWideSigns: Bool { signCells.map { $0 != Self.signs.unicodeScalars.count } ?? false }
}

/// Which signs the user wants.
public enum GlyphChoice: String, Sendable, CaseIterable {
  /// The best ones that the terminal has shown to draw right.
  case auto
  /// Unicode signs, with emoji for locks outside of drawings.
  case emoji
  /// Unicode signs of one cell.
  case unicode
  /// ASCII.
  case ascii

  /// The signs to use.
  ///
  /// - Parameters:
  ///   - isUTF8: whether the locale's character set has them.
  ///   - probe: what the terminal answered so far; nil where there is none to ask.
  public func glyphs(isUTF8: Bool, probe: GlyphProbe? = nil) -> GlyphSet {
    switch self {
    case .emoji: .emoji
    case .unicode: .unicode
    case .ascii: .ascii
    case .auto where !isUTF8 || probe?.hasWideSigns ?? false: .ascii
    case .auto: probe?.hasWideEmoji ?? false ? .emoji : .unicode
    }
  }
}
