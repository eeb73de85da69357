import FoundationEssentials
import Mesh
import Testing

@testable import Dashboard

@Suite struct IntervalTests {
  /// A dashboard of a mesh whose proxies are scraped in an interval.
  private func dashboard(
    scrapes: Duration, and seldom: Duration? = nil, interval: Duration = .seconds(15), window: Duration = .seconds(120)
  ) -> TestDashboard {
    var mesh = SampleMesh.shop
    mesh.scrapeIntervals = scrapes...(seldom ?? scrapes)
    mesh.window = max(window, (seldom ?? scrapes) * 4)
    return TestDashboard(
      mesh, width: 200, settings: Settings(sourceName: "thanos.example", window: window, interval: interval))
  }

  @Test func intervalsGoFromFiveSecondsToAQuarterOfAnHour() {
    var dashboard = TestDashboard()
    var seen: [Int64] = []
    for _ in 0..<8 {
      dashboard.press("(")
      seen.append(dashboard.state.interval.components.seconds)
    }
    #expect(seen == [30, 60, 300, 900, 900, 900, 900, 900])
    #expect(dashboard.frame().contains("Every 15m is the longest interval."))
    for _ in 0..<8 { dashboard.press(")") }
    #expect(dashboard.state.interval == .seconds(5))
    #expect(dashboard.frame().contains("Every 5s is the shortest interval."))
  }

  @Test func anIntervalFinerThanTheScrapesIsWidenedAndThatIsSaidOnce() {
    var dashboard = dashboard(scrapes: .seconds(30), interval: .seconds(5))
    #expect(
      dashboard.frame().contains("Proxies are scraped every 30s: meshtop refreshes every 30s, not every 5s."))
    #expect(dashboard.frame().contains("every 30s"))
    _ = dashboard.takeEffects()
    dashboard.wait(29)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.wait(1)
    #expect(dashboard.takeEffects().fetches == 1)
    let said = dashboard.state.messages.messages.map(\.count)
    var mesh = SampleMesh.shop
    mesh.scrapeIntervals = .seconds(30)...(.seconds(30))
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.state.messages.messages.map(\.count) == said)
  }

  @Test func aWishStopsAtTheScrapesAndIsToldWhy() {
    var dashboard = dashboard(scrapes: .seconds(30), interval: .seconds(60))
    dashboard.press(")")
    #expect(dashboard.state.interval == .seconds(30))
    dashboard.press(")")
    #expect(dashboard.state.interval == .seconds(30))
    #expect(dashboard.frame().contains("Proxies are scraped every 30s: every 30s is often enough."))
    dashboard.press("(")
    #expect(dashboard.state.interval == .seconds(60))
  }

  @Test func aScrapeThatWasMissedIsNoReason() {
    // 300 seconds over 19 samples are about 16.
    #expect(dashboard(scrapes: .seconds(16)).state.interval == .seconds(15))
  }

  @Test func whatIsScrapedOftenIsShownOftenAndWindowsSuitWhatIsScrapedSeldom() {
    var dashboard = dashboard(scrapes: .seconds(15), and: .seconds(30))
    #expect(dashboard.state.interval == .seconds(15))
    dashboard.press("t", "1")
    #expect(dashboard.state.settings.window == .seconds(120))
  }

  @Test func ratesOverDaysAreAskedForSeldom() {
    var dashboard = TestDashboard(width: 200)
    _ = dashboard.takeEffects()
    dashboard.press("t", "=")
    #expect(dashboard.state.settings.window == .seconds(2_592_000))
    #expect(dashboard.takeEffects().fetches == 1)
    var mesh = SampleMesh.shop
    mesh.window = .seconds(2_592_000)
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.frame().contains("Rates over 30d change slowly: meshtop refreshes every 5m, not every 15s."))
    dashboard.wait(299)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.wait(1)
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func aFileGoesOnAtThePaceThatIsWanted() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [SampleMesh.time]
    var mesh = SampleMesh.shop
    mesh.window = .seconds(86_400)
    #expect(TestDashboard(mesh, settings: settings).state.interval == .seconds(15))
  }

  @Test func aMomentThatStaysIsAskedForAsOftenAsIsWanted() {
    var mesh = SampleMesh.shop
    mesh.scrapeIntervals = .seconds(30)...(.seconds(30))
    let settings = Settings(sourceName: "thanos.example", interval: .seconds(1), fixedTime: SampleMesh.time)
    #expect(TestDashboard(mesh, settings: settings).state.interval == .seconds(1))
  }

  @Test func anIntervalIsChosenByName() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("every 30s")
    dashboard.press("enter")
    #expect(dashboard.state.interval == .seconds(30))
  }

  @Test(arguments: zip(Overlay.windows, Overlay.rowKeys))
  func everyWindowHasAKeyAndAName(window: Duration, key: String) {
    #expect(Overlay.windows.count == Overlay.rowKeys.count)
    var dashboard = TestDashboard()
    dashboard.press("t", key)
    #expect(dashboard.state.settings.window == window)
    #expect(dashboard.state.overlay == nil)
    dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("window \(Figures.span(window))")
    dashboard.press("enter")
    #expect(dashboard.state.settings.window == window)
  }

  @Test func aWindowOfLessThanFourScrapesIsNotTaken() {
    var dashboard = dashboard(scrapes: .seconds(30))
    _ = dashboard.takeEffects()
    dashboard.press("t")
    #expect(dashboard.frame().contains("1m       under 4 scrapes: one every 30s"))
    dashboard.press("1")
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.settings.window == .seconds(120))
    #expect(dashboard.state.overlay != nil)
    dashboard.press("esc")
    #expect(dashboard.frame().contains("No rates over 1m: under 4 scrapes: one every 30s."))
  }

  @Test func whatIsReallyUsedIsToldInTheHeader() {
    #expect(dashboard(scrapes: .seconds(30), window: .seconds(60)).frame().contains("2m window, not 1m"))
    #expect(!dashboard(scrapes: .seconds(15), window: .seconds(60)).frame().contains("not 1m"))
  }
}
