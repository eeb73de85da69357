/// The rows at which lines cross the edge of a gap, to find room for a label beside a line.
struct LabelSlots {
  private var rows: [[Int]]

  init(gaps: Int) { rows = [[Int]](repeating: [], count: gaps * 2) }

  /// Adds a line at the left or right edge of a gap.
  mutating func add(gap: Int32, isLeft: Bool, row: Int) { rows[Int(gap) * 2 + (isLeft ? 0 : 1)].append(row) }

  mutating func sort() { for index in rows.indices { rows[index].sort() } }

  /// Whether the rows after a line are free, with one more before the next line.
  func isFree(gap: Int32, isLeft: Bool, row: Int, width: Int) -> Bool {
    let rows = rows[Int(gap) * 2 + (isLeft ? 0 : 1)]
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return low == rows.count || rows[low] > row + width + 1
  }
}
