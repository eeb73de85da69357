import Metrics

/// Finds out which workloads are waypoints (rule 3): by their own scrapes, by what they do, or by a selector. Never by
/// their names alone.
struct WaypointFinder {
  let hops: HopTable
  let requests: RequestReports
  let connections: Connections
  let strings: StringTable
  let known: Known

  /// The ends that are waypoints.
  func waypoints(_ scrapes: Vector?, selector: [Matcher]?) -> Set<EndIndex> {
    if let selector { return selected(selector) }
    var found: Set<EndIndex> = []
    var isComplete = true
    if let scrapes {
      let scraped = scraped(scrapes)
      found = scraped.ends
      isComplete = scraped.isComplete
    } else {
      isComplete = false
    }
    return isComplete ? found : found.union(deduced())
  }

  // MARK: By selector

  private func selected(_ selector: [Matcher]) -> Set<EndIndex> {
    var found: Set<EndIndex> = []
    for (index, end) in hops.ends.enumerated() where end.kind == .workload {
      let values = [
        "cluster": strings[end.cluster], "namespace": strings[end.namespace], "workload": strings[end.name],
      ]
      if selector.allSatisfy({ $0.accepts(values[$0.label] ?? "") }) { found.insert(EndIndex(index)) }
    }
    return found
  }

  // MARK: By scrapes

  /// The workloads that the target labels of waypoints' series name, and whether all those series name one.
  private func scraped(_ scrapes: Vector) -> (ends: Set<EndIndex>, isComplete: Bool) {
    // Ends that others name, by namespace, to be held against each scrape: a waypoint's own reports skip it.
    var candidates: [String: [(name: String, end: EndIndex)]] = [:]
    let named = connections.links.map(\.hop) + requests.rows.filter { $0.speaker != .waypoint }.map(\.hop)
    for end in Set(named.flatMap { [hops.hops[Int($0)].source, hops.hops[Int($0)].destination] }) {
      let identity = hops.ends[Int(end)]
      guard identity.kind == .workload else { continue }
      candidates[strings[identity.namespace], default: []].append((strings[identity.name], end))
    }
    let columns = scrapes.columns(WaypointScrape.labels)
    var found: Set<EndIndex> = []
    var isComplete = true
    for row in 0..<scrapes.count {
      let cells = columns.map { scrapes.cell(row, $0) }
      let namespace = strings[cells[0]]
      let gateway = cells.dropFirst(2).map { strings[$0] }.first { !$0.isEmpty }
      let pod = strings[cells[1]]
      guard !namespace.isEmpty, gateway != nil || !pod.isEmpty else {
        isComplete = false
        continue
      }
      let local = candidates[namespace] ?? []
      if let gateway {
        let named = local.filter { $0.name == gateway }
        if !named.isEmpty {
          found.formUnion(named.map(\.end))
          continue
        }
      }
      // The longest name that the pod begins with: `shop-waypoint-7d9f-x2k` is of `shop-waypoint`, not of `shop`.
      let fitting = local.filter { pod.hasPrefix($0.name + "-") }
      let longest = fitting.map(\.name.utf8.count).max()
      found.formUnion(fitting.filter { $0.name.utf8.count == longest }.map(\.end))
    }
    return (found, isComplete)
  }

  // MARK: By what they do

  /// The L4 destinations for a service whose requests or connections from the same client a waypoint reports, which are
  /// never an end of a waypoint's report of requests themselves.
  private func deduced() -> Set<EndIndex> {
    var reported: Set<ClientService> = []
    var ends: Set<EndIndex> = []
    // A waypoint's own reports skip it. Others may name it: a sidecar behind it as the client, for example.
    for row in requests.rows where row.speaker == .waypoint {
      let hop = hops.hops[Int(row.hop)]
      ends.insert(hop.source)
      ends.insert(hop.destination)
      if hop.service >= 0 {
        reported.insert(ClientService(client: hop.source, service: hop.service))
      }
    }
    var found: Set<EndIndex> = []
    for link in connections.links {
      let hop = hops.hops[Int(link.hop)]
      guard hop.service >= 0, hops.ends[Int(hop.destination)].kind == .workload, !ends.contains(hop.destination)
      else { continue }
      let call = ClientService(client: hop.source, service: hop.service)
      // Of connections that a waypoint reports, too, only a client's ztunnel names the waypoint as their end.
      let isHeard = link.speaker == .ztunnelSource && connections.heardByWaypoints[call] != nil
      guard isHeard || reported.contains(call) else { continue }
      found.insert(hop.destination)
    }
    return found
  }
}

/// A client and a service that it calls.
struct ClientService: Hashable {
  var client: EndIndex
  var service: ServiceIndex
}
