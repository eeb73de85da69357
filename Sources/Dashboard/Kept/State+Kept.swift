import Mesh

extension State {
  /// What of it would be kept for later runs.
  public var kept: KeptState {
    var kept = KeptState()
    kept.pane = pane
    kept.theme = settings.theme
    // A theme that is only looked at is not chosen.
    if case .themes(_, let before) = overlay { kept.theme = before }
    kept.grouping = settings.grouping
    kept.direction = settings.direction
    kept.density = settings.density
    kept.edgeLabel = edgeLabel
    kept.window = settings.window
    kept.collapse = KeptState.Collapse(
      level: viewOptions.collapse, names: viewOptions.collapsedNames, groups: viewOptions.groups)
    kept.namespaces = settings.namespaces
    for pane in Pane.allCases {
      guard let source = ListSource.all(of: pane).first else { continue }
      let list = lists[ListID(pane: pane, number: 0)] ?? ListTable(column: source.firstColumn)
      guard source.columns.indices.contains(list.column) else { continue }
      kept.orders[pane] = KeptState.Order(column: source.columns[list.column].title, isReversed: list.isReversed)
    }
    return kept
  }

  /// Takes up what was chosen in earlier runs, before the first answer. What is no longer known is passed over.
  public mutating func restore(_ kept: KeptState) {
    if let pane = kept.pane { self.pane = pane }
    if let theme = kept.theme, settings.themes.contains(theme) { settings.theme = theme }
    if let grouping = kept.grouping { settings.grouping = grouping }
    if let direction = kept.direction { settings.direction = direction }
    if let density = kept.density { settings.density = density }
    if let label = kept.edgeLabel { edgeLabel = label }
    if let window = kept.window { settings.window = window }
    if let collapse = kept.collapse {
      viewOptions.collapse = collapse.level
      viewOptions.collapsedNames = collapse.names
      viewOptions.groups = collapse.groups
    }
    if let namespaces = kept.namespaces {
      settings.namespaces = namespaces
      viewOptions.namespaces = namespaces
    }
    for (pane, order) in kept.orders { sort(pane, by: order) }
  }

  private mutating func sort(_ pane: Pane, by order: KeptState.Order) {
    guard let columns = ListSource.all(of: pane).first?.columns,
      let column = columns.firstIndex(where: { $0.title == order.column })
    else { return }
    lists[ListID(pane: pane, number: 0)] = ListTable(column: column, isReversed: order.isReversed)
  }
}
