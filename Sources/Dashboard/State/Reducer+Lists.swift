import Mesh
import Terminal

/// The panes that list something.
extension State {
  /// The list of the pane that is shown.
  var list: ListTable { lists[pane] ?? ListTable(column: ListSource.of(pane)?.firstColumn ?? 0) }

  /// The number of rows that a list shows at once.
  var listHeight: Int {
    max(1, areas.main.height - 1 - list.summary.count)
  }

  /// Lists the mesh anew, narrowed to what is searched for: O(nodes + edges).
  mutating func arrangeList() {
    guard let source = ListSource.of(pane), let mesh else { return }
    var list = list
    var rows = source.rows(mesh, find.expression?.selection(of: mesh, namespaces: settings.namespaces))
    if pane == .overview { addTrends(to: &rows) }
    list.take(rows, source.columns)
    if pane == .overview { namespaces = mesh.namespaceTotals() }
    list.summary = ListSummary.lines(self, mesh, height: areas.main.height)
    lists[pane] = list
    list.choose(list.row, height: listHeight)
    lists[pane] = list
  }

  /// Moves within a list, or sorts it.
  mutating func moveInList(_ command: Command) {
    guard let source = ListSource.of(pane) else { return }
    var list = list
    let page = listHeight
    switch command {
    case .moveDown, .next, .findNext: list.choose(list.row + 1, height: page)
    case .moveUp, .previous, .findPrevious: list.choose(list.row - 1, height: page)
    case .pageDown: list.choose(list.row + page / 2, height: page)
    case .pageUp: list.choose(list.row - page / 2, height: page)
    case .first: list.choose(0, height: page)
    case .last: list.choose(list.rows.count - 1, height: page)
    case .sortNext, .moveRight: list.sort(by: 1, source.columns)
    case .sortPrevious, .moveLeft: list.sort(by: -1, source.columns)
    case .sortReverse: list.reverse(source.columns)
    case .open:
      openInGraph(list.selection)
      return
    default: return
    }
    list.choose(list.row, height: page)
    lists[pane] = list
  }

  /// Chooses a row by a click.
  mutating func clickInList(row y: Int) {
    var list = list
    let above = areas.main.height - 1 - listHeight
    guard y > above else { return }
    list.choose(list.top + y - above - 1, height: listHeight)
    lists[pane] = list
  }

  /// Scrolls a list by the wheel.
  mutating func wheelInList(_ rows: Int) {
    var list = list
    list.choose(list.row + rows, height: listHeight)
    lists[pane] = list
  }

  /// Goes to what a row is of in the graph: a node, an edge, or the worst node of a namespace.
  private mutating func openInGraph(_ subject: ListRow.Subject?) {
    guard let subject, let view else { return }
    var node: NodeID?
    var edge: Edge.ID?
    switch subject {
    case .node(let id): node = id
    case .edge(let id):
      node = id.source
      edge = id
    case .namespace(let id):
      let members = view.mesh.snapshot.nodes.filter { $0.cluster == id.cluster && $0.namespace == id.namespace }
      node = members.max { ($0.health, $1.id) < ($1.health, $0.id) }?.id
    }
    guard let node else { return }
    guard let place = view.place(of: node) else {
      sayWhyHidden(node)
      return
    }
    show(.graph)
    choose(place)
    chosenEdge = edge.flatMap(view.place)
    reveal()
  }
}
