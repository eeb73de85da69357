import Mesh
import Terminal

/// A column of a list.
struct ListColumn: Sendable {
  var title: String
  /// The cells that it takes; 0 for a share of what is left, of at least ``leastShare``.
  var width: Int
  var isNumber = true
  /// Whether its cells begin with a sign, and so stand at the left though they are sorted by a number.
  var hasSign = false
  /// How soon it is left out where there is no room: the greatest first, 0 never.
  var rank = 0
  /// Whether its greatest figures come first.
  var isDescending: Bool { isNumber }

  static let leastShare = 18
}

/// What stands in a cell, before it is known how signs look.
enum ListCell: Sendable, Equatable {
  case text(String, Role)
  case health(Health)
  case mtls(MutualTLS)
  /// A figure with a bar that shows its share of the greatest in the column.
  case bar(String, share: Double)
  /// A figure over the last while, from its first part to its last.
  case trend([Spark])
  case nothing
}

/// What a row is sorted by in a column. What is not known comes last, whatever the order.
enum ListKey: Sendable, Equatable {
  case text(String)
  case number(Double)
  case nothing
}

/// A row of a list.
struct ListRow: Sendable {
  /// What it is of.
  enum Subject: Sendable, Hashable {
    case node(NodeID)
    case edge(Edge.ID)
    case namespace(NamespaceTotals.ID)
  }

  var subject: Subject
  var cells: [ListCell]
  var keys: [ListKey]
}

/// The rows of a pane that lists something, their order, and where the user is among them.
public struct ListTable: Sendable {
  private(set) var rows: [ListRow] = []
  /// What stands above the rows.
  var summary: [Line] = []
  /// The column that the rows are sorted by.
  private(set) var column: Int
  private(set) var isReversed: Bool
  private(set) var row = 0
  private(set) var top = 0

  init(column: Int, isReversed: Bool = false) {
    self.column = column
    self.isReversed = isReversed
  }

  /// The chosen row's subject.
  var selection: ListRow.Subject? { rows.indices.contains(row) ? rows[row].subject : nil }

  /// Takes new rows in O(rows · log rows), and keeps the chosen one chosen.
  mutating func take(_ rows: [ListRow], _ columns: [ListColumn]) {
    let chosen = selection
    self.rows = rows
    arrange(columns)
    if let chosen, let place = self.rows.firstIndex(where: { $0.subject == chosen }) { row = place }
    row = min(row, max(0, rows.count - 1))
  }

  /// Sorts by the next or previous column, or the other way around.
  mutating func sort(by step: Int, _ columns: [ListColumn]) {
    column = (column + step + columns.count) % columns.count
    isReversed = false
    rearrange(columns)
  }

  /// Sorts the other way around.
  mutating func reverse(_ columns: [ListColumn]) {
    isReversed.toggle()
    rearrange(columns)
  }

  private mutating func rearrange(_ columns: [ListColumn]) {
    let chosen = selection
    arrange(columns)
    if let chosen, let place = rows.firstIndex(where: { $0.subject == chosen }) { row = place }
  }

  /// Chooses a row, and scrolls so that a page of `height` rows shows it.
  mutating func choose(_ row: Int, height: Int) {
    self.row = min(max(0, row), max(0, rows.count - 1))
    let height = max(1, height)
    if self.row < top { top = self.row }
    if self.row >= top + height { top = self.row - height + 1 }
    top = max(0, min(top, rows.count - height))
  }

  private mutating func arrange(_ columns: [ListColumn]) {
    guard columns.indices.contains(column) else { return }
    let isDescending = columns[column].isDescending != isReversed
    let column = column
    let order = rows.indices.sorted { left, right in
      switch (rows[left].keys[column], rows[right].keys[column]) {
      case (.nothing, .nothing): return left < right
      case (.nothing, _): return false
      case (_, .nothing): return true
      case (.number(let a), .number(let b)):
        if a != b { return isDescending ? a > b : a < b }
      case (.text(let a), .text(let b)):
        if a != b { return isDescending ? a > b : a < b }
      default: break
      }
      return left < right
    }
    rows = order.map { rows[$0] }
  }
}
