import FoundationEssentials
import Mesh
import Metrics

/// Makes a control plane of the answers.
struct ControlPlaneFold {
  private typealias ID = ControlPlanePart.ID
  private typealias Row = SurveyRows.Row

  private let facts: ControlPlaneFacts
  private let namer: ProcessNamer
  private let time: Date
  private var parts: [ID: ControlPlanePart] = [:]
  /// The processes of each part, and whether they are up, where that is told.
  private var processes: [ID: [String: Bool?]] = [:]

  init(_ facts: ControlPlaneFacts, at time: Date) {
    self.facts = facts
    self.time = time
    namer = ProcessNamer(waypoints: facts.waypoints)
  }

  /// The control plane with the health of each part.
  mutating func fold() -> ControlPlane {
    takeTargets()
    takeIstiods()
    takeZtunnels()
    takeWaypoints()
    takeCNI()
    takeVersions()
    takeNamespaces()
    let nodes = facts.nodesOfPods
    for (id, known) in processes {
      parts[id]?.instances = known.count
      let told = known.values.compactMap(\.self)
      parts[id]?.up = told.isEmpty ? nil : told.count(where: \.self)
    }
    for id in parts.keys where id.kind != .waypoint {
      if parts[id]?.node == nil { parts[id]?.node = nodes[id.name] }
    }
    let judged = ControlPlaneRules(Array(parts.values)).judged
    return ControlPlane(time: time, parts: judged.sorted(by: Self.precede), warnings: warnings(judged))
  }

  private static func precede(_ left: ControlPlanePart, _ right: ControlPlanePart) -> Bool {
    let kinds = ControlPlanePart.Kind.allCases
    let (one, other) = (kinds.firstIndex(of: left.kind) ?? 0, kinds.firstIndex(of: right.kind) ?? 0)
    return (one, left.id.namespace, left.node ?? "", left.id.name)
      < (other, right.id.namespace, right.node ?? "", right.id.name)
  }

  // MARK: Processes

  private mutating func part(_ kind: ControlPlanePart.Kind, _ row: Row, isUp: Bool? = nil) -> ID {
    let id = namer.id(kind, of: row)
    if parts[id] == nil { parts[id] = ControlPlanePart(id) }
    let process = ProcessNamer.process(row)
    // A process that is scraped twice is up where one scrape is.
    let known = processes[id]?[process] ?? nil
    processes[id, default: [:]].updateValue(isUp.map { $0 || known == true } ?? known, forKey: process)
    return id
  }

  private mutating func takeTargets() {
    for row in facts.rows("targets", Part.up) {
      guard let kind = namer.kind(of: row) else { continue }
      let id = part(kind, row, isUp: row.value > 0)
      if kind != .waypoint, let node = row["node"] { parts[id]?.node = node }
    }
  }

  private mutating func takeVersions() {
    for row in facts.rows("builds", Part.build) {
      // Ztunnels before 1.27 do not know their version.
      guard let kind = namer.kind(of: row), let tag = row["tag"], tag != "unknown" else { continue }
      let id = part(kind, row)
      if parts[id]?.versions.contains(tag) == false {
        parts[id]?.versions.append(tag)
        parts[id]?.versions.sort()
      }
    }
  }

  // MARK: Figures

  /// The sums of a figure for each part: of a process that is scraped twice the greater one.
  private mutating func sums(_ query: String, _ figure: String, _ kind: ControlPlanePart.Kind) -> [ID: Double] {
    var byJob: [ID: [String: [String: Double]]] = [:]
    for row in facts.rows(query, figure) {
      let id = part(kind, row)
      let job = "\(row["job"] ?? "") \(row["instance"] ?? "")"
      byJob[id, default: [:]][ProcessNamer.process(row), default: [:]][job, default: 0] += row.value
    }
    return byJob.mapValues { processes in processes.values.reduce(0) { $0 + ($1.values.max() ?? 0) } }
  }

  private mutating func set(
    _ figure: ControlPlanePart.Figure, _ kind: ControlPlanePart.Kind, _ query: String, _ name: String,
    as change: (Double) -> Double = { $0 }
  ) {
    for (id, value) in sums(query, name, kind) { parts[id]?.figures[figure] = change(value) }
  }

  private mutating func share(
    _ figure: ControlPlanePart.Figure, _ kind: ControlPlanePart.Kind, _ query: String, _ part: String, of whole: String
  ) {
    let parts = sums(query, part, kind)
    for (id, all) in sums(query, whole, kind) where all > 0 {
      self.parts[id]?.figures[figure] = min(100, (parts[id] ?? 0) / all * 100)
    }
  }

  private mutating func takeIstiods() {
    set(.connectedProxies, .istiod, "istiod", Part.proxies)
    set(.pushes, .istiod, "istiod", Part.pushes)
    set(.rejects, .istiod, "istiod", Part.rejects)
    set(.validationFailures, .istiod, "istiod", Part.validation)
    let now = time.timeIntervalSince1970
    set(.rootCertificateDays, .istiod, "istiod", Part.expiry) { ($0 - now) / 86_400 }
    breakDown(.connectedProxies, Part.proxies, by: "version")
    breakDown(.pushes, Part.pushes, by: "type")
    breakDown(.rejects, Part.rejects, by: "type")
    var buckets: [ID: [String: [Double: Double]]] = [:]
    for row in facts.rows("convergence") {
      guard let bound = row[TrafficLabel.bound].flatMap(Double.init) else { continue }
      buckets[part(.istiod, row), default: [:]][row["job"] ?? "", default: [:]][bound, default: 0] += row.value
    }
    for (id, jobs) in buckets {
      guard let counts = jobs.min(by: { $0.key < $1.key })?.value else { continue }
      let bounds = counts.keys.sorted()
      parts[id]?.figures[.convergenceP99] =
        Histogram(counts: bounds.compactMap { counts[$0] }).quantile(0.99, bounds: bounds)
    }
  }

  private mutating func breakDown(_ subject: ControlPlanePart.Breakdown.Subject, _ figure: String, by label: String) {
    var rows: [ID: [String: Double]] = [:]
    for row in facts.rows("istiod", figure) where row.value > 0 {
      let name = row[label] ?? "unknown"
      let id = namer.id(.istiod, of: row)
      rows[id, default: [:]][name] = max(rows[id]?[name] ?? 0, row.value)
    }
    for (id, values) in rows {
      let sorted = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      parts[id]?.breakdowns.append(
        ControlPlanePart.Breakdown(subject, sorted.map { ControlPlanePart.Breakdown.Row($0.key, $0.value) }))
    }
  }

  private mutating func takeZtunnels() {
    set(.activeProxies, .ztunnel, "ztunnels", Part.active)
    set(.pendingProxies, .ztunnel, "ztunnels", Part.pending)
    set(.pendingProxiesThroughout, .ztunnel, "ztunnels", Part.pendingLeast)
    set(.xdsTerminations, .ztunnel, "ztunnels", Part.terminations)
    set(.dnsRequests, .ztunnel, "ztunnels", Part.dns)
    set(.opened, .ztunnel, "ztunnels", Part.opened)
    share(.dnsFailurePercent, .ztunnel, "ztunnels", Part.dnsFailures, of: Part.dnsUpstream)
  }

  private mutating func takeCNI() {
    set(.ready, .cni, "cni", Part.ready)
    set(.ztunnelConnected, .cni, "cni", Part.connected)
    set(.failedInstalls, .cni, "cni", Part.failedInstalls)
    set(.reconcileEvents, .cni, "cni", Part.reconciles)
  }

  private mutating func takeWaypoints() {
    set(.requests, .waypoint, "waypoints", Part.requests)
    share(.errorPercent, .waypoint, "waypoints", Part.errors, of: Part.requests)
    for known in facts.waypoints.sorted() { addUnscraped(known) }
  }

  /// A waypoint that nothing but traffic, or a namespace's label, tells of.
  private mutating func addUnscraped(_ name: ProcessNamer.WaypointName) {
    let id = name.id
    // A scrape without the label namespace does not tell of which namespace it is.
    let bare = ID(kind: .waypoint, namespace: "", name: name.name)
    if parts[id] == nil, parts[bare] == nil { parts[id] = ControlPlanePart(id, instances: 0) }
  }

  private mutating func takeNamespaces() {
    let scraped = Set(parts.keys.filter { $0.kind == .waypoint }.map(ProcessNamer.WaypointName.init))
    for enrolment in facts.enrolments {
      let id = ID(kind: .namespace, namespace: "", name: enrolment.namespace)
      var part = ControlPlanePart(id)
      part.waypoint = enrolment.waypoint
      parts[id] = part
    }
    for used in facts.usedWaypoints(scraped: scraped) { addUnscraped(used.waypoint) }
  }

  // MARK: Warnings

  private func warnings(_ parts: [ControlPlanePart]) -> [String] {
    var warnings = facts.warnings
    warnings += facts.refusals.map { "Without \($0.query.purpose): \($0.error.problem)" }
    let refused = Set(facts.refusals.map(\.query.name))
    let missing: [(ControlPlanePart.Kind, String, String)] = [
      (
        .istiod, "istiod", "No istiod is scraped: a ServiceMonitor for its port http-monitoring (15014) brings it here."
      ),
      (.ztunnel, "targets", "No ztunnel is scraped: a PodMonitor for its port 15020 brings them here."),
      (.cni, "cni", "No istio-cni is scraped: a PodMonitor for its port 15014 brings it here."),
      (
        .namespace, "kubernetes",
        "Which namespaces are in the mesh is not told: kube-state-metrics does with "
          + "--metric-labels-allowlist=namespaces=[*]."
      ),
    ]
    for (kind, query, words) in missing where !refused.contains(query) && !parts.contains(where: { $0.kind == kind }) {
      warnings.append(words)
    }
    return warnings
  }
}
