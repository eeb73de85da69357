import FoundationEssentials
import Mesh
import Testing

@testable import Dashboard

/// When the source is asked again after something went wrong.
@Suite struct FailedRefreshTests {
  /// The seconds from a failure, which came a while after it was asked for, to the next question.
  private func waits(_ failure: Failure, after seconds: Double = 1, times: Int = 8, seed: UInt64 = 1) -> [Double] {
    var settings = Settings(sourceName: "thanos.example", interval: .seconds(15))
    settings.seed = seed
    var dashboard = TestDashboard(settings: settings)
    dashboard.wait(15)
    return (0..<times).map { _ in
      dashboard.wait(seconds)
      dashboard.send(.arrived(.failure(failure)))
      let wait = dashboard.state.refreshing.due?.timeIntervalSince(dashboard.now) ?? .infinity
      _ = dashboard.takeEffects()
      dashboard.wait(wait)
      #expect(dashboard.takeEffects().fetches == 1)
      return wait
    }
  }

  @Test func aServerThatIsDownIsAskedAtThePaceOfRefreshesHoweverOftenThatFails() {
    #expect(waits(Failure(problem: "Down.")) == Array(repeating: 14, count: 8))
    #expect(waits(Failure(problem: "Down."), after: 40) == Array(repeating: 1, count: 8))
  }

  @Test(arguments: UInt64(0)..<20)
  func aStrugglingServerIsAskedAgainWithinAnIntervalAtAMomentOfChance(seed: UInt64) {
    let waits = waits(Failure(problem: "Busy.", isOverload: true), seed: seed)
    #expect(waits.allSatisfy { $0 >= 11.25 && $0 <= 15 })
    #expect(Set(waits).count == waits.count)
    #expect(waits == self.waits(Failure(problem: "Busy.", isOverload: true), seed: seed))
    #expect(waits != self.waits(Failure(problem: "Busy.", isOverload: true), seed: seed + 100))
  }

  @Test(arguments: [(20.0, 22.0), (100, 110), (3600, 3610)])
  func aServersOwnWishIsHonouredAndALittleMore(seconds: Double, most: Double) {
    for isOverload in [true, false] {
      let failure = Failure(problem: "Busy.", isOverload: isOverload, retryAfter: .seconds(seconds))
      #expect(waits(failure).allSatisfy { $0 >= seconds && $0 < most })
    }
  }

  @Test func aWishForLessThanAnIntervalChangesNothing() {
    #expect(waits(Failure(problem: "Busy.", retryAfter: .seconds(3))) == Array(repeating: 14, count: 8))
  }

  @Test func afterASleepThereIsOneRefreshOverNewConnections() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.now.addTimeInterval(7200)
    dashboard.send(.timeJumped)
    let effects = dashboard.takeEffects()
    #expect(effects.fetches == 1)
    guard case .dropConnections? = effects.first else { return _ = Issue.record("connections are kept") }
    for _ in 0..<5 { dashboard.send(.tick) }
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.send(.arrived(.failure(Failure(problem: "It is down."))))
    #expect(dashboard.frame().contains("2h old. It is down."))
  }

  @Test func whatIsUnderWayInASleepIsGivenUpAndAskedAnew() {
    var dashboard = TestDashboard()
    dashboard.wait(15)
    _ = dashboard.takeEffects()
    dashboard.now.addTimeInterval(7200)
    dashboard.send(.timeJumped)
    let effects = dashboard.takeEffects()
    #expect(effects.cancellations == 1)
    #expect(effects.fetches == 1)
    #expect(dashboard.state.refreshing.isUnderWay)
  }

  @Test func aPausedDashboardStaysSoThroughASleep() {
    var dashboard = TestDashboard()
    dashboard.press("p")
    _ = dashboard.takeEffects()
    dashboard.now.addTimeInterval(7200)
    dashboard.send(.timeJumped)
    #expect(dashboard.takeEffects().fetches == 0)
  }

  @Test func thePresentIsTheSources() {
    var dashboard = TestDashboard()
    dashboard.send(.clockTold(0.7))
    #expect(dashboard.state.present == dashboard.now)
    dashboard.send(.clockTold(-300))
    #expect(dashboard.state.present == dashboard.now.addingTimeInterval(-300))
    // Ages of what arrived here are by the clock here.
    dashboard.wait(15)
    dashboard.send(.arrived(.failure(Failure(problem: "It is down."))))
    #expect(dashboard.frame().contains("15s old. It is down."))
  }
}

@Suite struct SteadyClockTests {
  private let start = SteadyClock.Reading(
    wall: Date(timeIntervalSince1970: 1_790_000_000), running: .seconds(1000), awake: .seconds(900))

  private func reading(wall: Double, running: Double, awake: Double) -> SteadyClock.Reading {
    SteadyClock.Reading(
      wall: start.wall.addingTimeInterval(wall), running: start.running + .seconds(running),
      awake: start.awake + .seconds(awake))
  }

  @Test func timeThatJustPassesIsNoJump() {
    var clock = SteadyClock(start)
    let hasJumped = clock.look(reading(wall: 3600, running: 3600.5, awake: 3600))
    #expect(!hasJumped)
    #expect(clock.now == start.wall.addingTimeInterval(3600.5))
  }

  @Test func aSleepIsFoundOutOnceAndCountsAsTime() {
    var clock = SteadyClock(start)
    var hasJumped = clock.look(reading(wall: 7210, running: 7210, awake: 10))
    #expect(hasJumped)
    hasJumped = clock.look(reading(wall: 7211, running: 7211, awake: 11))
    #expect(!hasJumped)
    #expect(clock.now == start.wall.addingTimeInterval(7211))
    #expect(clock.wallAhead == 0)
  }

  @Test(arguments: [3600.0, -3600])
  func aWallClockThatIsSetIsFoundOutAndChangesNoAge(jump: Double) {
    var clock = SteadyClock(start)
    var hasJumped = clock.look(reading(wall: 5 + jump, running: 5, awake: 5))
    #expect(hasJumped)
    #expect(clock.now == start.wall.addingTimeInterval(5))
    #expect(clock.wallAhead == jump)
    hasJumped = clock.look(reading(wall: 6 + jump, running: 6, awake: 6))
    #expect(!hasJumped)
  }
}
