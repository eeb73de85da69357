/// Something that is wrong with how a mesh is scraped, and how it is mended.
public struct Finding: Sendable, Hashable {
  /// What can be wrong. The names are part of the JSON that `meshtop doctor` writes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case noProxies = "no-proxies"
    case tenancyPort = "tenancy-port"
    case userWorkloadMonitoringOff = "user-workload-monitoring-off"
    case noZtunnelTargets = "no-ztunnel-targets"
    case ztunnelDown = "ztunnel-down"
    case ztunnelsMissing = "ztunnels-missing"
    case ztunnelWrongPath = "ztunnel-wrong-path"
    case waypointDown = "waypoint-down"
    case waypointWrongPath = "waypoint-wrong-path"
    case waypointWithoutRequests = "waypoint-without-requests"
    case waypointNotScraped = "waypoint-not-scraped"
    case waypointScrapedTwice = "waypoint-scraped-twice"
    case ztunnelScrapedTwice = "ztunnel-scraped-twice"
    case replicasNotMerged = "replicas-not-merged"
    case agentgatewayWaypoint = "agentgateway-waypoint"
    case noIstiodTargets = "no-istiod-targets"
    case istiodDown = "istiod-down"
    case otherPrometheus = "other-prometheus"
    case mixedIntervals = "mixed-intervals"
    case slowIntervals = "slow-intervals"
    case missingLabels = "missing-labels"
    case ztunnelNotTold = "ztunnel-not-told"
    case copiedReporters = "copied-reporters"
    case versionSkew = "version-skew"
    case clockOff = "clock-off"
    case notAnswered = "not-answered"
  }

  /// A manifest or a piece of configuration that mends something.
  public struct Manifest: Sendable, Hashable {
    /// For whom it is, where there are several; empty where one is for all.
    public var title: String
    /// The manifest, ready to be applied.
    public var yaml: String

    /// A manifest.
    public init(_ title: String = "", yaml: String) {
      self.title = title
      self.yaml = yaml
    }
  }

  /// What is wrong.
  public var kind: Kind
  /// What it is wrong with: a namespace, a node, a job; empty for all.
  public var subject: String
  /// How bad it is: failing where figures are missing or wrong, degraded where they are poorer than they could be.
  public var severity: Health
  /// What is wrong, in a sentence.
  public var problem: String
  /// What shows it: numbers and names, a sentence or a list each.
  public var evidence: [String]
  /// What it does to what meshtop can show.
  public var effect: String
  /// What to do, in a sentence.
  public var remedy: String
  /// What mends it, where a manifest does.
  public var manifests: [Manifest]

  /// Something that is wrong.
  public init(
    _ kind: Kind, of subject: String = "", _ severity: Health, problem: String, evidence: [String], effect: String,
    remedy: String, manifests: [Manifest] = []
  ) {
    self.kind = kind
    self.subject = subject
    self.severity = severity
    self.problem = problem
    self.evidence = evidence
    self.effect = effect
    self.remedy = remedy
    self.manifests = manifests
  }
}
