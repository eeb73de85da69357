import Layout

extension Drawing {
  /// The drawing as text, each box with a name, to look at.
  func text(names: [String]) -> String {
    var rows = [[Character]](repeating: [Character](repeating: " ", count: width + 1), count: height + 1)
    let map = LineMap(self)
    let all = Rect(x: 0, y: 0, width: width + 1, height: height + 1)
    let cells = map.cells(in: all)
    for y in 0...height {
      for x in 0...width where !cells.arms(at: Point(x: x, y: y)).isEmpty {
        rows[y][x] = Self.glyph(cells.arms(at: Point(x: x, y: y)))
      }
    }
    func draw(_ rect: Rect, corners: [Character], name: String) {
      guard rect.width > 1, rect.height > 1 else { return }
      for x in rect.x..<rect.maxX { for y in [rect.y, rect.maxY - 1] { rows[y][x] = "─" } }
      for y in rect.y..<rect.maxY { for x in [rect.x, rect.maxX - 1] { rows[y][x] = "│" } }
      rows[rect.y][rect.x] = corners[0]
      rows[rect.y][rect.maxX - 1] = corners[1]
      rows[rect.maxY - 1][rect.x] = corners[2]
      rows[rect.maxY - 1][rect.maxX - 1] = corners[3]
      let row = rect.y + (rect.height - 1) / 2
      let start = rect.x + (rect.width - name.count) / 2
      for (index, character) in name.enumerated() where index < rect.width - 2 { rows[row][start + index] = character }
    }
    for (index, box) in boxes.enumerated() { draw(box.rect, corners: ["╭", "╮", "╰", "╯"], name: names[index]) }
    for end in map.ends(in: all) {
      if end.isTarget {
        rows[end.cell.y][end.cell.x] =
          switch end.heading {
          case .left: "◀"
          case .right: "▶"
          case .up: "▲"
          case .down: "▼"
          }
      } else {
        rows[end.port.y][end.port.x] =
          switch end.heading {
          case .left: "├"
          case .right: "┤"
          case .up: "┬"
          case .down: "┴"
          }
      }
    }
    for route in routes {
      if let label = route.label { for x in label.x..<label.maxX { rows[label.y][x] = "#" } }
    }
    return rows.map { row in
      var row = row
      while row.last == " " { row.removeLast() }
      return String(row)
    }.joined(separator: "\n")
  }

  private static func glyph(_ arms: LineCells.Arms) -> Character {
    switch arms {
    case .crossing: "┼"
    case [.up, .down, .left]: "┤"
    case [.up, .down, .right]: "├"
    case [.left, .right, .up]: "┴"
    case [.left, .right, .down]: "┬"
    case [.left, .up]: "┘"
    case [.left, .down]: "┐"
    case [.right, .up]: "└"
    case [.right, .down]: "┌"
    case [.up, .down], .up, .down: "│"
    default: "─"
    }
  }
}
