import Testing

@testable import Mesh

@Suite struct LeafFoldTests {
  private static let options = ViewOptions(foldsLeaves: true)
  private static let fold = NodeID(rawValue: "c/n/workload/hub/fold/callees")

  /// A hub that calls leaves, the first most often, and is called by one other.
  private func mesh(
    _ leaves: Int, rate: (Int) -> Double = { 1000 - Double($0) }, failing: Set<Int> = [], skip: Set<Int> = []
  ) -> MeshIndex {
    let calls = (0..<leaves).filter { !skip.contains($0) }.map { leaf in
      "n/hub > n/leaf-\(leaf) \(rate(leaf)) health=\(failing.contains(leaf) ? "failing" : "healthy")"
    }
    return MeshText.mesh((["n/front > n/hub 1"] + calls).joined(separator: "\n"))
  }

  private func leaves(_ view: MeshView) -> Set<Int> {
    Set(view.names.compactMap { $0.hasPrefix("leaf-") ? Int($0.dropFirst(5)) : nil })
  }

  @Test func sixteenLeavesAndTheLastOneAreShown() {
    for count in [3, 16, 17] { #expect(MeshView(mesh(count), Self.options).isWhole) }
  }

  @Test func whatIsMoreIsOneBoxAndTheBusiestAreShown() throws {
    let view = MeshView(mesh(103), Self.options)
    #expect(leaves(view) == Set(0..<16))
    let node = try #require(view.shown.node(Self.fold))
    #expect(node.gathering?.kind == .callees)
    #expect(node.gathering?.count == 87)
    #expect(node.name == "87 services")
    let edge = try #require(view.shown.edge(Edge.ID(source: MeshText.id("n/hub"), target: Self.fold)))
    #expect(edge.requestRate == (16..<103).reduce(0) { $0 + 1000 - Double($1) })
    #expect(view.edges(of: edge.id).count == 87)
  }

  @Test func theWorstAreShownBeforeTheBusiest() {
    let view = MeshView(mesh(40, failing: [38, 39]), Self.options)
    #expect(leaves(view) == Set(0..<14).union([38, 39]))
  }

  @Test func aNodeWithAnotherNeighbourIsNoLeaf() {
    let snapshot = MeshText.snapshot(
      ((0..<40).map { "n/hub > n/leaf-\($0) 1" } + ["n/leaf-39 > n/leaf-38 1", "n/leaf-37 > n/leaf-37 1"])
        .joined(separator: "\n"))
    let view = MeshView(MeshIndex(snapshot), Self.options)
    #expect(leaves(view).isSuperset(of: [38, 39]))
    #expect(view.shown.node(Self.fold)?.gathering?.count == 22)
  }

  @Test func callersAndCalleesFoldApart() {
    let text =
      ((0..<20).map { "n/hub > n/called-\($0) 1" } + (0..<30).map { "n/caller-\($0) > n/hub 1" })
    let view = MeshView(MeshText.mesh(text.joined(separator: "\n")), Self.options)
    #expect(view.shown.node(Self.fold)?.gathering?.count == 4)
    #expect(view.shown.node(NodeID(rawValue: "c/n/workload/hub/fold/callers"))?.gathering?.count == 14)
  }

  @Test func aChangedFigureChangesNothingOfWhoIsFolded() {
    let first = MeshView(mesh(60), Self.options)
    let second = MeshView(mesh(60, rate: { Double($0) }), Self.options, after: first)
    #expect(leaves(second) == Set(0..<16))
  }

  @Test func whatGetsWorseComesOutAndStaysOut() {
    let first = MeshView(mesh(60), Self.options)
    let second = MeshView(mesh(60, failing: [50]), Self.options, after: first)
    #expect(leaves(second) == Set(0..<16).union([50]))
    let third = MeshView(mesh(60), Self.options, after: second)
    #expect(leaves(third) == leaves(second))
    // Where all get worse, most stay folded, and the box tells of it.
    let all = MeshView(mesh(60, failing: Set(0..<60)), Self.options, after: third)
    #expect(leaves(all).count == LeafFolds.most + LeafFolds.mostWorse)
    #expect(all.shown.node(Self.fold)?.health == .failing)
  }

  @Test func whatWasFailingWhenItWasFoldedStaysFolded() {
    let failing = Set(20..<60)
    let first = MeshView(mesh(60, failing: failing), Self.options)
    let second = MeshView(mesh(60, failing: failing), Self.options, after: first)
    #expect(leaves(second) == leaves(first))
  }

  @Test func aNewLeafTakesFreeRoomOnlyAndAGoneOneLeavesIt() {
    let first = MeshView(mesh(60), Self.options)
    let grown = MeshView(mesh(61, rate: { Double($0) }), Self.options, after: first)
    #expect(leaves(grown) == Set(0..<16))
    let shrunk = MeshView(mesh(60, skip: [3]), Self.options, after: first)
    #expect(leaves(shrunk) == Set(0..<16).subtracting([3]))
    let refilled = MeshView(mesh(61, skip: [3]), Self.options, after: shrunk)
    #expect(leaves(refilled) == Set(0..<16).subtracting([3]).union([60]))
  }

  @Test func anOpenFoldShowsAllAndIsTheSameWhenItIsClosed() {
    let first = MeshView(mesh(60), Self.options)
    var open = Self.options
    open.openFolds = [Self.fold]
    let second = MeshView(mesh(60, rate: { Double($0) }), open, after: first)
    #expect(leaves(second).count == 60)
    #expect(leaves(MeshView(mesh(60, rate: { Double($0) }), Self.options, after: second)) == leaves(first))
  }
}
