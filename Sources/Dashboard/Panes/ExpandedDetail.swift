import FoundationEssentials
import Mesh
import Terminal

/// What is known of what is chosen, on the whole screen: in words, and the last hour as charts.
enum ExpandedDetail {
  /// Draws the words at the left, the charts at the right.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let detail = words(in: area)
    canvas.clipped(to: detail) { DetailPane.draw(state, on: &$0, in: detail, look, hasSparklines: false) }
    let place = chartPlace(in: area)
    guard let charts = charts(state) else {
      return say(reason(state), on: &canvas, in: place, look)
    }
    if charts.isEmpty { return say(emptiness(state), on: &canvas, in: place, look) }
    for (chart, area) in Charts.placed(charts, in: place) {
      canvas.clipped(to: place) { chart.draw(on: &$0, in: area, look) }
    }
  }

  /// The part of the screen that the words have.
  static func words(in area: CellRect) -> CellRect {
    CellRect(x: area.x, y: area.y, width: min(56, max(30, area.width * 2 / 5)), height: area.height)
  }

  /// The part of the screen that the charts have.
  private static func chartPlace(in area: CellRect) -> CellRect {
    let left = words(in: area).maxX + 1
    return CellRect(x: left, y: area.y, width: area.maxX - 1 - left, height: area.height)
  }

  /// How many charts there is no room for.
  static func hiddenCharts(_ state: State) -> Int {
    guard let charts = charts(state) else { return 0 }
    return charts.count - Charts.placed(charts, in: chartPlace(in: state.areas.whole)).count
  }

  /// The charts of what is chosen; nil where there are none, or they are not known yet.
  private static func charts(_ state: State) -> [Charts.Ranked]? {
    let offset = state.settings.utcOffset
    let cursor = state.cursorPlace
    switch state.chartSubject {
    case .one(let subject):
      guard let history = state.shownHistory, history.subject == subject else { return nil }
      return history.times.count > 1 ? Charts.of(history, offset, cursor: cursor) : []
    case .group(let group):
      guard let trends = state.trends else { return nil }
      guard trends.times.count > 1, let points = trends.points(of: group) else { return [] }
      let now = newest(of: group, state, after: trends.times.last)
      return Charts.of(
        points + (now.map { [$0.point] } ?? []), trends.times + (now.map { [$0.time] } ?? []), offset, cursor: cursor)
    case nil: return nil
    }
  }

  /// What is told of a namespace beside its charts, where that is newer than these.
  private static func newest(
    of group: NodeGroup, _ state: State, after last: Date?
  ) -> (time: Date, point: NamespaceTrends.Point?)? {
    guard let time = state.mesh?.snapshot.time, let last, time > last,
      time.timeIntervalSince(last) < 2 * History.step.seconds,
      let totals = state.namespaces.first(where: { .namespace($0.id.namespace, cluster: $0.id.cluster) == group })
    else { return nil }
    let (inbound, within) = (totals.inbound, totals.within)
    return (
      time,
      NamespaceTrends.Point(
        requests: inbound.requests + within.requests, failed: inbound.failedRequests + within.failedRequests)
    )
  }

  /// Why charts would show nothing.
  private static func emptiness(_ state: State) -> String {
    if state.settings.moments.count == 1 { return "The file has but one moment, so there is no history." }
    if state.settings.isFile, state.chartTimes.count == 1 {
      return "The file has no other moment in the hour up to this one."
    }
    return state.chosenGroup != nil
      ? "Nobody reported requests into it in the last hour." : "Nothing flowed in the last hour."
  }

  /// Why there are no charts.
  private static func reason(_ state: State) -> String {
    if state.chartSubject != nil { return "The last hour is not known yet." }
    let goneEdge = state.chosenEdge.flatMap(state.changes.goneEdge)
    let goneNode = state.chosenEdge == nil ? state.selection.flatMap(state.changes.goneNode) : nil
    if state.pane == .graph, goneEdge != nil || goneNode != nil {
      return "What is gone has no charts; go back to a moment when it was there."
    }
    func key(_ command: Command) -> String { state.keys.key(for: command) ?? "" }
    switch state.list.selection {
    case .service:
      return "The last hour is told of each version by itself; \(key(.open)) shows the busiest in the graph."
    case .part: return "No history is kept of what runs the mesh."
    case .finding: return "No history is kept of what is wrong with the scraping."
    case .node, .edge, .namespace, nil: break
    }
    return state.chosenEdge != nil
      ? "The last hour is told of each edge by itself, and this one stands for several; "
        + "\(key(.collapse)) opens the chosen box."
      : "The last hour is told of each node by itself, and this box stands for several; \(key(.open)) opens it."
  }

  private static func say(_ text: String, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    for (row, line) in Text.wrapped(text, width: min(60, area.width)).enumerated() {
      canvas.write(line, x: area.x, y: area.y + row, width: area.width, style: look.theme[.dim])
    }
  }
}
