import FoundationEssentials
import Mesh
import Testing

@testable import Dashboard

@Suite struct ChoiceTests {
  @Test func aThemeShowsWhileOneMovesAndEscapeBringsTheOldOneBack() {
    var dashboard = TestDashboard()
    dashboard.press("T", "down")
    #expect(dashboard.state.settings.theme == "light")
    dashboard.press("esc")
    #expect(dashboard.state.settings.theme == "dark")
    dashboard.press("T", "down", "enter")
    #expect(dashboard.state.settings.theme == "light")
    #expect(dashboard.state.overlay == nil)
  }

  @Test(arguments: [
    ("t", "Rates over the last"), ("X", "Save as"), ("r", "Replay the last"), ("F", "Show only"), ("d", "Display"),
    ("T", "Theme"), ("D", "Compare with the mesh"), ("a", "Namespaces"), (":", "Do or go to"),
  ])
  func everyChoiceFitsTheSmallestScreen(key: String, title: String) throws {
    var dashboard = TestDashboard(width: 60, height: 16)
    dashboard.press(key)
    let lines = dashboard.frame().split(separator: "\n").map { String($0.dropFirst().dropLast()) }
    let heading = try #require(lines.first { $0.contains(" \(title) ") })
    let right = try #require(heading.lastIndex(of: "╮"))
    #expect(try #require(heading.firstIndex(of: "╭")) < right)
    #expect(lines.contains { $0.contains("╰") && $0.contains("╯") })
  }

  @Test(arguments: [
    ("t", Overlay.windows.count), ("X", ExportFormat.offered.count), ("r", Overlay.replays.count), ("F", 6), ("d", 9),
    ("T", 2),
  ])
  func everyChoiceGoesToItsEndsAndNotBeyond(key: String, count: Int) {
    var dashboard = TestDashboard()
    dashboard.press("right", key)
    func row() -> Int? {
      switch dashboard.state.overlay {
      case .windows(let row), .replay(let row), .focus(let row), .display(let row), .formats(let row),
        .themes(let row, _):
        row
      default: nil
      }
    }
    let last = count - 1
    for (key, expected) in [("end", last), ("down", last), ("home", 0), ("up", 0), ("tab", 1), ("G", last)] {
      dashboard.press(key)
      #expect(row() == expected, "\(key)")
    }
  }

  @Test func aKeyOfTheUpperRowChoosesOnlyWhatThereIs() {
    var dashboard = TestDashboard()
    dashboard.press("r", "5")
    #expect(dashboard.state.overlay == .replay(row: 1))
    dashboard.press("4")
    #expect(dashboard.state.overlay == nil && dashboard.state.replay != nil)
  }

  @Test func errorsOnlyHidesWhatIsHealthyAndSaysSo() {
    var dashboard = TestDashboard(width: 160, height: 40)
    dashboard.press("!")
    let frame = dashboard.frame()
    #expect(frame.contains("errors only; ! shows all"))
    let shown = dashboard.state.view?.shown.snapshot
    let ends = Set(shown?.edges.flatMap { [$0.source, $0.target] } ?? [])
    #expect(shown?.edges.allSatisfy { $0.health >= .degraded } == true)
    #expect(shown?.nodes.allSatisfy { $0.health >= .degraded || ends.contains($0.id) } == true)
    #expect(frame.contains("orders") && frame.contains("batch"))
    #expect(!frame.contains("alone"))
    dashboard.press("2")
    let edges = dashboard.state.mesh?.snapshot.edges ?? []
    #expect(!dashboard.state.list.rows.isEmpty)
    #expect(dashboard.state.list.rows.allSatisfy { $0.health >= .degraded })
    #expect(dashboard.frame().contains("errors only; ! shows all"))
    dashboard.press("!")
    #expect(dashboard.state.list.rows.count == edges.count)
    #expect(!dashboard.frame().contains("errors only"))
  }

  @Test func errorsOnlyOfAHealthyMeshSaysThatThereAreNone() {
    var dashboard = TestDashboard(SampleMesh.telemetry)
    dashboard.press("!")
    #expect(dashboard.frame().contains("Nothing is degraded or failing."))
    #expect(!dashboard.state.viewOptions.hidesHealthy)
  }

  @Test func theIntervalChangesAndCountsFromTheLastRefresh() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.wait(6)
    dashboard.press(")")
    #expect(dashboard.state.settings.interval == .seconds(10))
    dashboard.wait(4)
    #expect(dashboard.takeEffects().fetches == 1)
    for _ in 0..<9 { dashboard.press("(") }
    #expect(dashboard.state.settings.interval == .seconds(900))
    for _ in 0..<9 { dashboard.press(")") }
    #expect(dashboard.state.settings.interval == .seconds(5))
  }

  @Test func aThemeThatCannotBeReadSaysWhyAndTheOneBeforeStays() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("T", "down")
    #expect(dashboard.takeEffects().themes == ["light"])
    dashboard.send(.themeRefused(Failure(problem: "light.toml: line 3: wrong.", remedy: "Mend it."), shown: "dark"))
    #expect(dashboard.state.settings.theme == "dark")
    #expect(dashboard.frame().contains("light.toml: line 3: wrong. Mend it."))
    // Enter reads it once more: its file may have been mended meanwhile.
    dashboard.press("enter")
    #expect(dashboard.takeEffects().themes == ["light"])
    #expect(dashboard.state.settings.theme == "light")
  }
}

extension [Effect] {
  fileprivate var themes: [String] { compactMap { if case .loadTheme(let name) = $0 { name } else { nil } } }
}
