import FoundationEssentials
import Testing

@testable import Mesh

@Suite("What of the traffic is shown") struct TrafficChoiceTests {
  private static func id(_ name: String) -> NodeID { MeshText.id("n/\(name)") }

  /// web calls cart by HTTP, half of which fails, and by gRPC; cart calls db by TCP, of which some is denied; web calls pay by
  /// HTTP without connections; old was called within the hour.
  private static let mesh: MeshIndex = {
    func node(_ name: String, _ health: Health) -> Node {
      Node(kind: .workload, cluster: "c", namespace: "n", name: name, health: health)
    }
    func connections(denied: Double = 0) -> TCPTraffic {
      TCPTraffic(requestBytes: 10, responseBytes: 90, opened: 2, denied: denied)
    }
    return MeshIndex(
      Snapshot(
        time: Date(timeIntervalSince1970: 0), window: .seconds(60),
        nodes: [
          node("cart", .failing), node("db", .degraded), node("old", .idle), node("pay", .healthy),
          node("web", .healthy),
        ],
        edges: [
          Edge(
            source: id("cart"), target: id("db"), tcp: connections(denied: 0.1), mtls: MutualTLS(percent: 0),
            health: .degraded),
          Edge(
            source: id("web"), target: id("cart"), http: RequestTraffic(rate: 10, errorPercent: 50),
            grpc: RequestTraffic(rate: 5, errorPercent: 0), tcp: connections(), mtls: MutualTLS(percent: 80),
            health: .failing),
          Edge(source: id("web"), target: id("old"), mtls: .unknown),
          Edge(
            source: id("web"), target: id("pay"), http: RequestTraffic(rate: 1, errorPercent: 0),
            mtls: MutualTLS(percent: 100), health: .healthy),
        ]))
  }()

  private func view(_ layers: TrafficChoice.Layers, without: Set<TrafficChoice.Speech> = []) -> MeshView {
    var options = ViewOptions()
    options.traffic.layers = layers
    options.traffic.protocols.subtract(without)
    return MeshView(Self.mesh, options)
  }

  private func text(_ view: MeshView) -> [String] {
    view.shown.snapshot.edges.map { edge in
      let parts = [edge.http.map { _ in "http" }, edge.grpc.map { _ in "grpc" }, edge.tcp.map { _ in "tcp" }]
      return "\(edge.target.parts?.name ?? "") \(parts.compactMap(\.self).joined(separator: "+")) \(edge.health)"
    }
  }

  private func health(_ view: MeshView) -> [String: Health] {
    Dictionary(uniqueKeysWithValues: view.shown.snapshot.nodes.map { ($0.name, $0.health) })
  }

  @Test("All of it is the mesh itself")
  func all() {
    #expect(view(.all).isWhole)
    #expect(view(.all).shown.snapshot == Self.mesh.snapshot)
  }

  @Test("Requests alone take away connections, edges that are nothing else, and nodes that have no other")
  func requests() {
    let view = view(.requests)
    #expect(text(view) == ["cart http+grpc failing", "old  idle", "pay http healthy"])
    #expect(health(view) == ["cart": .failing, "old": .idle, "pay": .healthy, "web": .healthy])
  }

  @Test("Connections alone take away requests, with what these alone tell of health")
  func connections() {
    let view = view(.connections)
    #expect(text(view) == ["db tcp degraded", "cart tcp healthy", "old  idle"])
    #expect(health(view) == ["cart": .healthy, "db": .degraded, "old": .idle, "web": .healthy])
    let cart = view.shown.edge(.init(source: Self.id("web"), target: Self.id("cart")))
    #expect(cart?.requestRate == nil)
    #expect(cart?.requestBytes == 10 && cart?.responseBytes == 90 && cart?.tcp?.opened == 2)
  }

  @Test("Encryption stays what it is of all of the edge's traffic")
  func encryption() {
    for layers in TrafficChoice.Layers.allCases {
      for edge in view(layers).shown.snapshot.edges { #expect(edge.mtls == Self.mesh.edge(edge.id)?.mtls) }
    }
  }

  @Test("A protocol takes its connections along unless they carry another, and TCP is what carries no requests")
  func protocols() {
    #expect(text(view(.all, without: [.http])) == ["db tcp degraded", "cart grpc+tcp healthy", "old  idle"])
    #expect(text(view(.all, without: [.http, .grpc])) == ["db tcp degraded", "old  idle"])
    #expect(text(view(.all, without: [.tcp])) == ["cart http+grpc+tcp failing", "old  idle", "pay http healthy"])
    #expect(text(view(.connections, without: [.tcp])) == ["cart tcp healthy", "old  idle"])
    #expect(text(view(.all, without: [.http, .grpc, .tcp])) == ["old  idle"])
  }

  @Test("Which of two layers fails is only told where one of them does not")
  func bothFail() {
    var snapshot = Self.mesh.snapshot
    snapshot.edges[1].tcp?.denied = 1
    var options = ViewOptions()
    options.traffic.layers = .connections
    let view = MeshView(MeshIndex(snapshot), options)
    #expect(view.shown.snapshot.edges[1].health == .failing)
  }

  @Test("The sums of the mesh stay whole, and nothing counts as hidden")
  func sums() {
    let view = view(.requests)
    #expect(view.mesh.totals == Self.mesh.totals)
    #expect(view.hiddenCount == (0, 0))
    #expect(!view.isWhole && view.isPart)
  }

  @Test("Errors alone are those of the traffic that is shown")
  func errorsOnly() {
    var options = ViewOptions()
    options.traffic.layers = .connections
    options.hidesHealthy = true
    #expect(text(MeshView(Self.mesh, options)) == ["db tcp degraded"])
  }
}
