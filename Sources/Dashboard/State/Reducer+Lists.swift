import Mesh
import Terminal

/// The panes that list something.
extension State {
  /// Lists the mesh anew, narrowed to what is searched for: O(rows · log rows) beside what the list's rows take.
  mutating func arrangeList() {
    guard let id = listID, let source = listSource, let mesh else { return }
    var list = list
    // Before the rows, so that the first note is chosen where nothing is yet.
    list.note(ListNotes.lines(of: id, mesh, listFacts, height: areas.main.height))
    list.take(source.rows(mesh, listFacts), source.columns, where: isListed)
    if case .namespace = list.rows.first?.subject { namespaces = mesh.namespaceTotals() }
    lists[id] = list
    choose(inList: list.place)
  }

  /// Fits the list that is shown to another size of its pane.
  mutating func resizeList() {
    guard let id = listID, let mesh else { return }
    let notes = ListNotes.lines(of: id, mesh, listFacts, height: areas.main.height)
    lists[id]?.note(notes)
    choose(inList: list.place)
  }

  /// Chooses in the list that is shown what stands for the chosen node in another reading of the mesh.
  mutating func follow(_ successor: (NodeID) -> NodeID) {
    guard let id = listID, case .node(let node) = list.selection else { return }
    lists[id]?.rename(to: .node(successor(node)))
  }

  /// Shows those rows of the list that are searched for: O(rows).
  mutating func narrowList() {
    guard let id = listID else { return }
    let isListed = isListed
    lists[id]?.narrow(where: isListed)
    choose(inList: list.place)
  }

  /// Whether a row is shown: it is found, and unwell where only such is wanted.
  private var isListed: (ListRow) -> Bool {
    let (found, expression) = (find.found, find.expression)
    let (mesh, hidesHealthy, part) = (mesh, viewOptions.hidesHealthy, part)
    return { row in
      if hidesHealthy, !row.health.isTrouble { return false }
      if let part, let mesh, !row.isIn(part, of: mesh) { return false }
      guard let found, let expression, let mesh else { return true }
      return row.isFound(by: found, expression, in: mesh)
    }
  }

  private mutating func choose(inList place: Int) {
    guard let id = listID else { return }
    let page = listLayout.page
    lists[id]?.choose(place, height: page)
  }

  /// Chooses the row of what is chosen in the graph, if it has one.
  mutating func chooseInListAsInGraph() {
    guard let id = listID, let view, selection != givenSelection || chosenEdge != nil else { return }
    let page = listLayout.page
    if let chosenEdge, let edge = view.edges(of: chosenEdge, limit: 1).first?.id {
      lists[id]?.choose(.edge(edge), height: page)
    } else if let node = selection.flatMap(view.mesh.node) {
      lists[id]?.choose(.node(node.id), height: page)
      lists[id]?.choose(.service(view.mesh.serviceID(of: node)), height: page)
    }
  }

  /// Chooses in the graph what is chosen in the list that is shown, if it is there. A namespace is no one's choice of a node.
  mutating func chooseInGraphAsInList() {
    guard let view, let subject = list.selection else { return }
    if case .namespace = subject { return }
    let (node, edge) = ends(of: subject, view.mesh)
    if let place = node.flatMap(view.place) { (selection, chosenEdge) = (place, edge.flatMap(view.place)) }
  }

  /// Moves within a list, sorts it, or shows another list of the pane.
  mutating func moveInList(_ command: Command) {
    let place = list.place
    let page = listLayout.page
    isListTouched = true
    switch command {
    case .moveDown, .next, .findNext: choose(inList: place + 1)
    case .moveUp, .previous, .findPrevious: choose(inList: place - 1)
    case .pageDown: choose(inList: place + page / 2)
    case .pageUp: choose(inList: place - page / 2)
    case .first: choose(inList: 0)
    case .last: choose(inList: list.count - 1)
    case .sortNext, .moveRight: sort(by: 1)
    case .sortPrevious, .moveLeft: sort(by: -1)
    case .sortReverse: sort(by: 0)
    case .nextNeighbour: showList(1)
    case .previousNeighbour: showList(-1)
    default: break
    }
  }

  /// Sorts by a column so many columns on, or the other way around by the same.
  private mutating func sort(by step: Int) {
    guard let source = listSource else { return }
    // What there is no room for is not seen to be sorted by.
    let shown = ListPlace.list(source.columns, width: areas.main.width, names: list.names).map(\.index)
    let place = shown.firstIndex(of: list.column) ?? (step > 0 ? -1 : 0)
    guard !shown.isEmpty else { return }
    sort(byColumn: step == 0 ? list.column : shown[(place + step + shown.count) % shown.count])
  }

  private mutating func sort(byColumn column: Int) {
    guard let id = listID, let source = listSource else { return }
    let isListed = isListed
    lists[id]?.sort(by: column, source.columns, where: isListed)
    // What comes first is what one sorts for.
    choose(inList: list.place(ofRow: 0))
  }

  /// Shows the next or previous list of the pane.
  private mutating func showList(_ by: Int) {
    let count = listSources.count
    guard count > 1, let id = listID else { return }
    showList(number: (id.number + by + count) % count)
  }

  private mutating func showList(number: Int) {
    listNumbers[pane] = number
    arrangeList()
  }

  /// Takes a click on the name of a list, a heading, a note or a row, at a cell of the pane.
  mutating func clickInList(x: Int, y: Int) {
    let layout = listLayout
    if y == layout.titles {
      let titles = ListPane.titles(self, in: areas.main.atOrigin)
      let title = titles.first { ($0.x..<$0.x + $0.text.count).contains(x) }
      if let title { showList(number: title.number) }
    } else if y == layout.heading {
      let places = ListPlace.list(listSource?.columns ?? [], width: areas.main.width, names: list.names)
      if let place = places.first(where: { ($0.x..<$0.x + $0.width).contains(x) }) { sort(byColumn: place.index) }
    } else if let place = listPlace(at: y) {
      isListTouched = true
      choose(inList: place)
    }
  }

  /// The place of the note or row that stands in a row of the pane; nil where none does that can be chosen.
  func listPlace(at y: Int) -> Int? {
    let layout = listLayout
    if y < layout.rows { return list.place(ofNote: y - layout.notes) }
    let row = list.top + y - layout.rows
    return list.rows.indices.contains(row) ? list.place(ofRow: row) : nil
  }

  /// Scrolls a list by the wheel.
  mutating func wheelInList(_ rows: Int) { choose(inList: list.place + rows) }

  /// Goes to what a row is of in the graph, and opens the boxes that it is in.
  mutating func openInGraph(_ subject: ListRow.Subject?) -> [Effect] {
    guard let view else { return [] }
    guard let subject else {
      sayNothingChosen()
      return []
    }
    isListTouched = true
    let (node, edge) = ends(of: subject, view.mesh)
    guard let node else {
      say("It is not in the graph.", for: 3)
      return []
    }
    guard let place = view.place(of: node) else {
      sayWhyHidden(node)
      return []
    }
    let list = pane
    show(.graph)
    var effects: [Effect] = []
    if case .namespace = subject {
      choose(place)
    } else {
      effects = open(boxesAround: [node] + (edge.map { [$0.target] } ?? []))
      choose(self.view?.place(of: node) ?? place)
    }
    chosenEdge = edge.flatMap { self.view?.place(of: $0) }
    cameFrom = ListOrigin(pane: list, selection: selection, edge: chosenEdge)
    reveal()
    return effects
  }

  /// Whether what is chosen in the list can stand in the graph: of what runs the mesh only what has traffic does.
  var isListedInGraph: Bool {
    switch list.selection {
    case .part(let id): mesh.map { ends(of: .part(id), $0).node != nil } ?? false
    case .finding: false
    default: !pane.isApart
    }
  }

  /// What stands for a row in the graph: a node, an edge with its source, the worst node of a namespace, the busiest of a
  /// service.
  private func ends(of subject: ListRow.Subject, _ mesh: MeshIndex) -> (node: NodeID?, edge: Edge.ID?) {
    switch subject {
    case .node(let id): return (id, nil)
    case .edge(let id): return (id.source, id)
    case .part(let id):
      let node = mesh.snapshot.nodes.first { $0.name == id.name && $0.namespace == id.namespace }
      return (node?.id, nil)
    case .finding: return (nil, nil)
    case .namespace(let id):
      let members = mesh.snapshot.nodes.filter { $0.cluster == id.cluster && $0.namespace == id.namespace }
      return (members.max { ($0.health, $1.id) < ($1.health, $0.id) }?.id, nil)
    case .service(let id):
      let versions = mesh.serviceTotals(id)?.versions ?? []
      let busiest = versions.max { ($0.sharePercent ?? 0, $1.node) < ($1.sharePercent ?? 0, $0.node) }
      return (busiest.map { mesh.snapshot.nodes[$0.node].id }, nil)
    }
  }
}

extension CellRect {
  /// The same size in the upper left corner.
  var atOrigin: CellRect { CellRect(x: 0, y: 0, width: width, height: height) }
}

/// A list from which one went to the graph, and what was gone to.
struct ListOrigin: Sendable, Equatable {
  var pane: Pane
  var selection: NodeID?
  var edge: Edge.ID?
}

extension State {
  /// The list to go back to: the one from which what is chosen was gone to.
  var listBefore: Pane? {
    guard pane == .graph, let cameFrom, cameFrom.selection == selection, cameFrom.edge == chosenEdge else { return nil }
    return cameFrom.pane
  }
}
