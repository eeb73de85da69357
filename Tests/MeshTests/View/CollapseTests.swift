import Testing

@testable import Mesh

@Suite struct CollapseTests {
  private let shop = MeshText.mesh(
    """
    edge/gate > shop/front 100 errors=1 p95=80 bytes=1000
    shop/front > shop/cart 60 errors=0
    shop/front > data/redis bytes=500 mtls=0
    shop/cart > data/redis bytes=300 health=failing
    shop/cart > data/users 40 errors=10 p95=20
    shop/front > data/users 10 errors=0 p95=50
    data/users > data/redis bytes=50
    """)

  private func view(_ options: ViewOptions) -> MeshView { MeshView(shop, options) }

  @Test func aViewWithoutOptionsIsTheMeshItself() {
    let view = view(ViewOptions(foldsLeaves: true))
    #expect(view.isWhole)
    #expect(view.shown.snapshot == shop.snapshot)
    #expect(view.place(of: MeshText.id("shop/cart")) == MeshText.id("shop/cart"))
  }

  @Test func aCollapsedNamespaceIsOneBoxWithOneEdgeForAll() throws {
    let view = view(ViewOptions(collapsedNames: ["data"]))
    #expect(view.names == ["cart", "data", "front", "gate"])
    #expect(view.calls == ["cart > data 40.0", "front > cart 60.0", "front > data 10.0", "gate > front 100.0"])
    let id = NodeID(rawValue: "c/data/namespace/data")
    let node = try #require(view.shown.node(id))
    #expect(node.gathering?.kind == .namespace)
    #expect(node.gathering?.count == 2)
    #expect(node.health == .failing)
    let edge = try #require(view.shown.edge(Edge.ID(source: MeshText.id("shop/cart"), target: id)))
    #expect(edge.tcp?.bytes == 300)
    #expect(edge.errorPercent == 10)
    #expect(edge.health == .failing)
    #expect(view.edges(of: edge.id).map(\.target) == [MeshText.id("data/redis"), MeshText.id("data/users")])
    #expect(view.place(of: Edge.ID(source: MeshText.id("shop/cart"), target: MeshText.id("data/redis"))) == edge.id)
    // What flows within the box is no edge.
    let within = Edge.ID(source: MeshText.id("data/users"), target: MeshText.id("data/redis"))
    #expect(view.place(of: within) == nil)
  }

  @Test func theSumsOfABoxAreThoseOfItsNamespace() throws {
    let view = view(ViewOptions(collapse: .all))
    #expect(view.names == ["data", "gate", "shop"])
    for sums in shop.namespaceTotals() where sums.id.namespace != "edge" {
      let group = NodeGroup.namespace(sums.id.namespace, cluster: sums.id.cluster)
      let box = try #require(view.box(group.id))
      #expect(box.inbound == sums.inbound)
      #expect(box.outbound == sums.outbound)
      #expect(box.within == sums.within)
      #expect(box.gathering.totals == sums.all)
      #expect(box.members.count == sums.nodes)
    }
  }

  @Test func errorsAreWeighedByRequestsAndPercentilesBecomeBounds() throws {
    let view = view(ViewOptions(collapsedNames: ["data", "shop"]))
    let edge = try #require(
      view.shown.edge(
        Edge.ID(source: NodeID(rawValue: "c/shop/namespace/shop"), target: NodeID(rawValue: "c/data/namespace/data"))))
    #expect(edge.requestRate == 50)
    #expect(edge.errorPercent == 8)
    #expect(edge.http?.latency?.p95 == 50)
    #expect(edge.http?.latency?.isUpperBound == true)
    // (40 · 10 + 10 · 25) / 50
    #expect(edge.http?.latency?.average == 13)
    let single = try #require(view.shown.edge(Edge.ID(source: MeshText.id("edge/gate"), target: edge.source)))
    #expect(single.http?.latency?.p95 == 80)
    #expect(single.http?.latency?.isUpperBound == false)
  }

  @Test func aBoxWithAnyPlaintextIsNeverWhollyEncrypted() throws {
    let mesh = MeshText.mesh(
      """
      a/x > b/x 1000000000
      a/y > b/y 0.000000001 mtls=0
      a/z > b/z 5 mtls=?
      """)
    let view = MeshView(mesh, ViewOptions(collapse: .all))
    let edge = try #require(view.shown.snapshot.edges.first)
    #expect(view.shown.snapshot.edges.count == 1)
    #expect(edge.mtls.state == .partial)
  }

  @Test func aGatheredEdgeListsWhatItsEdgesList() throws {
    var snapshot = MeshText.snapshot("a/x > b/x 60\na/y > b/x 40\na/z > b/y bytes=5")
    func set(_ index: Int, _ responses: [(String, Double)], via: String?) {
      snapshot.edges[index].services = ["s\(index / 2)"]
      snapshot.edges[index].sourcePrincipals = ["p\(index)"]
      snapshot.edges[index].via = via.map { MeshText.id($0, .waypoint) }
      snapshot.edges[index].http?.responses = responses.map { .init(code: $0.0, flags: "-", rate: $0.1) }
      snapshot.edges[index].tcp?.causes = [.init(flags: "DENY", rate: 2)]
    }
    set(0, [("200", 50), ("404", 10)], via: "b/w")
    set(1, [("503", 30), ("404", 10)], via: "b/w")
    set(2, [], via: "b/w")
    let view = MeshView(MeshIndex(snapshot), ViewOptions(collapsedNames: ["a", "b"]))
    let id = try #require(view.shown.snapshot.edges.first?.id)
    #expect(view.count(of: id) == 3)
    let edge = try #require(view.detailed(id))
    #expect(edge.http?.responses.map(\.code) == ["200", "503", "404"])
    #expect(edge.http?.responses.map(\.rate) == [50, 30, 20])
    #expect(edge.tcp?.causes == [.init(flags: "DENY", rate: 2)])
    #expect(edge.services == ["s0", "s1"])
    #expect(edge.sourcePrincipals == ["p0", "p1", "p2"])
    #expect(edge.via == MeshText.id("b/w", .waypoint))
    snapshot.edges[2].via = nil
    #expect(MeshView(MeshIndex(snapshot), ViewOptions(collapsedNames: ["a", "b"])).detailed(id)?.via == nil)
  }

  @Test func whatIsSaidOfAGroupGoesBeforeAllElse() {
    var options = ViewOptions(collapse: .all)
    options.groups[.namespace("data", cluster: "c")] = false
    options.groups[.namespace("edge", cluster: "c")] = true
    #expect(view(options).names == ["edge", "redis", "shop", "users"])
  }

  @Test func aNamespaceIsNamedAloneOrWithItsCluster() {
    let mesh = MeshText.mesh(
      """
      east/a/x > east/b/x 1
      west/a/x > west/b/x 1
      east/a/y > east/b/x 1
      west/a/y > west/b/x 1
      """)
    #expect(MeshView(mesh, ViewOptions(collapsedNames: ["a"])).names == ["a", "a", "x", "x"])
    #expect(MeshView(mesh, ViewOptions(collapsedNames: ["west/a"])).names == ["a", "x", "x", "x", "y"])
  }

  @Test func anEndOfWhichNothingIsKnownStandsInNoNamespace() {
    let mesh = MeshText.mesh("unknown/unknown > a/x 1\nunknown/other > a/y 1")
    #expect(MeshView(mesh, ViewOptions(collapse: .all)).names == ["a", "other", "unknown"])
  }

  @Test func aNodeThatHasTheIdentityOfABoxKeepsIt() {
    let mesh = MeshText.mesh("a/x > b/x 1\na/y > b/x 1")
    var snapshot = mesh.snapshot
    let box = NodeGroup.namespace("a", cluster: "c").id
    snapshot.nodes.append(Node(id: box, kind: .workload, cluster: "c", namespace: "z", name: "odd"))
    let view = MeshView(MeshIndex(snapshot), ViewOptions(collapse: .all))
    #expect(view.names == ["odd", "x", "x", "y"])
  }

  @Test func whatPassesAWaypointCountsOnceInAGatheredEdge() throws {
    let waypoint = MeshText.id("b/waypoint", .waypoint)
    var snapshot = MeshText.snapshot("a/x > b/y 10\na/z > a/x 1")
    snapshot.nodes.append(Node(kind: .waypoint, cluster: "c", namespace: "b", name: "waypoint"))
    snapshot.edges += [
      Edge(
        source: MeshText.id("a/x"), target: waypoint, http: RequestTraffic(rate: 10, errorPercent: 0),
        tcp: TCPTraffic(requestBytes: 100, opened: 2), mtls: MutualTLS(percent: 100)),
      Edge(source: waypoint, target: MeshText.id("b/y"), tcp: TCPTraffic(requestBytes: 110, opened: 2)),
    ]
    let edge = try #require(MeshView(MeshIndex(snapshot), ViewOptions(collapse: .all)).shown.snapshot.edges.first)
    #expect(edge.requestRate == 10)
    #expect(edge.tcp?.requestBytes == 100)
  }
}

@Suite struct AutomaticCollapseTests {
  /// Namespaces of services, each calling the next.
  private func mesh(_ namespaces: Int, of size: Int, clusters: Int = 1) -> MeshIndex {
    MeshText.mesh(
      (0..<namespaces * size).map { number in
        let (now, next) = (number, (number + 1) % (namespaces * size))
        func path(_ number: Int) -> String {
          "k\(number / size % clusters)/n\(number / size)/s\(number)"
        }
        return "\(path(now)) > \(path(next)) 1"
      }.joined(separator: "\n"))
  }

  private let options = ViewOptions(collapse: .auto, foldsLeaves: true)

  @Test func aSmallMeshIsShownAsItIsAndALargeOneByNamespaces() {
    #expect(MeshView(mesh(3, of: 20), options).isWhole)
    #expect(MeshView(mesh(4, of: 20), options).names == ["n0", "n1", "n2", "n3"])
  }

  @Test func aHugeOneIsShownByClusters() {
    #expect(MeshView(mesh(80, of: 2, clusters: 4), options).names == ["k0", "k1", "k2", "k3"])
  }

  @Test func aSingleBoxWouldTellNothing() { #expect(MeshView(mesh(1, of: 100), options).isWhole) }

  @Test func aMeshNearTheLineDoesNotCollapseAndOpenInTurn() {
    let small = mesh(3, of: 20)
    let large = mesh(3, of: 21)
    let open = MeshView(large, options, after: MeshView(small, options))
    #expect(open.isWhole)
    let collapsed = MeshView(small, options, after: MeshView(large, options))
    #expect(collapsed.names.count == 3)
    #expect(MeshView(mesh(3, of: 40), options, after: open).names.count == 3)
    #expect(MeshView(mesh(3, of: 10), options, after: collapsed).isWhole)
  }

  @Test func anOpenedNamespaceStaysOpenAndTheOthersCollapsed() {
    var options = options
    options.groups[.namespace("n1", cluster: "k0")] = false
    let view = MeshView(mesh(4, of: 20), options)
    #expect(view.names.count == 23)
    #expect(view.names.contains("s25"))
  }

  @Test func anOpenedClusterShowsItsNamespaces() {
    var options = options
    options.groups[.cluster("k1")] = false
    let view = MeshView(mesh(80, of: 2, clusters: 4), options)
    #expect(view.names.count == 23)
    #expect(view.names.contains("n5"))
  }
}
