import FoundationEssentials
import Mesh
import Terminal

/// The charts of what is chosen.
enum Charts {
  /// A chart, and how soon it is left out where there is no room: the greatest first.
  struct Ranked {
    var chart: LineChart
    var rank: Int
  }

  /// The charts of a node or an edge, of what ever flowed: requests by code, latency, bytes, connections.
  static func of(_ history: History, _ utcOffset: Int, cursor: Int?) -> [Ranked] {
    let points = history.points
    func chart(
      _ title: String, _ unit: ChartUnit, _ series: [LineChart.Series], sum: [Double?] = [], rank: Int
    ) -> Ranked {
      let chart = LineChart(
        title: title, sum: sum, series: series, unit: unit, times: history.times, utcOffset: utcOffset, cursor: cursor)
      return Ranked(chart: chart, rank: rank)
    }
    func line(_ title: String, _ role: Role, _ value: (History.Point) -> Double?) -> LineChart.Series {
      LineChart.Series(title: title, role: role, values: points.map(value))
    }
    let fails = points.contains { ($0.denied ?? 0) > 0 || ($0.broken ?? 0) > 0 }
    let charts = [
      chart("requests", .rate, requests(points), sum: points.map(\.requests), rank: 0),
      chart("latency", .milliseconds, latency(points), rank: 1),
      chart(
        "bytes", .bytes, [line("out", .series1, \.requestBytes), line("back", .series4, \.responseBytes)], rank: 3),
      chart(
        "connections", .rate,
        [line("opened", .series1, \.opened)]
          + [("failed", Role.degraded, \History.Point.broken), ("denied", .failing, \.denied)].compactMap {
            title, role, value in
            points.contains { ($0[keyPath: value] ?? 0) > 0 } ? line(title, role, { $0[keyPath: value] }).rare : nil
          }, rank: fails ? 2 : 4),
      chart("connections open", .count, [line("connections open", .series6, \.open)], rank: 5),
    ]
    return charts.filter { $0.chart.series.contains { $0.values.contains { ($0 ?? 0) > 0 } } }
  }

  /// The classes that occur or, where no code is told of any request, all requests and those that failed.
  private static func requests(_ points: [History.Point]) -> [LineChart.Series] {
    let classes = ResponseClass.allCases.filter { kind in points.contains { ($0.responses[kind] ?? 0) > 0 } }
    if classes == [.other] {
      let all = LineChart.Series(title: "all", role: .series1, values: points.map(\.requests))
      let failed = LineChart.Series(title: "failed", role: .failing, values: points.map(\.failed)).rare
      return [all] + (failed.values.contains { ($0 ?? 0) > 0 } ? [failed] : [])
    }
    return classes.map { kind in
      let series = LineChart.Series(
        title: kind.title, role: kind.role, values: points.map { $0.requests == nil ? nil : $0.responses[kind] ?? 0 })
      return kind.isError ? series.rare : series
    }
  }

  private static func latency(_ points: [History.Point]) -> [LineChart.Series] {
    let isUpperBound = points.contains { $0.latency?.isUpperBound ?? false }
    let percentiles = [("p50", Role.series1, \Latency.p50), ("p95", .series2, \.p95), ("p99", .series4, \.p99)]
    return percentiles.map { title, role, value in
      LineChart.Series(
        title: title, role: role, values: points.map { $0.latency?[keyPath: value] }, isUpperBound: isUpperBound)
    }
  }

  /// The charts of a namespace or a cluster.
  static func of(_ points: [NamespaceTrends.Point?], _ times: [Date], _ utcOffset: Int, cursor: Int?) -> [Ranked] {
    func chart(_ title: String, _ unit: ChartUnit, _ series: [LineChart.Series]) -> LineChart {
      LineChart(title: title, series: series, unit: unit, times: times, utcOffset: utcOffset, cursor: cursor)
    }
    let requests = LineChart.Series(title: "all", role: .series1, values: points.map { $0?.requests })
    let failed = LineChart.Series(title: "failed", role: .failing, values: points.map { $0?.failed }).rare
    let share = points.map { $0?.errorPercent }
    let hasErrors = failed.values.contains { ($0 ?? 0) > 0 }
    let charts =
      [chart("requests into it", .rate, [requests] + (hasErrors ? [failed] : []))]
      + (hasErrors ? [chart("errors", .percent, [.init(title: "errors", role: .failing, values: share)])] : [])
    return charts.enumerated().map { Ranked(chart: $1, rank: $0) }
  }

  // MARK: Places

  /// The fewest rows that a chart can be read in, and the most that it needs.
  private static let leastHeight = 6
  private static let greatestHeight = 18
  /// The width from which several charts stand in two columns.
  private static let twoColumns = 110

  /// The charts that there is room for, with their places: below one another, in two columns where it is wide.
  static func placed(_ charts: [Ranked], in area: CellRect) -> [(chart: LineChart, place: CellRect)] {
    let columns = charts.count > 2 && area.width >= twoColumns ? 2 : 1
    let most = max(1, columns * (area.height / leastHeight))
    let least = charts.map(\.rank).sorted().prefix(most).last ?? 0
    let shown = charts.filter { $0.rank <= least }.map(\.chart)
    let rows = (shown.count + columns - 1) / columns
    let height = min(greatestHeight, area.height / max(1, rows))
    let gap = 3
    let width = (area.width - gap * (columns - 1)) / columns
    // A line of air between two, where there is room.
    let air = height > 7 ? 1 : 0
    return shown.enumerated().map { index, chart in
      let (row, column) = (index / columns, index % columns)
      let place = CellRect(
        x: area.x + column * (width + gap), y: area.y + row * height, width: width, height: height - air)
      return (chart, place)
    }
  }
}

extension LineChart.Series {
  /// The same line, without its zeros.
  fileprivate var rare: LineChart.Series {
    var series = self
    series.hidesZero = true
    return series
  }
}
