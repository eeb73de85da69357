import FoundationEssentials
import Testing

@testable import Mesh

@Suite struct TotalsTests {
  private func id(_ name: String, _ kind: Node.Kind = .workload) -> NodeID {
    NodeID(cluster: "c", namespace: "n", kind: kind, name: name)
  }

  private func edge(
    _ source: String, _ target: String, rate: Double? = nil, errors: Double = 0, bytes: Double? = nil,
    mtls: Double? = 100
  ) -> Edge {
    Edge(
      source: id(source), target: id(target), http: rate.map { RequestTraffic(rate: $0, errorPercent: errors) },
      tcp: bytes.map { TCPTraffic(requestBytes: $0, opened: 1) }, mtls: MutualTLS(percent: mtls))
  }

  @Test func ratesAddUpAndErrorsAreWeighedByThem() {
    let totals = Totals([edge("a", "b", rate: 90), edge("b", "c", rate: 10, errors: 50)])
    #expect(totals.requests == 100)
    #expect(totals.errorPercent == 5)
  }

  @Test func aMeshWithAnyPlaintextIsNeverWhollyEncrypted() {
    let totals = Totals([edge("a", "b", rate: 1e9), edge("x", "b", rate: 1e-9, mtls: 0)])
    #expect(totals.mtls.state == .partial)
    #expect(totals.plaintextEdges == 1)
  }

  @Test func whatNobodyKnowsIsNoPartOfTheShare() {
    let totals = Totals([edge("a", "b", rate: 1), edge("b", "c", rate: 1, mtls: nil)])
    #expect(totals.mtls.percent == 100)
    #expect(totals.unknownEdges == 1)
    #expect(Totals([edge("b", "c", rate: 1, mtls: nil)]).mtls == .unknown)
  }

  @Test func edgesWithoutTrafficInTheWindowCountByTheirState() {
    let idle = [("b", 100.0), ("c", 0)].map { name, percent in
      Edge(source: id("a"), target: id(name), mtls: MutualTLS(percent: percent))
    }
    #expect(Totals(idle).mtls.percent == 50)
  }

  @Test func whatPassesAWaypointCountsOnce() {
    let waypoint = id("waypoint", .waypoint)
    let snapshot = Snapshot(
      time: Date(timeIntervalSince1970: 0), window: .seconds(60),
      nodes: [
        Node(kind: .workload, cluster: "c", namespace: "n", name: "a"),
        Node(kind: .waypoint, cluster: "c", namespace: "n", name: "waypoint"),
        Node(kind: .workload, cluster: "c", namespace: "n", name: "b"),
      ],
      edges: [
        Edge(
          source: id("a"), target: waypoint, http: RequestTraffic(rate: 10, errorPercent: 0),
          tcp: TCPTraffic(requestBytes: 100, opened: 2), mtls: MutualTLS(percent: 100)),
        Edge(source: waypoint, target: id("b"), tcp: TCPTraffic(requestBytes: 110, opened: 2)),
        Edge(source: id("a"), target: id("b"), http: RequestTraffic(rate: 10, errorPercent: 0)),
      ])
    let totals = Totals(snapshot)
    #expect(totals.requests == 10)
    #expect(totals.requestBytes == 100)
    #expect(totals.opened == 2)
  }

  @Test func anIndexFindsTheEdgesAtANode() {
    let snapshot = Snapshot(
      time: Date(timeIntervalSince1970: 0), window: .seconds(60),
      nodes: ["a", "b"].map { Node(kind: .workload, cluster: "c", namespace: "n", name: $0) },
      edges: [edge("a", "a"), edge("a", "b"), edge("b", "a")])
    let index = MeshIndex(snapshot)
    #expect(index.outbound(id("a")).map(\.target) == [id("a"), id("b")])
    #expect(index.inbound(id("a")).map(\.source) == [id("a"), id("b")])
    #expect(index.edge(Edge.ID(source: id("b"), target: id("a"))) != nil)
    #expect(index.node(id("z")) == nil)
  }
}

@Suite struct NodeIDTests {
  @Test func namesWithSlashesNeverMakeTheSameIdentity() {
    let one = NodeID(cluster: "c", namespace: "a/b", kind: .workload, name: "d")
    let other = NodeID(cluster: "c", namespace: "a", kind: .workload, name: "b/workload/d")
    #expect(one != other)
    #expect(one.parts?.namespace == "a/b")
    #expect(NodeID(cluster: "%2F", namespace: "", kind: .app, name: "").parts?.cluster == "%2F")
  }

  @Test func whatWasNotMadeOfFourPartsHasNone() {
    #expect(NodeID(rawValue: "unknown").parts == nil)
    #expect(NodeID(rawValue: "a/b/galaxy/c").parts == nil)
  }
}

@Suite struct MutualTLSTests {
  @Test func onlyAllIsFullAndOnlyNothingIsNone() {
    #expect(MutualTLS(percent: 100).state == .full)
    #expect(MutualTLS(percent: 100.0.nextDown).state == .partial)
    #expect(MutualTLS(percent: 0.0.nextUp).state == .partial)
    #expect(MutualTLS(percent: 0).state == MutualTLS.State.none)
    #expect(MutualTLS(percent: nil).state == .unknown)
    #expect(MutualTLS(percent: 140).percent == 100)
  }
}
