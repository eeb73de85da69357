import Foundation
import Terminal
import Testing

@testable import Dashboard

/// Figures of any size, as a file or a server may have them: they are told somehow, and nothing traps.
@Suite struct MagnitudeTests {
  private static let values: [Double] = {
    let ends = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, .infinity, .nan, 9.3e15, 9.3e18,
      9.3e36,
    ]
    let powers = (-300...308).flatMap { exponent in [1, 1.7].map { $0 * pow(10, Double(exponent)) } }
    return (ends + powers).flatMap { [$0, -$0] }
  }()
  private static let units: [ChartUnit] = [.rate, .bytes, .milliseconds, .percent, .count]

  @Test func everyFigureIsTold() {
    let tellers: [(Double) -> String] = [
      Figures.number, Figures.rate, Figures.bytes, Figures.amount, Figures.percent, Figures.milliseconds, Figures.age,
    ]
    for value in Self.values {
      for tell in tellers {
        let text = tell(value)
        #expect(!text.isEmpty && text.count <= 8, "\(text) for \(value)")
      }
      for digits in 0...3 { #expect(!Figures.fixed(value, digits: digits).isEmpty) }
    }
    for seconds in [Int64.min, -1, 0, 1, Int64.max] { #expect(!Figures.span(.seconds(seconds)).isEmpty) }
  }

  @Test func whatIsNegativeHasItsSignOnce() {
    #expect(Figures.fixed(-0.5, digits: 1) == "-0.5")
    #expect(Figures.fixed(-12.25, digits: 2) == "-12.25")
    #expect(Figures.fixed(-0.01, digits: 1) == "0.0")
  }

  @Test func beyondAllLettersIsTheGreatestFigure() {
    #expect(Figures.number(9.99e20) == "999E")
    #expect(Figures.number(1e300) == "999E")
  }

  @Test(arguments: units)
  func everyScaleHasAnEnd(unit: ChartUnit) {
    for value in Self.values {
      let top = unit.top(value)
      #expect(top.isFinite && top >= 0, "\(top) for \(value)")
      if value > 0, value.isFinite, unit != .percent { #expect(top >= value, "\(top) for \(value)") }
      for part in [0, 0.25, 0.5, 0.75, 1] { #expect(!unit.scaleText(part * top).isEmpty) }
      #expect(!unit.text(value).isEmpty && !unit.scaleText(value).isEmpty)
    }
  }

  @Test(arguments: units, [GlyphSet.unicode, .ascii])
  func everyLineIsDrawn(unit: ChartUnit, glyphs: GlyphSet) {
    for value in Self.values {
      for values in [[0, value, 1], [value, -value, value], [value, nil, 1], [1, .infinity, .nan]] as [[Double?]] {
        let chart = LineChart(
          title: "x", series: [LineChart.Series(title: "x", role: .text, values: values)], unit: unit,
          times: [0, 60, 120].map(Date.init(timeIntervalSince1970:)), utcOffset: 0)
        var canvas = Canvas(width: 24, height: 6, style: Style())
        chart.draw(on: &canvas, in: canvas.bounds, Look(theme: Theme(name: "plain", styles: [:]), glyphs: glyphs))
      }
    }
  }
}
