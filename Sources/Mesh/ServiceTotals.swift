/// The sums of what is asked of a service, and of each of its versions: nodes of one app in a namespace of a cluster.
///
/// A node that names no app is a service by itself.
public struct ServiceTotals: Sendable, Hashable, Identifiable {
  /// A service of a namespace in a cluster.
  public struct ID: Sendable, Hashable, Comparable {
    /// The cluster, or `unknown`.
    public var cluster: String
    /// The namespace, or `unknown`.
    public var namespace: String
    /// The canonical service, or the node's own name.
    public var name: String

    /// By cluster, namespace, name.
    public static func < (left: ID, right: ID) -> Bool {
      (left.cluster, left.namespace, left.name) < (right.cluster, right.namespace, right.name)
    }
  }

  /// What is asked of one node of a service.
  public struct Version: Sendable, Hashable {
    /// The place of the node in the snapshot's nodes.
    public let node: Int
    /// What is asked of it.
    public internal(set) var inbound = Totals()
    /// How much of the service's traffic it takes, 0 to 100: of requests or, where there are none, of bytes; nil where
    /// nothing flows.
    public internal(set) var sharePercent: Double?
  }

  /// Which service it is.
  public let id: ID
  /// Its nodes, by version and name.
  public internal(set) var versions: [Version] = []
  /// What is asked of all of them.
  public internal(set) var inbound = Totals()
  /// The worst health of its nodes.
  public internal(set) var health = Health.idle
  /// The latency of all of them; of several only a bound of the percentiles is known.
  public internal(set) var latency: Latency?
  /// The number of nodes that call it.
  public internal(set) var callers = 0
  /// Of these the number whose requests are known (L7).
  public internal(set) var requestCallers = 0
  /// The names under which it is called, from A to Z.
  public internal(set) var services: [String] = []
  /// The waypoints that its traffic passes, in the order of their identities.
  public internal(set) var waypoints: [NodeID] = []
}

extension MeshIndex {
  /// The service that a node belongs to.
  public func serviceID(of node: Node) -> ServiceTotals.ID {
    ServiceTotals.ID(cluster: node.cluster, namespace: node.namespace, name: Self.serviceName(of: node))
  }

  private static func serviceName(of node: Node) -> String { node.kind == .unknown ? node.name : node.app ?? node.name }

  /// The sums of a service, with all its nodes, also those that nothing calls; nil where no node belongs to it.
  /// O(nodes + edges at its nodes).
  public func serviceTotals(_ id: ServiceTotals.ID) -> ServiceTotals? {
    var places: [Int] = []
    for (place, node) in snapshot.nodes.enumerated()
    where node.namespace == id.namespace && Self.serviceName(of: node) == id.name && node.cluster == id.cluster
      && isServer(node)
    {
      places.append(place)
    }
    return places.isEmpty ? nil : sums(id, places, WaypointCounting(snapshot))
  }

  /// The sums of each service that is called, by cluster, namespace and name: O(nodes + edges).
  public func serviceTotals() -> [ServiceTotals] {
    var members: [ServiceTotals.ID: [Int]] = [:]
    var called: Set<ServiceTotals.ID> = []
    for (index, node) in snapshot.nodes.enumerated() where isServer(node) {
      let id = serviceID(of: node)
      members[id, default: []].append(index)
      if !inbound[index].isEmpty { called.insert(id) }
    }
    let counting = WaypointCounting(snapshot)
    return called.sorted().map { sums($0, members[$0] ?? [], counting) }
  }

  /// Whether a node is one that serves: what passes a waypoint is asked of those behind it.
  private func isServer(_ node: Node) -> Bool { node.kind != .waypoint }

  private func sums(_ id: ServiceTotals.ID, _ nodes: [Int], _ counting: WaypointCounting) -> ServiceTotals {
    var sum = ServiceTotals(id: id)
    var callers: Set<Int> = []
    var passing: Set<Int> = []
    var requestCallers: Set<Int> = []
    var services: Set<String> = []
    var waypoints: Set<NodeID> = []
    var latency = LatencySum()
    let order = nodes.sorted { left, right in
      let (a, b) = (snapshot.nodes[left], snapshot.nodes[right])
      return (a.version ?? "", a.name) < (b.version ?? "", b.name)
    }
    for index in order {
      let node = snapshot.nodes[index]
      var version = ServiceTotals.Version(node: index)
      for place in inbound[index] {
        let edge = snapshot.edges[place]
        version.inbound.add(counting.served(edge))
        if counting.isWaypoint(edge.source) {
          passing.insert(ends[place].source)
        } else {
          callers.insert(ends[place].source)
          if edge.requestRate != nil { requestCallers.insert(ends[place].source) }
        }
        services.formUnion(edge.services)
        if let via = edge.via { waypoints.insert(via) }
      }
      sum.inbound.add(version.inbound)
      sum.health = max(sum.health, node.health)
      // A part of which nothing is known makes a bound of the others untrue.
      if version.inbound.hasRequests { latency.add(node.latency ?? Latency(), weight: version.inbound.requests) }
      sum.versions.append(version)
    }
    for index in sum.versions.indices {
      let part = sum.versions[index].inbound
      let (own, whole) =
        sum.inbound.hasRequests ? (part.requests, sum.inbound.requests) : (part.bytes, sum.inbound.bytes)
      sum.versions[index].sharePercent = whole > 0 ? own / whole * 100 : nil
    }
    sum.latency = latency.latency
    // Who calls through a waypoint that reports no requests is not known.
    sum.callers = callers.isEmpty ? passing.count : callers.count
    sum.requestCallers = requestCallers.count
    sum.services = services.sorted()
    sum.waypoints = waypoints.sorted()
    return sum
  }
}
