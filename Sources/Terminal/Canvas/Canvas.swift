/// A grid of cells to draw on. What is drawn outside of it, or of its `clip`, is left out.
///
/// A wide character always has both its cells: when one is drawn over, the other turns blank.
public struct Canvas: Hashable, Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// Where drawing has an effect; never beyond the canvas.
  public var clip: CellRect {
    didSet { clip = clip.intersection(bounds) }
  }
  var cells: [Cell]

  /// A canvas of blank cells. Takes 24 bytes for a cell.
  public init(width: Int, height: Int, style: Style = .plain) {
    self.width = max(0, width)
    self.height = max(0, height)
    clip = CellRect(x: 0, y: 0, width: width, height: height)
    cells = Array(repeating: Cell(.blank, style), count: self.width * self.height)
  }

  /// All its cells.
  public var bounds: CellRect { CellRect(x: 0, y: 0, width: width, height: height) }

  /// The cell at a column and a row, which must be within the canvas.
  public subscript(x: Int, y: Int) -> Cell {
    precondition(x >= 0 && x < width && y >= 0 && y < height, "no such cell on the canvas")
    return cells[y * width + x]
  }

  /// The cells of a row, which must be within the canvas.
  public func row(_ y: Int) -> ArraySlice<Cell> { cells[y * width..<(y + 1) * width] }

  /// Draws within a smaller part of the canvas.
  public mutating func clipped(to rect: CellRect, _ draw: (inout Canvas) -> Void) {
    let saved = clip
    clip = clip.intersection(rect)
    draw(&self)
    clip = saved
  }

  /// Draws one character.
  public mutating func put(_ glyph: Character, x: Int, y: Int, style: Style) {
    place(Glyph(glyph), x, y, style)
  }

  /// Draws one scalar.
  public mutating func put(scalar: Unicode.Scalar, x: Int, y: Int, style: Style) {
    guard let width = scalar.cellWidth, width > 0 else { return place(.replacement, x, y, style) }
    place(Glyph(scalar: scalar.value, width: UInt8(width)), x, y, style)
  }

  /// Fills a rectangle with a character of one cell, by default a space.
  public mutating func fill(_ rect: CellRect, style: Style, glyph: Character = " ") {
    let area = rect.intersection(clip)
    if area.isEmpty { return }
    let content = Glyph(glyph)
    let cell = Cell(content.width == 1 ? content : .replacement, style)
    for y in area.y..<area.maxY {
      mend(area.x, y)
      mend(area.maxX - 1, y)
      let start = y * width
      for index in start + area.x..<start + area.maxX { cells[index] = cell }
    }
  }

  /// Changes how the cells of a rectangle look.
  public mutating func restyle(_ rect: CellRect, _ change: (Style) -> Style) {
    let area = rect.intersection(clip)
    if area.isEmpty { return }
    for y in area.y..<area.maxY {
      for index in y * width + area.x..<y * width + area.maxX { cells[index].style = change(cells[index].style) }
    }
  }

  /// Copies another canvas, or a part of it, with its top left corner at a cell.
  public mutating func blit(_ source: Canvas, from part: CellRect? = nil, x: Int, y: Int) {
    let part = (part ?? source.bounds).intersection(source.bounds)
    for row in 0..<part.height {
      for column in 0..<part.width {
        let cell = source.cells[(part.y + row) * source.width + part.x + column]
        // The right half of a wide character was drawn with its left half, or that was cut off.
        if cell.width == 0 {
          if column == 0 { place(.blank, x, y + row, cell.style) }
        } else if column + cell.width > part.width {
          place(.blank, x + column, y + row, cell.style)
        } else {
          place(cell.content, x + column, y + row, cell.style)
        }
      }
    }
  }

  /// Draws a glyph. Of a wide one that the clip would halve, the visible half is left blank.
  mutating func place(_ glyph: Glyph, _ x: Int, _ y: Int, _ style: Style) {
    if glyph.width == 1 {
      guard clip.contains(x: x, y: y) else { return }
      mend(x, y)
      cells[y * width + x] = Cell(glyph, style)
    } else if clip.contains(x: x, y: y), clip.contains(x: x + 1, y: y) {
      mend(x, y)
      mend(x + 1, y)
      cells[y * width + x] = Cell(glyph, style)
      cells[y * width + x + 1] = Cell(.rightHalf, style)
    } else {
      place(.blank, x, y, style)
      place(.blank, x + 1, y, style)
    }
  }

  /// Blanks the other half of a wide character of which one half is about to be drawn over.
  private mutating func mend(_ x: Int, _ y: Int) {
    let index = y * width + x
    switch cells[index].content.width {
    case 0:
      cells[index - 1].content = .blank
      cells[index].content = .blank
    case 2:
      cells[index + 1].content = .blank
      cells[index].content = .blank
    default: break
    }
  }
}
