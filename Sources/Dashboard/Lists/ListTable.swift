import Mesh

/// The rows of a list, their order, and where the user is among them and the notes above them.
public struct ListTable: Sendable {
  /// All rows as they were given.
  private var all: [ListRow] = []
  /// Their places in the order of the column; rows that are equal in it stay as they were given.
  private var order: [Int] = []
  /// The rows that are shown, in that order.
  private(set) var rows: [ListRow] = []
  /// What stands above the rows.
  private(set) var notes: [ListNote] = []
  /// The subjects of the notes that can be chosen.
  private var noted: [ListRow.Subject] = []
  /// The column that the rows are sorted by.
  private(set) var column: Int
  private(set) var isReversed: Bool
  /// For each column the greatest figure of all rows.
  private(set) var greatest: [Double] = []
  /// For each column how long its longest name is in about as many cells, 0 where it has none.
  private(set) var names: [Int] = []
  /// The nodes' own names that stand in more than one place, so that they tell nothing alone.
  private(set) var sharedNames: Set<String> = []
  /// What is chosen: first the notes that can be, then the rows.
  private(set) var place = 0
  /// The first row on screen.
  private(set) var top = 0

  init(column: Int, isReversed: Bool = false) {
    self.column = column
    self.isReversed = isReversed
  }

  /// The chosen row; nil where a note is chosen.
  var row: Int? { place < noted.count ? nil : place - noted.count }

  /// The number of all that can be chosen.
  var count: Int { noted.count + rows.count }

  /// What is chosen.
  var selection: ListRow.Subject? {
    if place < noted.count { return noted[place] }
    return rows.indices.contains(place - noted.count) ? rows[place - noted.count].subject : nil
  }

  /// The place of a note among those that can be chosen, by its line.
  func place(ofNote line: Int) -> Int? {
    guard notes.indices.contains(line), notes[line].subject != nil else { return nil }
    return notes[..<line].count { $0.subject != nil }
  }

  /// The place of a row.
  func place(ofRow row: Int) -> Int { noted.count + row }

  /// Takes new rows in O(rows · log rows), and keeps the chosen one chosen.
  mutating func take(_ rows: [ListRow], _ columns: [ListColumn], where isShown: (ListRow) -> Bool) {
    keepingChoice {
      $0.all = rows
      $0.greatest = columns.indices.map { index in
        rows.reduce(0) { greatest, row in
          if case .figure(let value, _, _) = row.cells[index] { max(greatest, value) } else { greatest }
        }
      }
      $0.names = columns.indices.map { index in
        rows.reduce(0) { longest, row in
          guard case .name(let scope, let own, _) = row.cells[index] else { return longest }
          // Counted in bytes, which are at hand: other letters than ASCII's only seem longer.
          return max(longest, own.utf8.count + (scope.isEmpty ? 0 : scope.utf8.count + 1))
        }
      }
      $0.sharedNames = Self.sharedNames(rows)
      $0.sort(columns)
      $0.show(where: isShown)
    }
  }

  private static func sharedNames(_ rows: [ListRow]) -> Set<String> {
    var scopes: [String: String] = [:]
    var shared: Set<String> = []
    for case .name(let scope, let own, _) in rows.lazy.flatMap(\.cells) {
      if let other = scopes.updateValue(scope, forKey: own), other != scope { shared.insert(own) }
    }
    return shared
  }

  /// Shows other rows: O(rows).
  mutating func narrow(where isShown: (ListRow) -> Bool) { keepingChoice { $0.show(where: isShown) } }

  /// Shows other notes.
  mutating func note(_ notes: [ListNote]) {
    keepingChoice {
      $0.notes = notes
      $0.noted = notes.compactMap(\.subject)
    }
  }

  /// Sorts by a column, the other way around if it is sorted by that already.
  mutating func sort(by column: Int, _ columns: [ListColumn], where isShown: (ListRow) -> Bool) {
    guard columns.indices.contains(column) else { return }
    isReversed = column == self.column ? !isReversed : false
    self.column = column
    keepingChoice {
      $0.sort(columns)
      $0.show(where: isShown)
    }
  }

  private mutating func show(where isShown: (ListRow) -> Bool) { rows = order.map { all[$0] }.filter(isShown) }

  private mutating func keepingChoice(_ change: (inout ListTable) -> Void) {
    let chosen = selection
    let wasNoted = place < noted.count
    change(&self)
    if let chosen {
      let note = noted.firstIndex(of: chosen)
      // A node can have several rows, as many as it has identities.
      let places = rows.indices.lazy.filter { [rows] in rows[$0].subject == chosen }.map { [noted] in noted.count + $0 }
      let row = places.min { [place] in abs($0 - place) < abs($1 - place) }
      if let found = wasNoted ? note ?? row : row ?? note { place = found }
    }
    place = min(place, max(0, count - 1))
  }

  /// Chooses a note or a row, and scrolls so that a page of `height` rows shows it.
  mutating func choose(_ place: Int, height: Int) {
    self.place = min(max(0, place), max(0, count - 1))
    let height = max(1, height)
    if let row {
      if row < top { top = row }
      if row >= top + height { top = row - height + 1 }
    } else {
      top = 0
    }
    top = max(0, min(top, rows.count - height))
  }

  /// Has the chosen row be of another subject, until rows are taken anew.
  mutating func rename(to subject: ListRow.Subject) {
    if let row, rows.indices.contains(row) { rows[row].subject = subject }
  }

  /// Chooses the row of a subject, if there is one.
  mutating func choose(_ subject: ListRow.Subject, height: Int) {
    guard let row = rows.firstIndex(where: { $0.subject == subject }) else { return }
    choose(place(ofRow: row), height: height)
  }

  private mutating func sort(_ columns: [ListColumn]) {
    order = Array(all.indices)
    guard columns.indices.contains(column) else { return }
    let isDescending = columns[column].isDescending != isReversed
    let keys = all.map(\.cells[column].key)
    order = all.indices.sorted { left, right in
      switch (keys[left], keys[right]) {
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
  }
}
