import Mesh
import Terminal

/// What the graph shows: groups and leaves in boxes, marks, a part of the mesh.
extension State {
  /// Views the newest mesh by the options; what is chosen stays so, or what contains it is.
  mutating func renewView() {
    guard let mesh else { return }
    let before = view
    let view = MeshView(mesh, viewOptions, after: before)
    self.view = view
    renewSummary()
    // Other boxes are another picture: nothing of it is a ghost.
    if before?.options != view.options || before?.boxes != view.boxes { changes.forget() }
    // In a replay what is gone stands as long as it would have, which is not so long for who looks at it.
    if let compared = comparison?.renew(view) {
      changes = compared
    } else {
      changes.take(view.shown, at: replay == nil ? now : view.shown.snapshot.time)
    }
    if let old = selection {
      // A ghost can stay chosen: its details tell since when it is one.
      selection = successor(of: old, before) ?? changes.goneNode(old).map { _ in old }
      if let box = selection, mesh.nodeIndex(old) != nil, view.box(box) != nil { chosenWithin[box] = old }
    }
    if let edge = chosenEdge { chosenEdge = view.place(of: edge) ?? changes.goneEdge(edge).map { _ in edge } }
    trail = trail.compactMap { successor(of: $0, before) }
    pathStart = pathStart.flatMap { successor(of: $0, before) }
  }

  /// What is in the view in place of a node or box: itself, its box, or what was in it; nil for nothing.
  private func successor(of id: NodeID, _ before: MeshView?) -> NodeID? {
    guard let view else { return nil }
    if let place = view.place(of: id) { return place }
    let members = before?.box(id)?.members ?? []
    func isFound(_ member: NodeID) -> Bool {
      view.mesh.node(member)?.name.lowercased().contains(find.text.lowercased()) ?? false
    }
    let preferred = (find.text.isEmpty ? nil : members.first(where: isFound)) ?? chosenWithin[id]
    return preferred.flatMap(view.place) ?? members.lazy.compactMap(view.place).first
  }

  /// Shows the mesh by other options.
  mutating func show(_ options: ViewOptions, isAnew: Bool = true) -> [Effect] {
    guard options != viewOptions else { return [] }
    viewOptions = options
    detailRow = nil
    renewView()
    updateMatches()
    reveal()
    return layOut(isAnew: isAnew)
  }

  /// Does what a key asks for that changes what is shown.
  mutating func change(view command: Command) -> [Effect] {
    switch command {
    case .collapse: return collapse()
    case .collapseAll: return collapseAll()
    case .moreDetail: return showDetail(1)
    case .lessDetail: return showDetail(-1)
    case .sinks: return markSinks()
    case .paths: return findPaths()
    case .focus where selection != nil:
      overlay = .focus(row: 0)
      return []
    case .focus:
      sayNothingChosen()
      return []
    default: return []
    }
  }

  // MARK: Boxes

  /// Collapses the namespace of the chosen node, or opens the chosen box.
  private mutating func collapse() -> [Effect] {
    guard let view else { return [] }
    guard let selection else {
      sayNothingChosen()
      return []
    }
    if view.box(selection) != nil { return open(selection) }
    guard let group = view.group(of: selection), case .namespace = group else {
      say("What is chosen stands in no namespace.", for: 3)
      return []
    }
    var options = viewOptions
    options.groups[group] = true
    return show(options, isAnew: false)
  }

  /// Opens the chosen box; nil where none is chosen.
  mutating func openBox() -> [Effect]? {
    guard pane == .graph, chosenEdge == nil, let selection, view?.box(selection) != nil else { return nil }
    return open(selection)
  }

  private mutating func open(_ id: NodeID) -> [Effect] {
    var options = viewOptions
    if let group = view?.box(id)?.group { options.groups[group] = false } else { options.openFolds.insert(id) }
    return show(options, isAnew: false)
  }

  /// Opens the boxes in which nodes are, one in another.
  mutating func open(boxesAround nodes: [NodeID]) -> [Effect] {
    var effects: [Effect] = []
    for node in nodes {
      // A cluster's box has those of its namespaces in it, and these have folds.
      for _ in 0..<3 {
        guard let place = view?.place(of: node), place != node, view?.box(place) != nil else { break }
        effects = open(place)
      }
    }
    return effects
  }

  /// Back to all of the mesh, or from what is in an opened box to the box.
  mutating func leave() -> [Effect] {
    var options = viewOptions
    if options.scope != nil {
      options.scope = nil
      return show(options)
    }
    guard let view, let selection else { return [] }
    if let fold = view.fold(at: selection, among: options.openFolds) {
      options.openFolds.remove(fold)
    } else if let group = view.groups(around: selection).first(where: { options.groups[$0] == false }) {
      options.groups[group] = true
    }
    // There is nothing to go back to: then nothing is chosen, and the summary shows.
    if options == viewOptions { self.selection = nil }
    isUnchosen = self.selection == nil
    return show(options, isAnew: false)
  }

  /// Sums up what is shown, or the whole mesh. O(nodes + edges).
  private mutating func renewSummary() {
    guard let view else { return }
    let globs = viewOptions.namespaces
    let shown = view.isPart ? view.shownPart : view.mesh
    part =
      view.isPart
      ? ShownPart(nodes: Set(shown.snapshot.nodes.map(\.id)), edges: Set(shown.snapshot.edges.map(\.id))) : nil
    summary = MeshSummary(shown) { name in
      globs.isEmpty || globs.contains { Glob.matches($0, name) }
    }
  }

  /// Hides what is healthy, or shows it again.
  mutating func toggleErrorsOnly() -> [Effect] {
    guard let mesh else { return [] }
    var options = viewOptions
    options.hidesHealthy.toggle()
    let snapshot = mesh.snapshot
    let hasTrouble = snapshot.nodes.contains { $0.health.isTrouble } || snapshot.edges.contains { $0.health.isTrouble }
    if options.hidesHealthy, !hasTrouble {
      say("Nothing is degraded or failing.", for: 5)
      return []
    }
    return show(options)
  }

  // MARK: Marks

  private mutating func markSinks() -> [Effect] {
    var options = viewOptions
    options.marksSinks.toggle()
    let effects = show(options)
    guard options.marksSinks, let view else { return effects }
    if view.sinks.isEmpty {
      say("No service is called by most of the others.", for: 3)
      viewOptions.marksSinks = false
      renewView()
      return layOut()
    }
    say("Marks on their callers: \(SinkMarks.legend(view)).", for: 5)
    return effects
  }

  // MARK: Parts of the mesh

  /// Takes a key in the choice of a neighbourhood.
  mutating func take(_ press: KeyPress, _ command: Command?, focusRow row: Int) -> [Effect] {
    switch Overlay.step(from: row, press, command, last: FocusChoice.all.count - 1) {
    case .move(let row): overlay = .focus(row: row)
    case .choose(let row): return focus(FocusChoice.all[row])
    case nil: break
    }
    return []
  }

  private mutating func focus(_ choice: FocusChoice) -> [Effect] {
    overlay = nil
    guard let selection else { return [] }
    var options = viewOptions
    options.scope = choice.neighbourhood.map { .focus(selection, $0) }
    // What was searched for has been found.
    find.text = ""
    return show(options)
  }

  /// Focuses on the node that the dashboard was started with.
  mutating func beginFocus() {
    guard let focus = settings.focus, let mesh else { return }
    settings.focus = nil
    switch mesh.search(focus.name) {
    case .found(let node):
      viewOptions.scope = .focus(node, focus.neighbourhood)
      selection = node
    case let search:
      guard let failure = Failure(search, for: focus.name) else { return }
      say("\(failure.problem) \(failure.remedy)", isError: true, for: 12)
    }
  }

  private mutating func findPaths() -> [Effect] {
    guard let view else { return [] }
    guard let selection else {
      sayNothingChosen()
      return []
    }
    guard let start = pathStart, start != selection else {
      pathStart = pathStart == nil ? selection : nil
      return []
    }
    pathStart = nil
    var options = viewOptions
    options.scope = .paths(from: start, to: selection)
    let trial = MeshView(view.mesh, options, after: view)
    let (from, to) = (name(of: start), name(of: selection))
    if trial.outcome == .apart {
      say("No calls lead from \(from) to \(to), nor back.", for: 5)
      return []
    }
    find.text = ""
    if trial.outcome == .reversed { say("No calls lead from \(from) to \(to); these lead back.", for: 5) }
    return show(options)
  }

  /// Says why a node of the mesh is not shown.
  func whyHidden(_ node: NodeID) -> String? {
    guard let view, view.mesh.node(node) != nil else { return nil }
    func key(_ command: Command) -> String { keys.key(for: command) ?? "" }
    let name = name(of: node)
    if let sink = view.sinks.first(where: { $0.node == node || $0.behind.contains(node) }) {
      return "\(name) is shown as mark \(SinkMarks.text([sink.mark])); \(key(.sinks)) shows it as a box."
    }
    let isTraffic = !view.options.traffic.isAll && !view.options.hidesHealthy && view.hiddenCount == (0, 0)
    if view.base.node(node) == nil, isTraffic {
      return "\(name) has no traffic of what is shown; \(key(.display)) changes that."
    }
    if view.base.node(node) == nil { return "\(name) is hidden; \(key(.showHidden)) shows all that is." }
    return "\(name) is not in the part that is shown; \(key(.back)) shows all."
  }

  mutating func sayWhyHidden(_ node: NodeID) {
    if let text = whyHidden(node) { say(text) }
  }

  /// The name of a node or a box.
  func name(of id: NodeID) -> String {
    guard let view else { return NodeNames.name(id) }
    return view.mesh.node(id).map(names.full) ?? shownNames.full(id, in: view.shown)
  }
}

extension MeshView {
  /// The boxes that stand for several nodes.
  var boxes: Set<NodeID> { Set(shown.snapshot.nodes.lazy.filter { $0.gathering != nil }.map(\.id)) }

  /// The groups that a node or box is in, without the box's own, the smaller first.
  func groups(around id: NodeID) -> [NodeGroup] {
    let box = box(id)
    guard let node = mesh.node(box?.members.first ?? id) else { return [] }
    return NodeGroup.groups(of: node).filter { $0 != box?.group }
  }

  /// Of some opened boxes of leaves the one that a node is a leaf of, or the hub.
  func fold(at id: NodeID, among folds: Set<NodeID>) -> NodeID? {
    if folds.isEmpty { return nil }
    let callers = Set(shown.inbound(id).map(\.source)).subtracting([id])
    let callees = Set(shown.outbound(id).map(\.target)).subtracting([id])
    let neighbours = callers.union(callees)
    let hub = neighbours.count == 1 ? neighbours.first ?? id : id
    let own: Gathering.Kind = callers.isEmpty ? .callers : .callees
    let kinds: [Gathering.Kind] = hub == id ? [.callees, .callers] : [own]
    return kinds.map { NodeID.fold(of: hub, $0) }.first(where: folds.contains)
  }
}
