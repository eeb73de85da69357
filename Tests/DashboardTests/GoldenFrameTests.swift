import Foundation
import Mesh
import Terminal
import Testing

@testable import Dashboard

/// Frames that people have looked at. `MESHTOP_RECORD=1 swift test --filter Golden` writes them anew, to be looked at
/// again before they are kept.
@Suite struct GoldenFrameTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  private func expect(_ frame: String, equals name: String) throws {
    let file = Self.folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["MESHTOP_RECORD"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try frame.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(frame == golden, "\(name) looks different:\n\(frame)")
  }

  @Test(arguments: Pane.allCases, [(80, 24), (120, 40), (200, 50)])
  func everyPane(pane: Pane, size: (width: Int, height: Int)) throws {
    var dashboard = TestDashboard(width: size.width, height: size.height)
    dashboard.press("\(pane.rawValue)")
    dashboard.send(.controlPlaneRead(.success(SampleMesh.controlPlane)))
    dashboard.send(.findingsRead(.success(SampleMesh.findings)))
    let name = "\(pane.title.lowercased())-\(size.width)x\(size.height)"
    try expect(dashboard.frame(), equals: name)
    try expect(dashboard.frame(.ascii), equals: "\(name)-ascii")
  }

  @Test func theSmallestScreen() throws {
    try expect(TestDashboard(width: 60, height: 16).frame(), equals: "graph-60x16")
  }

  /// What a pane lists beside what it lists first.
  @Test(arguments: [("3", 1, "troubles"), ("6", 1, "encryption"), ("6", 2, "layers"), ("6", 3, "identities")])
  func theOtherLists(key: String, number: Int, name: String) throws {
    var dashboard = TestDashboard(width: 120, height: 24)
    dashboard.press(key)
    for _ in 0..<number { dashboard.press("]") }
    try expect(dashboard.frame(), equals: "list-\(name)")
  }

  @Test func versionsSideBySide() throws {
    var dashboard = TestDashboard(SampleMesh.canary, width: 160, height: 24)
    dashboard.press("5")
    try expect(dashboard.frame(), equals: "list-versions")
  }

  @Test func aChosenEdgeIsDrawnDoubled() throws {
    var dashboard = TestDashboard(width: 160, height: 30)
    dashboard.press("right", "]", "]")
    try expect(dashboard.frame(), equals: "chosen-edge")
  }

  @Test func aGhostAndWhatIsNew() throws {
    var dashboard = TestDashboard(width: 240, height: 24)
    var mesh = SampleMesh.shop
    mesh.nodes.removeAll { $0.name == "cart" }
    mesh.edges.removeAll { $0.source == SampleMesh.id("cart") || $0.target == SampleMesh.id("cart") }
    mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "shop", name: "fresh", health: .healthy))
    mesh.edges.append(
      Edge(
        source: SampleMesh.id("orders"), target: SampleMesh.id("fresh"), http: RequestTraffic(rate: 7, errorPercent: 0),
        mtls: MutualTLS(percent: 100), health: .healthy))
    mesh.time.addTimeInterval(15)
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    try expect(dashboard.frame(), equals: "ghost")
  }

  @Test func aLargeGraphWithItsMinimapAndChips() throws {
    var dashboard = TestDashboard(width: 120, height: 40)
    dashboard.press("right", "right", "right")
    try expect(dashboard.frame(), equals: "minimap")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func whatTheLineOfASearchOffers(width: Int, height: Int) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("/", "down")
    try expect(dashboard.frame(), equals: "find-presets-\(width)x\(height)")
    dashboard.type("httpin")
    dashboard.press("ctrl-u")
    dashboard.type("not h")
    try expect(dashboard.frame(), equals: "find-list-\(width)x\(height)")
  }

  @Test func anExpressionThatFindsEdges() throws {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("/")
    dashboard.type("plaintext and na")
    try expect(dashboard.frame(), equals: "find-expression")
  }

  @Test func callsDownwards() throws {
    var dashboard = TestDashboard(width: 160, height: 50)
    dashboard.press("o", "down", "]")
    try expect(dashboard.frame(), equals: "graph-down")
  }

  @Test(arguments: [Grouping.namespace, .lane])
  func namespacesShow(grouping: Grouping) throws {
    let settings = Settings(sourceName: "thanos.example", grouping: grouping)
    let dashboard = TestDashboard(SampleMesh.twoNamespaces, width: 120, height: 40, settings: settings)
    try expect(dashboard.frame(), equals: "group-\(grouping.rawValue)")
  }

  @Test func theHelp() throws {
    var dashboard = TestDashboard(width: 100, height: 60)
    dashboard.press("?")
    try expect(dashboard.frame(), equals: "help")
    dashboard = TestDashboard(width: 160, height: 60)
    dashboard.press("?")
    try expect(dashboard.frame(), equals: "help-wide")
  }

  @Test func theFormats() throws {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press("X")
    try expect(dashboard.frame(), equals: "formats")
  }

  @Test func theWindows() throws {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press("t")
    try expect(dashboard.frame(), equals: "windows")
  }

  @Test func windowsThatTheScrapesCannotBear() throws {
    var mesh = SampleMesh.shop
    mesh.scrapeIntervals = .seconds(15)...(.seconds(30))
    mesh.window = .seconds(120)
    var dashboard = TestDashboard(mesh, width: 80, height: 24)
    dashboard.wait(9)
    dashboard.press("t")
    try expect(dashboard.frame(), equals: "windows-scrapes")
  }

  @Test(arguments: [(80, 24), (200, 50)])
  func aReplay(width: Int, height: Int) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("r", "2")
    for seconds in stride(from: -300.0, through: -180, by: 10) {
      var mesh = SampleMesh.shop
      mesh.time.addTimeInterval(seconds)
      dashboard.send(.arrived(.success(MeshIndex(mesh))))
      dashboard.wait(3)
    }
    try expect(dashboard.frame(), equals: "replay-\(width)x\(height)")
  }

  @Test func theChoiceOfAReplay() throws {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press("r")
    try expect(dashboard.frame(), equals: "replay-menu")
  }

  @Test func aFileInASCII() throws {
    var settings = Settings(sourceName: "mesh.json")
    settings.moments = [-120, -60, 0].map { SampleMesh.time.addingTimeInterval($0) }
    var dashboard = TestDashboard(width: 80, height: 24, settings: settings)
    dashboard.press("r", "p")
    var mesh = SampleMesh.shop
    mesh.time.addTimeInterval(-120)
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    try expect(dashboard.frame(.ascii), equals: "replay-ascii")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func thePalette(width: Int, height: Int) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press(":")
    dashboard.type("or")
    dashboard.press("tab")
    try expect(dashboard.frame(), equals: "palette-\(width)x\(height)")
  }

  @Test(
    arguments: [
      ("80x24", 80, 24, GlyphSet.unicode), ("160x40", 160, 40, .unicode), ("200x50", 200, 50, .unicode),
      ("ascii", 120, 30, .ascii),
    ])
  func theCharts(name: String, width: Int, height: Int, glyphs: GlyphSet) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "e")
    dashboard.wait(0.3)
    dashboard.send(.remembered(History(of: .node(SampleMesh.id("orders")), in: SampleMesh.hour())))
    try expect(dashboard.frame(glyphs), equals: "chart-\(name)")
  }

  @Test(arguments: [("80x24", 80, 24, GlyphSet.unicode), ("200x50", 200, 50, .unicode), ("ascii", 120, 30, .ascii)])
  func theCursorInTheCharts(name: String, width: Int, height: Int, glyphs: GlyphSet) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press(":")
    dashboard.type("shop/orders")
    dashboard.press("enter", "e")
    dashboard.wait(0.3)
    dashboard.send(.remembered(History(of: .node(SampleMesh.id("orders")), in: SampleMesh.hour())))
    dashboard.press("home", "L", "L", "left")
    try expect(dashboard.frame(glyphs), equals: "chart-cursor-\(name)")
  }

  @Test(arguments: [("80x24", 80, 24, GlyphSet.unicode), ("200x50", 200, 50, .unicode), ("ascii", 150, 30, .ascii)])
  func theTrendsOfNamespaces(name: String, width: Int, height: Int, glyphs: GlyphSet) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("3", "down", "down", "down", "down")
    dashboard.wait(1)
    dashboard.send(.trendsRead(NamespaceTrends(of: SampleMesh.time, in: SampleMesh.hour())))
    try expect(dashboard.frame(glyphs), equals: "overview-trends-\(name)")
    dashboard.press("f")
    try expect(dashboard.frame(glyphs), equals: "chart-namespace-\(name)")
  }

  @Test func thePast() throws {
    var dashboard = TestDashboard(width: 120, height: 30)
    dashboard.wait(3600)
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    dashboard.press(":")
    dashboard.type("at -1h")
    dashboard.press("enter")
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    try expect(dashboard.frame(), equals: "past")
  }

  @Test(arguments: [(80, 24), (160, 40)])
  func aCollapsedMesh(width: Int, height: Int) throws {
    var settings = Settings(sourceName: "thanos.example")
    settings.view = ViewOptions(collapsedNames: ["shop", "legacy"])
    var dashboard = TestDashboard(width: width, height: height, settings: settings)
    dashboard.press("right")
    try expect(dashboard.frame(), equals: "collapsed-\(width)x\(height)")
  }

  @Test func aFocus() throws {
    var dashboard = TestDashboard(width: 120, height: 30)
    dashboard.press("/")
    dashboard.type("orders")
    dashboard.press("enter", "esc", "F", "1")
    try expect(dashboard.frame(), equals: "focus")
  }

  @Test func theChoiceOfAFocus() throws {
    var dashboard = TestDashboard(width: 80, height: 24)
    dashboard.press("F", "down")
    try expect(dashboard.frame(), equals: "focus-menu")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func theChoiceOfWhatIsDisplayed(width: Int, height: Int) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("d", "y", "e", "r")
    try expect(dashboard.frame(), equals: "display-\(width)x\(height)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func theChoiceOfNamespaces(width: Int, height: Int) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("a", "down", "space", "down", "space")
    try expect(dashboard.frame(), equals: "namespaces-\(width)x\(height)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func theSummaryWhereNothingIsChosen(width: Int, height: Int) throws {
    var dashboard = TestDashboard(width: width, height: height)
    dashboard.press("esc")
    try expect(dashboard.frame(), equals: "summary-\(width)x\(height)")
  }

  @Test func theSummaryOfAPart() throws {
    var dashboard = TestDashboard(width: 120, height: 40)
    dashboard.press("d", "y", "y", "esc", "esc")
    try expect(dashboard.frame(), equals: "summary-part")
  }

  @Test func ranksWithoutLines() throws {
    var dashboard = TestDashboard(width: 120, height: 30)
    dashboard.press("d", "r", "e", "e", "esc", "right", "]")
    try expect(dashboard.frame(), equals: "ranks")
  }

  @Test func foldedLeavesAndMarks() throws {
    var settings = Settings(sourceName: "thanos.example")
    settings.view = ViewOptions(foldsLeaves: true)
    try expect(
      TestDashboard(SampleMesh.hub(leaves: 30), width: 100, height: 60, settings: settings).frame(), equals: "folded")
    var dashboard = TestDashboard(SampleMesh.telemetry, width: 160, height: 24, settings: settings)
    dashboard.press("i")
    try expect(dashboard.frame(), equals: "marks")
  }

  @Test func theDocumentOfACollapsedMesh() throws {
    let view = MeshView(MeshIndex(SampleMesh.shop), ViewOptions(collapse: .all))
    let scene = try #require(
      SceneRequest(view.shown.snapshot, SceneRequest.documentOptions).scene(like: nil))
    try expect(TextDocument(view, scene, .unicode).text, equals: "document-collapsed")
  }

  @Test func aFailureBeforeTheFirstAnswer() throws {
    var dashboard = TestDashboard(nil, width: 80, height: 24)
    dashboard.send(
      .arrived(
        .failure(
          Failure(
            problem: "https://thanos.example does not accept the token (401).",
            remedy: "Give a valid one, for example with --token-command 'oc whoami -t'."))))
    try expect(dashboard.frame(), equals: "failure")
  }

  @Test func aScreenThatIsTooSmallSaysSo() throws {
    try expect(TestDashboard(width: 40, height: 10).frame(), equals: "too-small")
  }

  @Test func aMeshWithoutTraffic() throws {
    let empty = Snapshot(time: SampleMesh.time, window: .seconds(120), warnings: ["No proxy reports traffic."])
    try expect(TestDashboard(empty, width: 80, height: 24).frame(), equals: "empty")
  }

  @Test func theDocument() throws {
    let request = SceneRequest(SampleMesh.shop, SceneRequest.documentOptions)
    let scene = try #require(request.scene(like: nil))
    try expect(TextDocument(MeshIndex(SampleMesh.shop), scene, .unicode).text, equals: "document")
  }
}
