/// The signs that drawings are made of, each one cell wide: Unicode, or ASCII where the terminal has nothing else.
public struct GlyphSet: Hashable, Sendable {
  /// Whether all signs are ASCII.
  public let isASCII: Bool

  /// Thin lines with square corners.
  public let light: Lines
  /// Thin lines with round corners.
  public let rounded: Lines
  /// Two lines side by side.
  public let double: Lines
  /// Two lines side by side from left to right, thin ones up and down.
  public let doubleAcross: Lines
  /// Two lines side by side up and down, thin ones from left to right.
  public let doubleDown: Lines
  /// Thin lines with gaps.
  public let dashed: Lines
  /// Thin lines of dots.
  public let dotted: Lines

  /// The head of an arrow to the right.
  public let arrowRight: Character
  /// The head of an arrow to the left.
  public let arrowLeft: Character
  /// The head of an arrow upwards.
  public let arrowUp: Character
  /// The head of an arrow downwards.
  public let arrowDown: Character

  /// All traffic is encrypted.
  public let lockClosed: Character
  /// No traffic is encrypted.
  public let lockOpen: Character
  /// Some traffic is encrypted.
  public let lockPartial: Character
  /// Nobody tells whether traffic is encrypted.
  public let lockUnknown: Character

  /// All is well.
  public let healthy: Character
  /// Some requests fail.
  public let degraded: Character
  /// Many requests fail.
  public let failing: Character
  /// There is no traffic.
  public let idle: Character
  /// Nobody tells.
  public let unknown: Character

  /// Stands for what was cut off.
  public let ellipsis: Character
  /// Rows are sorted from small to large.
  public let sortAscending: Character
  /// Rows are sorted from large to small.
  public let sortDescending: Character
  /// Before an item of a list.
  public let bullet: Character
  /// Between things in one line, in the middle of the row.
  public let separator: Character
  /// Between the steps of a way.
  public let chevron: Character
  /// A minus sign or a missing value.
  public let dash: Character
  /// An edge that leads back to its own node, or back against the flow.
  public let loop: Character
  /// A group whose members are shown.
  public let expanded: Character
  /// A group whose members are hidden.
  public let collapsed: Character
  /// A box that is chosen.
  public let checked: Character
  /// A box that is not chosen.
  public let unchecked: Character
  /// A full cell.
  public let block: Character
  /// The track behind a bar or a scroll mark.
  public let track: Character
  /// What is new since the last picture.
  public let added: Character
  /// What is gone since the last picture.
  public let removed: Character

  /// What is searched for.
  public let found: Character

  /// Bars that fill a cell from the left, from one eighth to full.
  public let barEighths: [Character]
  /// Bars that fill a cell from below, from lowest to full.
  public let sparkLevels: [Character]
  /// Whether charts may use braille patterns, two by four dots in a cell.
  public let hasBraille: Bool
  /// Whether the terminal draws emoji, which take two cells, as wide as they are.
  public private(set) var hasEmoji = false

  /// The same signs on a terminal that draws emoji well.
  var withEmoji: GlyphSet {
    var set = self
    set.hasEmoji = true
    return set
  }
}
