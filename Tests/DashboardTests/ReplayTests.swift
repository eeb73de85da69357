import FoundationEssentials
import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct ReplayTests {
  private let failure = Failure(problem: "It is down.", remedy: "Wait.")

  private static func at(_ seconds: Double) -> Date { SampleMesh.time.addingTimeInterval(seconds) }

  /// The sample mesh at some seconds from its usual moment.
  private func mesh(
    at seconds: Double, without name: String? = nil, with new: String? = nil, scrapes: Duration? = nil
  ) -> Action {
    var mesh = SampleMesh.shop
    if let new { mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: new)) }
    mesh.time = Self.at(seconds)
    mesh.scrapeIntervals = scrapes.map { $0...$0 * 60 }
    let ids = Set(mesh.nodes.filter { $0.name == name }.map(\.id))
    mesh.nodes.removeAll { ids.contains($0.id) }
    mesh.edges.removeAll { ids.contains($0.source) || ids.contains($0.target) }
    return .arrived(.success(MeshIndex(mesh)))
  }

  /// A dashboard that shows the first frame of the last minute.
  private func playing(width: Int = 240, height: Int = 50) -> TestDashboard {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("r", "1")
    dashboard.send(mesh(at: -60))
    _ = dashboard.takeEffects()
    return dashboard
  }

  @Test func theLastMinutesAreAskedForFrameByFrameAndThenItStops() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("r", "1")
    var asked = dashboard.takeEffects().moments
    for _ in 0..<6 {
      dashboard.send(mesh(at: asked.last.flatMap(\.self) ?? 0))
      dashboard.wait(2.9)
      #expect(dashboard.takeEffects().fetches == 0)
      dashboard.wait(0.1)
      asked += dashboard.takeEffects().moments
    }
    #expect(asked == [-60, -50, -40, -30, -20, -10, 0])
    dashboard.send(mesh(at: 0))
    #expect(dashboard.state.replay?.isPlaying == false)
    #expect(dashboard.frame().contains("The replay ends here"))
    dashboard.wait(100)
    #expect(dashboard.takeEffects().fetches == 0)
  }

  @Test func fiveMinutesAreTheDefaultAndFramesFallOnWholeSteps() {
    var dashboard = TestDashboard()
    dashboard.wait(7)
    _ = dashboard.takeEffects()
    dashboard.press("r", "enter")
    #expect(dashboard.takeEffects().moments == [-300])
    #expect(dashboard.state.replay?.start == Self.at(-300))
  }

  @Test func itBeginsAtThePastMomentThatIsLookedAt() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("at -1h")
    dashboard.press("enter")
    dashboard.send(mesh(at: -3600))
    _ = dashboard.takeEffects()
    dashboard.press("r")
    #expect(dashboard.frame().contains("Replay from 13:13:20 on"))
    dashboard.press("4")
    // That frame is there already.
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.replay?.end == Self.at(-1800))
    dashboard.wait(3)
    #expect(dashboard.takeEffects().moments == [-3590])
  }

  @Test func framesAreNotNearerThanScrapes() {
    var dashboard = TestDashboard()
    dashboard.send(mesh(at: 0, scrapes: .seconds(30)))
    _ = dashboard.takeEffects()
    dashboard.press("r", "1")
    dashboard.send(mesh(at: -80, scrapes: .seconds(30)))
    dashboard.wait(3)
    #expect(dashboard.takeEffects().moments == [-80, -50])
  }

  @Test func aSlowSourceSlowsTheReplayAndNothingPilesUp() {
    var dashboard = playing()
    dashboard.wait(3)
    #expect(dashboard.takeEffects().moments == [-50])
    for _ in 0..<20 { dashboard.wait(1) }
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.send(mesh(at: -50))
    #expect(dashboard.takeEffects().moments == [-40])
  }

  @Test func aFrameWaitsForTheLayoutOfTheOneBefore() throws {
    var state = playing().state
    var now = SampleMesh.time.addingTimeInterval(3)
    func act(_ action: Action) -> [Effect] { reduce(into: &state, action, at: now) }
    #expect(act(.tick).moments == [-50])
    let effects = act(mesh(at: -50, with: "fresh"))
    let request = try #require(effects.compactMap { if case .layOut(let it) = $0 { it } else { nil } }.first)
    now.addTimeInterval(30)
    #expect(act(.tick).moments.isEmpty)
    #expect(act(.laidOut(try #require(request.scene(like: nil)))).moments == [-40])
  }

  @Test func itPausesGoesOnAndBeginsAgainAtItsEnd() {
    var dashboard = playing()
    dashboard.press("space")
    #expect(dashboard.frame().contains("paused"))
    dashboard.wait(60)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.press("p")
    #expect(dashboard.takeEffects().moments == [-50])
    dashboard.send(mesh(at: -50))
    dashboard.press("}")
    dashboard.send(mesh(at: 0))
    _ = dashboard.takeEffects()
    dashboard.press("p")
    #expect(dashboard.takeEffects().moments == [-60])
    #expect(dashboard.state.replay?.isPlaying == true)
  }

  @Test func itGoesSlowerAndFasterWithinLimits() {
    var dashboard = playing()
    #expect(dashboard.frame().contains("3s/frame"))
    dashboard.press(")")
    #expect(dashboard.frame().contains("1s/frame"))
    dashboard.press(")")
    #expect(dashboard.frame().contains("1s a frame is the fastest."))
    dashboard.wait(1)
    #expect(dashboard.takeEffects().moments == [-50])
    dashboard.press("(", "(", "(", "(")
    #expect(dashboard.frame().contains("10s/frame"))
    dashboard.send(mesh(at: -50))
    dashboard.wait(9)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.wait(1)
    #expect(dashboard.takeEffects().fetches == 1)
    #expect(dashboard.state.settings.interval == .seconds(15))
  }

  @Test func stepsPauseItAndStayWithinIt() {
    var dashboard = playing()
    dashboard.press("{")
    #expect(dashboard.frame().contains("The replay begins here."))
    #expect(dashboard.state.replay?.isPlaying == false)
    dashboard.press(";")
    #expect(dashboard.takeEffects().moments == [0])
    dashboard.send(mesh(at: 0))
    dashboard.press("}")
    #expect(dashboard.frame().contains("The replay ends here."))
    #expect(dashboard.state.replay != nil)
    dashboard.wait(60)
    #expect(dashboard.takeEffects().fetches == 0)
  }

  @Test(arguments: ["0", "esc"])
  func itEndsAndGoesBackToNow(key: String) {
    var dashboard = playing()
    dashboard.wait(3)
    _ = dashboard.takeEffects()
    dashboard.press(key)
    let effects = dashboard.takeEffects()
    #expect(effects.cancellations == 1)
    #expect(effects.moments == [nil])
    #expect(dashboard.state.replay == nil)
    dashboard.send(mesh(at: 3))
    #expect(!dashboard.frame().contains("REPLAY"))
    #expect(!dashboard.frame().contains("/frame"))
    dashboard.wait(15)
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func anotherMomentEndsItOnlyOutsideOfIt() {
    for (text, isLeft) in [("at -30s", true), ("at -2h", false)] {
      var dashboard = playing()
      dashboard.press(":")
      dashboard.type(text)
      dashboard.press("enter")
      #expect((dashboard.state.replay != nil) == isLeft)
      #expect(dashboard.state.replay?.isPlaying != true)
    }
  }

  @Test func aFrameThatFailsPausesItAndSaysWhy() {
    var dashboard = playing()
    dashboard.wait(3)
    dashboard.send(.arrived(.failure(failure)))
    _ = dashboard.takeEffects()
    #expect(dashboard.frame().contains("The replay is paused. It is down. Wait."))
    #expect(dashboard.frame().contains("REPLAY 14:12:20"))
    dashboard.wait(60)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.press("m")
    #expect(dashboard.frame().contains("It is down."))
    dashboard.press("esc", "p")
    #expect(dashboard.takeEffects().moments == [-50])
  }

  @Test func aReplayThatCannotBeginIsNone() {
    var dashboard = TestDashboard()
    dashboard.press("r", "1")
    dashboard.send(.arrived(.failure(failure)))
    #expect(dashboard.state.replay == nil)
    #expect(dashboard.state.past == nil)
    #expect(dashboard.frame().contains("It is down. Wait."))
  }

  @Test func whatIsShownIsNotDimmedWhileTheNextFrameIsAwaited() {
    var dashboard = playing()
    let frame = dashboard.frame()
    dashboard.wait(3)
    #expect(!dashboard.state.isStale)
    #expect(dashboard.frame() == frame)
    dashboard.wait(2)
    #expect(dashboard.frame().contains("REPLAY 14:12:20, asking 2s"))
    #expect(!dashboard.state.isStale)
  }

  @Test func boxesStayInTheirPlacesAndNoGhostsPileUp() throws {
    var dashboard = TestDashboard(width: 240, height: 50)
    dashboard.press("r", "4")
    dashboard.send(mesh(at: -1800))
    let drawing = try #require(dashboard.state.scene?.drawing)
    func next(_ seconds: Double, without name: String? = nil) {
      dashboard.wait(3)
      dashboard.send(mesh(at: seconds, without: name))
    }
    next(-1790, without: "cart")
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(dashboard.state.changes.goneNode(SampleMesh.id("cart")) != nil)
    next(-1780)
    #expect(dashboard.state.scene?.drawing == drawing)
    #expect(!dashboard.state.changes.isNew(SampleMesh.id("cart")))
    // Five minutes of the mesh are thirty frames, however fast these go by.
    next(-1770, without: "alone")
    for step in 0..<29 { next(-1760 + 10 * Double(step), without: "alone") }
    #expect(dashboard.state.changes.goneNode(SampleMesh.id("alone", "legacy")) != nil)
    next(-1470, without: "alone")
    #expect(dashboard.state.changes.goneNode(SampleMesh.id("alone", "legacy")) == nil)
    let rest = try #require(dashboard.state.scene?.drawing)
    for box in drawing.boxes where !box.id.contains("alone") {
      let now = try #require(rest.boxes.first { $0.id == box.id }).rect
      #expect(abs(now.x - box.rect.x) + abs(now.y - box.rect.y) <= 2, "\(box.id)")
    }
  }

  @Test func aBetterDrawingWaitsForTheEnd() {
    var dashboard = playing()
    dashboard.now.addTimeInterval(600)
    dashboard.send(mesh(at: -50))
    #expect(!dashboard.frame().contains("laid out anew"))
  }

  @Test func anotherWindowHoldsForTheFrameThatIsShownToo() {
    var dashboard = playing()
    dashboard.press("t", "3")
    let effects = dashboard.takeEffects()
    #expect(effects.moments == [-60])
    dashboard.send(mesh(at: -60))
    dashboard.wait(3)
    #expect(dashboard.takeEffects().moments == [-50])
  }

  @Test func aFileIsPlayedByItsMoments() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [-7200, -3600, 0].map(Self.at)
    var dashboard = TestDashboard(settings: settings)
    dashboard.send(mesh(at: -7200))
    #expect(dashboard.frame().contains("1 of 3"))
    _ = dashboard.takeEffects()
    dashboard.press("r")
    #expect(dashboard.takeEffects().moments == [-7200])
    dashboard.send(mesh(at: -7200))
    dashboard.press(")", ")", ")")
    #expect(dashboard.frame().contains("200ms/frame"))
    dashboard.wait(0.2)
    dashboard.send(mesh(at: -3600))
    #expect(dashboard.frame().contains("2 of 3"))
    dashboard.wait(0.2)
    dashboard.send(mesh(at: 0))
    #expect(dashboard.takeEffects().moments == [-3600, 0])
    #expect(dashboard.frame().contains("The replay ends here"))
    #expect(dashboard.state.wakeAt.map { $0 > dashboard.now } ?? true)
  }

  @Test func aFileThatIsAtItsEndIsPlayedFromItsBeginning() {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [-60, 0].map(Self.at)
    var dashboard = TestDashboard(settings: settings)
    _ = dashboard.takeEffects()
    dashboard.press("r")
    #expect(dashboard.takeEffects().moments == [-60])
    settings.moments = [SampleMesh.time]
    dashboard = TestDashboard(settings: settings)
    dashboard.press("r")
    #expect(dashboard.state.replay == nil)
    #expect(dashboard.frame().contains("but one moment"))
  }

  @Test(arguments: [(60, 16), (80, 24), (109, 30), (110, 30)])
  func theBarHasRoomBesideTheMarksThatTheGraphGoesOn(width: Int, height: Int) {
    var dashboard = playing(width: width, height: height)
    let bar = dashboard.frame().split(separator: "\n")[2]
    for text in ["14:12:20 █─", "─ 14:13:20", " playing 3s/frame "] { #expect(bar.contains(text)) }
    dashboard.press("J", "J", "J", "J", "J", "J")
    let line = dashboard.frame().split(separator: "\n")[2]
    #expect(line.contains("▲") || height >= 30)
    #expect(line.replacing("▲", with: "─") == bar)
  }

  @Test func aPausedReplayIsIdle() {
    var dashboard = playing()
    dashboard.press("p")
    dashboard.wait(1)
    _ = dashboard.takeEffects()
    #expect(dashboard.state.wakeAt == nil)
  }

  @Test func historiesAreNotAskedForWithEveryFrame() {
    var dashboard = playing()
    dashboard.wait(0.3)
    let first = dashboard.takeEffects().count { if case .fetchHistory = $0 { true } else { false } }
    #expect(first == 1)
    var before = SampleMesh.shop
    before.time = dashboard.state.mesh?.snapshot.time ?? before.time
    dashboard.send(.remembered(History(of: .node(dashboard.state.selection!), in: [before])))
    for seconds in [-50.0, -40, -30] {
      dashboard.wait(3)
      dashboard.send(mesh(at: seconds))
    }
    #expect(!dashboard.takeEffects().contains { if case .fetchHistory = $0 { true } else { false } })
    #expect(dashboard.state.history != nil)
  }
}
