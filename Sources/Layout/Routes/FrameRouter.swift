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
  /// The least column at which each layer begins.
  var starts: [Int32] = []
  /// The borders of groups, where there are any.
  var groups: GroupColumns?

  /// Where the columns of a layer and of the gap after it are.
  private struct Columns {
    var boxes: Int32
    var boxesEnd: Int32
    /// Where the lanes are of lines that lead back to the layer, and where those of all others.
    var innerLane: Int32
    var firstLane: Int32
    var spacing: Int32
    /// Where the borders of groups begin that end before the next layer; and where those end that begin with it.
    var closing: Int32
    var opening: Int32
    /// Where the boxes of the next layer begin.
    var end: Int32

    /// Whether borders keep lines that lead back to the layer apart from others.
    var hasInnerLanes: Bool { firstLane > closing }
  }

  /// Routes all gaps and reads off the lines.
  func drawing() -> FrameDrawing {
    var turns = [GapRouter.Turn?](repeating: nil, count: wiring.wires.count * 2)
    var wiresOfGap = [[Int32]](repeating: [], count: wiring.layerCount)
    for (index, wire) in wiring.wires.enumerated() { wiresOfGap[Int(wire.gap)].append(Int32(index)) }
    var columns: [Columns] = []
    var x = max(starts.first ?? 0, groups?.before(0) ?? 0)
    var height = rows.height
    for gap in 0..<wiring.layerCount {
      var widest: Int32 = groups?.leastWidth(gap, options) ?? 0
      for place in order.range(gap) where !wiring.isDummy(order.order[place]) {
        widest = max(widest, graph.lengths[Int(order.order[place])])
      }
      // What begins and ends at one layer stays within the borders of groups that end with it.
      let after = groups?.after(gap) ?? 0
      let inner = route(gap: gap, wires: after == 0 ? [] : wiresOfGap[gap].filter { wiring.isWithinLayer(Int($0)) })
      let router = route(
        gap: gap, wires: after == 0 ? wiresOfGap[gap] : wiresOfGap[gap].filter { !wiring.isWithinLayer(Int($0)) })
      for turn in router.turns + inner.turns { turns[Int(turn.wire) * 2 + (turn.isUp ? 0 : 1)] = turn }
      height = max(height, router.lowestRow + 1, inner.lowestRow + 1)
      let room = room(gap: gap, wires: wiresOfGap[gap])
      let isLast = gap == wiring.layerCount - 1
      let inside = room.left + (inner.columns == 0 ? 0 : inner.columns + 1)
      let before = isLast ? 0 : groups?.before(gap + 1) ?? 0
      var spacing: Int32 = options.density == .roomy || router.columns <= 4 ? 2 : 1
      if gap + 1 < starts.count {
        // Rather squeeze the lanes than move what was there.
        let wide = x + widest + inside + after + (router.columns - 1) * 2 + 1 + before + room.right
        if wide > starts[gap + 1] { spacing = 1 }
      }
      let lanes = router.columns == 0 ? 0 : (router.columns - 1) * spacing + 1
      let least: Int32 = options.density == .compact ? 4 : 6
      let boxes = x
      let boxesEnd = x + widest
      x = boxesEnd
      if !isLast || router.columns > 0 || after > 0 {
        let isEnd = isLast && lanes == 0
        x += isLast ? inside + after + lanes : max(least, inside + after + lanes + before + room.right)
        if isEnd { x -= groups?.margin ?? 0 }
      }
      if gap + 1 < starts.count && !isLast { x = max(x, starts[gap + 1]) }
      columns.append(
        Columns(
          boxes: boxes, boxesEnd: boxesEnd, innerLane: boxesEnd + room.left, firstLane: boxesEnd + inside + after,
          spacing: spacing, closing: boxesEnd + inside, opening: x - room.right, end: x))
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
    let wire = wiring.wires[Int(value.wire)]
    let isRoot = wire.root == pin
    guard wire.net >= 0 else { return !isRoot }
    if let link = nets.links[Int(wire.net)].first, links[Int(link)].isMutual { return true }
    return isRoot == nets.nets[Int(wire.net)].hasArrowAtRoot
  }

  /// Columns needed between boxes and lanes, for arrowheads and labels.
  private func room(gap: Int, wires: [Int32]) -> (left: Int32, right: Int32) {
    var left: Int32 = 1
    var right: Int32 = 1
    for index in wires {
      let wire = wiring.wires[Int(index)]
      if hasArrow(wire.root) { if wire.isRootLeft { left = 2 } else { right = 2 } }
      for pin in wiring.leaves[Int(index)] where hasArrow(pin) { if wire.areLeavesLeft { left = 2 } else { right = 2 } }
    }
    // A label stands between a cell of line and the arrowhead; top to bottom it stands beside the line.
    let labelRoom = options.direction == .leftToRight ? Int32(clamping: options.labelWidth) + 2 : 3
    for index in wires {
      let wire = wiring.wires[Int(index)]
      if isLabelled(wire.root) { if wire.isRootLeft { left = labelRoom } else { right = labelRoom } }
      for pin in wiring.leaves[Int(index)] where isLabelled(pin) {
        if wire.areLeavesLeft { left = labelRoom } else { right = labelRoom }
      }
    }
    return (left, right)
  }

  /// Whether a label is wanted at a pin: each link has one where it is on its own, a mutual link one at each end.
  private func isLabelled(_ pin: Int32) -> Bool {
    guard options.labelWidth > 0 else { return false }
    let value = wiring.pins[Int(pin)]
    if wiring.isDummy(value.item) { return false }
    let wire = wiring.wires[Int(value.wire)]
    if wire.net < 0 { return wire.root != pin && graph.loopsAreLabelled }
    if value.link >= 0 { return graph.links[Int(value.link)].isLabelled }
    guard let link = nets.links[Int(wire.net)].first, links[Int(link)].isMutual else { return false }
    return graph.links[Int(link)].isLabelled
  }

  /// The cells for the label at a pin, in the directions of the flow.
  private func label(at pin: Int32, _ columns: [Columns], _ slots: LabelSlots) -> Rect? {
    guard pin >= 0, isLabelled(pin) else { return nil }
    let wire = wiring.wires[Int(wiring.pins[Int(pin)].wire)]
    let isLeft = wire.root == pin ? wire.isRootLeft : wire.areLeavesLeft
    let gap = columns[Int(wire.gap)]
    let row = Int(pinRow(pin))
    let width = options.labelWidth
    if options.direction == .leftToRight {
      return Rect(
        x: Int(isLeft ? gap.boxesEnd + 1 : gap.end - 1) - (isLeft ? 0 : width), y: row, width: width, height: 1)
    }
    guard slots.isFree(gap: wire.gap, isLeft: isLeft, row: row, width: width) else { return nil }
    return Rect(x: Int(isLeft ? gap.boxesEnd + 1 : gap.end - 2), y: row + 1, width: 1, height: width)
  }

  private func route(gap: Int, wires: [Int32]) -> GapRouter {
    var used: Set<Int32> = []
    var lanes: [Lane] = []
    for index in wires {
      let wire = wiring.wires[Int(index)]
      let root = pinRow(wire.root)
      used.insert(root)
      let leaves = wiring.leaves[Int(index)].map { Lane.Stub(row: pinRow($0), weight: wiring.weights[Int($0)]) }
      for leaf in leaves { used.insert(leaf.row) }
      let passesStraight = leaves.contains { $0.row == root }
      // What leads up and what leads down may turn in different columns, which saves crossings.
      for isUp in [true, false] {
        let part = leaves.filter { isUp ? $0.row < root : $0.row > root }
        if part.isEmpty { continue }
        lanes.append(
          Lane(
            wire: index, isUp: isUp, passesStraight: passesStraight, root: root, rootIsLeft: wire.isRootLeft,
            leaves: part,
            leavesAreLeft: wire.areLeavesLeft))
      }
    }
    if let groups { used.formUnion(groups.rows(in: gap) + groups.rows(in: gap + 1)) }
    return GapRouter(lanes: lanes, usedRows: used, height: rows.height)
  }

  private func assemble(turns: [GapRouter.Turn?], columns: [Columns], width: Int32, height: Int32) -> FrameDrawing {
    var drawing = FrameDrawing()
    drawing.width = Int(width)
    drawing.height = Int(height)
    drawing.memory.starts = columns.map(\.boxes)
    drawing.netCount = nets.nets.count + graph.loops.count
    if let groups, let first = columns.first {
      let left = [first.boxes - groups.margin] + columns.map(\.opening)
      drawing.groups = groups.rects(insides: columns.indices.map { left[$0]..<columns[$0].closing })
    }
    for node in 0..<wiring.nodeCount {
      drawing.boxes.append(
        Rect(
          x: Int(columns[Int(wiring.chains.layers[node])].boxes), y: Int(rows.rows[node]),
          width: Int(graph.lengths[node]),
          height: Int(ports.heights[node])))
    }
    let slots = labelSlots()
    for link in links.indices {
      var line = line(link: link, turns: turns, columns: columns, boxes: drawing.boxes)
      let atLeaf = label(at: wiring.pinOfLink[link], columns, slots)
      let net = Int(nets.netOfLink[link])
      let atRoot = links[link].isMutual ? label(at: wiring.wires[Int(wiring.wireOfNet[net])].root, columns, slots) : nil
      // The leaf of a mutual link is its higher end.
      let isAtLeaf = !links[link].isMutual || !links[link].isTurned
      line.label = isAtLeaf ? atLeaf : atRoot
      line.backLabel = isAtLeaf ? atRoot : atLeaf
      for label in [atLeaf, atRoot] {
        if let label { drawing.height = max(drawing.height, label.maxY) }
      }
      drawing.lines.append(line)
    }
    let loopWires = wiring.wires.indices.filter { wiring.wires[$0].net < 0 }
    for (index, node) in graph.loops.enumerated() {
      let wire = loopWires[index]
      let rows = ([wiring.wires[wire].root] + wiring.leaves[wire]).map { Int(pinRow($0)) }
      let lane = Int(
        laneColumn(turns[wire * 2 + 1]?.left ?? 0, of: wire, columns[Int(wiring.chains.layers[Int(node)])]))
      let edge = drawing.boxes[Int(node)].maxX
      let label = wiring.leaves[wire].first.flatMap { self.label(at: $0, columns, slots) }
      if let label { drawing.height = max(drawing.height, label.maxY) }
      drawing.loops.append(
        FrameDrawing.Line(
          points: [
            Point(x: edge, y: rows[0]), Point(x: lane, y: rows[0]), Point(x: lane, y: rows[1]),
            Point(x: edge, y: rows[1]),
          ], label: label, isAgainstFlow: false,
          net: nets.nets.count + index))
    }
    return drawing
  }

  /// Where lines meet boxes on either side of the gaps, for labels beside them.
  private func labelSlots() -> LabelSlots {
    var slots = LabelSlots(gaps: wiring.layerCount)
    guard options.direction == .topToBottom && options.labelWidth > 0 else { return slots }
    for (index, wire) in wiring.wires.enumerated() {
      slots.add(gap: wire.gap, isLeft: wire.isRootLeft, row: Int(pinRow(wire.root)))
      for pin in wiring.leaves[index] { slots.add(gap: wire.gap, isLeft: wire.areLeavesLeft, row: Int(pinRow(pin))) }
    }
    if let groups {
      for gap in 0..<wiring.layerCount {
        for row in groups.rows(in: gap) { slots.add(gap: Int32(gap), isLeft: true, row: Int(row)) }
        for row in groups.rows(in: gap + 1) { slots.add(gap: Int32(gap), isLeft: false, row: Int(row)) }
      }
    }
    slots.sort()
    return slots
  }

  private func laneColumn(_ column: Int32, of wire: Int, _ columns: Columns) -> Int32 {
    columns.hasInnerLanes && wiring.isWithinLayer(wire)
      ? columns.innerLane + column : columns.firstLane + column * columns.spacing
  }

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
    var wire = Int(wiring.wireOfNet[netIndex])
    let isWithinLayer = wiring.isWithinLayer(wire)
    let rootBox = boxes[Int(net.root)]
    var row = pinRow(wiring.wires[wire].root)
    add(net.isRightward || isWithinLayer ? rootBox.maxX : rootBox.x, row)
    let dummies = wiring.chains.ofLink[link]
    for item in (value.low == net.root ? Array(dummies) : dummies.reversed()) + [leaf] {
      let isLast = !wiring.isDummy(item)
      let nextRow = isLast ? pinRow(wiring.pinOfLink[link]) : rows.rows[Int(item)]
      if row != nextRow, let turn = turns[wire * 2 + (nextRow < row ? 0 : 1)] {
        let gap = columns[Int(wiring.wires[wire].gap)]
        let near = Int(laneColumn(net.isRightward ? turn.left : turn.right, of: wire, gap))
        let far = Int(laneColumn(net.isRightward ? turn.right : turn.left, of: wire, gap))
        add(near, row)
        if near != far {
          add(near, turn.middle)
          add(far, turn.middle)
        }
        add(far, nextRow)
      }
      row = nextRow
      if !isLast { wire = Int(wiring.wireOfItem[Int(item)]) }
    }
    let leafBox = boxes[Int(leaf)]
    add(net.isRightward && !isWithinLayer ? leafBox.x : leafBox.maxX, row)
    let startsAtRoot = value.isMutual ? !value.isTurned : !net.hasArrowAtRoot
    return FrameDrawing.Line(
      points: startsAtRoot ? points : points.reversed(), isAgainstFlow: value.isTurned, net: netIndex)
  }
}
