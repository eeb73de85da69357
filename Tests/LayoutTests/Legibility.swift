import Layout

/// What a reader must be able to rely on in a drawing, checked cell by cell.
struct Legibility {
  /// What is wrong, in words; empty where the drawing can be read.
  private(set) var faults: [String] = []

  private let graph: LayoutGraph
  private let drawing: Drawing

  init(_ graph: LayoutGraph, _ drawing: Drawing) {
    self.graph = graph
    self.drawing = drawing
    checkBoxes()
    checkRoutes()
    checkCells()
    checkLabels()
  }

  private mutating func checkBoxes() {
    if drawing.boxes.map(\.id) != graph.nodes.map(\.id) { faults.append("boxes are not the nodes") }
    let all = Rect(x: 0, y: 0, width: drawing.width, height: drawing.height)
    for (index, box) in drawing.boxes.enumerated() {
      if box.rect.width < graph.nodes[index].width || box.rect.height < graph.nodes[index].height {
        faults.append("box \(box.id) is too small")
      }
      if !all.encloses(box.rect) { faults.append("box \(box.id) is outside") }
      let around = Rect(x: box.rect.x - 1, y: box.rect.y - 1, width: box.rect.width + 2, height: box.rect.height + 2)
      for other in drawing.boxes[(index + 1)...] where around.intersects(other.rect) {
        faults.append("boxes \(box.id) and \(other.id) touch")
      }
    }
  }

  private mutating func checkRoutes() {
    if drawing.routes.count != graph.edges.count { faults.append("routes are not the edges") }
    for (index, route) in drawing.routes.enumerated() {
      let name = name(index)
      guard route.points.count > 1 else {
        faults.append("\(name) has no line")
        continue
      }
      for (a, b) in zip(route.points, route.points.dropFirst()) where (a.x == b.x) == (a.y == b.y) {
        faults.append("\(name) has a run that is neither horizontal nor vertical, or empty")
      }
      for (a, (b, c)) in zip(route.points, zip(route.points.dropFirst(), route.points.dropFirst(2)))
      where (a.x == b.x) == (b.x == c.x) {
        faults.append("\(name) has a corner that is none")
      }
    }
    let map = LineMap(drawing)
    for end in map.ends(in: Rect(x: -1, y: -1, width: drawing.width + 2, height: drawing.height + 2)) {
      let edge = graph.edges[end.edge]
      let box = drawing.boxes[end.isTarget ? edge.target : edge.source].rect
      if !box.contains(end.port) || box.contains(end.cell) {
        faults.append("\(name(end.edge)) does not end at its box")
      }
      let isCorner =
        (end.port.x == box.x || end.port.x == box.maxX - 1) && (end.port.y == box.y || end.port.y == box.maxY - 1)
      if isCorner { faults.append("\(name(end.edge)) ends at a corner") }
    }
  }

  private func name(_ edge: Int) -> String {
    graph.nodes[graph.edges[edge].source].id + " -> " + graph.nodes[graph.edges[edge].target].id
  }

  /// Whether two edges may share cells along a line.
  private func haveCommonEnd(_ a: Int, _ b: Int) -> Bool {
    let a = graph.edges[a]
    let b = graph.edges[b]
    return a.source == b.source || a.target == b.target || (a.source == b.target && a.target == b.source)
  }

  private mutating func checkCells() {
    let all = Rect(x: 0, y: 0, width: drawing.width, height: drawing.height)
    let cells = LineMap(drawing).cells(in: all)
    for y in 0..<drawing.height {
      for x in 0..<drawing.width {
        let cell = Point(x: x, y: y)
        let arms = cells.arms(at: cell)
        if arms.isEmpty { continue }
        if let box = drawing.box(at: cell) { faults.append("a line runs through box \(drawing.boxes[box].id)") }
        let horizontal = cells.horizontalEdges(at: cell)
        let vertical = cells.verticalEdges(at: cell)
        let isCrossing = arms == .crossing
        if isCrossing && !Set(horizontal).isDisjoint(with: vertical) {
          faults.append("a fork looks like a crossing at \(x), \(y)")
        }
        for group in isCrossing ? [horizontal, vertical] : [horizontal + vertical] {
          for a in group {
            for b in group where a < b {
              if drawing.routes[a].net != drawing.routes[b].net || !haveCommonEnd(a, b) {
                faults.append("\(name(a)) and \(name(b)) share a line at \(x), \(y)")
              }
            }
          }
        }
      }
    }
    checkNets()
  }

  /// All edges of a connected line must come from one box or lead to one box, or be a pair in both directions.
  private mutating func checkNets() {
    var edges: [Int: [Int]] = [:]
    for (index, route) in drawing.routes.enumerated() { edges[route.net, default: []].append(index) }
    for members in edges.values where members.count > 1 {
      let sources = Set(members.map { graph.edges[$0].source })
      let targets = Set(members.map { graph.edges[$0].target })
      let isPair = sources == targets && sources.count == 2
      if sources.count > 1 && targets.count > 1 && !isPair {
        faults.append("a line stands for calls that there are not")
      }
    }
  }

  private mutating func checkLabels() {
    let cells = LineMap(drawing).cells(in: Rect(x: 0, y: 0, width: drawing.width, height: drawing.height))
    var taken: [Point: Int] = [:]
    for (index, route) in drawing.routes.enumerated() {
      guard let label = route.label else { continue }
      for y in label.y..<label.maxY {
        for x in label.x..<label.maxX {
          let cell = Point(x: x, y: y)
          if drawing.box(at: cell) != nil { faults.append("the label of \(name(index)) covers a box") }
          if let other = taken.updateValue(index, forKey: cell), name(other) != name(index) {
            faults.append("labels of \(name(index)) and \(name(other)) share cells")
          }
          let edges = Set(cells.horizontalEdges(at: cell) + cells.verticalEdges(at: cell))
          if edges.contains(where: { drawing.routes[$0].net != route.net }) || cells.isCrossing(at: cell) {
            faults.append("the label of \(name(index)) covers another line")
          }
        }
      }
    }
  }
}
