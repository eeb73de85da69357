/// Lists of numbers, one for each row, in one flat array (compressed rows).
struct Rows<Element: Sendable & Equatable>: Sendable, Equatable {
  /// Where each row starts in `elements`; one entry more than there are rows.
  var starts: [Int32]
  /// All rows, one after the other.
  var elements: [Element]

  /// The number of rows.
  var count: Int { starts.count - 1 }

  /// The indices in `elements` of a row.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

  /// A row.
  @inline(__always)
  subscript(row: Int) -> ArraySlice<Element> { elements[range(row)] }

  /// Groups values by their key, keeping their order within a row: O(rows + values).
  init(rows: Int, keys: [Int32], values: [Element]) {
    starts = [Int32](repeating: 0, count: rows + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    elements = values
    var next = starts
    for (key, value) in zip(keys, values) {
      elements[Int(next[Int(key)])] = value
      next[Int(key)] += 1
    }
  }

  /// The same rows of other values.
  func map<Other>(_ transform: (Element) -> Other) -> Rows<Other> {
    var result = Rows<Other>()
    result.starts = starts
    result.elements = elements.map(transform)
    return result
  }

  init() {
    starts = [0]
    elements = []
  }
}
