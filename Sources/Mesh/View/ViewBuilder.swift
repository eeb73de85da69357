/// The steps from a mesh to a view: sinks become marks, a scope is cut out, groups are collapsed, leaves folded.
struct ViewBuilder {
  let mesh: MeshIndex
  let options: ViewOptions
  let previous: MeshView?
  var memory: MeshView.Memory
  /// What is shown; nil where that is the whole mesh as it is.
  var shown: MeshIndex?
  private(set) var outcome = MeshView.Outcome.found
  private(set) var sinks: [Sink] = []
  var boxes: [NodeID: MeshView.Box] = [:]
  var places: [Int]
  var originals: [Edge.ID: [Int]] = [:]

  /// For each node whether it is shown, alone or in a box.
  private(set) var isShown: [Bool]
  /// For each node its slot: its own place, or one beyond the nodes for a box.
  private(set) var slots: [Int]
  /// The boxes of the slots beyond the nodes.
  private(set) var gathered: [(id: NodeID, kind: Gathering.Kind, group: NodeGroup?, members: [Int])] = []
  private var scope: ScopeSelection?
  /// The nodes that a scope is given by, which are neither marks nor folded.
  private var kept: Set<Int> = []
  private var forced: Set<NodeGroup> = []
  private(set) var markOfNode: [Int: Int] = [:]

  var nodes: [Node] { mesh.snapshot.nodes }

  init(_ mesh: MeshIndex, _ options: ViewOptions, _ previous: MeshView?) {
    self.mesh = mesh
    self.options = options
    self.previous = previous
    memory = previous?.memory ?? MeshView.Memory()
    let count = mesh.snapshot.nodes.count
    isShown = [Bool](repeating: true, count: count)
    slots = Array(0..<count)
    places = slots
  }

  mutating func build() {
    var ends: [[Int]] = []
    for end in options.scope?.ends ?? [] { ends.append(members(of: end)) }
    for members in ends where members.count == 1 { kept.formUnion(members) }
    if options.marksSinks { markSinks() }
    if let scope = options.scope {
      let selection = ScopeSelection(scope, of: mesh, available: isShown, ends: ends)
      outcome = selection.outcome
      if outcome != .missing {
        isShown = selection.nodes
        self.scope = selection
      }
    }
    collapse()
    if options.foldsLeaves { foldLeaves() }
    if gathered.isEmpty, sinks.isEmpty, scope == nil { return }
    assemble()
  }

  /// The nodes that a node or box stands for; a box of leaves stands for its hub, around which they are.
  private mutating func members(of id: NodeID) -> [Int] {
    if let node = mesh.nodeIndex(id) { return [node] }
    if let hub = id.foldedHub { return members(of: hub) }
    var members: [Int] = []
    var wanted: NodeGroup?
    for (index, node) in nodes.enumerated() {
      for group in NodeGroup.groups(of: node) where group == wanted || wanted == nil && group.id == id {
        wanted = group
        members.append(index)
      }
    }
    if let wanted { forced.insert(wanted) }
    return members
  }

  // MARK: Sinks

  private mutating func markSinks() {
    let known = previous?.sinks ?? []
    let marks = Dictionary(known.map { ($0.node, $0.mark) }) { first, _ in first }
    let found = SinkSearch(mesh, known: Set(marks.keys), except: kept).sinks
    var free = Set(0..<SinkSearch.mostSinks).subtracting(found.compactMap { marks[nodes[$0.node].id] }).sorted()[...]
    for sink in found {
      let id = nodes[sink.node].id
      guard let mark = marks[id] ?? free.popFirst() else { continue }
      isShown[sink.node] = false
      for node in sink.behind { isShown[node] = false }
      markOfNode[sink.node] = mark
      sinks.append(Sink(node: id, behind: sink.behind.map { nodes[$0].id }, callers: sink.callers, mark: mark))
    }
    sinks.sort { $0.mark < $1.mark }
  }

  // MARK: Groups

  private mutating func collapse() {
    let isOpen = options.groups.isEmpty && options.collapsedNames.isEmpty && forced.isEmpty
    let before = previous.flatMap { view in
      view.options.collapse == options.collapse && view.options.scope == options.scope ? view.memory.level : nil
    }
    let plain = options.collapse == .auto ? plainBoxes() : 0
    let choice = GroupChoice(
      options, boxes: plain, nodes: zip(nodes, isShown).lazy.filter(\.1).map(\.0), forced: forced, before: before)
    memory.level = choice.level
    if isOpen, choice.level == .open { return }
    var slot: [NodeGroup: Int] = [:]
    for (index, node) in nodes.enumerated() where isShown[index] {
      guard let group = choice.group(of: NodeGroup.groups(of: node)) else { continue }
      let place = slot[group] ?? gathered.count
      if place == gathered.count {
        slot[group] = place
        let kind: Gathering.Kind = if case .cluster = group { .cluster } else { .namespace }
        gathered.append((group.id, kind, group, []))
      }
      gathered[place].members.append(index)
    }
    // A box for a single node hides its name and saves nothing.
    gathered = gathered.filter { box in
      (box.members.count > 1 || box.group.map(choice.isWanted) ?? true) && !isTaken(box.id)
    }
    for (place, box) in gathered.enumerated() { for node in box.members { slots[node] = nodes.count + place } }
  }

  /// The number of boxes that would show if no group were one.
  private func plainBoxes() -> Int {
    let count = isShown.count { $0 }
    if count <= MeshView.mostBoxes * 2 / 3 || !options.foldsLeaves { return count }
    return leaves().values.reduce(count) { $0 - ($1.count > LeafFolds.most + 1 ? $1.count - LeafFolds.most - 1 : 0) }
  }

  /// Whether a node of the mesh has the identity of a box. Only a file can hold one that does.
  private func isTaken(_ id: NodeID) -> Bool { mesh.nodeIndex(id) != nil }

  // MARK: Leaves

  /// One side of a hub.
  private struct Side: Hashable {
    var hub: Int
    var kind: Gathering.Kind
  }

  /// The nodes that have one neighbour alone, by that neighbour's slot.
  private func leaves() -> [Side: [Int]] {
    let none = -1
    let several = -2
    var only = [Int](repeating: none, count: nodes.count + gathered.count)
    var isCalled = [Bool](repeating: false, count: only.count)
    for (source, target) in mesh.ends {
      guard let (from, to) = shownEnds(source, target), from != to else { continue }
      only[from] = only[from] == none || only[from] == to ? to : several
      only[to] = only[to] == none || only[to] == from ? from : several
      isCalled[to] = true
    }
    var leaves: [Side: [Int]] = [:]
    for node in nodes.indices where isShown[node] && slots[node] == node && only[node] >= 0 && !kept.contains(node) {
      leaves[Side(hub: only[node], kind: isCalled[node] ? .callees : .callers), default: []].append(node)
    }
    return leaves
  }

  private mutating func foldLeaves() {
    // In any order: a leaf is on one side of one hub.
    for (side, leaves) in leaves() where leaves.count > LeafFolds.most {
      let hub = side.hub < nodes.count ? nodes[side.hub].id : gathered[side.hub - nodes.count].id
      let id = NodeID.fold(of: hub, side.kind)
      if options.openFolds.contains(id) || isTaken(id) { continue }
      let candidates = leaves.map { node in
        LeafFolds.Leaf(node: node, id: nodes[node].id, health: nodes[node].health, traffic: traffic(of: node))
      }
      guard let (folded, memory) = LeafFolds.fold(candidates, memory.folds[id]) else {
        memory.folds[id] = nil
        continue
      }
      self.memory.folds[id] = memory
      for node in folded { slots[node] = nodes.count + gathered.count }
      gathered.append((id, side.kind, nil, folded))
    }
  }

  private func traffic(of node: Int) -> (requests: Double, bytes: Double) {
    var sum = (requests: 0.0, bytes: 0.0)
    for edge in [mesh.inbound[node], mesh.outbound[node]].joined() {
      sum.requests += mesh.snapshot.edges[edge].requestRate ?? 0
      sum.bytes += mesh.snapshot.edges[edge].tcp?.bytes ?? 0
    }
    return sum
  }

  // MARK: What is shown

  /// The slots of an edge's ends; nil where it is not shown.
  func shownEnds(_ source: Int, _ target: Int) -> (source: Int, target: Int)? {
    guard source >= 0, target >= 0, isShown[source], isShown[target],
      scope?.contains(source: source, target: target) ?? true
    else { return nil }
    return (slots[source], slots[target])
  }
}
