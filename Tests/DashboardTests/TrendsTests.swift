import Foundation
import Mesh
import Simulation
import Telemetry
import Terminal
import Testing

@testable import Dashboard

/// When the trends of the namespaces are asked for, what they are of, and where they show.
@Suite struct TrendsTests {
  private func mesh(at seconds: Double) -> Action {
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(seconds)
    return .arrived(.success(MeshIndex(mesh)))
  }

  private func asked(_ dashboard: inout TestDashboard) -> [Double] {
    dashboard.takeEffects().compactMap {
      if case .fetchTrends(let time) = $0 { time.timeIntervalSince(SampleMesh.time) } else { nil }
    }
  }

  private func trends(at seconds: Double = 0) -> Action {
    .trendsRead(NamespaceTrends(of: SampleMesh.time.addingTimeInterval(seconds), in: SampleMesh.hour()))
  }

  /// A dashboard whose overview has its trends.
  private func overview() -> TestDashboard {
    var dashboard = TestDashboard(width: 200)
    dashboard.press("3")
    dashboard.wait(1)
    dashboard.send(trends())
    return dashboard
  }

  // MARK: When

  @Test func theyAreAskedForInTheOverviewAlone() {
    var dashboard = TestDashboard()
    dashboard.wait(1)
    for key in ["2", "4", "5", "6", "1"] {
      dashboard.press(key)
      dashboard.wait(1)
    }
    #expect(asked(&dashboard) == [])
    dashboard.press("3")
    #expect(asked(&dashboard) == [])
    #expect(dashboard.state.wakeAt.map { $0 <= dashboard.now.addingTimeInterval(0.3) } == true)
    dashboard.wait(0.3)
    #expect(asked(&dashboard) == [0])
    dashboard.press("down")
    dashboard.wait(1)
    #expect(asked(&dashboard) == [])
  }

  @Test func aPaneThatIsPassedAsksForNothing() {
    var dashboard = TestDashboard()
    dashboard.press("3", "4")
    dashboard.wait(1)
    #expect(asked(&dashboard) == [])
  }

  @Test func theyAreAskedForOfACollapsedNamespace() {
    var settings = Settings(sourceName: "thanos.example")
    settings.view = ViewOptions(collapsedNames: ["shop"])
    var dashboard = TestDashboard(width: 160, settings: settings)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter")
    #expect(dashboard.state.chosenGroup == .namespace("shop", cluster: "east"))
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    dashboard.send(trends())
    #expect(dashboard.frame().contains("requests into it"))
    dashboard.press("e")
    #expect(dashboard.frame().contains("failed"))
  }

  /// The sample's moment is 20 s after a whole minute.
  @Test func theyAreAskedForAnewWhenTheirNewestPointIsOlderThanAMinute() {
    var dashboard = overview()
    _ = asked(&dashboard)
    dashboard.send(mesh(at: 39))
    #expect(asked(&dashboard) == [])
    dashboard.send(mesh(at: 40))
    #expect(asked(&dashboard) == [40])
    // One question at a time.
    dashboard.send(mesh(at: 100))
    #expect(asked(&dashboard) == [])
    dashboard.send(trends(at: 40))
    #expect(asked(&dashboard) == [100])
  }

  @Test func whatCouldNotBeReadIsTriedAgainWithTheNextRefresh() {
    var dashboard = TestDashboard()
    dashboard.press("3")
    dashboard.wait(1)
    dashboard.send(.trendsRead(nil))
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    #expect(dashboard.state.trendsWish?.due == nil)
    dashboard.send(mesh(at: 15))
    #expect(asked(&dashboard) == [15])
  }

  @Test func theListOfWhatIsWrongDoesNotShowThem() {
    var dashboard = TestDashboard()
    dashboard.press("3", "]")
    #expect(dashboard.state.listSource?.title == "Wrong now")
    dashboard.wait(1)
    #expect(asked(&dashboard) == [])
    dashboard.press("[")
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
  }

  @Test(arguments: [["t", "5"], ["a", "space", "enter"]])
  func anotherQuestionForgetsThem(keys: [String]) {
    var dashboard = overview()
    _ = asked(&dashboard)
    for key in keys { dashboard.press(key) }
    #expect(dashboard.state.trends != nil)
    dashboard.send(mesh(at: 0))
    #expect(dashboard.state.trends == nil)
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
  }

  @Test func anAnswerToAnotherQuestionIsDropped() {
    var dashboard = TestDashboard(width: 200)
    dashboard.press("3")
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    dashboard.press("t", "5")
    dashboard.send(mesh(at: 0))
    dashboard.send(trends())
    #expect(dashboard.state.trends == nil)
    dashboard.wait(1)
    #expect(asked(&dashboard) == [0])
    dashboard.send(trends())
    #expect(dashboard.state.trends != nil)
  }

  @Test func whatTellsNothingOfNamespacesLeavesThem() {
    var dashboard = overview()
    dashboard.press("1", "d", "w", "esc", "3")
    dashboard.send(mesh(at: 0))
    #expect(dashboard.state.trends != nil)
  }

  @Test func theyAreGivenUpWhenNoLongerWanted() {
    var dashboard = TestDashboard()
    dashboard.press("3")
    dashboard.wait(1)
    _ = dashboard.takeEffects()
    dashboard.press("4")
    #expect(dashboard.takeEffects().contains { if case .giveUpTrends = $0 { true } else { false } })
    dashboard.send(trends())
    #expect(dashboard.state.trends == nil)
    dashboard.press("5")
    #expect(!dashboard.takeEffects().contains { if case .giveUpTrends = $0 { true } else { false } })
  }

  @Test func whoComesBackSeesThemAtOnce() {
    var dashboard = overview()
    _ = asked(&dashboard)
    dashboard.press("1", "3")
    dashboard.wait(1)
    #expect(dashboard.state.trends != nil)
    #expect(asked(&dashboard) == [])
  }

  @Test func anotherMomentForgetsThem() {
    var dashboard = overview()
    _ = asked(&dashboard)
    dashboard.press("{")
    dashboard.wait(1)
    #expect(asked(&dashboard) == [])
    dashboard.send(mesh(at: -60))
    #expect(dashboard.state.trends == nil)
    dashboard.wait(1)
    #expect(asked(&dashboard) == [-60])
    dashboard.send(trends())
    #expect(dashboard.state.trends == nil)
    dashboard.send(trends(at: -60))
    #expect(dashboard.state.trends != nil)
  }

  /// What stands for several, but for no namespace, says so.
  @Test func whatHasNoHistorySaysWhy() {
    var settings = Settings(sourceName: "thanos.example")
    settings.view = ViewOptions(collapsedNames: ["shop", "ingress", "data"])
    var dashboard = TestDashboard(width: 160, settings: settings)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "]", "f")
    #expect(dashboard.state.chosenEdge != nil)
    dashboard.wait(1)
    #expect(asked(&dashboard) == [])
    #expect(dashboard.frame().contains("The last hour is told of each edge by itself"))
    dashboard.press("left", "home", "enter")
    #expect(dashboard.state.cursor == nil)
    settings.view = ViewOptions(foldsLeaves: true)
    dashboard = TestDashboard(SampleMesh.hub(leaves: 30), width: 160, settings: settings)
    func isBox() -> Bool { dashboard.state.selection.flatMap { dashboard.state.view?.box($0) } != nil }
    for _ in 0..<40 where !isBox() { dashboard.press("tab") }
    #expect(isBox())
    dashboard.press("f")
    #expect(dashboard.frame().contains("The last hour is told of each node by itself"))
  }

  // MARK: What

  private func id(_ cluster: String, _ namespace: String) -> NamespaceTotals.ID {
    NamespaceTotals.ID(cluster: cluster, namespace: namespace)
  }

  private func trends(_ points: [NamespaceTotals.ID: [Double]]) -> NamespaceTrends {
    NamespaceTrends(
      moment: SampleMesh.time, times: [0, 60].map(Date.init(timeIntervalSince1970:)),
      points: points.mapValues { $0.map { NamespaceTrends.Point(requests: $0, failed: $0 / 2) } })
  }

  private func requests(_ trends: NamespaceTrends, _ group: NodeGroup) -> [Double?]? {
    trends.points(of: group)?.map { $0?.requests }
  }

  @Test func aClusterIsTheSumOfItsNamespaces() {
    let trends = trends([id("east", "a"): [1, 2], id("east", "b"): [10, 20], id("west", "a"): [100, 200]])
    #expect(requests(trends, .cluster("east")) == [11, 22])
    #expect(requests(trends, .namespace("a", cluster: "west")) == [100, 200])
    #expect(trends.points(of: .namespace("c", cluster: "west")) == nil)
  }

  /// What failed before a server was chosen names no cluster.
  @Test func requestsWithoutAClusterAreThoseOfTheOneThatHasTheNamespace() {
    let one = trends([id("east", "a"): [1, 2], id("unknown", "a"): [5, 5], id("unknown", "b"): [7, 7]])
    #expect(requests(one, .namespace("a", cluster: "east")) == [6, 7])
    #expect(requests(one, .namespace("b", cluster: "east")) == [7, 7])
    let two = trends([id("east", "a"): [1, 2], id("west", "a"): [3, 4], id("unknown", "a"): [5, 5]])
    #expect(requests(two, .namespace("a", cluster: "east")) == [1, 2])
    #expect(requests(trends([id("unknown", "a"): [1, 2]]), .namespace("a", cluster: "unknown")) == [1, 2])
  }

  @Test func aMomentOfWhichNobodyTellsIsAGap() {
    let trends = trends([id("east", "a"): [0, 2], id("east", "b"): [0, 0], id("east", "c"): [0, 3]])
    #expect(requests(trends, .namespace("a", cluster: "east")) == [nil, 2])
    #expect(requests(trends, .namespace("b", cluster: "east")) == nil)
  }

  @Test func theyAreWhatFlowsIntoANamespaceAndWithinIt() throws {
    let trends = NamespaceTrends(of: SampleMesh.time, in: SampleMesh.hour())
    let last = try #require(trends.points(of: .namespace("shop", cluster: "east"))?.last ?? nil)
    let sums = try #require(
      SampleMesh.hour().last.map { MeshIndex($0).namespaceTotals() }?.first { $0.id.namespace == "shop" })
    #expect(abs(last.requests - sums.inbound.requests - sums.within.requests) < 1e-9)
    #expect(abs(last.failed - sums.inbound.failedRequests - sums.within.failedRequests) < 1e-9)
    #expect(trends.points(of: .namespace("legacy", cluster: "east")) == nil)
  }

  /// A server's answer and a file of snapshots tell the same.
  @Test func theDemosTrendsAreThoseOfItsSnapshots() async throws {
    let end = Date(timeIntervalSince1970: 1_700_003_100)
    let start = end.addingTimeInterval(-120)
    let reader = MeshReader(SimulatedSource(name: "demo", DemoMesh.everything().series()), TrafficOptions())
    let history = try await reader.namespaceHistory(from: start, to: end, step: History.step)
    var snapshots: [Snapshot] = []
    for time in history.times { snapshots.append(try await reader.snapshot(at: time)) }
    let told = NamespaceTrends(of: end, in: snapshots)
    #expect(told.times == history.times)
    for (key, points) in history.points {
      let other = try #require(told.points[id(key.cluster, key.namespace)])
      for (a, b) in zip(points, other) {
        #expect(abs(a.requests - (b?.requests ?? 0)) <= 0.001 * a.requests, "\(key)")
        #expect(abs(a.failed - (b?.failed ?? 0)) <= 0.001 * a.requests, "\(key)")
      }
    }
  }

  @Test func theShareOfErrorsIsOfAllRequestsOfAWhile() {
    let points = [NamespaceTrends.Point(requests: 1, failed: 1), nil, NamespaceTrends.Point(requests: 3)]
    #expect(points.map { $0?.errorPercent } == [100, nil, 0])
    #expect(NamespaceTrends.Point.sum(points).errorPercent == 25)
    #expect(NamespaceTrends.Point().errorPercent == nil)
    #expect(NamespaceTrends.Point.sum([nil]).errorPercent == nil)
  }

  // MARK: Where

  @Test func theListOfNamespacesHasThemInItsRows() {
    let rows = { (trends: NamespaceTrends?) in
      ListSource.namespaces.rows(MeshIndex(SampleMesh.shop), ListFacts(trends: trends))
    }
    #expect(rows(nil).allSatisfy { $0.cells.last == .nothing })
    let known = rows(NamespaceTrends(of: SampleMesh.time, in: SampleMesh.hour()))
    for row in known {
      guard case .trend(let sparks, let percent)? = row.cells.last else {
        #expect(row.subject != .namespace(id("east", "shop")) && row.cells.last == .nothing)
        continue
      }
      #expect(sparks.count == Spark.columnWidth && (0...100).contains(percent ?? -1))
    }
    #expect(known.contains { $0.cells.last != .nothing })
  }

  /// Others' connections, and its own requests elsewhere, are none of these.
  @Test func aNamespaceWithoutRequestsIntoItSaysSo() {
    var dashboard = overview()
    dashboard.press("home", "down", "down", "down", "f")
    #expect(dashboard.state.chosenGroup == .namespace("legacy", cluster: "east"))
    #expect(dashboard.frame().contains("Nobody reported requests into it in the last hour."))
  }

  @Test func aNamespaceOnTheWholeScreenHasAllCharts() throws {
    var dashboard = overview()
    dashboard.press("end", "up", "up", "up")
    dashboard.wait(1)
    let subject = Subject.namespace(id("east", "shop"))
    func isAsked(_ effects: [Effect]) -> Bool {
      effects.contains { if case .fetchHistory(let wanted, _) = $0 { wanted == subject } else { false } }
    }
    #expect(!isAsked(dashboard.takeEffects()))
    dashboard.press("f")
    dashboard.wait(1)
    #expect(isAsked(dashboard.takeEffects()))
    // Until its history is there, its trends are told.
    #expect(dashboard.frame().contains("all "))
    let history = History(of: subject, in: SampleMesh.hour())
    dashboard.send(.remembered(history))
    let frame = dashboard.frame()
    for chart in ["2xx", "p95", "bytes", "connections"] { #expect(frame.contains(chart), "\(chart)") }
    let into = SampleMesh.shop.edges.filter { $0.target.parts?.namespace == "shop" }
    #expect(History(of: subject, in: [SampleMesh.shop]).points[0].requests == Totals(into).requests)
    #expect(history.points.last?.latency?.isUpperBound == true)
  }

  @Test func theChartEndsInWhatIsToldBesideIt() {
    var dashboard = overview()
    dashboard.press("end", "up", "up", "up", "f")
    #expect(dashboard.state.chosenGroup == .namespace("shop", cluster: "east"))
    var newer = SampleMesh.shop
    newer.time.addTimeInterval(20)
    for index in newer.edges.indices { newer.edges[index].http?.rate *= 3 }
    dashboard.send(.arrived(.success(MeshIndex(newer))))
    let totals = dashboard.state.namespaces.first { $0.id.namespace == "shop" }
    let requests = totals.map { Figures.rate($0.inbound.requests + $0.within.requests) } ?? ""
    #expect(dashboard.frame().contains("all \(requests)"), "\(requests)")
  }

  @Test func aRowHasABarForEachPartOfTheHour() throws {
    let dashboard = overview()
    let rows = dashboard.state.list.rows
    func cell(_ name: String) -> ListCell? {
      rows.first { $0.subject == .namespace(id("east", name)) }?.cells.last
    }
    guard case .trend(let sparks, _) = cell("shop") else {
      Issue.record("There are no bars.")
      return
    }
    #expect(sparks.count == 20)
    #expect(sparks.compactMap(\.share).max() == 1)
    #expect(sparks[5].errorPercent > 0 && sparks[5].errorPercent < 2)
    #expect(sparks[19].errorPercent > 10)
    #expect(cell("legacy") == .nothing)
    #expect(dashboard.frame().contains("In, last hour"))
  }

  @Test func failuresAreToldByTheStyleAndInASCIIByASign() {
    let sparks = [
      Spark(share: 1), Spark(share: 0.5, errorPercent: 1), Spark(share: 0.5, errorPercent: 40),
      Spark(share: 1, errorPercent: 0.9),
    ]
    #expect(Spark.spans(sparks, .series1, .unicode).map(\.text) == ["█", "▅", "▅", "█"])
    #expect(Spark.spans(sparks, .series1, .unicode).map(\.role) == [.series1, .warning, .error, .series1])
    #expect(Spark.spans(sparks, .series1, .ascii).map(\.text) == ["#", "!", "x", "#"])
  }

  @Test func aBarIsAsHighAsTheGreatestOfItsPart() {
    #expect(Spark.line([1, 4, nil, nil, 2, 2], cells: 3).map(\.share) == [1, nil, 0.5])
    #expect(Spark.line([1, 2], cells: 20).map(\.share) == [0.5, 1])
    let nothing: [Double?] = []
    #expect(Spark.line(nothing, cells: 20).isEmpty)
  }
}
