import FoundationEssentials
import Mesh
import Testing

@testable import Dashboard

@Suite struct MessageTests {
  @Test func whatWasSaidIsKeptTheNewestFirst() throws {
    var dashboard = TestDashboard()
    dashboard.press("o", "w")
    dashboard.wait(60)
    #expect(dashboard.state.notice == nil)
    dashboard.press("m")
    let frame = dashboard.frame()
    let newer = try #require(frame.firstRange(of: "The graph is roomy."))
    let older = try #require(frame.firstRange(of: "Calls flow from top to bottom."))
    #expect(newer.lowerBound < older.lowerBound)
    dashboard.press("m")
    #expect(!dashboard.frame().contains("The graph is roomy."))
  }

  @Test func aFailureThatRepeatsIsOneMessage() {
    var dashboard = TestDashboard()
    for _ in 0..<3 {
      dashboard.wait(15)
      dashboard.send(.arrived(.failure(Failure(problem: "The server is down.", remedy: "Start it."))))
    }
    dashboard.press("m")
    #expect(dashboard.frame().contains("The server is down. Start it. (3 times)"))
  }

  @Test func noMoreThanAFewHundredAreKept() {
    var log = MessageLog()
    for number in 0..<1000 { log.add("message \(number)", isError: false, at: Date(timeIntervalSince1970: 0)) }
    #expect(log.messages.count == MessageLog.most)
    #expect(log.messages.last?.text == "message 999")
  }
}
