/// A cell of the screen, counted from the top left corner.
public struct CellPoint: Hashable, Sendable {
  /// The column.
  public var x: Int
  /// The row.
  public var y: Int

  /// A cell at a column and a row.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A width and a height in cells.
public struct CellSize: Hashable, Sendable {
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// A size of so many columns and rows.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A rectangle of cells. A width or height below zero is taken as zero.
public struct CellRect: Hashable, Sendable {
  /// The leftmost column.
  public var x: Int
  /// The topmost row.
  public var y: Int
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// A rectangle from its top left cell and its size.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The column after the last one.
  public var maxX: Int { x + width }

  /// The row after the last one.
  public var maxY: Int { y + height }

  /// Whether it has no cell.
  public var isEmpty: Bool { width <= 0 || height <= 0 }

  /// The width and height.
  public var size: CellSize { CellSize(width: width, height: height) }

  /// Whether a cell lies within.
  public func contains(x column: Int, y row: Int) -> Bool { column >= x && column < maxX && row >= y && row < maxY }

  /// Whether a cell lies within.
  public func contains(_ point: CellPoint) -> Bool { contains(x: point.x, y: point.y) }

  /// The cells that both have; empty if they have none in common.
  public func intersection(_ other: CellRect) -> CellRect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return CellRect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// Whether they have a cell in common.
  public func intersects(_ other: CellRect) -> Bool { !intersection(other).isEmpty }

  /// The rectangle without so many cells at each side; never of negative size.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> CellRect {
    CellRect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
  }

  /// The rectangle without so many cells at both left and right, and so many at both top and bottom.
  public func inset(x columns: Int = 0, y rows: Int = 0) -> CellRect {
    inset(left: columns, top: rows, right: columns, bottom: rows)
  }

  /// The rectangle without a frame of one cell.
  public var interior: CellRect { inset(x: 1, y: 1) }

  /// The same size elsewhere.
  public func offset(x columns: Int = 0, y rows: Int = 0) -> CellRect {
    CellRect(x: x + columns, y: y + rows, width: width, height: height)
  }

  /// The largest size up to the one given that fits, in the middle.
  public func centered(width wanted: Int, height wantedHeight: Int) -> CellRect {
    let size = CellSize(width: min(wanted, width), height: min(wantedHeight, height))
    return CellRect(
      x: x + (width - size.width) / 2, y: y + (height - size.height) / 2, width: size.width, height: size.height)
  }
}
