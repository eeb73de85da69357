/// Places rectangles on shelves from the top left, so that the whole is small and near to a wanted shape.
///
/// Taller rectangles come first; each goes to the first shelf with room for it (first fit decreasing height: Coffman,
/// Garey, Johnson, Tarjan: Performance bounds for level-oriented two-dimensional packing algorithms, SIAM J. Comput.
/// 1980). Below a shelf's lower rectangles, further ones are stacked. The width is the best of several.
struct ShelfPacking {
  /// The top left corners of the rectangles.
  private(set) var origins: [Point] = []
  private(set) var width = 0
  private(set) var height = 0

  /// Packs rectangles with free cells between them: O(k² log k) for k rectangles.
  ///
  /// - Parameters:
  ///   - sizes: widths and heights.
  ///   - gap: free columns and rows between rectangles.
  ///   - aspect: the wanted ratio of columns to rows.
  init(_ sizes: [(width: Int, height: Int)], gap: (x: Int, y: Int), aspect: Double) {
    let order = sizes.indices.sorted { a, b in
      (-sizes[a].height, -sizes[a].width, a) < (-sizes[b].height, -sizes[b].width, b)
    }
    let widest = sizes.map(\.width).max() ?? 0
    let total = sizes.reduce(0) { $0 + $1.width + gap.x }
    let area = Double(sizes.reduce(0) { $0 + ($1.width + gap.x) * ($1.height + gap.y) })
    var least = Double.infinity
    for factor in [0.6, 0.8, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2, 3.0] {
      let limit = min(total, max(widest, Int((area * aspect).squareRoot() * factor)))
      let result = Self.pack(sizes, order: order, gap: gap, limit: limit)
      let width = Double(result.width)
      let height = Double(result.height)
      // The size of a screen of the wanted shape that holds the drawing counts as much as its own size.
      let price = width * height + max(width, height * aspect) * max(height, width / aspect)
      if price < least {
        least = price
        origins = result.origins
        self.width = result.width
        self.height = result.height
      }
    }
  }

  private init() {}

  /// Keeps rectangles where they were, if they still fit, and puts the others into free room.
  ///
  /// - Parameter wanted: for each rectangle where it was, if anywhere.
  init(_ sizes: [(width: Int, height: Int)], near wanted: [Point?], gap: (x: Int, y: Int), aspect: Double) {
    guard wanted.contains(where: { $0 != nil }) else {
      self.init(sizes, gap: gap, aspect: aspect)
      return
    }
    self.init()
    origins = [Point](repeating: Point(x: 0, y: 0), count: sizes.count)
    var placed: [Rect] = []
    func around(_ index: Int, _ origin: Point) -> Rect {
      Rect(x: origin.x, y: origin.y, width: sizes[index].width + gap.x, height: sizes[index].height + gap.y)
    }
    // What was at the left and top keeps its place; what has no longer room moves down.
    let kept = sizes.indices.filter { wanted[$0] != nil }.sorted { a, b in
      let first = wanted[a] ?? Point(x: 0, y: 0)
      let second = wanted[b] ?? Point(x: 0, y: 0)
      return (first.y, first.x, a) < (second.y, second.x, b)
    }
    for index in kept {
      guard var origin = wanted[index] else { continue }
      while let other = placed.first(where: { $0.intersects(around(index, origin)) }) { origin.y = other.maxY }
      origins[index] = origin
      placed.append(around(index, origin))
    }
    let extent = placed.reduce(0) { max($0, $1.maxX) }
    for index in sizes.indices where wanted[index] == nil {
      var spots = [Point(x: 0, y: 0)]
      for rect in placed {
        spots += [Point(x: rect.maxX, y: rect.y), Point(x: rect.x, y: rect.maxY), Point(x: 0, y: rect.maxY)]
      }
      spots.sort { ($0.y, $0.x) < ($1.y, $1.x) }
      let limit = max(extent, sizes[index].width + gap.x)
      let spot = spots.first { spot in
        let rect = around(index, spot)
        return rect.maxX <= limit && !placed.contains { $0.intersects(rect) }
      }
      origins[index] = spot ?? Point(x: 0, y: placed.reduce(0) { max($0, $1.maxY) })
      placed.append(around(index, origins[index]))
    }
    width = placed.reduce(0) { max($0, $1.maxX - gap.x) }
    height = placed.reduce(0) { max($0, $1.maxY - gap.y) }
  }

  private static func pack(
    _ sizes: [(width: Int, height: Int)], order: [Int], gap: (x: Int, y: Int), limit: Int
  ) -> (origins: [Point], width: Int, height: Int) {
    struct Pile {
      var x: Int
      var y: Int
      var width: Int
      var bottom: Int
    }
    var origins = [Point](repeating: Point(x: 0, y: 0), count: sizes.count)
    var piles: [Pile] = []
    var shelf = (y: 0, x: 0, bottom: 0)
    var width = 0
    for index in order {
      let size = sizes[index]
      // On top of nothing first: under a lower neighbour of an earlier shelf.
      if let pile = piles.indices.first(where: {
        piles[$0].y + size.height <= piles[$0].bottom && size.width <= piles[$0].width
      }) {
        origins[index] = Point(x: piles[pile].x, y: piles[pile].y)
        let rest = piles[pile].width - size.width - gap.x
        if rest > 0 {
          piles.append(
            Pile(x: piles[pile].x + size.width + gap.x, y: piles[pile].y, width: rest, bottom: piles[pile].bottom))
        }
        piles[pile].width = size.width
        piles[pile].y += size.height + gap.y
        continue
      }
      if shelf.x > 0 && shelf.x + size.width > limit {
        shelf = (shelf.bottom + gap.y, 0, 0)
      }
      if shelf.x == 0 { shelf.bottom = shelf.y + size.height }
      origins[index] = Point(x: shelf.x, y: shelf.y)
      if size.height + gap.y < shelf.bottom - shelf.y {
        piles.append(
          Pile(x: shelf.x, y: shelf.y + size.height + gap.y, width: size.width, bottom: shelf.bottom))
      }
      shelf.x += size.width + gap.x
      width = max(width, shelf.x - gap.x)
    }
    return (origins, width, shelf.bottom)
  }
}
