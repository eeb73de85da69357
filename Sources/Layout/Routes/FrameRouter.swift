/// Turns rows and orders into boxes and lines.
struct FrameRouter {
  let graph: FlowGraph
  let options: LayoutOptions
  let links: [LayeredLink]
  let nets: Nets
  let wiring: Wiring
  let order: LayerOrder
  let ports: PortOrder
  let rows: RowAssignment

  /// Where the columns of a layer and of the gap after it are.
  private struct Columns {
    var boxes: Int32
    var boxesEnd: Int32
    var firstLane: Int32
    var spacing: Int32
    var lanes: Int32
  }

  /// Routes all gaps and reads off the lines.
  func drawing() -> FrameDrawing {
    var turns = [GapRouter.Turn?](repeating: nil, count: wiring.wires.count)
    var wiresOfGap = [[Int32]](repeating: [], count: wiring.layerCount)
    for (index, wire) in wiring.wires.enumerated() { wiresOfGap[Int(wire.gap)].append(Int32(index)) }
    var columns: [Columns] = []
    var x: Int32 = 0
    var height = rows.height
    for gap in 0..<wiring.layerCount {
      var widest: Int32 = 0
      for place in order.range(gap) where !wiring.isDummy(order.order[place]) {
        widest = max(widest, graph.lengths[Int(order.order[place])])
      }
      let router = route(gap: gap, wires: wiresOfGap[gap])
      for (wire, turn) in router.turns { turns[Int(wire)] = turn }
      height = max(height, router.lowestRow + 1)
      let room = room(gap: gap, wires: wiresOfGap[gap])
      let spacing: Int32 = options.density == .roomy || router.columns <= 4 ? 2 : 1
      let lanes = router.columns == 0 ? 0 : (router.columns - 1) * spacing + 1
      let boxes = x
      x += widest
      columns.append(
        Columns(boxes: boxes, boxesEnd: x, firstLane: x + room.left, spacing: spacing, lanes: lanes))
      let isLast = gap == wiring.layerCount - 1
      let least: Int32 = options.density == .compact ? 4 : 6
      if !isLast || router.columns > 0 {
        x += isLast ? room.left + lanes : max(least, room.left + lanes + room.right)
      }
    }
    return assemble(turns: turns, columns: columns, width: x, height: height)
  }

  private func pinRow(_ pin: Int32) -> Int32 {
    rows.rows[Int(wiring.pins[Int(pin)].item)] + ports.offsets[Int(pin)]
  }

  /// Whether an arrowhead points from the line at a pin to its box.
  private func hasArrow(_ pin: Int32) -> Bool {
    let value = wiring.pins[Int(pin)]
    guard !wiring.isDummy(value.item) else { return false }
    let net = wiring.wires[Int(value.wire)].net
    guard net >= 0 else { return wiring.leftPins[Int(value.wire)].last == pin }
    if value.link >= 0 && links[Int(value.link)].isMutual { return true }
    if value.link < 0, let link = nets.links[Int(net)].first, links[Int(link)].isMutual { return true }
    return (value.link < 0) == nets.nets[Int(net)].hasArrowAtRoot
  }

  /// Columns needed between boxes and lanes, for arrowheads and labels.
  private func room(gap: Int, wires: [Int32]) -> (left: Int32, right: Int32) {
    var left: Int32 = 1
    var right: Int32 = 1
    for wire in wires {
      for pin in wiring.leftPins[Int(wire)] where hasArrow(pin) { left = 2 }
      for pin in wiring.rightPins[Int(wire)] where hasArrow(pin) { right = 2 }
    }
    return (left, right)
  }

  private func route(gap: Int, wires: [Int32]) -> GapRouter {
    var used: Set<Int32> = []
    var lanes: [Lane] = []
    for wire in wires {
      let (rootPins, leafPins) = fan(Int(wire))
      for pin in wiring.leftPins[Int(wire)] { used.insert(pinRow(pin)) }
      for pin in wiring.rightPins[Int(wire)] { used.insert(pinRow(pin)) }
      guard let root = rootPins.first else { continue }
      let isWithinLayer = wiring.rightPins[Int(wire)].isEmpty
      let isFork = wiring.wires[Int(wire)].isFork
      let rootRow = pinRow(root)
      let leaves = leafPins.map { Lane.Stub(row: pinRow($0), weight: weight(of: $0)) }
      if leaves.count == 1 && leaves[0].row == rootRow { continue }
      lanes.append(
        Lane(
          wire: wire, root: rootRow, rootIsLeft: isWithinLayer || isFork, leaves: leaves,
          leavesAreLeft: isWithinLayer || !isFork))
    }
    return GapRouter(lanes: lanes, usedRows: used, height: rows.height)
  }

  /// The pin towards the net's root, and those away from it.
  private func fan(_ wire: Int) -> (root: ArraySlice<Int32>, leaves: ArraySlice<Int32>) {
    let left = wiring.leftPins[wire]
    if wiring.rightPins[wire].isEmpty { return (left.prefix(1), left.dropFirst()) }
    return wiring.wires[wire].isFork ? (left, wiring.rightPins[wire]) : (wiring.rightPins[wire], left)
  }

  /// How many calls pass a pin.
  private func weight(of pin: Int32) -> Int32 {
    let value = wiring.pins[Int(pin)]
    if value.link >= 0 { return links[Int(value.link)].weight }
    guard wiring.isDummy(value.item) else { return 1 }
    let isRightward = wiring.wires[Int(value.wire)].isFork
    let neighbours = isRightward ? order.after[Int(value.item)] : order.before[Int(value.item)]
    return neighbours.reduce(0) { $0 + $1.weight }
  }

  private func assemble(turns: [GapRouter.Turn?], columns: [Columns], width: Int32, height: Int32) -> FrameDrawing {
    var drawing = FrameDrawing()
    drawing.width = Int(width)
    drawing.height = Int(height)
    drawing.layers = Array(wiring.layers[0..<wiring.nodeCount])
    drawing.ranks = Array(order.position[0..<wiring.nodeCount])
    drawing.netCount = nets.nets.count + graph.loops.count
    for node in 0..<wiring.nodeCount {
      drawing.boxes.append(
        Rect(
          x: Int(columns[Int(wiring.layers[node])].boxes), y: Int(rows.rows[node]), width: Int(graph.lengths[node]),
          height: Int(ports.heights[node])))
    }
    for link in links.indices {
      drawing.lines.append(line(link: link, turns: turns, columns: columns, boxes: drawing.boxes))
    }
    let loopWires = wiring.wires.indices.filter { wiring.wires[$0].net < 0 }
    for (index, node) in graph.loops.enumerated() {
      let wire = loopWires[index]
      let pins = wiring.leftPins[wire]
      let rows = pins.map { Int(pinRow($0)) }
      let lane = Int(laneColumn(turns[wire]?.left ?? 0, columns[Int(wiring.layers[Int(node)])]))
      let edge = drawing.boxes[Int(node)].maxX
      drawing.loops.append(
        FrameDrawing.Line(
          points: [
            Point(x: edge, y: rows[0]), Point(x: lane, y: rows[0]), Point(x: lane, y: rows[1]),
            Point(x: edge, y: rows[1]),
          ], isAgainstFlow: false, net: nets.nets.count + index))
    }
    return drawing
  }

  private func laneColumn(_ column: Int32, _ columns: Columns) -> Int32 { columns.firstLane + column * columns.spacing }

  /// Follows a link from its net's root to its leaf, and turns it so that it starts at the caller.
  private func line(link: Int, turns: [GapRouter.Turn?], columns: [Columns], boxes: [Rect]) -> FrameDrawing.Line {
    let netIndex = Int(nets.netOfLink[link])
    let net = nets.nets[netIndex]
    let value = links[link]
    let leaf = value.low == net.root ? value.high : value.low
    var points: [Point] = []
    func add(_ x: Int, _ row: Int32) {
      let point = Point(x: x, y: Int(row))
      if let last = points.last {
        if last == point { return }
        if points.count > 1 {
          let before = points[points.count - 2]
          if (before.x == last.x && last.x == point.x) || (before.y == last.y && last.y == point.y) {
            points.removeLast()
          }
        }
      }
      points.append(point)
    }
    var isStart = true
    for wire in wiring.wiresOfNet[netIndex] {
      let (rootPins, leafPins) = fan(Int(wire))
      guard let root = rootPins.first else { continue }
      let end = leafPins.first { wiring.pins[Int($0)].link == Int32(link) }
      guard let next = end ?? leafPins.first(where: { wiring.isDummy(wiring.pins[Int($0)].item) }) else { break }
      let isWithinLayer = wiring.rightPins[Int(wire)].isEmpty
      let rootRow = pinRow(root)
      let nextRow = pinRow(next)
      if isStart {
        let box = boxes[Int(net.root)]
        add(net.isRightward || isWithinLayer ? box.maxX : box.x, rootRow)
        isStart = false
      }
      if let turn = turns[Int(wire)], rootRow != nextRow {
        let gap = columns[Int(wiring.wires[Int(wire)].gap)]
        let near = Int(laneColumn(net.isRightward ? turn.left : turn.right, gap))
        let far = Int(laneColumn(net.isRightward ? turn.right : turn.left, gap))
        add(near, rootRow)
        if near != far {
          add(near, turn.middle)
          add(far, turn.middle)
        }
        add(far, nextRow)
      }
      if end != nil {
        let box = boxes[Int(leaf)]
        add(net.isRightward && !isWithinLayer ? box.x : box.maxX, nextRow)
        break
      }
    }
    let startsAtRoot = value.isMutual ? !value.isTurned : !net.hasArrowAtRoot
    return FrameDrawing.Line(
      points: startsAtRoot ? points : points.reversed(), isAgainstFlow: value.isTurned, net: netIndex)
  }
}
