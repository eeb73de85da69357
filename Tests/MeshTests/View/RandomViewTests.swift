import FoundationEssentials
import TestSupport
import Testing

@testable import Mesh

/// What holds for every view of every mesh.
@Suite struct RandomViewTests {
  /// A mesh made by chance: a few hubs with many leaves, and services that call one another within and across namespaces.
  private static func mesh(_ random: inout SplitMix64, waypoints: Bool) -> MeshIndex {
    let count = Int.random(in: 2...120, using: &random)
    let namespaces = Int.random(in: 1...8, using: &random)
    var nodes = (0..<count).map { number in
      Node(
        kind: .workload, cluster: "c\(number % 2)",
        namespace: number % 17 == 16 ? "unknown" : "n\(Int.random(in: 0..<namespaces, using: &random))",
        name: "s\(number)", health: Health.allCases.randomElement(using: &random) ?? .idle)
    }
    if waypoints { for number in 0..<3 where number < count { nodes[number].kind = .waypoint } }
    var edges: [Edge.ID: Edge] = [:]
    for number in nodes.indices {
      let isLeaf = number > 20 && Bool.random(using: &random)
      for _ in 0..<(isLeaf ? 1 : Int.random(in: 0...4, using: &random)) {
        let other = isLeaf ? number % 2 : Int.random(in: 0..<count, using: &random)
        let (source, target) = Bool.random(using: &random) ? (number, other) : (other, number)
        var edge = Edge(
          source: nodes[source].id, target: nodes[target].id,
          mtls: MutualTLS(percent: [0, 50, 100, nil].randomElement(using: &random) ?? nil),
          health: Health.allCases.randomElement(using: &random) ?? .idle)
        if Int.random(in: 0..<4, using: &random) > 0 {
          edge.http = RequestTraffic(
            rate: Double(Int.random(in: 0...100, using: &random)), errorPercent: 25,
            responses: [.init(code: "200", flags: "-", rate: 1)])
        }
        if Bool.random(using: &random) {
          edge.tcp = TCPTraffic(requestBytes: Double(Int.random(in: 0...1000, using: &random)), opened: 2)
        }
        edges[edge.id] = edge
      }
    }
    return MeshIndex(
      Snapshot(
        time: .init(timeIntervalSince1970: 0), window: .seconds(60), nodes: nodes.sorted { $0.id < $1.id },
        edges: edges.values.sorted { $0.id < $1.id }))
  }

  private static func options(_ mesh: MeshIndex, _ random: inout SplitMix64) -> ViewOptions {
    var options = ViewOptions(
      collapse: [.none, .auto, .all].randomElement(using: &random) ?? .none,
      collapsedNames: Bool.random(using: &random) ? ["n1"] : [], foldsLeaves: Bool.random(using: &random))
    options.marksSinks = Bool.random(using: &random)
    for node in mesh.snapshot.nodes where Int.random(in: 0..<20, using: &random) == 0 {
      let group = NodeGroup.groups(of: node).randomElement(using: &random) ?? .cluster(node.cluster)
      options.groups[group] = Bool.random(using: &random)
    }
    let ends = (0..<2).compactMap { _ in mesh.snapshot.nodes.randomElement(using: &random)?.id }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: options.scope = .focus(ends[0], .around(hops: Int.random(in: 1...3, using: &random)))
    case 1: options.scope = .focus(ends[0], .callers)
    case 2: options.scope = .paths(from: ends[0], to: ends[1])
    default: break
    }
    return options
  }

  @Test(arguments: 0..<60) func nothingIsLostAndNothingCountsTwice(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let mesh = Self.mesh(&random, waypoints: seed % 3 == 0)
    var previous: MeshView?
    for _ in 0..<4 {
      let options = Self.options(mesh, &random)
      let view = MeshView(mesh, options, after: previous)
      previous = view
      try Self.check(view)
      // The same once more changes nothing, and stands in the order of identities.
      let again = MeshView(mesh, options, after: view)
      #expect(again.shown.snapshot == view.shown.snapshot)
    }
  }

  private static func check(_ view: MeshView) throws {
    let mesh = view.mesh
    let shown = view.shown.snapshot
    #expect(shown.nodes.map(\.id) == shown.nodes.map(\.id).sorted())
    #expect(shown.edges.map(\.id) == shown.edges.map(\.id).sorted())
    #expect(Set(shown.nodes.map(\.id)).count == shown.nodes.count)
    #expect(Set(shown.edges.map(\.id)).count == shown.edges.count)
    for edge in shown.edges { #expect(view.shown.node(edge.source) != nil && view.shown.node(edge.target) != nil) }

    // Each node stands in one place at most, which knows it.
    var members = 0
    for node in shown.nodes {
      guard let box = view.box(node.id) else {
        var plain = node
        plain.marks = []
        #expect(mesh.node(node.id) == plain)
        continue
      }
      members += box.members.count
      #expect(node.gathering == box.gathering && box.gathering.count == box.members.count)
      #expect(node.health == box.members.compactMap { mesh.node($0)?.health }.max())
      for member in box.members { #expect(view.place(of: member) == node.id) }
    }
    let places = mesh.snapshot.nodes.compactMap { view.place(of: $0.id) }
    #expect(members + shown.nodes.count { $0.gathering == nil } == places.count)

    // Each edge shows once, or is within a box, or has an end that does not show, or is no part of the paths.
    let counting = WaypointCounting(mesh.snapshot)
    var sums = (requests: 0.0, bytes: 0.0, opened: 0.0)
    func add(_ edge: Edge, _ sign: Double = 1) {
      sums.requests += sign * (edge.requestRate ?? 0)
      sums.bytes += sign * (edge.tcp?.bytes ?? 0)
      sums.opened += sign * (edge.tcp?.opened ?? 0)
    }
    var seen: Set<Edge.ID> = []
    for edge in shown.edges {
      let edges = view.edges(of: edge.id)
      for original in edges {
        #expect(seen.insert(original.id).inserted)
        #expect(view.place(of: original.id) == edge.id)
      }
      let isGathered = view.box(edge.source) != nil || view.box(edge.target) != nil
      #expect(isGathered || edges == [edge])
      if edges.count > 1 {
        #expect(edge.health == edges.map(\.health).max())
        let hasPlaintext = edges.contains { ($0.mtls.percent ?? 100) < 100 }
        #expect(edge.mtls.state != .full || !hasPlaintext)
        add(edge)
      } else {
        add(counting.counted(edges[0]))
      }
    }
    for edge in mesh.snapshot.edges where !seen.contains(edge.id) {
      let (source, target) = (view.place(of: edge.source), view.place(of: edge.target))
      let isHidden = source == nil || target == nil
      let isWithin = source == target && source.flatMap(view.box) != nil
      if case .paths = view.options.scope, view.outcome != .missing {} else { #expect(isHidden || isWithin) }
      add(counting.counted(edge))
    }
    for edge in mesh.snapshot.edges { add(counting.counted(edge), -1) }
    #expect(abs(sums.requests) < 1e-6 && abs(sums.bytes) < 1e-6 && abs(sums.opened) < 1e-6)
    if view.options.scope == nil, view.options.marksSinks == false {
      #expect(places.count == mesh.snapshot.nodes.count)
      let within = view.boxes.values.reduce(0) { $0 + $1.within.requests }
      let across = shown.edges.reduce(0) { sum, edge in
        let edges = view.edges(of: edge.id)
        return sum + edges.reduce(0) { $0 + (counting.counted($1).requestRate ?? 0) }
      }
      #expect(abs(within + across - mesh.totals.requests) < 1e-6)
    }
  }
}
