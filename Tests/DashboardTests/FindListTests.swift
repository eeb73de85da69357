import Layout
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct FindListTests {
  private func titles(_ dashboard: TestDashboard) -> [String] { dashboard.state.find.list.entries.map(\.title) }

  private func dashboard(width: Int = 120, height: Int = 40) -> TestDashboard {
    var settings = Settings(sourceName: "thanos.example", themes: ["dark", "light"])
    settings.finds = FindPreset.merge([FindPreset("slow", "rt > 50")], before: FindPreset.finds)
    settings.hides = FindPreset.merge([FindPreset("legacy", "ns = legacy")], before: FindPreset.hides)
    return TestDashboard(width: width, height: height, settings: settings)
  }

  @Test func oneOwnsExpressionsComeFirstAndReplaceThoseOfTheSameName() {
    let merged = FindPreset.merge([FindPreset("slow", "rt > 50")], before: FindPreset.finds)
    #expect(merged.map(\.name) == ["slow", "unhealthy", "unknown", "plaintext", "busiest"])
    #expect(merged.first?.text == "rt > 50")
    for preset in FindPreset.finds + FindPreset.hides { #expect((try? FindExpression.query(preset.text)) != nil) }
  }

  @Test func anEmptyLineOffersTheNamedExpressionsOfWhichEnterAppliesTheChosenOne() {
    var dashboard = dashboard()
    dashboard.press("/")
    #expect(titles(dashboard) == ["slow", "unhealthy", "unknown", "plaintext", "busiest"])
    dashboard.press("down", "tab", "tab", "down", "up", "enter")
    #expect(dashboard.state.find.text == "name = unknown")
    #expect(!dashboard.state.find.isEditing)
    #expect(dashboard.state.selection == SampleMesh.id("unknown", "unknown", .unknown))
  }

  @Test func enterWithoutAChoiceKeepsWhatIsTyped() {
    var dashboard = dashboard()
    dashboard.press("/")
    dashboard.type("slow")
    #expect(titles(dashboard) == ["slow"])
    dashboard.press("enter")
    #expect(dashboard.state.find.text == "slow")
    #expect(dashboard.state.find.count == 0)
  }

  @Test func typingNarrowsByNameThenCompletesThenOffersWhatBeginsSo() {
    var dashboard = dashboard()
    dashboard.press("/")
    dashboard.type("un")
    #expect(titles(dashboard) == ["unhealthy", "unknown", "unknown"])
    dashboard.press("tab")
    #expect(dashboard.state.find.text == "not healthy")
    #expect(dashboard.state.find.isEditing)
    dashboard.press("ctrl-u")
    dashboard.type("na")
    #expect(titles(dashboard) == ["name", "namespace", "unknown"])
    #expect(dashboard.frame().contains("app, service and workload at once"))
  }

  @Test func aChosenCompletionIsTakenAndTheLineGoesOn() {
    var dashboard = dashboard()
    dashboard.press("/")
    dashboard.type("ns = ")
    #expect(dashboard.state.find.list.entries.first?.note == "4 nodes")
    dashboard.press("down", "down", "enter")
    #expect(dashboard.state.find.text == "ns = legacy ")
    #expect(dashboard.state.find.isEditing)
    #expect(dashboard.state.find.list.row == nil)
    dashboard.press("enter")
    #expect(!dashboard.state.find.isEditing)
    #expect(dashboard.state.find.count == 2)
  }

  @Test func whatToHideIsOfferedToo() {
    var dashboard = dashboard()
    dashboard.press("\\")
    #expect(dashboard.state.hide.list.entries.map(\.title) == ["legacy", "healthy", "unknown", "quiet"])
    dashboard.press("down", "enter")
    #expect(dashboard.state.hide.text == "ns = legacy")
    #expect(dashboard.state.view?.shown.node(SampleMesh.id("batch", "legacy")) == nil)
  }

  @Test func thePaletteHasThem() {
    var dashboard = dashboard()
    dashboard.press(":")
    dashboard.type("find: slow")
    dashboard.press("enter")
    #expect(dashboard.state.find.text == "rt > 50")
    #expect(!dashboard.state.find.isEditing)
    #expect(dashboard.state.find.count > 0)
    dashboard.press(":")
    dashboard.type("hide: leg")
    dashboard.press("enter")
    #expect(dashboard.state.hide.text == "ns = legacy")
  }

  @Test func theListKeepsItsPlaceWhateverIsTyped() {
    var dashboard = dashboard(width: 80, height: 24)
    dashboard.press("/")
    let area = FindOverlay.area(dashboard.state)
    #expect(area.y >= dashboard.state.areas.main.maxY, "it covers nothing of a narrow screen's graph")
    for character in "name = cart and ns = shop or rt > 5 x" {
      dashboard.type(String(character))
      #expect(FindOverlay.area(dashboard.state) == area)
    }
  }

  @Test(arguments: [(60, 16), (80, 24), (110, 16), (120, 40), (200, 50)])
  func theListFitsAnyScreenAndLeavesTheChosenBoxFree(width: Int, height: Int) {
    var dashboard = dashboard(width: width, height: height)
    for text in ["", "n", "name = ", "rt > 1", "healthy", "\"", "code = 5"] {
      dashboard.press("/")
      dashboard.type(text)
      let area = FindOverlay.area(dashboard.state)
      #expect(area.y > 2 && area.maxY <= height && area.x >= 0 && area.maxX <= width)
      if let box = dashboard.state.selection.flatMap({ id in dashboard.state.scene?.box(of: id) }),
        let rect = dashboard.state.scene?.drawing.boxes[box].rect
      {
        let main = dashboard.state.areas.main
        let origin = dashboard.state.origin
        let seen = CellRect(
          x: main.x + rect.x - origin.x, y: main.y + rect.y - origin.y, width: rect.width, height: rect.height)
        #expect(!seen.intersection(main).intersects(area))
      }
      #expect(dashboard.frame().split(separator: "\n", omittingEmptySubsequences: false).count == height + 1)
      dashboard.press("esc")
    }
  }

  @Test func hostileValuesAreShownHarmless() {
    var mesh = SampleMesh.shop
    mesh.nodes.append(
      Node(kind: .workload, cluster: "east", namespace: "evil\u{1B}]52;c;x\u{7}", name: "evil", health: .healthy))
    var dashboard = TestDashboard(mesh)
    dashboard.press("/")
    dashboard.type("ns = ")
    #expect(!dashboard.frame().unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test func whatIsFoundIsMarkedInADocument() throws {
    let view = MeshView(MeshIndex(SampleMesh.shop))
    let scene = try #require(SceneRequest(view.shown.snapshot, SceneRequest.documentOptions).scene(like: nil))
    func text(_ find: String, _ glyphs: GlyphSet = .unicode) -> String {
      TextDocument(view, scene, glyphs, search: TextDocument.Search(find, namespaces: [])).text
    }
    #expect(!text("").contains("»"))
    let nodes = text("name = cart")
    #expect(nodes.contains("Found by name = cart: 1 node, marked »."))
    #expect(nodes.contains("│»● cart"))
    #expect(nodes.contains("» shop/cart"))
    let edges = text("plaintext")
    #expect(edges.contains("Found by plaintext: 3 edges, marked »."))
    #expect(edges.split(separator: "\n").count { $0.hasPrefix("» ") } == 3)
    #expect(text("plaintext", .ascii).contains("marked >."))
    #expect(text("rt > 9000").contains("Nothing is found by rt > 9000."))
  }
}
