import CNcurses
public import Terminal

extension Screen {
  /// Shows a canvas, with the terminal's cursor at a cell or hidden. What lies beyond the screen is left out.
  ///
  /// Only rows that differ from what is shown are given to ncurses, which sends only cells that differ: nothing at all for the same
  /// canvas. O(cells).
  public func present(_ canvas: Canvas, cursor: CellPoint? = nil) {
    guard isOpen, !isGone else { return }
    let isFresh = pens.isEmpty
    var isChanged = give(canvas, cursor)
    if pens.isExhausted, !isFresh {
      // The pairs of what was drawn before, such as another theme's, make room.
      pens.reset()
      shown = nil
      isChanged = give(canvas, cursor)
    }
    guard isChanged else { return }
    let isWhole = shown == nil
    if isWhole { curses_forget() }
    curses_cursor(cursor != nil, Int32(cursor?.y ?? 0), Int32(cursor?.x ?? 0))
    if options.synchronizedOutput { tty.write(TerminalModes.beginFrame) }
    curses_refresh()
    if options.synchronizedOutput { tty.write(TerminalModes.endFrame) }
    shown = canvas
    shownCursor = cursor
  }

  /// Gives ncurses the rows that differ from what is shown; whether anything does.
  private func give(_ canvas: Canvas, _ cursor: CellPoint?) -> Bool {
    var isChanged = shown == nil || cursor != shownCursor
    for y in 0..<size.height {
      if let shown, isSame(y, shown, canvas) { continue }
      isChanged = true
      let line = line(y, canvas)
      curses_write(Int32(y), 0, line, Int32(line.count))
    }
    return isChanged
  }

  private func isSame(_ y: Int, _ before: Canvas, _ now: Canvas) -> Bool {
    if y >= before.height || y >= now.height { return y >= before.height && y >= now.height }
    return before.width == now.width && before.row(y) == now.row(y)
  }

  /// A row of the screen as ncurses takes it: one element for each glyph, of one or two cells, which fill the row.
  private func line(_ y: Int, _ canvas: Canvas) -> [cchar_t] {
    var line: [cchar_t] = []
    line.reserveCapacity(size.width)
    var column = 0
    var style: Style?
    var pen = Pen(attributes: 0, pair: 0)
    if y < canvas.height {
      for cell in canvas.row(y) {
        if cell.width == 0 { continue }
        if column + cell.width > size.width { break }
        if cell.style != style {
          style = cell.style
          pen = pens.pen(cell.style)
        }
        column += cell.width
        if isDrawable(cell) {
          line.append(curses_cell(cell.scalar, cell.marks.0, cell.marks.1, pen.attributes, pen.pair))
        } else {
          for _ in 0..<cell.width { line.append(curses_cell(0x3F, 0, 0, pen.attributes, pen.pair)) }
        }
      }
    }
    let blank = curses_cell(0x20, 0, 0, 0, 0)
    while column < size.width {
      line.append(blank)
      column += 1
    }
    return line
  }

  /// Whether the locale has the glyph, and ncurses gives it the width that the canvas did.
  private func isDrawable(_ cell: Cell) -> Bool {
    cell.scalar < 0x7F || isUTF8 && Int(curses_width(cell.scalar)) == cell.width
  }
}
