import Mesh

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
    guard let mesh, !isOnTheWay, listID == .namespaces || chosenGroup != nil else {
      defer { trendsWish = nil }
      return trendsWish?.isAwaited == true ? [.giveUpTrends] : []
    }
    let time = mesh.snapshot.time
    var wish = trendsWish ?? HourWish(now, for: time, known: trends?.moment)
    defer { trendsWish = wish }
    return wish.isAsked(now, for: time) ? [.fetchTrends(at: time)] : []
  }

  /// Takes the trends, unless they are of another moment than the one that was asked for; nil where they could not be
  /// read.
  mutating func take(_ trends: NamespaceTrends?) {
    guard let trends else {
      trendsWish?.fail()
      return
    }
    guard let mesh, trends.moment == trendsWish?.asked else { return }
    self.trends = trends
    trendsWish?.succeed(now, for: mesh.snapshot.time)
    if listID == .namespaces { arrangeList() }
  }
}
