/// Finds the lines of a drawing that pass a viewport, in time that depends on the viewport and not on the drawing.
///
/// It is made once for a drawing, in O(c log c) for c corners; `cells(in:)` then looks at the rows and columns of the
/// viewport only.
public struct LineMap: Sendable {
  /// A straight part of a route.
  struct Run {
    /// The row of a horizontal run, the column of a vertical one.
    var track: Int
    /// The first and last cell along the track.
    var first: Int
    var last: Int
    /// Whether the line leads into a box before the first or after the last cell.
    var entersBefore: Bool
    var entersAfter: Bool
    var edge: Int
  }

  let horizontal: RunTracks
  let vertical: RunTracks
  let ends: [LineEnd]
  /// Where the ends of each row start in `ends`.
  private let endStarts: [Int]
  /// The places of labels, row by row.
  private let labels: [(edge: Int, rect: Rect)]
  /// Where the labels of each row start in `labels`.
  private let labelStarts: [Int]

  /// Sorts the lines of a drawing by their rows and columns.
  public init(_ drawing: Drawing) {
    var horizontal: [Run] = []
    var vertical: [Run] = []
    var ends: [LineEnd] = []
    for (edge, route) in drawing.routes.enumerated() where route.points.count > 1 {
      let points = route.points
      for index in 1..<points.count {
        let from = points[index - 1]
        let to = points[index]
        let isHorizontal = from.y == to.y
        let a = isHorizontal ? from.x : from.y
        let b = isHorizontal ? to.x : to.y
        // The greater coordinate of an end at a box is the box's first cell, the lesser one a free cell.
        let endsAtBox = a < b ? index == points.count - 1 : index == 1
        let startsAtBox = a < b ? index == 1 : index == points.count - 1
        let run = Run(
          track: isHorizontal ? from.y : from.x, first: min(a, b), last: max(a, b) - (endsAtBox ? 1 : 0),
          entersBefore: startsAtBox, entersAfter: endsAtBox, edge: edge)
        if isHorizontal { horizontal.append(run) } else { vertical.append(run) }
      }
      ends += LineEnd.ends(of: route, edge: edge)
    }
    self.horizontal = RunTracks(horizontal)
    self.vertical = RunTracks(vertical)
    self.ends = ends.sorted { ($0.cell.y, $0.cell.x, $0.edge) < ($1.cell.y, $1.cell.x, $1.edge) }
    endStarts = Self.starts(of: self.ends.map(\.cell.y))
    labels = drawing.routes.enumerated().compactMap { edge, route in route.label.map { (edge, $0) } }
      .sorted { ($0.rect.y, $0.rect.x, $0.edge) < ($1.rect.y, $1.rect.x, $1.edge) }
    labelStarts = Self.starts(of: labels.map(\.rect.y))
  }

  /// Where each row starts in what is sorted by rows.
  private static func starts(of rows: [Int]) -> [Int] {
    var starts = [Int](repeating: 0, count: (rows.last ?? -1) + 2)
    for row in rows { starts[row + 1] += 1 }
    for row in starts.indices.dropFirst() { starts[row] += starts[row - 1] }
    return starts
  }

  /// The lines in the cells of a rectangle, with those of some edges marked.
  ///
  /// - Parameter isWanted: whether an edge has a line.
  public func cells(
    in viewport: Rect, marking edges: Set<Int> = [], where isWanted: (Int) -> Bool = { _ in true }
  ) -> LineCells {
    LineCells(self, viewport, marking: edges, where: isWanted)
  }

  /// The edges whose line passes a cell.
  public func edges(at cell: Point) -> [Int] {
    let cells = cells(in: Rect(x: cell.x, y: cell.y, width: 1, height: 1))
    return Array(Set(cells.horizontalEdges(at: cell) + cells.verticalEdges(at: cell))).sorted()
  }

  /// The ends of lines in the cells of a rectangle, row by row.
  public func ends(in viewport: Rect) -> [LineEnd] {
    var result: [LineEnd] = []
    for row in max(0, viewport.y)..<max(0, viewport.y, min(viewport.maxY, endStarts.count - 1)) {
      result += ends[endStarts[row]..<endStarts[row + 1]].filter { viewport.contains($0.cell) }
    }
    return result
  }

  /// The edges whose labels, which are a row high, have a cell in a rectangle, with their places, row by row.
  public func labels(in viewport: Rect) -> [(edge: Int, rect: Rect)] {
    var result: [(edge: Int, rect: Rect)] = []
    for row in max(0, viewport.y)..<max(0, viewport.y, min(viewport.maxY, labelStarts.count - 1)) {
      result += labels[labelStarts[row]..<labelStarts[row + 1]].filter { $0.rect.intersects(viewport) }
    }
    return result
  }
}
