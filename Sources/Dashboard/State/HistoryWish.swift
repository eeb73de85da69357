import FoundationEssentials
import Mesh

/// When a history is asked for: not while the user is still on the way to something else.
struct HistoryWish: Sendable, Equatable {
  /// How long a choice must stand before it is asked for, in seconds.
  static let patience = 0.3
  var subject: Subject
  /// When it is to be asked for; nil once it has been.
  var due: Date?
}

extension State {
  /// What the details are of.
  var subject: Subject? {
    switch pane {
    case .graph:
      // Boxes that stand for several have none.
      if let chosenEdge {
        mesh?.edgeIndex(chosenEdge) == nil ? nil : .edge(chosenEdge)
      } else {
        selection.flatMap { mesh?.nodeIndex($0) == nil ? nil : .node($0) }
      }
    default:
      switch list.selection {
      case .node(let id): .node(id)
      case .edge(let id): .edge(id)
      case .namespace, .service, nil: nil
      }
    }
  }

  /// Asks for the history of what was chosen a while ago, and of what is chosen still when its history gets old.
  mutating func wishForHistory() -> [Effect] {
    guard let mesh, let subject else {
      wish = nil
      return []
    }
    if wish?.subject != subject {
      wish = HistoryWish(subject: subject, due: now.addingTimeInterval(HistoryWish.patience))
      if history?.subject != subject { history = nil }
    }
    guard let due = wish?.due, due <= now else { return [] }
    wish?.due = nil
    return [.fetchHistory(subject, mesh)]
  }

  /// Wants the history anew once its newest point is older than its points are apart.
  mutating func renewHistory() {
    guard let wish, wish.due == nil, let time = mesh?.snapshot.time, let last = history?.times.last,
      abs(time.timeIntervalSince(last)) >= History.step.seconds
    else { return }
    self.wish?.due = now
  }

  /// Takes a history, unless something else was chosen meanwhile, or a moment before all that it is of.
  mutating func take(_ history: History) {
    guard history.subject == subject, let time = mesh?.snapshot.time else { return }
    if let last = history.times.last, last > time { return }
    self.history = history
  }
}
