import Foundation
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct ChartTests {
  @Test(arguments: [(0.0, 0.0), (0.003, 0.005), (1, 1), (1.1, 2), (7, 10), (99, 100), (120, 200), (500, 500)])
  func theScaleEndsAtARoundFigure(value: Double, top: Double) {
    #expect(abs(LineChart.roundUp(value) - top) < 1e-9)
  }

  @Test func betweenTwoMomentsIsALineAndWhereNothingIsKnownAGap() {
    let values: [Double?] = [0, 10, nil, 4]
    #expect(LineChart.value(of: values, at: 0.5) == 5)
    #expect(LineChart.value(of: values, at: 1.4) == 10)
    #expect(LineChart.value(of: values, at: 1.7) == nil)
    #expect(LineChart.value(of: values, at: 3) == 4)
    #expect(LineChart.value(of: [], at: 0) == nil)
  }

  private func chart(_ series: [LineChart.Series], _ seconds: [Double], cursor: Int? = nil) -> LineChart {
    LineChart(
      title: "x", series: series, unit: .rate, times: seconds.map(Date.init(timeIntervalSince1970:)), utcOffset: 0,
      cursor: cursor)
  }

  private func rows(_ chart: LineChart, width: Int, height: Int, _ glyphs: GlyphSet = .ascii) -> [String] {
    var canvas = Canvas(width: width, height: height, style: Style())
    chart.draw(on: &canvas, in: canvas.bounds, Look(theme: Theme(name: "plain", styles: [:]), glyphs: glyphs))
    return canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Where there is no room for all charts, it is said how many are missing.
  @Test func whatThereIsNoRoomForIsCounted() {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "e")
    dashboard.wait(0.3)
    dashboard.send(.remembered(History(of: .node(SampleMesh.id("orders")), in: SampleMesh.hour())))
    #expect(ExpandedDetail.hiddenCharts(dashboard.state) == 2)
    #expect(dashboard.frame().contains(" 2 more charts ─╯"))
    dashboard.send(.resized(width: 200, height: 60))
    #expect(!dashboard.frame().contains("more chart"))
  }

  /// Moments stand where they were, not one beside the other, and where there were none for long there is no line.
  @Test func aHoleInARecordingIsAGapOfItsLength() {
    let seconds = Array(stride(from: 0.0, through: 1200, by: 60)) + Array(stride(from: 1800.0, through: 2400, by: 60))
    let values = seconds.map { _ in Double?(1) }
    let series = LineChart.Series(title: "x", role: .text, values: values)
    let plot = rows(chart([series], seconds), width: 51, height: 6)[1].dropFirst(10)
    // 40 cells for 40 minutes.
    #expect(plot.prefix(21).allSatisfy { $0 == "*" })
    #expect(plot.dropFirst(21).prefix(8).allSatisfy { $0 == " " }, "\(plot)")
    #expect(plot.dropFirst(30).allSatisfy { $0 == "*" })
    #expect(rows(chart([series], seconds), width: 51, height: 6).last?.contains("00:20") == true)
  }

  @Test func momentsThatAreFarApartThroughoutAreJoined() {
    let axis = TimeAxis([0, 300, 600, 900].map(Date.init(timeIntervalSince1970:)))
    #expect(axis.place(at: 0.5, reach: 0.01) == 1.5)
    #expect(TimeAxis([0, 700].map(Date.init(timeIntervalSince1970:))).place(at: 0.25, reach: 0.01) == 0.25)
    #expect(TimeAxis([]).place(at: 0.5, reach: 0.01) == nil)
    #expect(TimeAxis([5, 5].map(Date.init(timeIntervalSince1970:))).share(of: 1) == 1)
  }

  /// Whatever the greatest value is: what stands at the scale is no rounded figure, and it fits.
  @Test(arguments: [ChartUnit.rate, .bytes, .milliseconds, .percent, .count])
  func whatStandsAtTheScaleIsExact(unit: ChartUnit) throws {
    for exponent in -40...(unit == .percent ? 8 : 30) {
      let value = pow(10, Double(exponent) / 4)
      let top = unit.top(value)
      #expect(top >= value * (1 - 1e-9))
      for part in [0, 0.25, 0.5, 0.75, 1] {
        let text = unit.scaleText(part * top)
        let read = try #require(Self.number(text, unit), "\(text)")
        #expect(abs(read - part * top) <= 1e-9 * top, "\(text) for \(part * top)")
        #expect(text.count <= 8, "\(text)")
      }
    }
  }

  /// What a figure at a scale says.
  private static func number(_ text: String, _ unit: ChartUnit) -> Double? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let factors: [String: Double] =
      unit == .milliseconds
      ? ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
      : ["k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "": 1, "%": 1]
    let rest = text.dropFirst(digits.count).replacing("/s", with: "").replacing("B", with: "")
    guard let number = Double(digits), let factor = factors[String(rest)] else { return nil }
    return number * factor
  }

  /// A figure at the scale stands in the row in which a level line of that value runs.
  @Test(arguments: [3, 5, 6, 11, 12, 20], [true, false])
  func theScaleStandsWhereTheLinesRun(height: Int, hasBraille: Bool) {
    for part in [0.0, 0.25, 0.5, 0.75, 1] {
      let series = LineChart.Series(title: "x", role: .text, values: [100, 100 * part, 100 * part])
      let chart = chart([series], [0, 60, 120])
      let marks = chart.marks(to: 100, height: height, hasBraille: hasBraille)
      guard let mark = marks.first(where: { $0.value == 100 * part }) else { continue }
      let rows = rows(chart, width: 40, height: height + 2, hasBraille ? .unicode : .ascii)
      let last = rows.dropFirst().dropLast().lastIndex { $0.count == 40 && $0.last != " " }
      #expect(last == mark.row + 1, "\(part) of \(height)")
    }
  }

  @Test func linesAreToldApartWithoutColour() {
    let values: [[Double?]] = [[4, 4, 4], [3, 3, 3], [2, 2, 2], [1, 1, 1]]
    let series = values.enumerated().map { LineChart.Series(title: "l\($0)", role: .text, values: $1) }
    let ascii = rows(chart(series, [0, 60, 120]), width: 60, height: 10)
    for sign in ["* l0 4/s", "x l1 3/s", "+ l2 2/s", "o l3 1/s"] { #expect(ascii[0].contains(sign)) }
    for sign in "*x+o" { #expect(ascii[1...8].contains { $0.contains(String(repeating: sign, count: 40)) }) }
    let braille = rows(chart(series, [0, 60, 120]), width: 60, height: 10, .unicode)
    for sign in ["⠒⠒⠒ l0", "⠒⠒  l1", "⠂⠂⠂ l2", "⠒ ⠒ l3"] { #expect(braille[0].contains(sign), "\(braille[0])") }
  }

  @Test func whatIsRareLeavesNoLineAtZeroButASpikeIsWhole() {
    var series = LineChart.Series(title: "errors", role: .text, values: [0, 0, 8, 0, 0])
    series.hidesZero = true
    let rows = rows(chart([series], [0, 60, 120, 180, 240]), width: 61, height: 10)
    #expect(rows[8].count { $0 == "*" } <= 4)
    #expect((1...8).allSatisfy { rows[$0].contains("*") || $0 <= 2 })
  }

  @Test func theCursorIsALineWithItsTimeAndItsFigures() {
    let series = LineChart.Series(title: "x", role: .text, values: [1, 2, nil, 4])
    let times: [Double] = [46_800, 46_860, 46_920, 46_980]
    let there = rows(chart([series], times, cursor: 1), width: 61, height: 8)
    #expect(there[0].hasPrefix("x 2/s max 4/s"))
    #expect(there[0].hasSuffix("13:01:00"))
    #expect(there[7].contains("13:01"))
    #expect(there[1...6].count { $0.contains(":") } == 5)
    #expect(rows(chart([series], times, cursor: 2), width: 61, height: 8)[0].hasPrefix("x - max 4/s"))
    #expect(!rows(chart([series], times), width: 61, height: 8)[3].contains(":"))
  }

  @Test func chartsThatSayLeastAreLeftOutAndWideScreensHaveTwoColumns() {
    var point = History.Point()
    (point.requests, point.responses, point.opened, point.open) = (1, [.success: 1], 1, 3)
    (point.requestBytes, point.latency) = (1, Latency(p50: 1, p95: 2, p99: 3))
    let history = { (point: History.Point) in
      Charts.of(
        History(of: .node(SampleMesh.id("x")), times: [0, 60].map(Date.init(timeIntervalSince1970:)), [point, point]),
        0, cursor: nil)
    }
    func titles(_ point: History.Point, _ width: Int, _ height: Int) -> [String] {
      Charts.placed(history(point), in: CellRect(x: 0, y: 0, width: width, height: height)).map(\.chart.title)
    }
    #expect(titles(point, 140, 46) == ["requests", "latency", "bytes", "connections", "connections open"])
    #expect(titles(point, 45, 26) == ["requests", "latency", "bytes", "connections"])
    #expect(titles(point, 45, 20) == ["requests", "latency", "bytes"])
    // What a policy denies says more than bytes.
    point.denied = 1
    #expect(titles(point, 45, 20) == ["requests", "latency", "connections"])
    let places = Charts.placed(history(point), in: CellRect(x: 2, y: 3, width: 140, height: 46)).map(\.place)
    #expect(Set(places.map(\.x)).count == 2)
    #expect(places.allSatisfy { $0.height >= 14 && $0.maxX <= 142 && $0.maxY <= 49 })
    point.responses = [:]
    (point.requests, point.latency, point.denied) = (nil, nil, nil)
    #expect(titles(point, 140, 46) == ["bytes", "connections", "connections open"])
  }

  /// A line from a corner to the other passes through all columns of dots.
  @Test func aRisingLineEndsInTheUpperRightCorner() {
    let series = LineChart.Series(title: "x", role: .text, values: [0, 10])
    let chart = chart([series], [46_800, 50_400])
    let rows = rows(chart, width: 31, height: 8)
    #expect(rows[0].hasPrefix("x 10/s max 10/s"))
    #expect(rows[0].hasSuffix("14:00"))
    #expect(rows[1].contains("10/s") && rows[1].hasSuffix("*"))
    #expect(rows[6].contains("0/s"))
    #expect(rows[7].contains("13:00") && rows[7].contains("14:00"))
    let stars = rows[1...6].map { $0.count { $0 == "*" } }.reduce(0, +)
    #expect(stars >= 21)
  }

  /// A file may have shares of more than all.
  @Test(arguments: [GlyphSet.ascii, .unicode])
  func whatIsBeyondTheScaleRunsAlongItsEnd(glyphs: GlyphSet) {
    let series = LineChart.Series(title: "x", role: .text, values: [300, 300, 150])
    let chart = LineChart(
      title: "x", series: [series], unit: .percent, times: [0, 60, 120].map(Date.init(timeIntervalSince1970:)),
      utcOffset: 0)
    let rows = rows(chart, width: 40, height: 8, glyphs)
    #expect(rows[1].dropFirst(10).allSatisfy { $0 == (glyphs.isASCII ? "*" : rows[1].last) })
    #expect(rows[1].count == 40)
  }

  @Test func theDetailsTakeTheScreenAndGiveItBack() {
    var dashboard = TestDashboard()
    let before = dashboard.frame()
    dashboard.press("e")
    #expect(dashboard.frame().contains("The last hour is not known yet."))
    dashboard.press("esc")
    #expect(dashboard.frame() == before)
    dashboard.press("e", "q")
    #expect(dashboard.frame() == before)
    #expect(!dashboard.takeEffects().quits)
    dashboard.press("e", "e")
    #expect(dashboard.frame() == before)
    dashboard.press("e", "2")
    #expect(!dashboard.state.isExpanded)
  }
}

extension SampleMesh {
  /// An hour of the shop: traffic rises and falls, then errors begin.
  static func hour() -> [Snapshot] {
    (0...60).map { minute in
      var snapshot = shop
      snapshot.time = time.addingTimeInterval(Double(minute - 60) * 60)
      let factor = 1 + 0.8 * Double((minute * 7) % 60 - 30) / 30
      for index in snapshot.edges.indices {
        let errors = minute < 40 ? 1.0 : 30
        if let rate = snapshot.edges[index].http?.rate {
          snapshot.edges[index].http?.rate = rate * factor
          snapshot.edges[index].http?.errorPercent = errors
          snapshot.edges[index].http?.responses = [
            .init(code: "200", flags: "-", rate: rate * factor * (1 - errors / 100)),
            .init(code: "503", flags: "UF", rate: rate * factor * errors / 100),
          ]
        }
        snapshot.edges[index].tcp?.responseBytes *= factor
      }
      return snapshot
    }
  }
}
