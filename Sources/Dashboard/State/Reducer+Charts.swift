import FoundationEssentials
import Mesh
import Terminal

/// What charts are of.
enum ChartSubject: Sendable, Equatable {
  case one(Subject)
  case group(NodeGroup)
}

/// A moment that is looked at in the charts.
struct ChartCursor: Sendable, Equatable {
  var subject: ChartSubject
  var time: Date
}

/// The charts, and the cursor in them.
extension State {
  /// How many moments a leap of the cursor passes.
  private static let cursorLeap = 10

  /// The history up to the mesh that is shown.
  var shownHistory: History? { mesh.flatMap { history?.upTo($0) } ?? history }

  /// What the charts are of; nil where there are none of what is chosen.
  ///
  /// Those of a namespace are its trends until its history is known.
  var chartSubject: ChartSubject? {
    if case .namespace = subject, history?.subject != subject { return chosenGroup.map(ChartSubject.group) }
    return subject.map(ChartSubject.one) ?? chosenGroup.map(ChartSubject.group)
  }

  /// The moments of the charts; empty where none are known yet.
  var chartTimes: [Date] {
    switch chartSubject {
    case .one(let subject): history?.subject == subject ? shownHistory?.times ?? [] : []
    case .group(let group): trends?.points(of: group) == nil ? [] : trends?.times ?? []
    case nil: []
    }
  }

  /// Whether there is more than one moment to look at in the charts.
  var hasMomentsInCharts: Bool { chartTimes.count > 1 }

  /// The place of the cursor among the moments: its own, or the nearest after it where the charts have moved on.
  var cursorPlace: Int? {
    guard isExpanded, let cursor, cursor.subject == chartSubject else { return nil }
    let times = chartTimes
    return times.firstIndex { $0 >= cursor.time } ?? (times.isEmpty ? nil : times.count - 1)
  }

  /// Forgets a cursor whose charts are no longer there.
  mutating func dropOldCursor() {
    if let cursor, !isExpanded || cursor.subject != chartSubject { self.cursor = nil }
  }

  /// Does what a key asks for in the charts: moves the cursor, goes to its moment, takes it away; nil for other keys.
  mutating func takeInCharts(_ command: Command) -> [Effect]? {
    let times = chartTimes
    let last = times.count - 1
    var place = cursorPlace
    switch command {
    case .moveDown, .moveUp, .pageDown, .pageUp:
      if detailRow != nil { return nil }
      let page = areas.whole.height / 2
      let steps: [Command: Int] = [.moveDown: 1, .moveUp: -1, .pageDown: page, .pageUp: -page]
      let most = DetailPane.greatestScroll(self, in: ExpandedDetail.words(in: areas.whole))
      expandedScroll = min(max(0, expandedScroll + (steps[command] ?? 0)), most)
      return []
    case .moveLeft: place = place.map { $0 - 1 } ?? last
    case .moveRight: place = place.map { $0 + 1 } ?? last
    case .panLeft: place = place.map { $0 - Self.cursorLeap } ?? last
    case .panRight: place = place.map { $0 + Self.cursorLeap } ?? last
    case .first where detailRow == nil: place = 0
    case .last where detailRow == nil: place = last
    case .open where detailRow == nil:
      guard let place else { return nil }
      cursor = nil
      return go(to: times[place])
    case .back where detailRow == nil && place != nil:
      cursor = nil
      return []
    default: return nil
    }
    guard let place, let subject = chartSubject, hasMomentsInCharts else { return [] }
    cursor = ChartCursor(subject: subject, time: times[min(max(0, place), last)])
    return []
  }
}
