import FoundationEssentials
import Testing

@testable import Mesh

@Suite("The same node in a mesh read another way") struct CounterpartTests {
  private func mesh(_ nodes: [Node], _ edges: [Edge] = []) -> MeshIndex {
    MeshIndex(Snapshot(time: Date(timeIntervalSince1970: 0), window: .seconds(60), nodes: nodes, edges: edges))
  }

  private func node(_ kind: Node.Kind, _ name: String, app: String? = nil, _ namespace: String = "n") -> Node {
    Node(kind: kind, cluster: "c", namespace: namespace, name: name, app: app)
  }

  @Test("Is itself, what has its name, its app, or the service that it is called by")
  func counterparts() {
    let workloads = [
      node(.workload, "cart-v1", app: "cart"), node(.workload, "web", app: "web"), node(.workload, "odd"),
    ]
    let before = mesh(
      workloads, [Edge(source: workloads[1].id, target: workloads[2].id, services: ["special"])])
    let apps = mesh([
      node(.app, "cart", app: "cart"), node(.app, "web", app: "web"), node(.app, "cart", app: "cart", "m"),
    ])
    #expect(before.counterpart(of: workloads[0].id, in: apps) == workloads[0].id)
    #expect(apps.counterpart(of: workloads[0].id, in: before) == apps.snapshot.nodes[0].id)
    #expect(apps.counterpart(of: workloads[1].id, in: before) == apps.snapshot.nodes[1].id)
    #expect(apps.counterpart(of: workloads[2].id, in: before) == nil)
    let services = mesh([node(.service, "cart"), node(.service, "special")])
    #expect(services.counterpart(of: workloads[0].id, in: before) == services.snapshot.nodes[0].id)
    #expect(services.counterpart(of: workloads[2].id, in: before) == services.snapshot.nodes[1].id)
    #expect(before.counterpart(of: services.snapshot.nodes[0].id, in: services) == workloads[0].id)
    #expect(before.counterpart(of: services.snapshot.nodes[1].id, in: services) == workloads[2].id)
  }
}

@Suite("A snapshot of some namespaces") struct LimitedSnapshotTests {
  @Test("Has the edges with an end in one of them, and the nodes at these")
  func limited() {
    let snapshot = MeshText.snapshot(
      "web/gate > shop/cart 1\nshop/cart > data/db 1\nweb/gate > web/static 1\nshop/alone")
    #expect(snapshot.limited(toNamespaces: []) == snapshot)
    let shop = snapshot.limited(toNamespaces: ["sh*"])
    #expect(shop.edges.count == 2)
    #expect(Set(shop.nodes.map(\.name)) == ["gate", "cart", "db", "alone"])
    #expect(snapshot.limited(toNamespaces: ["none"]).nodes.isEmpty)
  }
}
