import FoundationEssentials
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
    #expect(LineChart.value(of: values, at: 0.5 / 3) == 5)
    #expect(LineChart.value(of: values, at: 1.4 / 3) == 10)
    #expect(LineChart.value(of: values, at: 1.7 / 3) == nil)
    #expect(LineChart.value(of: values, at: 1) == 4)
    #expect(LineChart.value(of: [], at: 0) == nil)
  }

  /// A line from a corner to the other passes through all columns of dots.
  @Test func aRisingLineEndsInTheUpperRightCorner() {
    let series = LineChart.Series(title: "x", sign: "*", role: .text, values: [0, 10])
    let chart = LineChart(series: [series], format: Figures.rate, ends: ("13:00", "14:00"))
    var canvas = Canvas(width: 30, height: 8, style: Style())
    chart.draw(on: &canvas, in: canvas.bounds, Look(theme: Theme(name: "plain", styles: [:]), glyphs: .ascii))
    let rows = canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(rows[0].hasPrefix("x now 10/s, at most 10/s"))
    #expect(rows[1].contains("10/s") && rows[1].hasSuffix("*"))
    #expect(rows[6].contains("0/s"))
    #expect(rows[7].contains("13:00") && rows[7].contains("14:00"))
    let stars = rows[1...6].map { $0.count { $0 == "*" } }.reduce(0, +)
    #expect(stars >= 21)
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
        snapshot.edges[index].http?.rate *= factor
        snapshot.edges[index].http?.errorPercent = minute < 40 ? 1 : 30
        snapshot.edges[index].tcp?.responseBytes *= factor
      }
      return snapshot
    }
  }
}
