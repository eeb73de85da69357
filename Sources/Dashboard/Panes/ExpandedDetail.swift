import FoundationEssentials
import Mesh
import Terminal

/// What is known of the chosen node or edge, on the whole screen: in words, and the last hour as charts.
enum ExpandedDetail {
  /// Draws the words at the left, the charts at the right.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let words = min(56, max(30, area.width * 2 / 5))
    let detail = CellRect(x: area.x, y: area.y, width: words, height: area.height)
    canvas.clipped(to: detail) { DetailPane.draw(state, on: &$0, in: detail, look, hasSparklines: false) }
    let charts = CellRect(
      x: area.x + words + 1, y: area.y, width: area.width - words - 2, height: area.height)
    drawCharts(state, on: &canvas, in: charts, look)
  }

  private static func drawCharts(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    guard let history = state.history, history.subject == state.subject else {
      let isAsked = state.subject != nil
      canvas.write(
        isAsked ? "The last hour is not known yet." : "The last hour is told of one node or one edge.", x: area.x,
        y: area.y, style: look.theme[.dim])
      return
    }
    let charts = charts(history, state.settings.utcOffset)
    guard !charts.isEmpty else {
      canvas.write("Nothing flowed in the last hour.", x: area.x, y: area.y, style: look.theme[.dim])
      return
    }
    let height = min(14, area.height / charts.count)
    for (index, chart) in charts.enumerated() {
      // A line of air between two, where there is room.
      let air = height > 7 ? 1 : 0
      let place = CellRect(x: area.x, y: area.y + index * height, width: area.width, height: height - air)
      canvas.clipped(to: area) { chart.draw(on: &$0, in: place, look) }
    }
  }

  /// The charts of what there is.
  private static func charts(_ history: History, _ utcOffset: Int) -> [LineChart] {
    guard let first = history.times.first, let last = history.times.last, last > first else { return [] }
    let ends = (
      String(Clock.time(first, utcOffset: utcOffset).dropLast(3)),
      String(Clock.time(last, utcOffset: utcOffset).dropLast(3))
    )
    let errors = history.points.map { point in
      point.requests.flatMap { rate in point.errorPercent.map { rate * $0 / 100 } }
    }
    func series(_ title: String, _ sign: Character, _ role: Role, _ values: [Double?]) -> LineChart.Series {
      LineChart.Series(title: title, sign: sign, role: role, values: values)
    }
    let charts = [
      LineChart(
        series: [
          series("requests", "*", .series1, history.points.map(\.requests)), series("errors", "x", .series3, errors),
        ], format: Figures.rate, ends: ends),
      LineChart(
        series: [series("latency p95", "*", .series2, history.points.map(\.p95))], format: Figures.milliseconds,
        ends: ends),
      LineChart(
        series: [series("bytes", "*", .series4, history.points.map(\.bytes))], format: Figures.bytes, ends: ends),
    ]
    return charts.filter { $0.series[0].values.contains { $0 != nil } }
  }
}
