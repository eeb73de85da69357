/// A workload of a simulated mesh.
public struct Workload: Sendable, Hashable {
  /// How a workload's traffic meets the mesh.
  public enum DataPlane: Sendable, Hashable {
    /// Captured by its node's ztunnel.
    case ambient
    /// An Envoy of its own in each pod.
    case sidecar
    /// An Envoy that lets traffic into the mesh, and reports as a client.
    case gateway
    /// Not in the mesh, but known to istiod.
    case outside
    /// Not in the mesh and not known: proxies report it as `unknown`.
    case stranger
  }

  /// The workload's name, as a Deployment has it.
  public var name: String
  /// Its namespace.
  public var namespace: String
  /// Its cluster.
  public var cluster: String
  /// Its canonical service.
  public var app: String
  /// Its canonical revision.
  public var version: String
  /// Its service account.
  public var serviceAccount: String
  /// The node that its pod runs on, by number.
  public var node: Int
  /// How its traffic meets the mesh.
  public var dataPlane: DataPlane

  /// A workload; `app`, `version` and `serviceAccount` follow from the name where they are left out.
  public init(
    _ name: String, namespace: String, cluster: String = "Kubernetes", app: String? = nil, version: String = "latest",
    serviceAccount: String? = nil, node: Int = 0, _ dataPlane: DataPlane = .ambient
  ) {
    self.name = name
    self.namespace = namespace
    self.cluster = cluster
    self.app = app ?? name
    self.version = version
    self.serviceAccount = serviceAccount ?? self.app
    self.node = node
    self.dataPlane = dataPlane
  }

  /// The SPIFFE identity that handshakes prove.
  var principal: String { "spiffe://cluster.local/ns/\(namespace)/sa/\(serviceAccount)" }
}

/// A waypoint of a simulated mesh: an Envoy that L7 traffic to a namespace's services goes through.
public struct Waypoint: Sendable, Hashable {
  /// Which traffic a waypoint takes, as the label `istio.io/waypoint-for` says.
  public enum Scope: Sendable, Hashable {
    /// Traffic to services' addresses.
    case service
    /// Traffic to pods' addresses.
    case workload
    case all
  }

  /// The waypoint's Envoy.
  public var workload: Workload
  /// Which traffic it takes.
  public var scope: Scope
  /// Whether anybody scrapes it.
  public var isScraped: Bool

  /// A waypoint.
  public init(
    _ name: String, namespace: String, cluster: String = "Kubernetes", node: Int = 0, scope: Scope = .service,
    isScraped: Bool = true
  ) {
    workload = Workload(name, namespace: namespace, cluster: cluster, node: node, .gateway)
    self.scope = scope
    self.isScraped = isScraped
  }
}
