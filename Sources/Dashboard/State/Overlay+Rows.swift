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

  /// What a key does in a choice of rows.
  enum Step: Equatable {
    case move(to: Int)
    case choose(Int)
  }

  /// What a key does in a choice of rows that have keys of their own; nil for nothing.
  ///
  /// - Parameter last: the last row.
  static func step(from row: Int, _ press: KeyPress, _ command: Command?, last: Int) -> Step? {
    if command == .open { return .choose(row) }
    if let next = self.row(row, after: command, last: last) { return .move(to: next) }
    return rowKeys.prefix(last + 1).firstIndex(of: press.name).map(Step.choose)
  }
}
