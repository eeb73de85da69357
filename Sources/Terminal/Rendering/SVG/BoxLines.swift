/// The straight lines that a sign such as `├`, `╬` or `╒` is made of.
struct BoxLines {
  private let arms: GlyphSet.Arms
  /// The number of lines, 1 or 2, of arms to the sides and up and down.
  private let across: Int
  private let down: Int

  init(_ arms: GlyphSet.Arms, isDoubleAcross: Bool, isDoubleDown: Bool) {
    self.arms = arms
    across = isDoubleAcross ? 2 : 1
    down = isDoubleDown ? 2 : 1
  }

  /// Gives each line: whether it goes from above to below, how far from the middle, and from where to where within the cell.
  func forEach(_ body: (_ isVertical: Bool, _ offset: Int, _ start: Int, _ end: Int) -> Void) {
    for (arm, isVertical, isTowardsEnd) in [
      (GlyphSet.Arms.up, true, false), (.down, true, true), (.left, false, false), (.right, false, true),
    ] where arms.contains(arm) {
      let (middle, length) =
        isVertical ? (CellGrid.middleY, CellGrid.height) : (CellGrid.middleX, CellGrid.width)
      let isDouble = (isVertical ? down : across) == 2
      for offset in isDouble ? [-CellGrid.doubling, CellGrid.doubling] : [0] {
        let rest = distance(of: arm, isVertical: isVertical, offset)
        if isTowardsEnd {
          body(isVertical, offset, middle + rest, length)
        } else {
          body(isVertical, offset, 0, middle - rest)
        }
      }
    }
  }

  /// How far before the middle a line of an arm ends; below 0 where it passes the middle.
  ///
  /// A line of two ends at the nearer line of a double arm on its side, so that the corner within stays open, and where there is
  /// none reaches the farther line of a double arm on the other side. A single line ends at the nearer line of what is double on
  /// both sides, and else reaches the farther one. What goes on in the arm opposite goes through.
  private func distance(of arm: GlyphSet.Arms, isVertical: Bool, _ offset: Int) -> Int {
    let (before, after): (GlyphSet.Arms, GlyphSet.Arms) = isVertical ? (.left, .right) : (.up, .down)
    let opposite: GlyphSet.Arms =
      switch arm {
      case .up: .down
      case .down: .up
      case .left: .right
      default: .left
      }
    func lines(_ arm: GlyphSet.Arms) -> Int { arms.contains(arm) ? (isVertical ? across : down) : 0 }
    let gap = CellGrid.doubling
    if offset == 0 {
      if arms.contains(opposite) { return 0 }
      let doubled = [before, after].count { lines($0) == 2 }
      return doubled == 2 ? gap : doubled == 1 ? -gap : 0
    }
    let (side, other) = offset < 0 ? (before, after) : (after, before)
    if lines(side) == 2 { return gap }
    if lines(side) == 1 || arms.contains(opposite) { return 0 }
    return lines(other) == 2 ? -gap : 0
  }
}
