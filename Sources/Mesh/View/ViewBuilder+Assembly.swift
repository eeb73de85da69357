extension ViewBuilder {
  /// Makes what is shown of the slots that nodes have got.
  mutating func assemble() {
    let counting = WaypointCounting(mesh.snapshot)
    let counted = counting.isNeeded ? mesh.snapshot.edges.map(counting.counted) : mesh.snapshot.edges
    let totals = counted.withUnsafeBufferPointer { sumBoxes($0) }
    var (shown, ranks) = assembleNodes()
    placeMarks(&shown)
    var snapshot = mesh.snapshot
    snapshot.nodes = shown
    snapshot.edges = counted.withUnsafeBufferPointer { edges(ranks, shown, $0, totals) }
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
  ///
  /// - Parameters:
  ///   - counted: the mesh's edges with what of them counts in sums. Edges are large, so that it pays not to copy them.
  ///   - totals: the sums of each edge at a box.
  private mutating func edges(
    _ ranks: [Int], _ shown: [Node], _ counted: UnsafeBufferPointer<Edge>, _ totals: [Totals]
  ) -> [Edge] {
    var order: [(key: Int, edge: Int)] = []
    order.reserveCapacity(counted.count)
    for (index, end) in mesh.ends.enumerated() {
      guard let (source, target) = shownEnds(end.source, end.target), source != target || source < nodes.count else {
        continue
      }
      order.append((ranks[source] * shown.count + ranks[target], index))
    }
    order.sort { $0 < $1 }
    let isGathered = shown.map { $0.gathering != nil }
    var result: [Edge] = []
    result.reserveCapacity(order.count)
    if isGathered.contains(true) { originals.reserveCapacity(order.count) }
    var start = 0
    while start < order.count {
      let key = order[start].key
      var end = start + 1
      while end < order.count, order[end].key == key { end += 1 }
      let (source, target) = (key / shown.count, key % shown.count)
      if !isGathered[source], !isGathered[target] {
        for place in start..<end { result.append(mesh.snapshot.edges[order[place].edge]) }
      } else {
        let id = Edge.ID(source: shown[source].id, target: shown[target].id)
        let places = order[start..<end].map(\.edge)
        result.append(Self.edge(id, places, counted, totals))
        originals[id] = places
      }
      start = end
    }
    return result
  }

  /// One edge for several. A single one keeps all its figures.
  private static func edge(
    _ id: Edge.ID, _ places: [Int], _ counted: UnsafeBufferPointer<Edge>, _ totals: [Totals]
  ) -> Edge {
    if places.count == 1 {
      var edge = counted[places[0]]
      edge.source = id.source
      edge.target = id.target
      return edge
    }
    var sum = EdgeSum()
    for place in places { sum.add(counted[place], totals[place]) }
    return sum.edge(id)
  }

  /// Adds up the edges at boxes, whether their other ends are shown or not.
  ///
  /// - Returns: the sums of each edge at a box.
  private mutating func sumBoxes(_ counted: UnsafeBufferPointer<Edge>) -> [Totals] {
    if gathered.isEmpty { return [] }
    var sums = gathered.map { box in
      MeshView.Box(
        gathering: Gathering(kind: box.kind, count: box.members.count), group: box.group,
        members: box.members.map { nodes[$0] }.sorted { ($1.health, $0.id) < ($0.health, $1.id) }.map(\.id))
    }
    let totals = Self.totals(counted)
    func box(_ node: Int) -> Int { node >= 0 && isShown[node] ? slots[node] - nodes.count : -1 }
    for (index, end) in mesh.ends.enumerated() {
      let (source, target) = (box(end.source), box(end.target))
      guard source >= 0 || target >= 0 else { continue }
      let own = totals[index]
      if source == target {
        sums[source].within.add(own)
      } else {
        if source >= 0 { sums[source].outbound.add(own) }
        if target >= 0 { sums[target].inbound.add(own) }
      }
    }
    for (place, box) in gathered.enumerated() {
      var all = sums[place].inbound
      all.add(sums[place].outbound)
      all.add(sums[place].within)
      sums[place].gathering.totals = all
      boxes[box.id] = sums[place]
    }
    return totals
  }

  private static func totals(_ edges: UnsafeBufferPointer<Edge>) -> [Totals] {
    var totals = [Totals](repeating: Totals(), count: edges.count)
    for index in edges.indices { totals[index].add(edges[index]) }
    return totals
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
    var latency = LatencySum()
    for node in members { if let part = node.latency { latency.add(part, weight: 0) } }
    self.init(
      id: id, kind: .workload, cluster: group?.cluster ?? common(\.cluster),
      namespace: group?.namespace ?? common(\.namespace), name: group?.name ?? "\(gathering.count) services",
      health: members.lazy.map(\.health).max() ?? .idle,
      latency: latency.latency)
    self.gathering = gathering
  }
}
