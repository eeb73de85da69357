import FoundationEssentials
import Mesh
import Metrics

/// How a mesh is scraped: what the doctor's rules look at.
struct SetUp {
  typealias WaypointName = ProcessNamer.WaypointName

  /// A scraped process of Istio under one job.
  struct Target: Hashable {
    var kind: ControlPlanePart.Kind
    /// The process as a part; of waypoints all replicas have the same.
    var part: ControlPlanePart.ID
    /// The name of its pod, or of its address.
    var process: String
    var job: String
    var pod: String?
    var node: String?
    /// The address that is scraped.
    var instance: String?
    /// The name of the port in the monitor.
    var endpoint: String?
    /// The Prometheus that scrapes it, where several stand behind one address.
    var prometheus: String?
    /// Which replica of that, as a condition, where these are not merged.
    var replica: String?
    var isUp: Bool
    /// How many samples its last scrape brought; nil where that is not told.
    var samples: Double?
    /// How many scrapes the last ten minutes had.
    var scrapes: Double
    /// How many the last two had.
    var recentScrapes: Double
  }

  let facts: ControlPlaneFacts
  let controlPlane: ControlPlane
  let survey: Survey
  let time: Date
  /// The address that was asked, without credentials.
  let source: String
  /// The only namespace that was asked for; nil for all.
  let tenant: String?
  /// What was asked for beside the moment, as words; empty for all.
  let conditions: String
  /// When the newest sample of all was taken, up to five minutes after ``time``, where that was asked for.
  let future: Date?
  /// By how many seconds the server's clock is ahead of this machine's, negative where it is behind; zero where they are as
  /// good as the same, or ``time`` is not now.
  let clockOffset: Double
  /// What is scraped of Istio.
  let targets: [Target]

  init(
    _ facts: ControlPlaneFacts, _ controlPlane: ControlPlane, _ survey: Survey, at time: Date, source: String,
    tenant: String? = nil, conditions: String = "", future: Date?, clockOffset: Double
  ) {
    self.facts = facts
    self.controlPlane = controlPlane
    self.survey = survey
    self.time = time
    self.source = source
    self.tenant = tenant
    self.conditions = conditions
    self.future = future
    self.clockOffset = clockOffset
    let namer = ProcessNamer(waypoints: facts.waypoints)
    func key(_ row: SurveyRows.Row) -> [String] { ControlPlaneQueries.process.map { row[$0] ?? "" } }
    func values(_ figure: String) -> [[String]: Double] {
      Dictionary(facts.rows("targets", figure).map { (key($0), $0.value) }, uniquingKeysWith: max)
    }
    let nodesOfPods = facts.nodesOfPods
    let (samples, scrapes, recent) = (values(Part.samples), values(Part.scrapes), values(Part.recentScrapes))
    targets = facts.rows("targets", Part.up).compactMap { row in
      guard let kind = namer.kind(of: row) else { return nil }
      let process = ProcessNamer.process(row)
      return Target(
        kind: kind, part: namer.id(kind, of: row), process: process, job: row["job"] ?? "unknown", pod: row["pod"],
        node: row["node"] ?? nodesOfPods[process], instance: row["instance"], endpoint: row["endpoint"],
        prometheus: row["prometheus"],
        replica: ControlPlaneQueries.replicas.lazy
          .compactMap { name in row[name].map { "\(name)=\"\($0)\"" } }.first, isUp: row.value > 0,
        samples: samples[key(row)], scrapes: scrapes[key(row)] ?? 0,
        recentScrapes: recent[key(row)] ?? 0)
    }.sorted { ($0.part.namespace, $0.process, $0.job) < ($1.part.namespace, $1.process, $1.job) }
  }

  /// The targets of a kind.
  func targets(_ kind: ControlPlanePart.Kind) -> [Target] { targets.filter { $0.kind == kind } }

  /// The jobs that scrape a kind.
  func jobs(of kind: ControlPlanePart.Kind) -> Set<String> { Set(targets(kind).map(\.job)) }

  /// Whether these questions were answered.
  func knows(_ queries: [String]) -> Bool { !facts.refusals.contains { queries.contains($0.query.name) } }

  /// The interval of each job that scrapes a kind; a job's best target tells, since others may have just been started.
  func intervals(_ kind: ControlPlanePart.Kind) -> [String: Int] {
    Dictionary(grouping: targets(kind), by: \.job).compactMapValues { targets in
      let (long, short) = (targets.map(\.scrapes).max() ?? 0, targets.map(\.recentScrapes).max() ?? 0)
      return ScrapeInterval.seconds(long: long, short: short).map { Int($0.rounded()) }
    }
  }

  /// The Prometheus servers behind the address, by their label; empty where they have none.
  var prometheuses: Set<String> { Set(facts.rows("servers").compactMap { $0["prometheus"] }) }

  /// Whether the address is OpenShift's: its platform's own Prometheus is behind it.
  var isOpenShift: Bool { prometheuses.contains(Self.platform) }

  static let platform = "openshift-monitoring/k8s"
  static let userWorkload = "openshift-user-workload-monitoring/user-workload"

  /// The namespaces of all that is scraped, as the label of their targets has it.
  var scrapedNamespaces: Set<String> { Set(facts.rows("servers").compactMap { $0["namespace"] }) }

  /// The namespace in which ztunnels run, where anything tells: Kubernetes, or the label of most that are scraped.
  var ztunnelNamespace: String? {
    let told = facts.rows("kubernetes", Part.pod).first { Self.isZtunnel($0.reported("pod") ?? "") }
      .flatMap { $0.reported("namespace") }
    let scraped = Dictionary(grouping: targets(.ztunnel).map(\.part.namespace).filter { !$0.isEmpty }) { $0 }
    return told ?? scraped.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
  }

  static func isZtunnel(_ pod: String) -> Bool { pod.split(separator: "-").contains("ztunnel") }

  // MARK: What kind of mesh it is

  /// Whether any ztunnel reports: an Envoy that calls never says that it encrypts.
  var hasZtunnelReports: Bool {
    !facts.rows("ztunnels", Part.active).isEmpty
      || ["inbound legs", "outbound legs"].contains { query in
        facts.rows(query, Part.bytes).contains { $0[TrafficLabel.reporter] == "source" }
      }
  }

  /// The ztunnels that Kubernetes runs.
  var runningZtunnels: Set<String> {
    Set(facts.rows("kubernetes", Part.pod).compactMap { $0.reported("pod") }.filter(Self.isZtunnel))
  }

  /// Whether nothing but sidecars tells of a mesh: such a mesh has no ztunnels.
  var isOfSidecarsAlone: Bool {
    let calledBySidecars =
      !facts.rows("inbound legs", Part.requests).isEmpty
      || facts.rows("inbound legs", Part.bytes).contains { $0[TrafficLabel.reporter] == "destination" }
    let isAmbient =
      !targets(.ztunnel).isEmpty || hasZtunnelReports || !runningZtunnels.isEmpty || !facts.enrolments.isEmpty
      || !facts.rows("cni", Part.connected).isEmpty || !facts.reporting.isEmpty || !targets(.waypoint).isEmpty
    return calledBySidecars && !isAmbient
  }

  /// Whether OpenShift's user workload monitoring runs: it scrapes, or the platform's Prometheus scrapes it.
  var isWorkloadMonitored: Bool {
    prometheuses.contains(Self.userWorkload) || scrapedNamespaces.contains("openshift-user-workload-monitoring")
  }
}

/// Words for names and numbers.
enum Words {
  /// Some names, the first few of them, in order.
  static func list(_ names: some Collection<String>, limit: Int = 6) -> String {
    let sorted = names.sorted()
    let more = sorted.count > limit ? " and \(sorted.count - limit) more" : ""
    return sorted.prefix(limit).joined(separator: ", ") + more
  }

  static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
