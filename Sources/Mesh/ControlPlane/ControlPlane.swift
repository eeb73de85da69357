public import FoundationEssentials

/// What runs a mesh, at one moment: istiod, the ztunnels, the waypoints, istio-cni, and what is enrolled.
///
/// It is asked for apart from traffic, and only by who wants it. Its JSON is the member `controlPlane` of a snapshot.
public struct ControlPlane: Sendable, Hashable {
  /// The moment that the figures are of.
  public var time: Date
  /// The parts, in the order of kinds, namespaces and names.
  public var parts: [ControlPlanePart]
  /// What a reader should know before trusting the figures, a sentence each: what nobody scrapes, what was refused.
  public var warnings: [String]

  /// What runs a mesh.
  public init(time: Date, parts: [ControlPlanePart] = [], warnings: [String] = []) {
    self.time = time
    self.parts = parts
    self.warnings = warnings
  }

  /// The parts of a kind.
  public func parts(of kind: ControlPlanePart.Kind) -> [ControlPlanePart] { parts.filter { $0.kind == kind } }
}

/// A part of a control plane or of the data plane that it serves.
public struct ControlPlanePart: Sendable, Hashable {
  /// What a part is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A process of istiod.
    case istiod
    /// A node's ztunnel.
    case ztunnel
    /// A waypoint, with all of its replicas.
    case waypoint
    /// istio-cni on a node.
    case cni
    /// A namespace that is labelled to be in the mesh.
    case namespace
  }

  /// Which part it is.
  public struct ID: Sendable, Hashable {
    /// What it is.
    public var kind: Kind
    /// Its Kubernetes namespace, as its scrape tells; empty where that does not.
    public var namespace: String
    /// The name of its pod, or of its address where pods are not told; of waypoints that of the workload.
    public var name: String

    /// Which part it is.
    public init(kind: Kind, namespace: String, name: String) {
      self.kind = kind
      self.namespace = namespace
      self.name = name
    }
  }

  /// Which part it is.
  public var id: ID
  /// The node that it runs on, where that is told.
  public var node: String?
  /// The waypoint that a namespace's label names.
  public var waypoint: String?
  /// The versions of its processes, in order: several while it is being replaced.
  public var versions: [String]
  /// How many of its processes there are.
  public var instances: Int
  /// How many of these could be scraped; nil where no scrape tells.
  public var up: Int?
  /// The figures that are known.
  public var figures: [Figure: Double]
  /// Figures by a name of their own, such as connected proxies by version.
  public var breakdowns: [Breakdown]
  /// How well it does.
  public var health: Health
  /// Why it does not do well, a sentence each, the worst first.
  public var reasons: [String]

  /// A part, of whose health nothing is said yet.
  public init(
    _ id: ID, node: String? = nil, versions: [String] = [], instances: Int = 1, up: Int? = nil,
    figures: [Figure: Double] = [:], breakdowns: [Breakdown] = []
  ) {
    self.id = id
    self.node = node
    self.versions = versions
    self.instances = instances
    self.up = up
    self.figures = figures
    self.breakdowns = breakdowns
    health = .idle
    reasons = []
  }

  /// What it is.
  public var kind: Kind { id.kind }
}

extension ControlPlanePart {
  /// A figure of a part. Rates are per second over five minutes, counts of events those of the last five minutes.
  public enum Figure: String, Sendable, Hashable, CaseIterable {
    /// Proxies that are connected to an istiod.
    case connectedProxies
    /// Pushes of configuration a second.
    case pushes
    /// Configuration that proxies refused.
    case rejects
    /// Seconds from a change until 99 of 100 proxies knew of it.
    case convergenceP99
    /// Days until the root certificate expires.
    case rootCertificateDays
    /// Istio resources that the webhook refused.
    case validationFailures
    /// Pods that a ztunnel serves.
    case activeProxies
    /// Pods that wait for a ztunnel now.
    case pendingProxies
    /// Pods that waited for a ztunnel all of the last five minutes, at least so many.
    case pendingProxiesThroughout
    /// Connections that were opened a second.
    case opened
    /// Connections to istiod that ended otherwise than to be made anew.
    case xdsTerminations
    /// DNS requests a second.
    case dnsRequests
    /// The share of DNS requests to servers upstream that failed, 0 to 100.
    case dnsFailurePercent
    /// Requests a second.
    case requests
    /// The share of requests that failed on the server's side or got no response, 0 to 100.
    case errorPercent
    /// Whether istio-cni is installed on its node: 1, or 0.
    case ready
    /// Installations of istio-cni's plugin that failed.
    case failedInstalls
    /// Pods a second that istio-cni put into the mesh, or took out.
    case reconcileEvents
    /// Connections from the node's ztunnel to istio-cni: 1 where all is well.
    case ztunnelConnected
  }

  /// Figures by a name of their own.
  public struct Breakdown: Sendable, Hashable {
    /// One of them.
    public struct Row: Sendable, Hashable {
      /// The name.
      public var name: String
      /// The figure.
      public var value: Double

      /// A figure with its name.
      public init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
      }
    }

    /// What the figures are.
    public enum Subject: String, Sendable, Hashable {
      /// Connected proxies by version.
      case connectedProxies
      /// Pushes a second by type.
      case pushes
      /// Refused configuration of the last five minutes by type.
      case rejects
    }

    /// What the figures are.
    public var subject: Subject
    /// The figures, the greatest first.
    public var rows: [Row]

    /// Figures by a name of their own.
    public init(_ subject: Subject, _ rows: [Row]) {
      self.subject = subject
      self.rows = rows
    }
  }
}
