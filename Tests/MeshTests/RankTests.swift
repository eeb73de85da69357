import FoundationEssentials
import TestSupport
import Testing

@testable import Mesh

@Suite("Ranks") struct RankTests {
  private func ranks(_ mesh: MeshIndex) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(mesh.snapshot.nodes.map(\.name), mesh.ranks()))
  }

  private func left(of mesh: MeshIndex, hiding text: String) throws -> MeshIndex {
    var options = ViewOptions()
    options.hidden = try FindExpression.query(text)
    return MeshView(mesh, options).shown
  }

  private static let bookinfo = """
    n/gateway > n/product 40
    n/product > n/details 20
    n/product > n/reviews-v1 7
    n/product > n/reviews-v2 7
    n/product > n/reviews-v3 7
    n/reviews-v2 > n/ratings 7
    n/reviews-v3 > n/ratings 7
    """

  @Test("Nodes with the most edges come first, and equal ones share a rank")
  func ties() {
    #expect(
      ranks(MeshText.mesh(Self.bookinfo)) == [
        "product": 1, "reviews-v2": 2, "reviews-v3": 2, "ratings": 2, "gateway": 5, "details": 5, "reviews-v1": 5,
      ])
  }

  @Test("A changed figure changes no rank, and what has no edge comes last")
  func stillness() {
    let busy = Self.bookinfo.replacing("reviews-v1 7", with: "reviews-v1 9000") + "\nn/alone"
    var expected = ranks(MeshText.mesh(Self.bookinfo))
    expected["alone"] = 8
    #expect(ranks(MeshText.mesh(busy)) == expected)
  }

  @Test("Hiding all but the first ranks leaves what holds a small mesh together")
  func small() throws {
    let rest = try left(of: MeshText.mesh(Self.bookinfo), hiding: "rank > 2")
    #expect(Set(rest.snapshot.nodes.map(\.name)) == ["product", "reviews-v2", "reviews-v3", "ratings"])
    #expect(rest.snapshot.edges.count == 4)
  }

  @Test("In a large mesh ranks go to 100, and the first two are about the first two in a hundred")
  func large() throws {
    var generator = SplitMix64(seed: 7)
    var lines: [String] = []
    // Hubs that call one another, and many more nodes that each call some hub and a neighbour.
    for hub in 0..<20 { lines.append("n/hub-\(hub) > n/hub-\((hub + 1) % 20) 5") }
    for node in 0..<680 {
      lines.append("n/node-\(node) > n/hub-\(generator.next() % 20) 1")
      lines.append("n/node-\(node) > n/node-\((node + 1) % 680) 1")
    }
    let mesh = MeshText.mesh(lines.joined(separator: "\n"))
    let ranks = mesh.ranks()
    #expect(ranks.min() == 1 && ranks.max() ?? 101 <= 100)
    let first = zip(mesh.snapshot.nodes, ranks).filter { $0.1 <= 2 }.map(\.0.name)
    #expect((10...20).contains(first.count), "\(first)")
    #expect(first.allSatisfy { $0.hasPrefix("hub") })
    #expect(try left(of: mesh, hiding: "rank > 2").snapshot.nodes.count > 1)
  }
}
