/// A node's identity, `cluster/namespace/kind/name`: unique in a snapshot and the same from refresh to refresh.
public struct NodeID: Sendable, Hashable, Comparable, RawRepresentable, CustomStringConvertible {
  /// The identity as the public format writes it.
  public let rawValue: String

  /// An identity read from a snapshot, whatever it looks like.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The identity of a node. A `/` inside a part is written `%2F`, so that two nodes never share an identity.
  public init(cluster: String, namespace: String, kind: Node.Kind, name: String) {
    self.init(parts: [cluster, namespace, kind.rawValue, name])
  }

  init(parts: [String]) { rawValue = parts.map(Self.escaped).joined(separator: "/") }

  private static func escaped(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }) else { return part }
    return part.reduce(into: "") { result, character in
      switch character {
      case "/": result += "%2F"
      case "%": result += "%25"
      default: result.append(character)
      }
    }
  }

  /// The parts that the identity was made of; nil where it does not have four, or the kind is not known.
  public var parts: (cluster: String, namespace: String, kind: Node.Kind, name: String)? {
    let parts = rawValue.split(separator: "/", omittingEmptySubsequences: false).map(Self.unescaped)
    guard parts.count == 4, let kind = Node.Kind(rawValue: parts[2]) else { return nil }
    return (parts[0], parts[1], kind, parts[3])
  }

  private static func unescaped(_ part: Substring) -> String {
    guard part.contains("%") else { return String(part) }
    var result = ""
    var rest = part
    while let character = rest.first {
      if rest.hasPrefix("%2F") || rest.hasPrefix("%25") {
        result += rest.hasPrefix("%2F") ? "/" : "%"
        rest = rest.dropFirst(3)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The identity as the public format writes it.
  public var description: String { rawValue }

  /// The order of the identities as text.
  public static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}

/// Who calls or is called: a workload, an app, a service, or an end that telemetry knows less of.
public struct Node: Sendable, Hashable, Identifiable {
  /// What a node stands for.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case workload
    case app
    case service
    case waypoint
    case gateway
    /// An end that no proxy could name.
    case unknown
    /// Traffic to addresses that the mesh does not know, let through.
    case passthrough
    /// Traffic to addresses that the mesh does not know, dropped.
    case blackhole
  }

  /// The identity.
  public var id: NodeID
  /// What the node stands for.
  public var kind: Kind
  /// The cluster, or `unknown`.
  public var cluster: String
  /// The namespace, or `unknown`.
  public var namespace: String
  /// The name within namespace and kind.
  public var name: String
  /// The canonical service, where known.
  public var app: String?
  /// The canonical revision, where known.
  public var version: String?
  /// The worst of what its edges tell of it.
  public var health: Health
  /// Latency of the requests that it served.
  public var latency: Latency?
  /// What a box of a view gathers; nil for a node of a mesh. It is no part of the public format.
  public internal(set) var gathering: Gathering?
  /// The marks of the sinks that it calls, in a view that has sinks as marks. They are no part of the public format.
  public internal(set) var marks: [Int] = []

  /// A node with the identity that its parts make.
  public init(
    kind: Kind, cluster: String, namespace: String, name: String, app: String? = nil, version: String? = nil,
    health: Health = .idle, latency: Latency? = nil
  ) {
    self.init(
      id: NodeID(cluster: cluster, namespace: namespace, kind: kind, name: name), kind: kind, cluster: cluster,
      namespace: namespace, name: name, app: app, version: version, health: health, latency: latency)
  }

  /// A node with a given identity.
  public init(
    id: NodeID, kind: Kind, cluster: String, namespace: String, name: String, app: String? = nil,
    version: String? = nil, health: Health = .idle, latency: Latency? = nil
  ) {
    self.id = id
    self.kind = kind
    self.cluster = cluster
    self.namespace = namespace
    self.name = name
    self.app = app
    self.version = version
    self.health = health
    self.latency = latency
  }
}
