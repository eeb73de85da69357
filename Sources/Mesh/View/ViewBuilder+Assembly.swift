extension ViewBuilder {
  /// Makes what is shown of the slots that nodes have got.
  mutating func assemble() {
    let counting = WaypointCounting(mesh.snapshot)
    sumBoxes(counting)
    var (shown, ranks) = assembleNodes()
    placeMarks(&shown)
    var snapshot = mesh.snapshot
    snapshot.nodes = shown
    snapshot.edges = edges(ranks, shown, counting)
    self.shown = MeshIndex(snapshot)
  }

  /// The nodes that are shown in the order of their identities, and for each slot the place of its node among them.
  private mutating func assembleNodes() -> (nodes: [Node], ranks: [Int]) {
    var shown: [(node: Node, slot: Int)] = []
    for (index, node) in nodes.enumerated() where isShown[index] && slots[index] == index {
      shown.append((node, index))
    }
    for (place, box) in gathered.enumerated() {
      guard let gathering = boxes[box.id]?.gathering else { continue }
      shown.append((Node(box.id, gathering, box.group, box.members.map { nodes[$0] }), nodes.count + place))
    }
    shown.sort { $0.node.id < $1.node.id }
    var ranks = [Int](repeating: -1, count: nodes.count + gathered.count)
    for (rank, entry) in shown.enumerated() { ranks[entry.slot] = rank }
    for index in nodes.indices { places[index] = isShown[index] ? ranks[slots[index]] : -1 }
    return (shown.map(\.node), ranks)
  }

  /// The edges that are shown in the order of their ends.
  private mutating func edges(_ ranks: [Int], _ shown: [Node], _ counting: WaypointCounting) -> [Edge] {
    let all = mesh.snapshot.edges
    var order: [(key: Int, edge: Int)] = []
    order.reserveCapacity(all.count)
    for (index, end) in mesh.ends.enumerated() {
      guard let (source, target) = shownEnds(end.source, end.target), source != target || source < nodes.count else {
        continue
      }
      order.append((ranks[source] * shown.count + ranks[target], index))
    }
    order.sort { $0 < $1 }
    var result: [Edge] = []
    result.reserveCapacity(order.count)
    var start = 0
    while start < order.count {
      let key = order[start].key
      var end = start + 1
      while end < order.count, order[end].key == key { end += 1 }
      let (source, target) = (shown[key / shown.count], shown[key % shown.count])
      if source.gathering == nil, target.gathering == nil {
        result += order[start..<end].map { all[$0.edge] }
      } else {
        let edge = Edge(
          order[start..<end].map { counting.counted(all[$0.edge]) }, source: source.id, target: target.id)
        originals[edge.id] = order[start..<end].map(\.edge)
        result.append(edge)
      }
      start = end
    }
    return result
  }

  /// Adds up the edges at boxes, whether their other ends are shown or not.
  private mutating func sumBoxes(_ counting: WaypointCounting) {
    var sums = gathered.map { box in
      MeshView.Box(
        gathering: Gathering(kind: box.kind, count: box.members.count), group: box.group,
        members: box.members.map { nodes[$0] }.sorted { ($1.health, $0.id) < ($0.health, $1.id) }.map(\.id))
    }
    func box(_ node: Int) -> Int { node >= 0 && isShown[node] ? slots[node] - nodes.count : -1 }
    for (index, end) in mesh.ends.enumerated() {
      let (source, target) = (box(end.source), box(end.target))
      guard source >= 0 || target >= 0 else { continue }
      let edge = counting.counted(mesh.snapshot.edges[index])
      if source >= 0 { sums[source].gathering.totals.add(edge) }
      if source == target {
        sums[source].within.add(edge)
      } else {
        if source >= 0 { sums[source].outbound.add(edge) }
        if target >= 0 {
          sums[target].inbound.add(edge)
          sums[target].gathering.totals.add(edge)
        }
      }
    }
    for (place, box) in gathered.enumerated() { boxes[box.id] = sums[place] }
  }

  private func placeMarks(_ shown: inout [Node]) {
    for (node, mark) in markOfNode {
      let callers = mesh.inbound[node].map { mesh.ends[$0].source }.filter { $0 >= 0 && places[$0] >= 0 }
      for place in Set(callers.map { places[$0] }) { shown[place].marks.append(mark) }
    }
    for place in shown.indices where shown[place].marks.count > 1 { shown[place].marks.sort() }
  }
}

extension Node {
  /// The node that a view shows for several.
  fileprivate init(_ id: NodeID, _ gathering: Gathering, _ group: NodeGroup?, _ members: [Node]) {
    func common(_ part: KeyPath<Node, String>) -> String {
      let first = members.first?[keyPath: part] ?? ""
      return members.allSatisfy { $0[keyPath: part] == first } ? first : ""
    }
    self.init(
      id: id, kind: .workload, cluster: group?.cluster ?? common(\.cluster),
      namespace: group?.namespace ?? common(\.namespace), name: group?.name ?? "\(gathering.count) services",
      health: members.lazy.map(\.health).max() ?? .idle,
      latency: Latency(members.compactMap { node in node.latency.map { ($0, 0) } }))
    self.gathering = gathering
  }
}
