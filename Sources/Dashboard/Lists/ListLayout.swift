import Terminal

/// Where the parts of a list stand, in rows from the top of its pane.
struct ListLayout {
  /// The row of the lists' names, where the pane has several.
  let titles: Int?
  /// The first row of the notes.
  let notes: Int
  let heading: Int
  /// The first row of the rows, and how many show at once.
  let rows: Int
  let page: Int

  init(height: Int, lists: Int, notes count: Int) {
    titles = lists > 1 ? 0 : nil
    notes = lists > 1 ? 1 : 0
    heading = notes + count
    rows = heading + 1
    page = max(1, height - rows)
  }
}

extension State {
  /// The lists of the pane that is shown.
  var listSources: [ListSource] { ListSource.all(of: pane) }

  /// Which list is shown; nil where the pane lists nothing.
  var listID: ListID? { listSources.isEmpty ? nil : ListID(pane: pane, number: listNumbers[pane] ?? 0) }

  /// What is listed; nil where the pane lists nothing.
  var listSource: ListSource? { listID.map { listSources[$0.number] } }

  /// The list that is shown; empty where the pane lists nothing.
  var list: ListTable { listID.flatMap { lists[$0] } ?? ListTable(column: listSource?.firstColumn ?? 0) }

  /// Where the parts of the list that is shown stand.
  var listLayout: ListLayout {
    ListLayout(height: areas.main.height, lists: listSources.count, notes: list.notes.count)
  }
}
