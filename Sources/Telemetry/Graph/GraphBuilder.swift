import Mesh
import Metrics

/// Adds the mesh's flows up into nodes and edges of a graph (rules 2, 9, 13).
struct GraphBuilder {
  private let flows: Flows
  private let hops: HopTable
  private let strings: StringTable
  private let outcomes: [ResponseKind]
  private let health: HealthRules
  private let hasFailed: Bool
  private let isMerged: Bool
  private var namer: NodeNamer
  private var edges: [EdgeSum] = []
  private var numbers: [UInt64: Int] = [:]
  private var pairNumbers: [UInt64: Int32] = [:]
  private var bounds: [Double] = []

  init(
    _ flows: Flows, _ hops: HopTable, _ strings: StringTable, _ outcomes: [ResponseKind], _ options: TrafficOptions,
    _ survey: Survey
  ) {
    self.flows = flows
    self.hops = hops
    self.strings = strings
    self.outcomes = outcomes
    health = HealthRules(tolerances: options.tolerances)
    hasFailed = survey.hasFailed
    isMerged = options.waypoints == .merge
    namer = NodeNamer(flows, hops, strings, options.graph)
    for (number, pair) in hops.pairs.enumerated() { pairNumbers[key(pair.source, pair.destination)] = Int32(number) }
    addTraffic()
  }

  private func key(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
  }

  // MARK: Adding up

  private mutating func addTraffic() {
    for flow in flows.requests {
      let edge = edge(flow.source, flow.destination, flow.service)
      edges[edge][isGRPC: flow.isGRPC].add(flow.outcome, flow.rate)
    }
    for flow in flows.connections {
      let edge = edge(flow.source, flow.destination, flow.service)
      edges[edge].connections = (edges[edge].connections ?? ConnectionSums()) + flow.sums
    }
  }

  /// Adds how long requests took and how large they were. Rows of who does not speak for a pair, and of legs that are
  /// not drawn, find no edge and are left out.
  mutating func add(_ latency: LatencyReports, _ requests: RequestReports) {
    bounds = latency.bounds
    for row in latency.buckets {
      guard let edge = edge(of: row.hop, row.speaker, isGRPC: row.isGRPC, requests) else { continue }
      edges[edge][isGRPC: row.isGRPC].add(row, bounds: bounds.count)
    }
    for row in latency.sums {
      guard let edge = edge(of: row.hop, row.speaker, isGRPC: row.isGRPC, requests) else { continue }
      edges[edge][isGRPC: row.isGRPC].add(row)
    }
  }

  /// Adds edges that were seen but carry nothing now.
  ///
  /// What waypoints tell of connections through them names the service and no workload. Where the legs are not merged,
  /// they stand for it; where they are, it is the edge to the workload that serves it, which may carry traffic.
  mutating func addIdle(_ idle: [Hop]) {
    var serving: [ServiceIndex: Set<EndIndex>] = [:]
    var throughWaypoints: Set<UInt64> = []
    for hop in hops.hops where hop.service >= 0 && hops.ends[Int(hop.destination)].kind == .workload {
      if flows.waypoints.contains(hop.destination) {
        throughWaypoints.insert(key(hop.source, hop.service))
      } else {
        serving[hop.service, default: []].insert(hop.destination)
      }
    }
    for hop in idle {
      guard hops.ends[Int(hop.destination)].kind == .service else {
        _ = edge(hop.source, hop.destination, hop.service)
        continue
      }
      let workloads = serving[hop.service] ?? []
      let isKnown = workloads.contains { isEdge(hop.source, $0, hop.service) }
      if isKnown || !isMerged && throughWaypoints.contains(key(hop.source, hop.service)) { continue }
      let destination = workloads.count == 1 ? workloads.first ?? hop.destination : hop.destination
      _ = edge(hop.source, destination, hop.service)
    }
  }

  private mutating func isEdge(_ source: EndIndex, _ destination: EndIndex, _ service: ServiceIndex) -> Bool {
    numbers[key(namer.source(source), namer.destination(destination, service))] != nil
  }

  private mutating func edge(_ source: EndIndex, _ destination: EndIndex, _ service: ServiceIndex) -> Int {
    let from = namer.source(source)
    let to = namer.destination(destination, service)
    let number = numbers[key(from, to)] ?? edges.count
    if number == edges.count {
      numbers[key(from, to)] = number
      edges.append(EdgeSum(from, to))
    }
    if let pair = pairNumbers[key(source, destination)] { edges[number].note(service, pair) }
    return number
  }

  private mutating func edge(
    of hop: Int32, _ speaker: Speaker, isGRPC: Bool, _ requests: RequestReports
  ) -> Int? {
    let hop = hops.hops[Int(hop)]
    guard requests.speaker(hop.pair, isGRPC: isGRPC) == speaker else { return nil }
    return numbers[key(namer.source(hop.source), namer.destination(hop.destination, hop.service))]
  }

  // MARK: Finishing

  /// The nodes and edges, in the order of their identities.
  func finish() -> (nodes: [Node], edges: [Edge]) {
    let sorted = SortedBounds(bounds)
    var nodes = namer.nodes
    var inbound: [NodeIndex: NodeSum] = [:]
    var outbound: [NodeIndex: NodeSum] = [:]
    var isUsed = [Bool](repeating: false, count: nodes.count)
    var result: [Edge] = []
    result.reserveCapacity(edges.count)
    for sum in edges {
      let edge = edge(sum, nodes, sorted)
      inbound[sum.destination, default: NodeSum()].add(edge, sum)
      outbound[sum.source, default: NodeSum()].add(edge, sum)
      isUsed[Int(sum.source)] = true
      isUsed[Int(sum.destination)] = true
      result.append(edge)
    }
    for index in nodes.indices {
      let served = inbound[NodeIndex(index)]
      // A node that nobody calls is as well as what it calls does for it.
      let sum = served?.hasTraffic == true ? served : outbound[NodeIndex(index)]
      nodes[index].health = sum.map { $0.health(health, namespace: nodes[index].namespace) } ?? .idle
      nodes[index].latency = served.flatMap { $0.latency(sorted) }
    }
    let used = zip(nodes, isUsed).filter(\.1).map(\.0)
    return (used.sorted { $0.id < $1.id }, result.sorted { $0.id < $1.id })
  }

  private func edge(_ sum: EdgeSum, _ nodes: [Node], _ bounds: SortedBounds) -> Edge {
    let source = nodes[Int(sum.source)]
    let target = nodes[Int(sum.destination)]
    let http = sum.http.traffic(outcomes, bounds: bounds)
    let grpc = sum.grpc.traffic(outcomes, bounds: bounds)
    let tcp = sum.connections.map { traffic($0) }
    return Edge(
      source: source.id, target: target.id, via: via(sum),
      services: Set(sum.services.map { strings[hops.services[Int($0)].name] }).sorted(), http: http, grpc: grpc,
      tcp: tcp, mtls: Evidence.mutualTLS(sum.pairs.compactMap { flows.evidence[$0] }),
      sourcePrincipals: principals(flows.sourcePrincipals, sum.pairs) { $0.first },
      destinationPrincipals: principals(flows.destinationPrincipals, sum.pairs) { $0.last },
      health: health.health(http, grpc, tcp, namespace: target.namespace))
  }

  private func traffic(_ sums: ConnectionSums) -> TCPTraffic {
    TCPTraffic(
      requestBytes: sums.requestBytes, responseBytes: sums.responseBytes, opened: sums.opened, closed: sums.closed,
      failed: hasFailed ? sums.failed : nil, denied: sums.denied, open: sums.open,
      causes: sums.causes.map { TCPTraffic.Cause(flags: strings[$0.flags], rate: $0.rate) }
        .sorted { ($1.rate, $0.flags) < ($0.rate, $1.flags) })
  }

  /// The waypoint of an edge's pairs; of several the first in the alphabet, so that it stays the same.
  private func via(_ sum: EdgeSum) -> NodeID? {
    sum.pairs.compactMap { flows.via[$0] }.map { number in
      let end = hops.ends[Int(number)]
      return NodeID(
        cluster: strings[end.cluster], namespace: strings[end.namespace], kind: .waypoint, name: strings[end.name])
    }.min()
  }

  /// The identities at one end of an edge: those of its pairs, and where a pair's traffic goes through a waypoint those
  /// of the leg at that end.
  private func principals(
    _ known: [Int32: [StringID]], _ pairs: [Int32], leg: ([Int32]) -> Int32?
  ) -> [String] {
    var found: Set<StringID> = []
    for pair in pairs {
      found.formUnion(known[pair] ?? [])
      if let legs = flows.legs[pair], let leg = leg(legs) { found.formUnion(known[leg] ?? []) }
    }
    return found.map { strings[$0] }.sorted()
  }
}

/// The traffic at one side of a node.
private struct NodeSum {
  private var http: [RequestTraffic] = []
  private var grpc: [RequestTraffic] = []
  private var tcp: [TCPTraffic] = []
  private var histogram = Histogram(counts: [])
  private var duration: Double?
  private var rate = 0.0

  var hasTraffic: Bool { !http.isEmpty || !grpc.isEmpty || !tcp.isEmpty }

  mutating func add(_ edge: Edge, _ sum: EdgeSum) {
    if let traffic = edge.http { http.append(traffic) }
    if let traffic = edge.grpc { grpc.append(traffic) }
    if let traffic = edge.tcp { tcp.append(traffic) }
    for requests in [sum.http, sum.grpc] {
      histogram += requests.histogram
      rate += requests.rate
      if let spent = requests.duration { duration = (duration ?? 0) + spent }
    }
  }

  func health(_ rules: HealthRules, namespace: String) -> Health {
    rules.health(
      Self.joined(http), Self.joined(grpc),
      tcp.isEmpty
        ? nil
        : TCPTraffic(
          opened: tcp.reduce(0) { $0 + $1.opened }, denied: tcp.reduce(0) { $0 + $1.denied }),
      namespace: namespace)
  }

  func latency(_ bounds: SortedBounds) -> Latency? {
    rate > 0 ? bounds.latency(histogram, average: duration.map { $0 / rate }) : nil
  }

  private static func joined(_ parts: [RequestTraffic]) -> RequestTraffic? {
    parts.isEmpty
      ? nil : RequestTraffic(rate: 0, errorPercent: 0, responses: parts.flatMap(\.responses))
  }
}
