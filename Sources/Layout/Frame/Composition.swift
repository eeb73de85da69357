/// Puts separately laid out parts together into one drawing.
struct Composition {
  private let graph: LayoutGraph
  private let topology: Topology
  private let options: LayoutOptions
  private let linksOfNode: Rows<Int32>
  private let previous: Memory?
  private var frames: [Frame] = []

  /// A part and where it was.
  private struct Frame {
    var drawing: FrameDrawing
    var flow: FlowGraph
    var origin: Point?
  }

  init(graph: LayoutGraph, topology: Topology, options: LayoutOptions, previous: Drawing?) {
    self.previous = previous.map(\.memory)
    self.graph = graph
    self.topology = topology
    self.options = options
    linksOfNode = Rows(
      rows: topology.nodes.count, keys: topology.links.map { min($0.source, $0.target) },
      values: topology.links.indices.map { Int32($0) })
  }

  private var isTransposed: Bool { options.direction == .topToBottom }

  private func size(_ node: Int32) -> (length: Int32, breadth: Int32) {
    let node = graph.nodes[topology.nodes[Int(node)]]
    // A box without a cell inside cannot have a port.
    let width = Int32(clamping: max(3, node.width))
    let height = Int32(clamping: max(3, node.height))
    return isTransposed ? (height, width) : (width, height)
  }

  /// The part of the graph with the given nodes.
  func flowGraph(of nodes: [Int32]) -> FlowGraph {
    var local: [Int32: Int32] = [:]
    for (index, node) in nodes.enumerated() { local[node] = Int32(index) }
    var flow = FlowGraph(
      nodes: nodes, ids: nodes.map { graph.nodes[topology.nodes[Int($0)]].id }, lengths: [], breadths: [], links: [],
      linkIndices: [], loops: [],
      loopsAreLabelled: graph.edges.contains { $0.source == $0.target && $0.labelled })
    for (index, node) in nodes.enumerated() {
      let size = size(node)
      flow.lengths.append(size.length)
      flow.breadths.append(size.breadth)
      if topology.loops[Int(node)] { flow.loops.append(Int32(index)) }
      for link in linksOfNode[Int(node)] {
        var value = topology.links[Int(link)]
        guard let source = local[value.source], let target = local[value.target] else { continue }
        value.source = source
        value.target = target
        flow.links.append(value)
        flow.linkIndices.append(link)
      }
    }
    if options.grouping != .none {
      flow.groups = GroupTree(
        nodePaths: nodes.map { graph.nodes[topology.nodes[Int($0)]].group }, areLanes: options.grouping == .lanes)
    }
    return flow
  }

  mutating func add(_ drawing: FrameDrawing, of flow: FlowGraph, origin: Point?) {
    frames.append(Frame(drawing: drawing, flow: flow, origin: origin))
  }

  /// The parts to lay out, each with what is known of it.
  ///
  /// From nothing these are the connected parts of more than one box. Otherwise what was one part stays one, and parts
  /// that new links connect become one.
  func parts() -> [(nodes: [Int32], memory: FrameMemory?)] {
    let grouped = nodesTogether()
    guard let previous, !(previous.frames.isEmpty && previous.loneNodes.isEmpty) else {
      return topology.components(joining: grouped).filter { !isLone($0) }.map { ($0, nil) }
    }
    var frameOf: [String: Int] = [:]
    for (index, frame) in previous.frames.enumerated() { for id in frame.ids { frameOf[id] = index } }
    let frame = topology.nodes.map { frameOf[graph.nodes[$0].id] ?? -1 }
    var together = grouped
    var first = [Int32](repeating: -1, count: previous.frames.count)
    for node in frame.indices where frame[node] >= 0 {
      if first[frame[node]] < 0 { first[frame[node]] = Int32(node) }
      together.append((first[frame[node]], Int32(node)))
    }
    func known(_ nodes: [Int32]) -> [Int] { Set(nodes.map { frame[Int($0)] }).subtracting([-1]).sorted() }
    // What stands between parts that become one would be in the way.
    for nodes in topology.components(joining: together) where known(nodes).count > 1 {
      let parts = known(nodes).map { previous.frames[$0] }
      let rows = parts.map { flowOrigin($0).y }
      guard let top = rows.min(), let bottom = rows.max() else { continue }
      for (index, other) in previous.frames.enumerated() where first[index] >= 0 {
        let isBetween = (top...bottom).contains(flowOrigin(other).y)
        if isBetween && parts.allSatisfy({ columns($0).overlaps(columns(other)) }) {
          together.append((nodes[0], first[index]))
        }
      }
    }
    return topology.components(joining: together).compactMap { nodes in
      let old = known(nodes)
      if old.isEmpty && isLone(nodes) { return nil }
      return (nodes, joined(old.map { previous.frames[$0] }))
    }
  }

  /// The top left cell of a part, in the directions of the flow.
  private func flowOrigin(_ frame: FrameMemory) -> Point { isTransposed ? frame.origin.transposed : frame.origin }

  /// Where a part was across the rows, in the directions of the flow.
  private func columns(_ frame: FrameMemory) -> Range<Int> {
    let start = flowOrigin(frame).x
    return start..<start + max(1, Int(frame.width))
  }

  /// What is known of parts that have become one: they keep to the order in which they stood.
  private func joined(_ frames: [FrameMemory]) -> FrameMemory? {
    let sorted = frames.sorted { a, b in
      (flowOrigin(a).y, flowOrigin(a).x) < (flowOrigin(b).y, flowOrigin(b).x)
    }
    guard let first = sorted.first else { return nil }
    return sorted.dropFirst().reduce(first) { joined, next in
      let below = joined.height + Spacing(options).boxes
      return joined.joined(with: next, shift: max(below, Int32(flowOrigin(next).y - flowOrigin(joined).y)))
    }
  }

  /// Whether a part is a box without lines and without a group around it.
  private func isLone(_ nodes: [Int32]) -> Bool {
    guard nodes.count == 1 else { return false }
    let isGrouped = options.grouping != .none && !graph.nodes[topology.nodes[Int(nodes[0])]].group.isEmpty
    return !topology.loops[Int(nodes[0])] && !isGrouped
  }

  /// Pairs of nodes that are laid out together because of their groups: all of a group, or all there are in lanes.
  private func nodesTogether() -> [(Int32, Int32)] {
    if options.grouping == .none { return [] }
    var first: [String: Int32] = [:]
    var together: [(Int32, Int32)] = []
    for (index, node) in topology.nodes.enumerated() {
      guard let name = graph.nodes[node].group.first else { continue }
      let key = options.grouping == .lanes ? "" : name
      together.append((first[key] ?? Int32(index), Int32(index)))
      first[key] = first[key] ?? Int32(index)
    }
    return together
  }

  /// Packs the parts and nodes that are in none.
  func drawing() -> Drawing {
    var isPlaced = [Bool](repeating: false, count: topology.nodes.count)
    for frame in frames { for node in frame.flow.nodes { isPlaced[Int(node)] = true } }
    let lone = isPlaced.indices.filter { !isPlaced[$0] }.map { Int32($0) }
    let sizes = frames.map {
      isTransposed ? ($0.drawing.height, $0.drawing.width) : ($0.drawing.width, $0.drawing.height)
    }
    .map { (width: $0.0, height: $0.1) }
    let gap = options.density == .compact ? (x: 2, y: 1) : (x: 4, y: 2)
    var all = sizes
    for node in lone {
      let value = graph.nodes[topology.nodes[Int(node)]]
      all.append((max(3, value.width), max(3, value.height)))
    }
    var wanted = frames.map(\.origin)
    for node in lone { wanted.append(previous?.loneNodes[graph.nodes[topology.nodes[Int(node)]].id]) }
    let packing = ShelfPacking(all, near: wanted, gap: gap, aspect: options.aspect)

    var drawing = Drawing.empty
    drawing.direction = options.direction
    drawing.width = packing.width
    drawing.height = packing.height
    drawing.boxes = graph.nodes.map { Drawing.Box(id: $0.id, rect: Rect(x: 0, y: 0, width: 0, height: 0)) }
    drawing.routes = graph.edges.map { _ in Drawing.Route(points: [], isAgainstFlow: false, label: nil, net: -1) }
    var edgesOfLink = [[Int]](repeating: [], count: topology.links.count)
    var loopEdges: [Int: [Int]] = [:]
    for (index, link) in topology.linkOfEdge.enumerated() {
      let edge = graph.edges[index]
      if link >= 0 { edgesOfLink[link].append(index) }
      if edge.source == edge.target { loopEdges[edge.source, default: []].append(index) }
    }
    var nets = 0
    for (index, frame) in frames.enumerated() {
      place(frame, at: packing.origins[index], netBase: nets, edgesOfLink, loopEdges, in: &drawing)
      nets += frame.drawing.netCount
      drawing.crossings += frame.drawing.crossings
      var memory = frame.drawing.memory
      memory.origin = packing.origins[index]
      memory.width = Int32(frame.drawing.width)
      drawing.memory.frames.append(memory)
    }
    for (index, node) in lone.enumerated() {
      let origin = packing.origins[frames.count + index]
      let size = all[frames.count + index]
      drawing.memory.loneNodes[graph.nodes[topology.nodes[Int(node)]].id] = origin
      drawing.boxes[topology.nodes[Int(node)]].rect = Rect(
        x: origin.x, y: origin.y, width: size.width, height: size.height)
    }
    drawing.placeTitles()
    return drawing
  }

  private func place(
    _ frame: Frame, at origin: Point, netBase: Int, _ edgesOfLink: [[Int]],
    _ loopEdges: [Int: [Int]], in drawing: inout Drawing
  ) {
    func placed(_ rect: Rect) -> Rect { (isTransposed ? rect.transposed : rect).moved(x: origin.x, y: origin.y) }
    func placed(_ points: [Point]) -> [Point] {
      points.map {
        isTransposed ? Point(x: $0.y + origin.x, y: $0.x + origin.y) : Point(x: $0.x + origin.x, y: $0.y + origin.y)
      }
    }
    for (index, node) in frame.flow.nodes.enumerated() {
      drawing.boxes[topology.nodes[Int(node)]].rect = placed(frame.drawing.boxes[index])
    }
    for (path, rect) in zip(frame.flow.groups.paths, frame.drawing.groups) {
      let rect = placed(rect)
      drawing.groups.append(.init(path: path, rect: rect, title: Rect(x: rect.x, y: rect.y, width: 0, height: 1)))
    }
    for (index, line) in frame.drawing.lines.enumerated() {
      let link = topology.links[Int(frame.flow.linkIndices[index])]
      for edge in edgesOfLink[Int(frame.flow.linkIndices[index])] {
        let isBack = graph.edges[edge].source != topology.nodes[Int(link.source)]
        drawing.routes[edge] = Drawing.Route(
          points: placed(isBack ? line.points.reversed() : line.points),
          isAgainstFlow: line.isAgainstFlow != isBack, label: (isBack ? line.backLabel : line.label).map(placed),
          net: netBase + line.net)
      }
    }
    for (index, node) in frame.flow.loops.enumerated() {
      let line = frame.drawing.loops[index]
      for edge in loopEdges[topology.nodes[Int(frame.flow.nodes[Int(node)])]] ?? [] {
        drawing.routes[edge] = Drawing.Route(
          points: placed(line.points), isAgainstFlow: false, label: line.label.map(placed), net: netBase + line.net)
      }
    }
  }
}
