import Dashboard
import FoundationEssentials
import Testing

@Suite struct FiguresTests {
  @Test(arguments: [
    (0, "0"), (0.004, "<.01"), (0.01, "0.01"), (0.5, "0.5"), (0.52, "0.52"), (4.06, "4.1"), (9.94, "9.9"), (9.96, "10"),
    (999.4, "999"), (999.6, "1k"), (1234, "1.2k"), (99_949, "100k"), (1_500_000, "1.5M"), (2e12, "2T"), (-5, "-5"),
    (.nan, "?"), (.infinity, "?"),
  ])
  func numbersHaveFewDigits(value: Double, text: String) { #expect(Figures.number(value) == text) }

  @Test(arguments: [
    (0, "0%"), (0.0001, "<0.1%"), (0.4, "0.4%"), (12.3, "12%"), (98.9, "99%"), (99.0, "99.0%"), (99.96, "99.9%"),
    (99.999999, "99.9%"), (100, "100%"),
  ])
  func aShareIsAllOrNothingOnlyWhereItIs(value: Double, text: String) { #expect(Figures.percent(value) == text) }

  @Test(arguments: [(0, "0B/s"), (0.3, "<1B/s"), (850.2, "850B/s"), (3_400_000, "3.4MB/s")])
  func bytesHaveUnits(value: Double, text: String) { #expect(Figures.bytes(value) == text) }

  @Test(arguments: [
    (0, "0ms"), (0.01, "<.1ms"), (0.44, "0.4ms"), (12.3, "12ms"), (999.6, "1.0s"), (1240, "1.2s"), (99_400, "99s"),
    (600_000, "10m"), (7_200_000, "2h"), (400_000_000, "5d"), (1e20, "99999d"), (-1, "?"),
  ])
  func timesHaveUnits(value: Double, text: String) { #expect(Figures.milliseconds(value) == text) }

  @Test func spansReadAsFlagsTakeThem() {
    let spans: [Duration] = [
      .seconds(15), .seconds(90), .seconds(120), .seconds(7200), .seconds(86_400), .milliseconds(500),
    ]
    #expect(spans.map(Figures.span) == ["15s", "90s", "2m", "2h", "1d", "500ms"])
  }

  @Test func theTimeOfDayFollowsTheOffset() {
    let date = Date(timeIntervalSince1970: 1_790_000_000)
    #expect(Clock.time(date, utcOffset: 0) == "14:13:20")
    #expect(Clock.time(date, utcOffset: 10 * 3600) == "00:13:20")
    #expect(Clock.fileStamp(date) == "20260921-141320")
  }
}
