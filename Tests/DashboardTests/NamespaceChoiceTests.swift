import FoundationEssentials
import Mesh
import Terminal
import Testing

@testable import Dashboard

@Suite struct NamespaceChoiceTests {
  private func asked(_ effects: [Effect]) -> [[String]] {
    effects.compactMap { if case .fetch(let question, _) = $0 { question.namespaces } else { nil } }
  }

  private func opened(_ dashboard: TestDashboard) -> NamespaceChoice? {
    if case .namespaces(let choice)? = dashboard.state.overlay { choice } else { nil }
  }

  @Test func theMeshsNamespacesAreListedButNotTheUnknownOne() throws {
    var dashboard = TestDashboard()
    dashboard.press("a")
    let choice = try #require(opened(dashboard))
    #expect(dashboard.state.names(in: choice) == ["data", "ingress", "legacy", "shop"])
    #expect(choice.marked.isEmpty)
  }

  @Test func whatIsMarkedIsAskedForAndSaid() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("a", "space", "down", "down", "space", "enter")
    #expect(dashboard.state.overlay == nil)
    #expect(asked(dashboard.takeEffects()) == [["data", "legacy"]])
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop.limited(toNamespaces: ["data", "legacy"])))))
    #expect(dashboard.frame().contains("in data, legacy"))
    #expect(dashboard.state.viewOptions.namespaces == ["data", "legacy"])
  }

  @Test func namespacesThatAnAnswerNoLongerHasCanStillBeChosen() throws {
    var dashboard = TestDashboard()
    dashboard.press("a")
    dashboard.type("lega")
    dashboard.press("enter")
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop.limited(toNamespaces: ["legacy"])))))
    #expect(dashboard.state.mesh?.node(SampleMesh.id("cart")) == nil)
    dashboard.press("a")
    let choice = try #require(opened(dashboard))
    #expect(dashboard.state.names(in: choice) == ["data", "ingress", "legacy", "shop"])
    #expect(choice.marked == ["legacy"])
    _ = dashboard.takeEffects()
    dashboard.press("ctrl-a", "enter")
    #expect(asked(dashboard.takeEffects()) == [[]])
  }

  @Test func typingNarrowsAlsoByLettersThatAreKeysElsewhere() throws {
    var dashboard = TestDashboard()
    dashboard.press("a")
    dashboard.type("q")
    #expect(try #require(opened(dashboard)).text == "q")
    #expect(dashboard.frame().contains("No namespace has this in its name."))
    dashboard.press("Q")
    #expect(!dashboard.takeEffects().quits)
    dashboard.press("ctrl-u")
    dashboard.type("GA")
    #expect(dashboard.state.names(in: try #require(opened(dashboard))) == ["legacy"])
    dashboard.press("esc")
    #expect(dashboard.state.overlay == nil && dashboard.state.settings.namespaces.isEmpty)
  }

  @Test func namesWithStarsAreKeptUntilSomethingIsMarked() throws {
    var dashboard = TestDashboard(settings: Settings(sourceName: "thanos.example", namespaces: ["*a*"]))
    _ = dashboard.takeEffects()
    dashboard.press("a")
    #expect(try #require(opened(dashboard)).marked == ["data", "legacy"])
    dashboard.press("enter")
    #expect(dashboard.state.settings.namespaces == ["*a*"])
    dashboard.press("a", "space", "enter")
    #expect(asked(dashboard.takeEffects()) == [["legacy"]])
  }

  @Test(arguments: [80, 120])
  func whatIsLookedAtIsSaidAlsoWhereThereIsLittleRoom(width: Int) {
    var dashboard = TestDashboard(width: width, height: 30)
    dashboard.press("a", "down", "down", "space", "enter")
    dashboard.send(.arrived(.success(MeshIndex(SampleMesh.shop.limited(toNamespaces: ["legacy"])))))
    #expect(dashboard.frame().contains("edge in legacy "))
    dashboard.press("d", "y", "esc", "esc")
    #expect(dashboard.frame().contains("\(width < 100 ? "1 box" : "edge") in legacy  L7 only"))
    dashboard.press("d", "y", "y", "esc")
    #expect(dashboard.frame().contains("Traffic in legacy "))
  }

  @Test func manyNamesAreCounted() {
    #expect(State.title(ofNamespaces: []).isEmpty)
    #expect(State.title(ofNamespaces: ["a", "b"]) == "in a, b")
    #expect(State.title(ofNamespaces: (0..<12).map { "namespace-\($0)" }) == "in 12 namespaces")
  }

  @Test func whereThereAreSeveralClustersTheyAreNamed() {
    var mesh = SampleMesh.shop
    mesh.nodes.append(Node(kind: .workload, cluster: "west", namespace: "shop", name: "far"))
    var dashboard = TestDashboard(mesh)
    dashboard.press("a")
    #expect(dashboard.frame().contains("east, west"))
  }

  @Test func theChoiceHoldsInTheNextRun() throws {
    var dashboard = TestDashboard()
    dashboard.press("a", "space", "enter")
    let kept = dashboard.state.kept
    #expect(kept.namespaces == ["data"])
    var states = KeptStates()
    states["x"] = kept
    var next = TestDashboard(nil)
    next.restore(try KeptStates(parsing: states.bytes)["x"])
    #expect(next.state.settings.namespaces == ["data"])
    #expect(next.state.viewOptions.namespaces == ["data"])
  }
}
