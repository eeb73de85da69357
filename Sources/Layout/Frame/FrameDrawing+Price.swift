extension FrameDrawing {
  /// What the drawing costs a reader: crossings and area, each by its ratio; crossings, which are harder to follow than to pass, count more.
  var price: Double {
    let crossings = Double(lineCrossings() + 1)
    let area = Double(max(1, width) * max(1, height))
    return crossings * crossings * crossings * area
  }

  /// The number of pairs of lines of different trunks that cross: O(lines²).
  func lineCrossings() -> Int {
    struct Run {
      var x: ClosedRange<Int>
      var y: ClosedRange<Int>
      var isHorizontal: Bool
    }
    let runs = lines.map { line in
      zip(line.points, line.points.dropFirst()).map { a, b in
        Run(x: min(a.x, b.x)...max(a.x, b.x), y: min(a.y, b.y)...max(a.y, b.y), isHorizontal: a.y == b.y)
      }
    }
    let bounds = lines.map { line in
      line.points.dropFirst().reduce(Rect(x: line.points[0].x, y: line.points[0].y, width: 1, height: 1)) {
        $0.union(Rect(x: $1.x, y: $1.y, width: 1, height: 1))
      }
    }
    var count = 0
    for a in lines.indices {
      for b in (a + 1)..<max(a + 1, lines.count) where lines[a].net != lines[b].net && bounds[a].intersects(bounds[b]) {
        let cross = runs[a].contains { first in
          runs[b].contains { second in
            first.isHorizontal != second.isHorizontal && first.x.overlaps(second.x) && first.y.overlaps(second.y)
          }
        }
        if cross { count += 1 }
      }
    }
    return count
  }
}
