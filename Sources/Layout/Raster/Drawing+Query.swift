extension Drawing {
  /// A direction to look in.
  public enum Side: Sendable, Equatable, CaseIterable {
    case left
    case right
    case up
    case down
  }

  /// The index of the box at a cell, if any: O(boxes).
  public func box(at cell: Point) -> Int? { boxes.firstIndex { $0.rect.contains(cell) } }

  /// The indices of the boxes that a rectangle shows at least a cell of: O(boxes).
  public func boxes(in viewport: Rect) -> [Int] { boxes.indices.filter { boxes[$0].rect.intersects(viewport) } }

  /// The box that an arrow key leads to from another: O(boxes).
  ///
  /// A box counts as lying in a direction if it is wholly beyond the nearer border. Of those the nearest is taken, where
  /// cells across the direction count more than along it, and boxes straight ahead come first.
  public func nearestBox(from index: Int, to side: Side) -> Int? {
    guard boxes.indices.contains(index) else { return nil }
    let from = boxes[index].rect
    var best: (cost: Int, index: Int)?
    for (other, box) in boxes.enumerated() where other != index {
      let to = box.rect
      let along: Int
      switch side {
      case .left: along = from.x - to.maxX
      case .right: along = to.x - from.maxX
      case .up: along = from.y - to.maxY
      case .down: along = to.y - from.maxY
      }
      if along < 0 { continue }
      // A cell is about twice as tall as it is wide.
      let isHorizontal = side == .left || side == .right
      let gap =
        isHorizontal
        ? max(0, to.y - from.maxY, from.y - to.maxY) * 2 : max(0, to.x - from.maxX, from.x - to.maxX)
      let centers =
        isHorizontal
        ? abs(2 * (to.y - from.y) + to.height - from.height) : abs(2 * (to.x - from.x) + to.width - from.width) / 2
      let cost = (isHorizontal ? along : along * 2) * 4 + gap * 12 + centers
      if best.map({ cost < $0.cost }) ?? true { best = (cost, other) }
    }
    return best?.index
  }
}
