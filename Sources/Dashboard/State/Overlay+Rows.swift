import Terminal

/// The keys of a choice of rows, alike wherever there is one.
extension Overlay {
  /// The keys that choose a row at once, from the first on: the keyboard's upper row.
  static let rowKeys = "1234567890-=".map(String.init)

  /// The row that a key leads to, not beyond the ends; nil for a key that does not move.
  ///
  /// - Parameter last: the last row.
  static func row(_ row: Int, after command: Command?, last: Int) -> Int? {
    switch command {
    case .moveDown, .next: min(row + 1, last)
    case .moveUp, .previous: max(0, row - 1)
    case .first: 0
    case .last: last
    default: nil
    }
  }

  /// The row that a key chooses at once; nil for a key that chooses none.
  static func row(chosenBy press: KeyPress, last: Int) -> Int? {
    rowKeys.prefix(last + 1).firstIndex(of: press.name)
  }
}
