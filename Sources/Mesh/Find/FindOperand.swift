/// What can be said of nodes and edges by a word alone.
public enum FindWord: String, Sendable, Hashable, CaseIterable {
  case healthy
  case degraded
  case failing
  case idle
  case waypoint
  case gateway
  case trafficsource
  case outside
  case unknown
  case mtls
  case plaintext
  case traffic
  case viawaypoint

  /// Whether it is said of edges, and not of nodes.
  var isOfEdges: Bool {
    switch self {
    case .mtls, .plaintext, .traffic, .viawaypoint: true
    default: false
    }
  }

  /// What it means.
  public var explanation: String {
    switch self {
    case .healthy, .degraded, .failing: "nodes whose health is so"
    case .idle: "nodes without traffic"
    case .waypoint: "waypoints"
    case .gateway: "gateways"
    case .trafficsource: "nodes that call and are never called"
    case .outside: "nodes in none of the chosen namespaces"
    case .unknown: "ends that no proxy could name"
    case .mtls: "edges that are encrypted throughout"
    case .plaintext: "edges with any plaintext"
    case .traffic: "edges that carry anything"
    case .viawaypoint: "edges that go through a waypoint"
    }
  }
}

/// Texts of nodes and edges.
public enum FindText: String, Sendable, Hashable, CaseIterable {
  case name
  case app
  case workload
  case service
  case version
  case namespace
  case cluster
  case node
  case `protocol`
  case sourceprincipal
  case destprincipal
  case code
  case flag

  /// Whether edges have it, and not nodes.
  var isOfEdges: Bool {
    switch self {
    case .protocol, .sourceprincipal, .destprincipal, .code, .flag: true
    default: false
    }
  }

  /// Shorter names.
  static let aliases: [String: FindText] = ["wl": .workload, "svc": .service, "ns": .namespace]

  /// What it is.
  public var explanation: String {
    switch self {
    case .name: "app, service and workload at once"
    case .app: "canonical service"
    case .workload: "workload (also wl)"
    case .service: "service that is called (also svc)"
    case .version: "canonical revision"
    case .namespace: "namespace (also ns)"
    case .cluster: "cluster"
    case .node: "kind of node"
    case .protocol: "http, grpc or tcp"
    case .sourceprincipal: "identity of the caller"
    case .destprincipal: "identity of the called"
    case .code: "response code that occurs"
    case .flag: "response flag that occurs"
    }
  }
}

/// Figures of nodes and edges.
public enum FindNumber: String, Sendable, Hashable, CaseIterable {
  case httpin
  case httpout
  case grpcin
  case grpcout
  case tcpin
  case tcpout
  case rank
  case http
  case grpc
  case httpErrors = "%httperr"
  case grpcErrors = "%grpcerr"
  case httpShare = "%httptraffic"
  case grpcShare = "%grpctraffic"
  case tcp
  case responsetime
  case p50
  case p99
  case throughput
  case mtls = "%mtls"
  case requests
  case errors = "%err"
  case connections
  case denied = "%denied"

  /// Whether edges have it, and not nodes.
  var isOfEdges: Bool {
    switch self {
    case .httpin, .httpout, .grpcin, .grpcout, .tcpin, .tcpout, .rank: false
    default: true
    }
  }

  /// Whether it is a time, in milliseconds.
  var isTime: Bool { self == .responsetime || self == .p50 || self == .p99 }

  /// Whether it is a share of 0 to 100.
  var isShare: Bool { rawValue.hasPrefix("%") }

  /// A number as it is written, with or without its unit: `100`, `100ms`, `1.5s`, `5%`, `2k`, `3MB/s`; nil for none.
  func value(_ text: String) -> Double? {
    var text = text.lowercased()
    func number(_ unit: String, _ factor: Double) -> Double? {
      text.hasSuffix(unit) ? Double(text.dropLast(unit.count)).map { $0 * factor } : nil
    }
    if let plain = Double(text) { return plain.isFinite ? plain : nil }
    if isTime { return number("ms", 1) ?? number("s", 1000) }
    if text.hasSuffix("/s") { text.removeLast(2) }
    if text.hasSuffix("b") { text.removeLast() }
    return Double(text) ?? number("%", 1) ?? number("k", 1e3) ?? number("m", 1e6) ?? number("g", 1e9)
  }

  /// Shorter names.
  static let aliases: [String: FindNumber] = ["rt": .responsetime, "p95": .responsetime]

  /// What it is, with its unit.
  public var explanation: String {
    switch self {
    case .httpin, .grpcin: "requests per second into a node"
    case .httpout, .grpcout: "requests per second out of a node"
    case .tcpin: "bytes per second into a node"
    case .tcpout: "bytes per second out of a node"
    case .rank: "1 for the nodes with most edges to 100"
    case .http, .grpc: "requests per second"
    case .httpErrors, .grpcErrors: "share of requests that failed"
    case .httpShare, .grpcShare: "share of the caller's requests"
    case .tcp: "bytes per second of connections"
    case .responsetime: "95th percentile in ms (also rt, p95)"
    case .p50: "median in ms"
    case .p99: "99th percentile in ms"
    case .throughput: "bytes per second, both ways"
    case .mtls: "encrypted share of the traffic"
    case .requests: "HTTP and gRPC requests per second"
    case .errors: "share of these that failed"
    case .connections: "connections opened per second"
    case .denied: "share of these that a policy denied"
    }
  }
}

/// An operand of either kind.
enum FindOperand: Sendable, Hashable {
  case text(FindText)
  case number(FindNumber)

  /// The operand of a name, whatever its case; of a share its sign may be left out, as in `mtls = 100`.
  init?(name: String) {
    let name = name.lowercased()
    if let text = FindText(rawValue: name) ?? FindText.aliases[name] {
      self = .text(text)
    } else if let number = FindNumber(rawValue: name) ?? FindNumber.aliases[name] ?? FindNumber(rawValue: "%\(name)") {
      self = .number(number)
    } else {
      return nil
    }
  }
}
