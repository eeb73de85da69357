/// A column of a list.
struct ListColumn: Sendable {
  var title: String
  /// The cells that it takes without its bar; 0 for at least ``least`` and a part of what is left.
  var width: Int
  /// The least cells of a column that takes a part of what is left, and how many parts that are.
  var least = 16
  var parts = 1
  var isNumber = true
  /// Whether its cells begin with a sign, and so stand at the left though they are sorted by a number.
  var hasSign = false
  /// How soon the bar is left out that shows a figure's share of the greatest, as ``rank``; 0 where there is none.
  var barRank = 0
  /// How soon it is left out where there is no room: the greatest first, 0 never.
  var rank = 0
  /// Whether its greatest figures come first.
  var isDescending: Bool { isNumber }

  /// The cells of a bar with the blank after it.
  static let barWidth = 9

  /// Whether figures stand at the right.
  var isAligned: Bool { isNumber && width > 0 && !hasSign }
}

/// A column where it stands.
struct ListPlace: Sendable {
  /// Which column it is.
  var index: Int
  /// Its first cell, counted from the list's.
  var x: Int
  /// Its cells, with the bar.
  var width: Int
  /// The cells of the bar, with the blank after it; 0 for none.
  var bar: Int

  /// The most cells of a name that bars make room for: in these a longer one can be told from others, too.
  private static let mostOfName = 20

  /// Which columns and bars there is room for, and where. Bars go before names are cut, and columns only where there is no
  /// room for what names have in any case.
  ///
  /// - Parameter names: for each column the cells of the longest name in it, 0 where it has none.
  static func list(_ columns: [ListColumn], width: Int, names: [Int] = []) -> [ListPlace] {
    var shown = Array(columns.indices)
    var bars = Set(columns.indices.filter { columns[$0].barRank > 0 })
    func cells(_ index: Int) -> Int { columns[index].width + (bars.contains(index) ? ListColumn.barWidth : 0) }
    func least() -> Int {
      shown.reduce(0) { $0 + (columns[$1].width == 0 ? columns[$1].least : cells($1)) + 2 }
    }
    while least() > width {
      let bar = bars.max { columns[$0].barRank < columns[$1].barRank }
      let column = shown.filter { columns[$0].rank > 0 }.max { columns[$0].rank < columns[$1].rank }
      if let bar, columns[bar].barRank >= column.map({ columns[$0].rank }) ?? 0 {
        bars.remove(bar)
      } else if let column {
        shown.removeAll { $0 == column }
        bars.remove(column)
      } else {
        break
      }
    }
    let flexible = shown.filter { columns[$0].width == 0 }
    let parts = flexible.reduce(0) { $0 + columns[$1].parts }
    func cuts(_ index: Int) -> Bool {
      guard names.indices.contains(index) else { return false }
      let share = max(0, width - least()) * columns[index].parts / max(1, parts)
      return columns[index].least + share < min(names[index], mostOfName)
    }
    while flexible.contains(where: cuts), let bar = bars.max(by: { columns[$0].barRank < columns[$1].barRank }) {
      bars.remove(bar)
    }
    let fixed = shown.reduce(0) { $0 + cells($1) + 2 }
    let least = flexible.reduce(0) { $0 + columns[$1].least }
    // Where even that is too much, names are cut to what there is.
    let room = min(least, max(flexible.count, width - fixed))
    var left = max(0, width - fixed - least)
    var rest = flexible.reduce(0) { $0 + columns[$1].parts }
    var x = 1
    return shown.map { index in
      var width = cells(index)
      if columns[index].width == 0 {
        let part = left * columns[index].parts / max(1, rest)
        width = columns[index].least * room / max(1, least) + part
        left -= part
        rest -= columns[index].parts
      }
      defer { x += width + 2 }
      return ListPlace(index: index, x: x, width: width, bar: bars.contains(index) ? ListColumn.barWidth : 0)
    }
  }
}
