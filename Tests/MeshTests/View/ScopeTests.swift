import TestSupport
import Testing

@testable import Mesh

@Suite struct FocusTests {
  private let chain = MeshText.mesh(
    """
    n/a > n/b 1
    n/b > n/c 1
    n/c > n/d 1
    n/d > n/e 1
    n/x > n/c 1
    n/x > n/y 1
    n/c > n/c 1
    """)

  private func names(_ neighbourhood: ViewScope.Neighbourhood) -> [String] {
    MeshView(chain, ViewOptions(scope: .focus(MeshText.id("n/c"), neighbourhood))).names
  }

  @Test func aNeighbourhoodReachesSoManyEdgesWhateverTheirDirection() {
    #expect(names(.around(hops: 1)) == ["b", "c", "d", "x"])
    #expect(names(.around(hops: 2)) == ["a", "b", "c", "d", "e", "x", "y"])
  }

  @Test func callersAndCalleesGoOneWay() {
    #expect(names(.callers) == ["a", "b", "c", "x"])
    #expect(names(.callees) == ["c", "d", "e"])
  }

  @Test func edgesBetweenWhatIsShownAreShown() {
    let view = MeshView(chain, ViewOptions(scope: .focus(MeshText.id("n/c"), .around(hops: 1))))
    #expect(view.calls == ["b > c 1.0", "c > c 1.0", "c > d 1.0", "x > c 1.0"])
    #expect(view.place(of: MeshText.id("n/a")) == nil)
    #expect(!view.isWhole)
  }

  @Test func aFocusThatIsNotInTheMeshShowsAllAndSaysSo() {
    let view = MeshView(chain, ViewOptions(scope: .focus(MeshText.id("n/z"), .callers)))
    #expect(view.outcome == .missing)
    #expect(view.names.count == 7)
  }

  @Test func aFocusOnAGroupShowsItsBoxAndWhatIsNearIt() {
    let mesh = MeshText.mesh("a/x > b/x 1\nb/x > b/y 1\nb/y > c/x 1\nc/x > c/y 1\nd/x > d/y 1")
    let group = NodeGroup.namespace("b", cluster: "c")
    let view = MeshView(mesh, ViewOptions(scope: .focus(group.id, .around(hops: 1))))
    #expect(view.calls == ["b > x 1.0", "x > b 1.0"])
  }

  @Test func aFocusOnFoldedLeavesIsOnTheirHub() {
    let mesh = MeshText.mesh((0..<30).map { "n/hub > n/leaf-\($0) 1" }.joined(separator: "\n") + "\nn/a > n/b 1")
    let fold = NodeID(rawValue: "c/n/workload/hub/fold/callees")
    let view = MeshView(mesh, ViewOptions(foldsLeaves: true, scope: .focus(fold, .around(hops: 1))))
    #expect(view.outcome == .found)
    #expect(view.shown.node(fold)?.gathering?.count == 14)
    #expect(!view.names.contains("a"))
  }

  @Test func theFocusItselfIsNeverFolded() {
    let mesh = MeshText.mesh((0..<30).map { "n/hub > n/leaf-\($0) \($0)" }.joined(separator: "\n"))
    let view = MeshView(
      mesh, ViewOptions(foldsLeaves: true, scope: .focus(MeshText.id("n/leaf-0"), .around(hops: 2))))
    #expect(view.names.contains("leaf-0"))
  }
}

@Suite struct PathTests {
  private let mesh = MeshText.mesh(
    """
    n/a > n/b 1
    n/a > n/c 1
    n/b > n/d 1
    n/c > n/d 1
    n/d > n/a 1
    n/d > n/z 1
    n/y > n/b 1
    """)

  private func view(_ from: String, _ to: String) -> MeshView {
    MeshView(mesh, ViewOptions(scope: .paths(from: MeshText.id(from), to: MeshText.id(to))))
  }

  @Test func allWaysAndNothingElseAreShown() {
    let view = view("n/a", "n/d")
    #expect(view.calls == ["a > b 1.0", "a > c 1.0", "b > d 1.0", "c > d 1.0"])
    #expect(view.outcome == .found)
  }

  @Test func whereThereIsNoWayThereAreTheWaysBack() {
    let view = view("n/z", "n/c")
    #expect(view.outcome == .reversed)
    // The detour from d over a and b to d is none.
    #expect(view.calls == ["c > d 1.0", "d > z 1.0"])
  }

  @Test func whereThereIsNoWayAtAllTheEndsAreLeft() {
    let view = view("n/y", "n/x")
    #expect(view.outcome == .missing)
    let apart = MeshView(
      MeshText.mesh("n/a > n/b 1\nn/c > n/d 1"),
      ViewOptions(scope: .paths(from: MeshText.id("n/a"), to: MeshText.id("n/d"))))
    #expect(apart.outcome == .apart)
    #expect(apart.names == ["a", "d"])
    #expect(apart.calls.isEmpty)
  }

  @Test func anEdgeThatLeadsBackIsOnNoPath() {
    let mesh = MeshText.mesh("n/a > n/b 1\nn/b > n/c 1\nn/c > n/b 1\nn/c > n/d 1\nn/d > n/a 1\nn/b > n/b 1")
    let view = MeshView(mesh, ViewOptions(scope: .paths(from: MeshText.id("n/a"), to: MeshText.id("n/d"))))
    #expect(view.calls == ["a > b 1.0", "b > c 1.0", "c > d 1.0"])
  }

  /// All nodes and edges on paths that pass no node twice, by trying all.
  private func tried(_ mesh: MeshIndex, _ from: NodeID, _ to: NodeID) -> (nodes: Set<NodeID>, edges: Set<Edge.ID>) {
    var found: (nodes: Set<NodeID>, edges: Set<Edge.ID>) = ([], [])
    func go(_ path: [NodeID]) {
      if path[path.count - 1] == to {
        found.nodes.formUnion(path)
        found.edges.formUnion(zip(path, path.dropFirst()).map { Edge.ID(source: $0, target: $1) })
        return
      }
      for edge in mesh.outbound(path[path.count - 1]) where !path.contains(edge.target) { go(path + [edge.target]) }
    }
    go([from])
    return found
  }

  @Test(arguments: 0..<30) func noPathIsMissedAndFewThingsAreShownThatAreOnNone(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let size = Int.random(in: 3...9, using: &random)
    let calls = (0..<Int.random(in: size...size * 2, using: &random)).map { _ in
      "n/s\(Int.random(in: 0..<size, using: &random)) > n/s\(Int.random(in: 0..<size, using: &random))"
    }
    let mesh = MeshText.mesh(Set(calls + ["n/s0 > n/s1"]).sorted().map { $0 + " 1" }.joined(separator: "\n"))
    let ids = mesh.snapshot.nodes.map(\.id)
    var count = (shown: 0, expected: 0)
    for from in ids {
      for to in ids where from != to {
        let view = MeshView(mesh, ViewOptions(scope: .paths(from: from, to: to)))
        let expected = tried(mesh, from, to)
        if expected.nodes.isEmpty {
          #expect(view.outcome != .found)
          continue
        }
        let shown = Set(view.shown.snapshot.nodes.map(\.id))
        #expect(view.outcome == .found)
        #expect(shown.isSuperset(of: expected.nodes))
        #expect(Set(view.shown.snapshot.edges.map(\.id)).isSuperset(of: expected.edges))
        count.shown += shown.count
        count.expected += expected.nodes.count
      }
    }
    #expect(Double(count.shown) <= 1.15 * Double(count.expected), "\(count) in \(calls)")
  }

  @Test func aWayBetweenGroupsBeginsAndEndsInThem() {
    let mesh = MeshText.mesh("a/x > b/x 1\nb/x > c/x 1\nb/y > c/y 1\na/x > a/y 1\nc/y > d/x 1")
    let (from, to) = (NodeGroup.namespace("a", cluster: "c").id, NodeGroup.namespace("c", cluster: "c").id)
    let view = MeshView(mesh, ViewOptions(scope: .paths(from: from, to: to)))
    #expect(view.calls == ["a > x 1.0", "x > c 1.0"])
  }
}

@Suite struct SinkTests {
  private static func mesh(callers: Int, others: Int = 0, extra: String = "") -> MeshIndex {
    MeshText.mesh(
      ((0..<callers).map { "n/s\($0) > o/otel 1" } + (0..<callers + others - 1).map { "n/s\($0) > n/s\($0 + 1) 1" })
        .joined(separator: "\n") + "\n" + extra)
  }

  private func view(_ mesh: MeshIndex, after previous: MeshView? = nil, scope: ViewScope? = nil) -> MeshView {
    var options = ViewOptions(scope: scope)
    options.marksSinks = true
    return MeshView(mesh, options, after: previous)
  }

  @Test func whatMostCallBecomesAMarkOnItsCallers() throws {
    let view = view(Self.mesh(callers: 8, others: 4))
    let sink = try #require(view.sinks.first)
    #expect(view.sinks.count == 1)
    #expect(sink.node == MeshText.id("o/otel"))
    #expect(sink.callers == 8)
    #expect(!view.names.contains("otel"))
    #expect(view.shown.node(MeshText.id("n/s3"))?.marks == [0])
    #expect(view.shown.node(MeshText.id("n/s9"))?.marks == [])
  }

  @Test func whatFewCallOrWhatCallsOthersIsNone() {
    #expect(view(Self.mesh(callers: 4)).sinks.isEmpty)
    #expect(view(Self.mesh(callers: 8, others: 20)).sinks.isEmpty)
    #expect(view(Self.mesh(callers: 8, extra: "o/otel > n/s3 1")).sinks.isEmpty)
  }

  @Test func whatOnlyTheSinkCallsGoesWithIt() {
    let view = view(Self.mesh(callers: 8, extra: "o/otel > o/store 1\no/otel > o/traces 1"))
    #expect(view.sinks.first?.behind == [MeshText.id("o/store"), MeshText.id("o/traces")])
    #expect(!view.names.contains("store"))
  }

  @Test func aSinkNearTheLineStaysOne() {
    let first = view(Self.mesh(callers: 8, others: 8))
    #expect(view(Self.mesh(callers: 8, others: 15), after: first).sinks.count == 1)
  }

  @Test func marksStayWhoseTheyAre() {
    let first = view(Self.mesh(callers: 8))
    let more = (0..<8).map { "n/s\($0) > d/dns 1" } + ["n/s8 > d/dns 1", "n/s7 > n/s8 1"]
    let second = view(Self.mesh(callers: 8, extra: more.joined(separator: "\n")), after: first)
    #expect(second.sinks.map(\.node) == [MeshText.id("o/otel"), MeshText.id("d/dns")])
    #expect(second.shown.node(MeshText.id("n/s1"))?.marks == [0, 1])
  }

  @Test func aFocusOnASinkShowsIt() {
    let view = view(Self.mesh(callers: 8), scope: .focus(MeshText.id("o/otel"), .around(hops: 1)))
    #expect(view.sinks.isEmpty)
    #expect(view.names.count == 9)
  }
}

@Suite struct NodeSearchTests {
  private let mesh = MeshText.mesh("a/x > b/x 1\na/y > b/x 1")

  @Test func aNodeIsFoundByAsMuchOfItsNameAsTellsItFromOthers() {
    #expect(mesh.search("y") == .found(MeshText.id("a/y")))
    #expect(mesh.search("b/x") == .found(MeshText.id("b/x")))
    #expect(mesh.search("c/a/x") == .found(MeshText.id("a/x")))
    #expect(mesh.search("c/a/workload/x") == .found(MeshText.id("a/x")))
    #expect(mesh.search("x") == .ambiguous([MeshText.id("a/x"), MeshText.id("b/x")]))
    #expect(mesh.search("z") == .unknown)
  }
}
