import FoundationEssentials
import Mesh

/// When the trends of the namespaces are asked for.
struct TrendsWish: Sendable, Equatable {
  /// When they are to be asked for; nil where they need not be.
  var due: Date?
  /// The moment of the mesh that they were asked for last.
  var asked: Date?
  /// Whether an answer is awaited. No other is asked for until then.
  var isAwaited = false
}

extension State {
  /// The namespace or cluster that the details are of; nil where they are of something else.
  var chosenGroup: NodeGroup? {
    switch pane {
    case .graph: return chosenEdge == nil ? selection.flatMap { view?.box($0)?.group } : nil
    default:
      guard case .namespace(let id) = list.selection else { return nil }
      return .namespace(id.namespace, cluster: id.cluster)
    }
  }

  /// Asks for the trends of the namespaces while something shows them, anew when their newest point gets old; gives them
  /// up when nothing shows them any more, or another moment is on its way.
  mutating func wishForTrends() -> [Effect] {
    guard let mesh, !isOnTheWay, pane == .overview || chosenGroup != nil else {
      let isAwaited = trendsWish?.isAwaited ?? false
      trendsWish = nil
      return isAwaited ? [.giveUpTrends] : []
    }
    var wish = trendsWish ?? TrendsWish()
    defer { trendsWish = wish }
    guard !wish.isAwaited else { return [] }
    let time = mesh.snapshot.time
    if wish.due == nil {
      let known = (wish.asked ?? trends?.moment).map(History.newestMoment)
      if known == History.newestMoment(upTo: time) { return [] }
      wish.due = trendsWish == nil ? now.addingTimeInterval(HistoryWish.patience) : now
    }
    guard let due = wish.due, due <= now else { return [] }
    wish = TrendsWish(asked: time, isAwaited: true)
    return [.fetchTrends(at: time)]
  }

  /// Takes the trends, unless they are of another moment than the one that was asked for; nil where they could not be
  /// read.
  mutating func take(_ trends: NamespaceTrends?) {
    guard let trends else {
      trendsWish?.isAwaited = false
      return
    }
    guard trends.moment == trendsWish?.asked else { return }
    trendsWish?.isAwaited = false
    self.trends = trends
    if pane == .overview { arrangeList() }
  }
}
