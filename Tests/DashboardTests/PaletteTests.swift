import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct PaletteTests {
  @Test func lettersInTheirOrderFindWhatBeginsWordsFirst() {
    func score(_ query: String, _ text: String) -> Int? { FuzzyQuery(query).match(FuzzyQuery.folded(text))?.score }
    #expect(score("crt", "cart") != nil)
    #expect(score("trc", "cart") == nil)
    #expect(score("CART", "shop/Cart") != nil)
    #expect(score("anew lay", "lay-out-anew") != nil)
    #expect(score("cart", "shop/cart")! > score("cart", "discarted")!)
    #expect(score("cart", "cart")! > score("cart", "cart-v2")!)
    #expect(FuzzyQuery("ca").match(FuzzyQuery.folded("xcxca"))?.places == [3, 4])
  }

  @Test func aCommandIsFoundByItsExplanationAndDone() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("table of ed")
    dashboard.press("esc")
    #expect(dashboard.state.overlay == nil)
    dashboard.press(":")
    dashboard.type("edges-pane")
    dashboard.press("enter")
    #expect(dashboard.state.pane == .edges)
    #expect(dashboard.state.overlay == nil)
  }

  @Test func aNodeIsGoneTo() {
    var dashboard = TestDashboard()
    dashboard.press("2", ":")
    dashboard.type("redis")
    dashboard.press("enter")
    #expect(dashboard.state.pane == .graph)
    #expect(dashboard.state.selection == SampleMesh.id("redis", "data"))
  }

  @Test func aNamespaceIsGoneTo() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("legacy")
    #expect(dashboard.state.palette.chosen?.deed == .namespace(.namespace("legacy", cluster: "east")))
    dashboard.press("enter")
    #expect(dashboard.state.selection?.rawValue.contains("legacy") == true)
  }

  @Test func windowsAndThemesAreChosen() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press(":")
    dashboard.type("window 10m")
    dashboard.press("enter")
    #expect(dashboard.state.settings.window == .seconds(600))
    #expect(dashboard.takeEffects().fetches == 1)
    dashboard.press(":")
    dashboard.type("theme light")
    dashboard.press("enter")
    #expect(dashboard.state.settings.theme == "light")
  }

  @Test func keysThatAreCommandsElsewhereAreTypedHere() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("qQ:?/ j")
    #expect(dashboard.state.palette.text == "qQ:?/ j")
    #expect(!dashboard.takeEffects().quits)
    dashboard.press("ctrl-c")
    #expect(dashboard.takeEffects().quits)
  }

  @Test func whatIsPastedIsTyped() {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.send(.paste("cart\nq"))
    #expect(dashboard.state.palette.text == "cart")
  }

  @Test func upOnAnEmptyLineBringsWhatWasTypedBefore() {
    var dashboard = TestDashboard()
    for text in ["redis", "pause", "redis"] {
      dashboard.press(":")
      dashboard.type(text)
      dashboard.press("enter")
    }
    dashboard.press(":", "up")
    #expect(dashboard.state.palette.text == "redis")
    dashboard.press("up")
    #expect(dashboard.state.palette.text == "pause")
    dashboard.press("up", "down")
    #expect(dashboard.state.palette.text == "redis")
    dashboard.press("down")
    #expect(dashboard.state.palette.text.isEmpty)
  }

  @Test func aLongListScrollsToWhatIsChosen() {
    var dashboard = TestDashboard(SampleMesh.hub(leaves: 300), width: 80, height: 24)
    dashboard.press(":")
    dashboard.type("leaf")
    let all = dashboard.state.palette.matches.count
    #expect(all >= 300)
    for _ in 0..<40 { dashboard.press("tab") }
    let title = dashboard.state.palette.chosen?.title ?? "none"
    #expect(dashboard.frame().contains(title))
    for _ in 40..<all { dashboard.press("down") }
    #expect(dashboard.state.palette.row == 0)
    dashboard.press("shift-tab")
    #expect(dashboard.state.palette.row == all - 1)
  }

  @Test func aNewAnswerKeepsWhatIsChosen() throws {
    var dashboard = TestDashboard()
    dashboard.press(":")
    dashboard.type("a")
    dashboard.press("tab", "tab", "tab")
    let chosen = try #require(dashboard.state.palette.chosen?.deed)
    var mesh = SampleMesh.shop
    mesh.nodes.append(Node(kind: .workload, cluster: "east", namespace: "aaa", name: "aaa", health: .healthy))
    dashboard.send(.arrived(.success(MeshIndex(mesh))))
    #expect(dashboard.state.palette.chosen?.deed == chosen)
  }

  @Test func hostileNamesAreShownHarmless() {
    var mesh = SampleMesh.shop
    mesh.nodes.append(
      Node(kind: .workload, cluster: "east", namespace: "shop", name: "evil\u{1B}]52;c;x\u{7}\nend", health: .healthy))
    var dashboard = TestDashboard(mesh)
    dashboard.press(":")
    dashboard.type("evil")
    let frame = dashboard.frame()
    #expect(frame.contains("evil"))
    #expect(!frame.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(frame.split(separator: "\n").count == 40)
  }
}
