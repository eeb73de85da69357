extension Drawing {
  /// Gives each group's name a stretch of the upper border that no line passes: the first that is long enough, else the
  /// longest.
  mutating func placeTitles() {
    groups.sort { ($0.path.count, $0.rect.y, $0.rect.x) < ($1.path.count, $1.rect.y, $1.rect.x) }
    guard !groups.isEmpty else { return }
    var runs: [(x: Int, top: Int, bottom: Int)] = []
    for route in routes {
      for (a, b) in zip(route.points, route.points.dropFirst()) where a.x == b.x {
        runs.append((a.x, min(a.y, b.y), max(a.y, b.y)))
      }
    }
    for index in groups.indices {
      let rect = groups[index].rect
      let inside = (rect.x + 1)..<(rect.maxX - 1)
      let crossed = runs.filter { inside.contains($0.x) && $0.top <= rect.y && rect.y <= $0.bottom }.map(\.x)
      let wanted = (groups[index].path.last?.count ?? 0) + 2
      var best = inside.lowerBound..<inside.lowerBound
      var start = inside.lowerBound
      for end in Set(crossed).sorted() + [inside.upperBound] {
        if end - start > best.count && best.count < wanted { best = start..<end }
        start = end + 1
      }
      groups[index].title = Rect(x: best.lowerBound, y: rect.y, width: min(wanted, best.count), height: 1)
    }
  }
}
