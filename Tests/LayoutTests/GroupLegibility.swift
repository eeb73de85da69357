import Layout

/// What a reader must be able to rely on where a drawing has groups.
struct GroupLegibility {
  /// What is wrong, in words; empty where the drawing can be read.
  private(set) var faults: [String] = []

  init(_ graph: LayoutGraph, _ drawing: Drawing) {
    faults = Legibility(graph, drawing).faults
    var expected: Set<[String]> = []
    for node in graph.nodes { for length in 0..<node.group.count { expected.insert(Array(node.group[...length])) } }
    // A group that is split over parts would have two rectangles.
    if Set(drawing.groups.map(\.path)) != expected || drawing.groups.count != expected.count {
      faults.append("groups are \(drawing.groups.map(\.path))")
    }
    let all = Rect(x: 0, y: 0, width: drawing.width, height: drawing.height)
    for (index, group) in drawing.groups.enumerated() {
      if !all.encloses(group.rect) { faults.append("group \(group.path) is outside") }
      let inner = Rect(
        x: group.rect.x + 1, y: group.rect.y + 1, width: group.rect.width - 2, height: group.rect.height - 2)
      for (node, box) in zip(graph.nodes, drawing.boxes) {
        if node.group.starts(with: group.path) {
          if !inner.encloses(box.rect) { faults.append("box \(node.id) is not within \(group.path)") }
        } else if box.rect.intersects(group.rect) {
          faults.append("box \(node.id) is in \(group.path)")
        }
      }
      for other in drawing.groups[(index + 1)...] {
        if other.path.starts(with: group.path) {
          if !inner.encloses(other.rect) { faults.append("group \(other.path) is not within \(group.path)") }
        } else if other.rect.intersects(group.rect) {
          faults.append("groups \(group.path) and \(other.path) overlap")
        }
      }
      let isOnBorder =
        group.title.y == group.rect.y && group.title.height == 1 && group.title.x > group.rect.x
        && group.title.maxX < group.rect.maxX
      if !isOnBorder { faults.append("the title of \(group.path) is not on its border") }
    }
    checkBorders(graph, drawing)
  }

  /// Lines and labels may cross a border, but not run along it.
  private mutating func checkBorders(_ graph: LayoutGraph, _ drawing: Drawing) {
    let map = LineMap(drawing)
    let cells = map.cells(in: Rect(x: 0, y: 0, width: drawing.width, height: drawing.height))
    for group in drawing.groups {
      let rect = group.rect
      for x in rect.x..<rect.maxX {
        for y in [rect.y, rect.maxY - 1] where !cells.horizontalEdges(at: Point(x: x, y: y)).isEmpty {
          let isUpright = !cells.verticalEdges(at: Point(x: x, y: y)).isEmpty
          if !isUpright { faults.append("a line runs along a border of \(group.path) at \(x), \(y)") }
        }
      }
      for y in (rect.y + 1)..<(rect.maxY - 1) {
        for x in [rect.x, rect.maxX - 1] where !cells.verticalEdges(at: Point(x: x, y: y)).isEmpty {
          faults.append("a line runs along a border of \(group.path) at \(x), \(y)")
        }
      }
      for route in drawing.routes {
        guard let label = route.label else { continue }
        let inner = Rect(x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2)
        if label.intersects(rect) && !inner.encloses(label) {
          faults.append("a label covers a border of \(group.path)")
        }
      }
    }
  }
}

extension LayoutGraph {
  /// The same graph with its groups within two others, in which a node or two stand directly.
  var nested: LayoutGraph {
    var graph = self
    for index in graph.nodes.indices {
      let group = graph.nodes[index].group.first
      graph.nodes[index].group = ["cluster \(index % 2)"] + (group.map { index % 7 == 0 ? [] : [$0] } ?? [])
    }
    return graph
  }

  /// The same graph where each third node is in no group.
  var partlyGrouped: LayoutGraph {
    var graph = self
    for index in graph.nodes.indices where index % 3 == 0 { graph.nodes[index].group = [] }
    return graph
  }

  /// Graphs of many shapes with groups.
  static var groupedSamples: [(name: String, graph: LayoutGraph)] {
    var samples: [(name: String, graph: LayoutGraph)] = []
    for (index, (name, graph)) in Self.samples.enumerated() where graph.nodes.count <= 28 {
      var graph = graph
      if graph.nodes.allSatisfy({ $0.group.isEmpty }) {
        for index in graph.nodes.indices { graph.nodes[index].group = ["g\(index % 3)"] }
      }
      switch index % 4 {
      case 0: samples.append(("\(name), nested", graph.nested))
      case 1: samples.append(("\(name), partly", graph.partlyGrouped))
      default: samples.append((name, graph))
      }
    }
    return samples
  }
}
