import Mesh

extension State {
  /// What the details are of.
  var subject: Subject? {
    switch pane {
    case .graph:
      // Boxes that stand for several have none.
      if let chosenEdge {
        mesh?.edgeIndex(chosenEdge) == nil ? nil : .edge(chosenEdge)
      } else {
        selection.flatMap { mesh?.nodeIndex($0) == nil ? expandedNamespace : .node($0) }
      }
    default:
      switch list.selection {
      case .node(let id): .node(id)
      case .edge(let id): .edge(id)
      case .namespace: expandedNamespace
      case .service, .part, .finding, nil: nil
      }
    }
  }

  /// The namespace whose charts are looked at; beside other panes its trends are told alone, which ask for less.
  private var expandedNamespace: Subject? {
    guard isExpanded, case .namespace(let name, let cluster) = chosenGroup else { return nil }
    return .namespace(NamespaceTotals.ID(cluster: cluster, namespace: name))
  }

  /// Asks for the history of what was chosen a while ago, and of what is chosen still when its history gets old; gives it
  /// up when that is not chosen any more.
  mutating func wishForHistory() -> [Effect] {
    var effects: [Effect] = []
    if let old = historyWish, old.subject != subject {
      if old.isAwaited { effects = [.giveUpHistory] }
      historyWish = nil
    }
    guard let mesh, let subject else { return effects }
    let time = mesh.snapshot.time
    if historyWish == nil {
      if history?.subject != subject { history = nil }
      historyWish = HourWish(of: subject, now, for: time)
    }
    return historyWish?.isAsked(now, for: time) == true ? effects + [.fetchHistory(subject, mesh)] : effects
  }

  /// Takes a history, unless it was not asked for, or is of something else than what is chosen, or goes beyond the moment
  /// that is shown; nil where it could not be read.
  mutating func take(_ history: History?) {
    guard let history else {
      historyWish?.fail()
      return
    }
    guard history.subject == subject, historyWish?.asked != nil, let time = mesh?.snapshot.time else { return }
    if let last = history.times.last, last > time {
      historyWish?.fail()
      return
    }
    self.history = history
    historyWish?.succeed(now, for: time)
  }
}
