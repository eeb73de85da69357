extension CellRect {
  /// The top rows and what is left below. A count above the height takes all.
  public func split(top rows: Int) -> (top: CellRect, rest: CellRect) {
    let count = min(max(0, rows), height)
    return (
      CellRect(x: x, y: y, width: width, height: count),
      CellRect(x: x, y: y + count, width: width, height: height - count)
    )
  }

  /// The bottom rows and what is left above. A count above the height takes all.
  public func split(bottom rows: Int) -> (rest: CellRect, bottom: CellRect) {
    let parts = split(top: height - min(max(0, rows), height))
    return (parts.top, parts.rest)
  }

  /// The left columns and what is left beside them. A count above the width takes all.
  public func split(left columns: Int) -> (left: CellRect, rest: CellRect) {
    let count = min(max(0, columns), width)
    return (
      CellRect(x: x, y: y, width: count, height: height),
      CellRect(x: x + count, y: y, width: width - count, height: height)
    )
  }

  /// The right columns and what is left beside them. A count above the width takes all.
  public func split(right columns: Int) -> (rest: CellRect, right: CellRect) {
    let parts = split(left: width - min(max(0, columns), width))
    return (parts.left, parts.rest)
  }

  /// Columns of widths in these proportions, which together fill the rectangle exactly.
  public func columns(_ shares: [Int]) -> [CellRect] {
    var start = 0
    return portions(shares, of: width).map { share in
      defer { start += share }
      return CellRect(x: x + start, y: y, width: share, height: height)
    }
  }

  /// Rows of heights in these proportions, which together fill the rectangle exactly.
  public func rows(_ shares: [Int]) -> [CellRect] {
    var start = 0
    return portions(shares, of: height).map { share in
      defer { start += share }
      return CellRect(x: x, y: y + start, width: width, height: share)
    }
  }

  private func portions(_ shares: [Int], of length: Int) -> [Int] {
    let total = max(1, shares.reduce(0) { $0 + max(0, $1) })
    var sum = 0
    return shares.map { share in
      let before = length * sum / total
      sum += max(0, share)
      return length * sum / total - before
    }
  }
}
