import Foundation
import JSON
import Mesh
import Testing

@testable import Diff

@Suite("What is otherwise")
struct MeshDiffTests {
  private static func node(_ name: String, _ health: Health = .healthy, version: String? = nil) -> Node {
    Node(kind: .workload, cluster: "c", namespace: "shop", name: name, version: version, health: health)
  }

  private static func edge(
    _ source: String, _ target: String, mtls: Double? = 100, rate: Double = 10, errors: Double = 0,
    p95: Double? = nil, health: Health = .healthy, principals: [String] = []
  ) -> Edge {
    Edge(
      source: node(source).id, target: node(target).id,
      http: RequestTraffic(rate: rate, errorPercent: errors, latency: p95.map { Latency(p95: $0) }),
      mtls: MutualTLS(percent: mtls), sourcePrincipals: principals, health: health)
  }

  private static func mesh(_ nodes: [Node], _ edges: [Edge]) -> MeshIndex {
    MeshIndex(
      Snapshot(
        time: Date(timeIntervalSince1970: 1_790_000_000), window: .seconds(120), nodes: nodes.sorted { $0.id < $1.id },
        edges: edges.sorted { $0.id < $1.id }))
  }

  /// The difference of two meshes with one edge each.
  private static func diff(_ before: Edge, _ after: Edge) -> MeshDiff {
    let nodes = [node("a"), node("b")]
    return MeshDiff(mesh(nodes, [before]), mesh(nodes, [after]))
  }

  @Test("A mesh is not otherwise than itself")
  func nothing() {
    let edge = Self.edge("a", "b", p95: 12)
    let diff = Self.diff(edge, edge)
    #expect(diff.isEmpty)
    #expect(diff.weight == nil)
  }

  @Test(
    "A lock that opens is the worst that can be told, one that closes is good news",
    arguments: [
      (100.0, 0.0, DiffWeight.exposed), (100, 97, .exposed), (100, 99.999, .exposed), (50, 20, .exposed),
      (nil, 50, .exposed),
      (100, nil, .degraded), (0, 100, .better), (nil, 100, .better),
    ] as [(Double?, Double?, DiffWeight)])
  func locks(before: Double?, after: Double?, weight: DiffWeight) {
    let diff = Self.diff(Self.edge("a", "b", mtls: before), Self.edge("a", "b", mtls: after))
    #expect(diff.edges.map(\.weight) == [weight])
    #expect(
      diff.edges.first?.differences.map(\.change) == [.mtls(MutualTLS(percent: before), MutualTLS(percent: after))])
  }

  @Test("A share of plaintext that hardly varies is no news")
  func steadyShare() {
    #expect(Self.diff(Self.edge("a", "b", mtls: 50), Self.edge("a", "b", mtls: 50.5)).isEmpty)
  }

  @Test("What came and went is told, plaintext first")
  func cameAndWent() {
    let nodes = [Self.node("a"), Self.node("b"), Self.node("c")]
    let before = Self.mesh([nodes[0], nodes[1]], [Self.edge("a", "b")])
    let after = Self.mesh([nodes[0], nodes[2]], [Self.edge("a", "c", mtls: 0), Self.edge("c", "a")])
    let diff = MeshDiff(before, after)
    #expect(diff.edges.map(\.kind) == [.came, .went, .came])
    #expect(diff.edges.map(\.weight) == [.exposed, .notable, .neutral])
    #expect(diff.nodes.map(\.kind) == [.went, .came])
    #expect(diff.nodes.map(\.node.name) == ["b", "c"])
  }

  @Test(
    "Figures are told beyond their tolerance alone",
    arguments: [
      (10.0, 12.0, false), (10, 14, true), (10, 0, true), (0.05, 0.1, false), (0, 5, true),
    ])
  func rates(before: Double, after: Double, isTold: Bool) {
    let diff = Self.diff(Self.edge("a", "b", rate: before), Self.edge("a", "b", rate: after))
    #expect(diff.edges.isEmpty != isTold)
    if isTold {
      #expect(diff.edges.first?.differences.map(\.change) == [.figure(.requests, before, after)])
    }
  }

  @Test("Any failure where there was none is told, though it is less than the tolerance")
  func firstFailure() {
    let diff = Self.diff(Self.edge("a", "b", errors: 0), Self.edge("a", "b", errors: 0.2))
    #expect(diff.edges.map(\.weight) == [.degraded])
    #expect(Self.diff(Self.edge("a", "b", errors: 0.2), Self.edge("a", "b", errors: 0.9)).isEmpty)
  }

  @Test("Latency without requests says nothing")
  func latency() {
    #expect(Self.diff(Self.edge("a", "b", p95: 80), Self.edge("a", "b", p95: nil)).isEmpty)
    let slower = Self.diff(Self.edge("a", "b", p95: 80), Self.edge("a", "b", p95: 210))
    #expect(slower.edges.map(\.weight) == [.notable])
    #expect(Self.diff(Self.edge("a", "b", p95: 1), Self.edge("a", "b", p95: 4)).isEmpty)
  }

  @Test("Another identity of a client is told, one that was not seen is not")
  func identities() {
    let (old, new) = ("spiffe://x/ns/shop/sa/a", "spiffe://x/ns/shop/sa/other")
    let diff = Self.diff(Self.edge("a", "b", principals: [old]), Self.edge("a", "b", principals: [new]))
    #expect(diff.edges.first?.differences.map(\.change) == [.identities(gone: [old], came: [new])])
    #expect(diff.edges.map(\.weight) == [.degraded])
    #expect(Self.diff(Self.edge("a", "b", principals: [old]), Self.edge("a", "b")).isEmpty)
  }

  @Test("Of equally bad changes the busiest comes first")
  func order() {
    let nodes = ["a", "b", "c"].map { Self.node($0) }
    let before = Self.mesh(nodes, [Self.edge("a", "b", rate: 1), Self.edge("a", "c", rate: 50)])
    let after = Self.mesh(nodes, [Self.edge("a", "b", mtls: 0, rate: 1), Self.edge("a", "c", mtls: 0, rate: 50)])
    #expect(MeshDiff(before, after).edges.map { $0.edge.target } == [nodes[2].id, nodes[1].id])
  }

  @Test("A node's health and version are told")
  func nodes() {
    let before = Self.mesh([Self.node("a", .healthy, version: "v1")], [])
    let after = Self.mesh([Self.node("a", .failing, version: "v2")], [])
    let diff = MeshDiff(before, after)
    #expect(diff.nodes.map(\.weight) == [.failing])
    #expect(diff.nodes.first?.differences.map(\.change) == [.health(.healthy, .failing), .version("v1", "v2")])
  }

  @Test("The JSON tells the same")
  func json() throws {
    let diff = Self.diff(Self.edge("a", "b", mtls: 100), Self.edge("a", "b", mtls: 0, errors: 12))
    var writer = JSONWriter()
    diff.write(to: &writer)
    let root = try JSONDocument(parsing: writer.bytes[...]).root
    #expect(root["schema"]?.string == "meshtop.diff/1")
    #expect(root["weight"]?.string == "exposed")
    let edges = try #require(root["edges"])
    let change = try #require(Array(edges.elements).first)
    #expect(change["source"]?.string == "c/shop/workload/a")
    let differences = Array(try #require(change["differences"]).elements)
    #expect(differences.map { $0["what"]?.string } == ["mtls", "errorPercent"])
    #expect(differences.first?["before"]?.string == "full")
    #expect(differences.last?["after"]?.double == 12)
  }
}
