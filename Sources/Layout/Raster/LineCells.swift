/// What lines show in each cell of a viewport, from which a caller picks glyphs and colours.
public struct LineCells: Sendable {
  /// The ways that lines leave a cell.
  public struct Arms: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Arms from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A line leads to the cell above.
    public static let up = Arms(rawValue: 1)
    /// A line leads to the cell below.
    public static let down = Arms(rawValue: 2)
    /// A line leads to the cell at the left.
    public static let left = Arms(rawValue: 4)
    /// A line leads to the cell at the right.
    public static let right = Arms(rawValue: 8)
    /// One line passes over another: with all arms, a cell is always a crossing, never a fork.
    public static let crossing: Arms = [.up, .down, .left, .right]
  }

  /// The cells that were asked for.
  public let viewport: Rect
  private var arms: [Arms]
  private var marked: [Arms]
  // The edges of a cell's horizontal and vertical lines, as lists that begin at these indices.
  private var horizontal: [Int32]
  private var vertical: [Int32]
  private var owners: [(edge: Int32, next: Int32)] = []

  init(_ map: LineMap, _ viewport: Rect, marking edges: Set<Int>, where isWanted: (Int) -> Bool) {
    self.viewport = Rect(x: viewport.x, y: viewport.y, width: max(0, viewport.width), height: max(0, viewport.height))
    let count = self.viewport.width * self.viewport.height
    arms = [Arms](repeating: [], count: count)
    marked = edges.isEmpty ? [] : arms
    horizontal = [Int32](repeating: -1, count: count)
    vertical = horizontal
    let columns = self.viewport.x..<self.viewport.maxX
    let rows = self.viewport.y..<self.viewport.maxY
    map.horizontal.forEach(tracks: rows, cells: columns) { run in
      guard isWanted(run.edge) else { return }
      let isMarked = edges.contains(run.edge)
      for x in max(run.first, columns.lowerBound)...min(run.last, columns.upperBound - 1) {
        let cell = (run.track - rows.lowerBound) * self.viewport.width + x - columns.lowerBound
        var ways: Arms = []
        if x > run.first || run.entersBefore { ways.insert(.left) }
        if x < run.last || run.entersAfter { ways.insert(.right) }
        arms[cell].formUnion(ways)
        if isMarked { marked[cell].formUnion(ways) }
        owners.append((Int32(run.edge), horizontal[cell]))
        horizontal[cell] = Int32(owners.count - 1)
      }
    }
    map.vertical.forEach(tracks: columns, cells: rows) { run in
      guard isWanted(run.edge) else { return }
      let isMarked = edges.contains(run.edge)
      for y in max(run.first, rows.lowerBound)...min(run.last, rows.upperBound - 1) {
        let cell = (y - rows.lowerBound) * self.viewport.width + run.track - columns.lowerBound
        var ways: Arms = []
        if y > run.first || run.entersBefore { ways.insert(.up) }
        if y < run.last || run.entersAfter { ways.insert(.down) }
        arms[cell].formUnion(ways)
        if isMarked { marked[cell].formUnion(ways) }
        owners.append((Int32(run.edge), vertical[cell]))
        vertical[cell] = Int32(owners.count - 1)
      }
    }
  }

  private func index(_ cell: Point) -> Int? {
    viewport.contains(cell) ? (cell.y - viewport.y) * viewport.width + cell.x - viewport.x : nil
  }

  /// The ways that lines leave a cell; none where there is no line, and outside the viewport.
  public func arms(at cell: Point) -> Arms { index(cell).map { arms[$0] } ?? [] }

  /// The ways that the lines of marked edges leave a cell.
  public func markedArms(at cell: Point) -> Arms {
    marked.isEmpty ? [] : index(cell).map { marked[$0] } ?? []
  }

  /// Whether one line passes over another in a cell.
  public func isCrossing(at cell: Point) -> Bool { arms(at: cell) == .crossing }

  /// The edges whose lines run horizontally through a cell, or turn or end there.
  public func horizontalEdges(at cell: Point) -> [Int] { edges(from: index(cell).map { horizontal[$0] } ?? -1) }

  /// The edges whose lines run vertically through a cell, or turn or end there.
  public func verticalEdges(at cell: Point) -> [Int] { edges(from: index(cell).map { vertical[$0] } ?? -1) }

  /// Calls `body` with each edge whose line runs through a cell: horizontally or vertically, or turns or ends there. An edge
  /// may be told more than once.
  public func forEachEdge(at cell: Point, isHorizontal: Bool, _ body: (Int) -> Void) {
    var next = index(cell).map { isHorizontal ? horizontal[$0] : vertical[$0] } ?? -1
    while next >= 0 {
      let owner = owners[Int(next)]
      body(Int(owner.edge))
      next = owner.next
    }
  }

  private func edges(from first: Int32) -> [Int] {
    var result: [Int] = []
    var next = first
    while next >= 0 {
      let owner = owners[Int(next)]
      if result.last != Int(owner.edge) { result.append(Int(owner.edge)) }
      next = owner.next
    }
    return result
  }
}
