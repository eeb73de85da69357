import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct RefreshingTests {
  private let failure = Failure(problem: "It is down.", remedy: "Wait.")

  @Test func theSourceIsAskedAtOnceAndThenEveryInterval() {
    var dashboard = TestDashboard()
    #expect(dashboard.takeEffects().fetches == 1)
    dashboard.wait(14)
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.wait(1)
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func noRefreshPilesOnAnother() {
    var dashboard = TestDashboard(nil)
    #expect(dashboard.takeEffects().fetches == 1)
    dashboard.wait(100)
    dashboard.press("ctrl-r", "ctrl-r")
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.refreshing.due == nil)
  }

  @Test func aSlowAnswerIsFollowedByTheNextQuestionAtOnce() {
    var dashboard = TestDashboard(nil)
    dashboard.wait(40)
    _ = dashboard.takeEffects()
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func aFailureKeepsThePictureAndSaysItsAge() {
    var dashboard = TestDashboard()
    dashboard.wait(15)
    dashboard.send(.arrived(.failure(failure)))
    dashboard.wait(5)
    #expect(dashboard.state.isStale)
    #expect(dashboard.frame().contains("20s old. It is down. Wait."))
    #expect(dashboard.frame().contains("frontend"))
    dashboard.wait(10)
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(!dashboard.state.isStale)
    #expect(!dashboard.frame().contains("old"))
  }

  @Test func nothingIsAskedWhilePaused() {
    var dashboard = TestDashboard()
    dashboard.press("p")
    _ = dashboard.takeEffects()
    dashboard.wait(1000)
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.frame().contains("paused"))
    dashboard.press("p")
    #expect(dashboard.takeEffects().fetches == 1)
  }

  @Test func anotherWindowIsAskedForAtOnce() throws {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("t", "5")
    guard case .fetch(let question, _)? = dashboard.takeEffects().first else {
      Issue.record("nothing was asked")
      return
    }
    #expect(question.window == .seconds(1800))
  }

  @Test func aWindowChosenWhileAnAnswerIsAwaitedIsAskedForWhenThatIsIn() {
    var dashboard = TestDashboard()
    dashboard.wait(15)
    _ = dashboard.takeEffects()
    dashboard.press("t", "1")
    #expect(dashboard.takeEffects().fetches == 0)
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    guard case .fetch(let question, _)? = dashboard.takeEffects().first else {
      Issue.record("nothing was asked")
      return
    }
    #expect(question.window == .seconds(60))
  }

  @Test func theSameWindowIsNotAskedForAgain() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("t", "2")
    #expect(dashboard.takeEffects().fetches == 0)
    #expect(dashboard.state.overlay == nil)
  }
}

@Suite struct MovingTests {
  @Test func aDashboardMayBeginWithWhatFails() {
    var settings = Settings(sourceName: "thanos.example")
    settings.beginsWithTrouble = true
    let dashboard = TestDashboard(settings: settings)
    #expect(dashboard.state.mesh?.node(SampleMesh.id("orders"))?.health == .failing)
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
    #expect(TestDashboard(nil, settings: settings).state.selection == nil)
  }

  @Test func arrowsAndLettersLeadToTheNearestBox() {
    for (right, left) in [("right", "left"), ("l", "h")] {
      var dashboard = TestDashboard()
      #expect(dashboard.state.selection == SampleMesh.id("gateway", "ingress"))
      dashboard.press(right)
      #expect(dashboard.state.selection == SampleMesh.id("frontend"))
      dashboard.press(left)
      #expect(dashboard.state.selection == SampleMesh.id("gateway", "ingress"))
    }
  }

  @Test func tabGoesThroughAllBoxesAndBackToTheFirst() {
    var dashboard = TestDashboard()
    var seen: Set<NodeID> = []
    for _ in SampleMesh.shop.nodes {
      if let selection = dashboard.state.selection { seen.insert(selection) }
      dashboard.press("tab")
    }
    #expect(seen.count == SampleMesh.shop.nodes.count)
    #expect(dashboard.state.selection == SampleMesh.id("gateway", "ingress"))
    dashboard.press("shift-tab")
    #expect(dashboard.state.selection != SampleMesh.id("gateway", "ingress"))
  }

  @Test func theChosenBoxIsAlwaysInView() {
    var dashboard = TestDashboard(width: 60, height: 16)
    for _ in SampleMesh.shop.nodes {
      dashboard.press("tab")
      let name = String(dashboard.state.selection?.parts?.name.prefix(4) ?? "?")
      #expect(dashboard.frame().contains("║ ") && dashboard.frame().contains(name))
    }
  }

  @Test func bracketsChooseAnEdgeEnterFollowsItAndEscLeadsBack() {
    var dashboard = TestDashboard()
    dashboard.press("right", "]")
    let edge = dashboard.state.chosenEdge
    #expect(edge?.source == SampleMesh.id("frontend"))
    dashboard.press("enter")
    #expect(dashboard.state.selection == edge?.target)
    #expect(dashboard.state.chosenEdge == nil)
    dashboard.press("esc")
    #expect(dashboard.state.selection == SampleMesh.id("frontend"))
  }

  @Test func enterOpensTheDetailsWhoseRowsLeadToNeighbours() {
    var dashboard = TestDashboard()
    dashboard.press("right", "enter", "down", "enter")
    // The first row is the one caller, the second of those that are called the one that fails.
    #expect(dashboard.state.detailRow == nil)
    #expect(dashboard.state.selection == SampleMesh.id("orders"))
    dashboard.press("esc")
    #expect(dashboard.state.selection == SampleMesh.id("frontend"))
  }

  @Test func escapeAtTheBottomOfTheLadderChoosesNothingAndThenDoesNothing() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("esc")
    #expect(dashboard.state.selection == nil)
    let frame = dashboard.frame()
    dashboard.press("esc", "esc")
    #expect(dashboard.frame() == frame)
    #expect(!dashboard.takeEffects().quits)
  }

  @Test func quitClosesWhatIsOpenFirst() {
    var dashboard = TestDashboard()
    dashboard.press("?", "q")
    #expect(!dashboard.takeEffects().quits)
    #expect(dashboard.state.overlay == nil)
    dashboard.press("q")
    #expect(dashboard.takeEffects().quits)
  }

  @Test func controlCQuitsFromAnywhere() {
    for keys in [["?"], ["/"], ["t"], []] {
      var dashboard = TestDashboard()
      for key in keys { dashboard.press(key) }
      dashboard.press("ctrl-c")
      #expect(dashboard.takeEffects().quits)
    }
  }

  @Test func aSelectionThatIsGoneLeavesNoTrace() {
    var dashboard = TestDashboard()
    dashboard.press("right", "]", "enter")
    var smaller = SampleMesh.shop
    smaller.nodes.removeAll { $0.name != "gateway" && $0.name != "redis" }
    smaller.edges = []
    dashboard.send(.arrived(.success(MeshIndex(smaller))))
    // Until it goes as well, a ghost can be looked at.
    dashboard.now.addTimeInterval(301)
    dashboard.send(.arrived(.success(MeshIndex(smaller))))
    #expect(dashboard.state.selection.map { smaller.nodes.map(\.id).contains($0) } == true)
    dashboard.press("esc", "esc", "right", "]", "enter", "2", "enter")
  }

  @Test func boxesStayWhereTheyAreWhenOnlyFiguresChange() {
    var dashboard = TestDashboard()
    let scene = dashboard.state.scene?.drawing
    var busier = SampleMesh.shop
    busier.edges[0].http?.rate = 123_456
    dashboard.send(.arrived(.success(MeshIndex(busier))))
    #expect(dashboard.state.scene?.drawing == scene)
    #expect(dashboard.frame().contains("123k/s"))
  }
}

@Suite struct FindingTests {
  @Test func theFirstMatchIsChosenWhileTyping() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("RED")
    #expect(dashboard.state.selection == SampleMesh.id("redis", "data"))
    #expect(dashboard.frame().contains("/RED   1 found"))
    dashboard.press("enter")
    #expect(dashboard.state.selection == SampleMesh.id("redis", "data"))
  }

  @Test func escapeForgetsTheSearchAndGoesBackToWhereItBegan() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("redis")
    dashboard.press("esc")
    #expect(dashboard.state.selection == SampleMesh.id("gateway", "ingress"))
    #expect(dashboard.state.find.text.isEmpty)
  }

  @Test func nGoesThroughTheMatches() {
    var dashboard = TestDashboard()
    dashboard.press("/")
    dashboard.type("re")
    dashboard.press("enter")
    let first = dashboard.state.selection
    dashboard.press("n")
    #expect(dashboard.state.selection != first)
    dashboard.press("N")
    #expect(dashboard.state.selection == first)
  }

  @Test func commandKeysAreLettersWhileTyping() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("/")
    dashboard.type("q?2")
    #expect(!dashboard.takeEffects().quits)
    #expect(dashboard.state.find.text == "q?2")
  }

  @Test func pastedTextIsSearchedForAndNeverRunAsCommands() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.send(.paste("qqq"))
    #expect(!dashboard.takeEffects().quits)
    dashboard.press("/")
    dashboard.send(.paste("redis\nq"))
    #expect(dashboard.state.find.text == "redis")
    // However often it is pasted, a line has an end.
    for _ in 0..<3 { dashboard.send(.paste(String(repeating: "a", count: 300))) }
    #expect(dashboard.state.find.text.count == 400)
  }

  @Test func theTableIsNarrowedToTheMatches() {
    var dashboard = TestDashboard()
    dashboard.press("2", "/")
    dashboard.type("redis")
    dashboard.press("enter")
    #expect(dashboard.state.list.rows.count == 2)
    dashboard.press("esc")
    #expect(dashboard.state.list.rows.count == SampleMesh.shop.edges.count)
  }
}

@Suite struct TableTests {
  @Test func everyColumnSortsAndUnknownFiguresComeLast() {
    var dashboard = TestDashboard()
    dashboard.press("2")
    for _ in ListSource.edges.columns {
      dashboard.press(">")
      for _ in 0..<2 {
        let list = dashboard.state.list
        let keys = list.rows.map(\.cells[list.column].key)
        #expect(keys.count == SampleMesh.shop.edges.count)
        let numbers = keys.compactMap { if case .number(let number) = $0 { number } else { nil } }
        #expect(numbers == numbers.sorted(by: list.isReversed ? (<) : (>)))
        let texts = keys.compactMap { if case .text(let text) = $0 { text } else { nil } }
        #expect(texts == texts.sorted(by: list.isReversed ? (>) : (<)))
        #expect(keys.drop { $0 != .nothing }.allSatisfy { $0 == .nothing })
        dashboard.press("S")
      }
    }
  }

  @Test func theChosenEdgeStaysChosenWhenFiguresArriveAndTheFirstIsAfterSorting() {
    var dashboard = TestDashboard()
    dashboard.press("2", "down", "down")
    let chosen = dashboard.state.list.selection
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop))))
    #expect(dashboard.state.list.selection == chosen)
    dashboard.press(">", ">")
    #expect(dashboard.state.list.row == 0)
  }

  @Test func enterShowsTheEdgeInTheGraph() throws {
    var dashboard = TestDashboard()
    dashboard.press("2", "down")
    let chosen = try #require(dashboard.state.list.selection)
    dashboard.press("enter")
    #expect(dashboard.state.pane == .graph)
    #expect(dashboard.state.chosenEdge.map(ListRow.Subject.edge) == chosen)
    #expect(dashboard.state.selection == dashboard.state.chosenEdge?.source)
  }

  @Test func whatIsChosenInTheGraphIsChosenInTheTable() {
    var dashboard = TestDashboard()
    dashboard.press("right", "]", "]")
    let edge = dashboard.state.chosenEdge
    dashboard.press("2")
    #expect(edge != nil)
    #expect(dashboard.state.list.selection == edge.map(ListRow.Subject.edge))
    dashboard.press("1", "4")
    #expect(dashboard.state.list.selection == dashboard.state.selection.map(ListRow.Subject.node))
  }
}

@Suite struct KeyMapTests {
  @Test func everyCommandHasAKeyAndNoKeyHasTwoCommands() {
    let bindings = KeyMap.standard.bindings
    #expect(Set(bindings.map(\.command)) == Set(Command.allCases))
    let keys = bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test func everyKeyIsOneThatATerminalCanSend() {
    for key in KeyMap.standard.bindings.flatMap(\.keys) { #expect(KeyPress(key)?.name == key, "\(key)") }
  }

  @Test func lettersForMovingMoveAndControlZSuspends() throws {
    func command(_ key: String) throws -> Command? { KeyMap.standard.command(for: try #require(KeyPress(key))) }
    #expect(try ["h", "j", "k", "l"].map(command) == [.moveLeft, .moveDown, .moveUp, .moveRight])
    #expect(try command("ctrl-z") == .suspend)
  }

  @Test func theHelpNamesEveryKey() {
    var dashboard = TestDashboard(width: 160, height: 80)
    dashboard.press("?")
    let frame = dashboard.frame()
    for binding in KeyMap.standard.bindings {
      for key in binding.keys { #expect(frame.contains(" \(key) "), "\(key)") }
      #expect(frame.contains(binding.command.explanation), "\(binding.command)")
    }
  }
}
