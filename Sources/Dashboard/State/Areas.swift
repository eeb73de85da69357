import Terminal

/// Where the parts of the screen are.
struct Areas {
  /// The least size that the dashboard can be drawn in.
  static let leastWidth = 60
  static let leastHeight = 16

  /// The row of the tabs, within the border.
  var tabs: CellRect
  /// The graph or the table.
  var main: CellRect
  /// The details of what is chosen.
  var detail: CellRect
  /// The graph or the table and the details together.
  var whole: CellRect
  /// Whether the details stand beside the main part, and not below it.
  var isWide: Bool

  /// The parts of a screen.
  init(width: Int, height: Int) {
    let inner = CellRect(x: 1, y: 3, width: max(0, width - 2), height: max(0, height - 4))
    tabs = CellRect(x: 1, y: 1, width: inner.width, height: 1)
    whole = inner
    isWide = width >= 110
    if isWide {
      let side = min(52, max(38, width * 3 / 10))
      main = CellRect(x: inner.x, y: inner.y, width: inner.width - side - 1, height: inner.height)
      detail = CellRect(x: main.x + main.width + 1, y: inner.y, width: side, height: inner.height)
    } else {
      let below = min(14, max(5, inner.height * 2 / 5))
      main = CellRect(x: inner.x, y: inner.y, width: inner.width, height: inner.height - below - 1)
      detail = CellRect(x: inner.x, y: main.y + main.height + 1, width: inner.width, height: below)
    }
  }
}

extension State {
  /// Where the parts of the screen are.
  var areas: Areas { Areas(width: width, height: height) }

  /// Whether there is room enough.
  var isTooSmall: Bool { width < Areas.leastWidth || height < Areas.leastHeight }
}
