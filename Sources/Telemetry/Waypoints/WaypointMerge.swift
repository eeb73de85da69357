/// Folds client, waypoint and server into one edge (rule 3).
struct WaypointMerge {
  private var hops: HopTable
  private let waypoints: Set<EndIndex>
  private let requests: [RequestRow]
  private let reports: RequestReports
  private let links: [Link]
  private let heardByWaypoints: [ClientService: Evidence]
  private var flows = Flows()
  /// Where requests of a client to a service go, in requests per second.
  private var requestShares: [ClientService: [Weight]] = [:]
  /// Where connections of a waypoint to a service go.
  private var legShares: [ClientService: [Weight]] = [:]
  /// Legs from a waypoint to a server that an edge accounts for: pairs of waypoint and server.
  private var claimed: Set<Int32> = []

  private struct Weight {
    var destination: EndIndex
    var bytes = 0.0
    var requests = 0.0
    var connections = 0.0
  }

  /// `requests` are the rows of the pairs' speakers.
  init(
    _ hops: HopTable, _ waypoints: Set<EndIndex>, _ requests: [RequestRow], _ reports: RequestReports,
    _ connections: Connections
  ) {
    self.hops = hops
    self.waypoints = waypoints
    self.requests = requests
    self.reports = reports
    links = connections.links
    heardByWaypoints = connections.heardByWaypoints
    flows.evidence = connections.evidence
  }

  /// The flows without way-stations, and the table with the pairs that they made.
  mutating func merge() -> (Flows, HopTable) {
    addRequestEvidence()
    weigh()
    findWays()
    for row in requests { add(row) }
    for link in links { add(link) }
    addUnclaimedLegs()
    return (flows, hops)
  }

  private func hop(_ number: Int32) -> Hop { hops.hops[Int(number)] }

  private func isWaypoint(_ end: EndIndex) -> Bool { waypoints.contains(end) }

  private mutating func addRequestEvidence() {
    for row in requests {
      let pair = hop(row.hop).pair
      flows.evidence[pair, default: Evidence()].requests = reports.evidence(pair)
    }
  }

  // MARK: Where traffic goes behind a waypoint

  private mutating func weigh() {
    for row in requests {
      let hop = hop(row.hop)
      guard !isWaypoint(hop.source), !isWaypoint(hop.destination) else { continue }
      weigh(\.requestShares, hop, \.requests, row.rate)
    }
    for link in links {
      let hop = hop(link.hop)
      guard isWaypoint(hop.source), !isWaypoint(hop.destination) else { continue }
      weigh(\.legShares, hop, \.bytes, link.sums.bytes)
      weigh(\.legShares, hop, \.connections, link.sums.opened + link.sums.open)
    }
  }

  private mutating func weigh(
    _ table: WritableKeyPath<WaypointMerge, [ClientService: [Weight]]>, _ hop: Hop,
    _ unit: WritableKeyPath<Weight, Double>, _ amount: Double
  ) {
    let key = ClientService(client: hop.source, service: hop.service)
    let place = self[keyPath: table][key]?.firstIndex { $0.destination == hop.destination }
    if let place {
      self[keyPath: table][key]?[place][keyPath: unit] += amount
    } else {
      var weight = Weight(destination: hop.destination)
      weight[keyPath: unit] = amount
      self[keyPath: table][key, default: []].append(weight)
    }
  }

  /// The servers behind a waypoint for a client and a service, with the part of the traffic that each gets.
  private func servers(of client: EndIndex, through waypoint: EndIndex, _ service: ServiceIndex) -> [(
    end: EndIndex, share: Double
  )] {
    let requests = requestShares[ClientService(client: client, service: service)] ?? []
    // Requests that reached nobody carried no bytes to anybody.
    let real = requests.filter { hops.ends[Int($0.destination)].kind == .workload }
    let legs = legShares[ClientService(client: waypoint, service: service)] ?? []
    let choices: [([Weight], KeyPath<Weight, Double>)] = [
      (real, \.requests), (legs, \.bytes), (legs, \.connections), (requests, \.requests),
    ]
    for (weights, unit) in choices {
      let total = weights.reduce(0) { $0 + $1[keyPath: unit] }
      if total > 0 {
        return weights.map { ($0.destination, $0[keyPath: unit] / total) }.filter { $0.1 > 0 }
      }
    }
    return []
  }

  // MARK: Ways

  /// Notes which pairs go through which waypoint, and which legs they account for.
  private mutating func findWays() {
    var waypointOf: [ClientService: EndIndex] = [:]
    for link in links {
      let hop = hop(link.hop)
      if isWaypoint(hop.destination), !isWaypoint(hop.source) {
        waypointOf[ClientService(client: hop.source, service: hop.service)] = hop.destination
      }
    }
    var waypointBefore: [ClientService: EndIndex] = [:]
    // The leg to a sidecar is told by requests, that to a ztunnel by connections.
    for hop in requests.map({ hop($0.hop) }) + links.map({ hop($0.hop) }) {
      if isWaypoint(hop.source) {
        waypointBefore[ClientService(client: hop.destination, service: hop.service)] = hop.source
      }
    }
    for row in requests {
      let hop = hop(row.hop)
      guard !isWaypoint(hop.source), !isWaypoint(hop.destination), reports.isSeenByWaypoint(hop.pair) else { continue }
      // A gateway hands requests to a waypoint without a ztunnel's seeing it; the leg behind tells then.
      let waypoint =
        waypointOf[ClientService(client: hop.source, service: hop.service)]
        ?? waypointBefore[ClientService(client: hop.destination, service: hop.service)]
      if let waypoint { goes(hop.pair, through: waypoint) }
    }
    for link in links {
      let hop = hop(link.hop)
      guard !isWaypoint(hop.source), !isWaypoint(hop.destination),
        let heard = heardByWaypoints[ClientService(client: hop.source, service: hop.service)],
        let waypoint = waypointBefore[ClientService(client: hop.destination, service: hop.service)]
      else { continue }
      goes(hop.pair, through: waypoint)
      believe(heard, of: hop.pair, link)
    }
  }

  /// Takes a waypoint's word on the encryption of a client's connections where the client's own proxy knows nothing.
  private mutating func believe(_ heard: Evidence, of pair: Int32, _ link: Link) {
    guard flows.evidence[pair]?.percent == nil, let percent = heard.percent else { return }
    let amount = max(link.sums.opened, link.sums.bytes, link.sums.open)
    var share = Share(known: amount, encrypted: amount * percent / 100)
    if let leg = flows.legs[pair]?.last, let percent = flows.evidence[leg]?.percent { share.limit(to: percent) }
    let unit: WritableKeyPath<Evidence, Share> =
      link.sums.opened > 0 ? \.connections : link.sums.bytes > 0 ? \.bytes : \.open
    flows.evidence[pair, default: Evidence()][keyPath: unit] = share
  }

  private mutating func goes(_ pair: Int32, through waypoint: EndIndex) {
    guard flows.via[pair] == nil else { return }
    flows.via[pair] = waypoint
    let (source, destination) = hops.pairs[Int(pair)]
    let first = hops.pair(source, waypoint)
    let second = hops.pair(waypoint, destination)
    flows.legs[pair] = [first, second]
    claimed.insert(second)
    limit(pair, by: second)
  }

  /// Both legs must be encrypted for requests through a waypoint to be.
  private mutating func limit(_ pair: Int32, by leg: Int32) {
    guard let percent = flows.evidence[leg]?.percent else { return }
    flows.evidence[pair]?.requests.limit(to: percent)
  }

  // MARK: Traffic

  private mutating func add(_ row: RequestRow) {
    let hop = hop(row.hop)
    // A leg from a waypoint is dealt with when it is known who accounts for it.
    guard !isWaypoint(hop.source) else { return }
    guard isWaypoint(hop.destination) else { return append(row, to: hop.destination, hop) }
    // The client's own proxy names the waypoint as the server. Where the waypoint reports the same requests with their
    // real servers, that report has them already.
    let reported = requestShares[ClientService(client: hop.source, service: hop.service)] ?? []
    guard reported.isEmpty else { return }
    for server in servers(of: hop.source, through: hop.destination, hop.service) {
      var part = row
      part.rate *= server.share
      append(part, to: server.end, hop)
      move(hop, to: server.end, share: server.share, Evidence(requests: reports.evidence(hop.pair)))
    }
  }

  private mutating func append(_ row: RequestRow, to destination: EndIndex, _ hop: Hop) {
    flows.requests.append(
      RequestFlow(
        source: hop.source, destination: destination, service: hop.service, isGRPC: row.isGRPC, outcome: row.outcome,
        rate: row.rate))
  }

  private mutating func add(_ link: Link) {
    let hop = hop(link.hop)
    guard !isWaypoint(hop.source) else { return }
    guard isWaypoint(hop.destination) else { return append(link.sums, hop.source, hop.destination, hop.service) }
    let servers = servers(of: hop.source, through: hop.destination, hop.service)
    var evidence = flows.evidence[hop.pair] ?? Evidence()
    evidence.requests = Share()
    if servers.isEmpty {
      // Nobody tells where the traffic went; the client called the service all the same.
      let destination = service(hop.service) ?? hop.destination
      append(link.sums, hop.source, destination, hop.service)
      if destination != hop.destination { move(hop, to: destination, share: 1, evidence) }
    }
    for server in servers {
      append(link.sums * server.share, hop.source, server.end, hop.service)
      move(hop, to: server.end, share: server.share, evidence)
    }
  }

  private mutating func append(
    _ sums: ConnectionSums, _ source: EndIndex, _ destination: EndIndex, _ service: ServiceIndex
  ) {
    flows.connections.append(
      ConnectionFlow(source: source, destination: destination, service: service, sums: sums))
  }

  /// Counts a part of what is known of a leg to a waypoint for the pair of client and server.
  private mutating func move(_ hop: Hop, to server: EndIndex, share: Double, _ evidence: Evidence) {
    let pair = hops.pair(hop.source, server)
    goes(pair, through: hop.destination)
    let leg = hops.pair(hop.destination, server)
    var part = evidence * share
    if let percent = flows.evidence[leg]?.percent { part.limit(to: percent) }
    flows.evidence[pair, default: Evidence()] += part
  }

  /// The end that stands for a service itself.
  private mutating func service(_ number: ServiceIndex) -> EndIndex? {
    guard number >= 0 else { return nil }
    let service = hops.services[Int(number)]
    return hops.number(
      of: End(kind: .service, cluster: service.cluster, namespace: service.namespace, name: service.name))
  }

  // MARK: Legs that nobody accounts for

  /// Keeps the legs behind a waypoint whose clients nobody reports, so that no traffic is lost from the picture.
  private mutating func addUnclaimedLegs() {
    func isOpen(_ hop: Hop) -> Bool { isWaypoint(hop.source) && !claimed.contains(hop.pair) }
    for link in links where isOpen(hop(link.hop)) {
      let hop = hop(link.hop)
      append(link.sums, hop.source, hop.destination, hop.service)
      flows.waypoints.formUnion([hop.source, hop.destination].filter(isWaypoint))
    }
    for row in requests where isOpen(hop(row.hop)) {
      let hop = hop(row.hop)
      append(row, to: hop.destination, hop)
      flows.waypoints.formUnion([hop.source, hop.destination].filter(isWaypoint))
    }
    for flow in flows.connections where isWaypoint(flow.destination) { flows.waypoints.insert(flow.destination) }
  }
}
