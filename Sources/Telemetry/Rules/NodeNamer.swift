import Mesh
import Metrics

/// The number of a node in a graph.
typealias NodeIndex = Int32

/// Says which node an end stands for in a graph (rule 9), and makes the nodes.
struct NodeNamer {
  private let hops: HopTable
  private let strings: StringTable
  private let graph: GraphType
  private let waypoints: Set<EndIndex>
  /// The service that each calling workload stands as in a graph of services.
  private let standing: [EndIndex: ServiceIndex]
  /// For a graph of versioned apps, the name of each revision: that of its workload.
  private var revisions: [Revision: String] = [:]
  private var numbers: [Key: NodeIndex] = [:]
  private(set) var nodes: [Node] = []

  private struct Revision: Hashable {
    var cluster: StringID
    var namespace: StringID
    var app: StringID
    var version: StringID
  }

  private enum Key: Hashable {
    case end(EndIndex)
    case service(ServiceIndex)
  }

  private var byID: [NodeID: NodeIndex] = [:]

  init(_ flows: Flows, _ hops: HopTable, _ strings: StringTable, _ graph: GraphType) {
    self.hops = hops
    self.strings = strings
    self.graph = graph
    waypoints = flows.waypoints
    standing = graph == .service ? Self.standing(flows, hops, strings) : [:]
    if graph == .versionedApp { nameRevisions() }
  }

  /// The node that calls.
  mutating func source(_ end: EndIndex) -> NodeIndex {
    if graph == .service, !waypoints.contains(end), let service = standing[end] { return number(ofService: service) }
    return number(of: end)
  }

  /// The node that is called.
  mutating func destination(_ end: EndIndex, _ service: ServiceIndex) -> NodeIndex {
    guard graph == .service, !waypoints.contains(end) else { return number(of: end) }
    if service >= 0 { return number(ofService: service) }
    return source(end)
  }

  private mutating func number(of end: EndIndex) -> NodeIndex {
    if let known = numbers[.end(end)] { return known }
    let number = add(node(hops.ends[Int(end)], hops.details[Int(end)], isWaypoint: waypoints.contains(end)))
    numbers[.end(end)] = number
    return number
  }

  private mutating func number(ofService service: ServiceIndex) -> NodeIndex {
    if let known = numbers[.service(service)] { return known }
    let called = hops.services[Int(service)]
    let number = add(
      Node(
        kind: .service, cluster: strings[called.cluster], namespace: strings[called.namespace],
        name: strings[called.name]))
    numbers[.service(service)] = number
    return number
  }

  private mutating func add(_ node: Node) -> NodeIndex {
    if let known = byID[node.id] {
      // Versions or workloads of one node: what they do not have in common is not the node's.
      if nodes[Int(known)].app != node.app { nodes[Int(known)].app = nil }
      if nodes[Int(known)].version != node.version { nodes[Int(known)].version = nil }
      return known
    }
    let number = NodeIndex(nodes.count)
    byID[node.id] = number
    nodes.append(node)
    return number
  }

  // MARK: Nodes

  private func node(_ end: End, _ detail: EndDetail, isWaypoint: Bool) -> Node {
    let cluster = strings[end.cluster]
    let namespace = strings[end.namespace]
    let name = strings[end.name]
    let app = detail.app == .absent ? nil : strings[detail.app]
    let version = detail.version == .absent ? nil : strings[detail.version]
    func node(_ kind: Node.Kind, _ name: String, _ app: String? = nil, _ version: String? = nil) -> Node {
      Node(kind: kind, cluster: cluster, namespace: namespace, name: name, app: app, version: version)
    }
    switch end.kind {
    case .unknownSource: return node(.unknown, name)
    case .unknownDestination: return Self.unknownDestination(cluster, namespace, name)
    case .passthrough: return node(.passthrough, name)
    case .blackhole: return node(.blackhole, name)
    case .workload where isWaypoint: return node(.waypoint, name, app, version)
    case .workload, .service, .app: break
    }
    if let app, graph == .app { return node(.app, app, app) }
    if let app, graph == .versionedApp {
      return node(.app, revisions[revision(end, detail)] ?? Self.name(app, version), app, version)
    }
    return node(end.kind == .workload ? .workload : .service, name, app, version)
  }

  /// The end that no proxy could name. Its identity differs from that of the cluster's unknown source: one node for
  /// both would seem to pass on what unknown clients send.
  private static func unknownDestination(_ cluster: String, _ namespace: String, _ name: String) -> Node {
    Node(
      id: NodeID(cluster: cluster, namespace: namespace, kind: .unknown, name: "\(name)-destination"), kind: .unknown,
      cluster: cluster, namespace: namespace, name: name)
  }

  // MARK: Revisions

  private func revision(_ end: End, _ detail: EndDetail) -> Revision {
    Revision(cluster: end.cluster, namespace: end.namespace, app: detail.app, version: detail.version)
  }

  private static func name(_ app: String, _ version: String?) -> String { version.map { "\(app)-\($0)" } ?? app }

  /// Of several workloads of one revision the first in the alphabet gives the name, so that it does not change from
  /// refresh to refresh.
  private mutating func nameRevisions() {
    for (end, detail) in zip(hops.ends, hops.details) where end.kind == .workload && detail.app != .absent {
      let name = strings[end.name]
      let revision = revision(end, detail)
      revisions[revision] = min(revisions[revision] ?? name, name)
    }
  }

  // MARK: Services

  /// For each workload the service it is called by, of several the busiest.
  private static func standing(_ flows: Flows, _ hops: HopTable, _ strings: StringTable) -> [EndIndex: ServiceIndex] {
    func name(_ service: ServiceIndex) -> String { strings[hops.services[Int(service)].name] }
    var busy: [EndIndex: [ServiceIndex: (requests: Double, bytes: Double)]] = [:]
    for flow in flows.requests where flow.service >= 0 {
      busy[flow.destination, default: [:]][flow.service, default: (0, 0)].requests += flow.rate
    }
    for flow in flows.connections where flow.service >= 0 {
      busy[flow.destination, default: [:]][flow.service, default: (0, 0)].bytes += flow.sums.bytes
    }
    return busy.compactMapValues { services in
      services.max { left, right in
        let (one, other) = (name(left.key), name(right.key))
        return (left.value.requests, left.value.bytes, other) < (right.value.requests, right.value.bytes, one)
      }?.key
    }
  }
}
