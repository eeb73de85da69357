import Mesh

extension DoctorRules {
  private static let noL4 = "Connections, bytes and encryption are missing"

  // MARK: Ztunnels

  static func noZtunnels(_ setUp: SetUp) -> [Finding] {
    guard setUp.targets(.ztunnel).isEmpty, setUp.facts.rows("ztunnels", Part.active).isEmpty,
      // Where connections are told by whom, some ztunnel is scraped; where not, that is another finding.
      !setUp.survey.hasConnections || setUp.survey.ztunnel.labels.isEmpty && hasOnlyEnvoys(setUp)
    else { return [] }
    var evidence = ["No target is named ztunnel."]
    let pods = setUp.facts.rows("kubernetes", Part.pod).compactMap { $0["exported_pod"] ?? $0["pod"] }
      .filter(SetUp.isZtunnel)
    if !pods.isEmpty {
      evidence.append("Kubernetes runs \(Words.list(Set(pods)))\(inNamespace(setUp.ztunnelNamespace)).")
    }
    if !setUp.survey.hasConnections { evidence.append("There is no \(Metric.opened).") }
    return [
      Finding(
        .noZtunnelTargets, .failing, problem: "No ztunnel is scraped.", evidence: evidence,
        effect: "\(noL4): meshtop can show requests through waypoints alone.",
        remedy: "Have a PodMonitor in the namespace of the ztunnels.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace))
    ]
  }

  /// Whether those who report connections are known to be waypoints: sums of both legs have no other reporter.
  private static func hasOnlyEnvoys(_ setUp: SetUp) -> Bool {
    setUp.facts.passedThrough.isEmpty && !setUp.targets(.waypoint).isEmpty
  }

  /// In which namespace something is, where that is known.
  private static func inNamespace(_ namespace: String?) -> String {
    namespace.map { $0.isEmpty ? "" : " in \($0)" } ?? ""
  }

  static func ztunnelsDown(_ setUp: SetUp) -> [Finding] {
    let down = Self.down(setUp.targets(.ztunnel))
    guard !down.isEmpty else { return [] }
    let all = Set(setUp.targets(.ztunnel).map(\.process)).count
    return [
      Finding(
        .ztunnelDown, .failing, problem: "\(down.count) of \(Words.count(all, "ztunnel")) cannot be scraped.",
        evidence: ["up is 0 for \(Words.list(down.map(Self.name)))."],
        effect: "\(noL4) for the workloads of \(down.count == 1 ? "its node" : "their nodes").",
        remedy: "Look at the pods, and whether a NetworkPolicy keeps the scraper from port 15020.",
        manifests: Manifests.ztunnel(in: down.first?.part.namespace))
    ]
  }

  /// The processes of which no scrape comes about.
  private static func down(_ targets: [SetUp.Target]) -> [SetUp.Target] {
    Dictionary(grouping: targets) { "\($0.part.namespace)/\($0.process)" }.values
      .compactMap { $0.contains(where: \.isUp) ? nil : $0.first }.sorted { $0.process < $1.process }
  }

  private static func name(_ target: SetUp.Target) -> String {
    "\(target.process)\(target.node.map { " on \($0)" } ?? "") (job \(target.job))"
  }

  static func ztunnelsMissing(_ setUp: SetUp) -> [Finding] {
    let scraped = Set(setUp.targets(.ztunnel).map(\.process))
    guard !scraped.isEmpty else { return [] }
    let facts = setUp.facts
    let pods = facts.rows("kubernetes", Part.pod).filter { SetUp.isZtunnel($0["exported_pod"] ?? $0["pod"] ?? "") }
    var missing = pods.filter { !scraped.contains($0["exported_pod"] ?? $0["pod"] ?? "") }
      .map { "\($0["exported_pod"] ?? $0["pod"] ?? "") on \($0["node"] ?? "an unknown node")" }
    var known = "kube_pod_info knows \(Words.count(pods.count, "ztunnel"))"
    if setUp.targets(.ztunnel).contains(where: { $0.pod == nil }) {
      // Addresses cannot be held against names of pods, but be counted.
      missing = Array(repeating: "one of these", count: max(0, pods.count - scraped.count))
    } else if pods.isEmpty {
      // Each node has one, and one istio-cni beside it.
      let nodes = facts.nodes
      let told = Set(setUp.targets(.ztunnel).compactMap(\.node))
      let beside = Set(facts.rows("cni", Part.connected).map(ProcessNamer.process))
      if !nodes.isEmpty, told.count == scraped.count {
        missing = nodes.subtracting(told).sorted()
        known = "kube_node_info knows \(Words.count(nodes.count, "node"))"
      } else if beside.count > scraped.count {
        missing = ["\(beside.count - scraped.count) whose names are not told"]
        known = "istio-cni tells of \(Words.count(beside.count, "node"))"
      }
    }
    guard !missing.isEmpty else { return [] }
    return [
      Finding(
        .ztunnelsMissing, .failing, problem: "\(Words.count(missing.count, "node's ztunnel")) not scraped.",
        evidence: ["\(known), \(scraped.count) are scraped.", "Missing: \(Words.list(missing))."],
        effect: "\(noL4) where both ends of a connection are on such nodes, and are told by one side where one is.",
        remedy: "Have the monitor select all ztunnels: it may select by a label that some lack, or drop some nodes.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace))
    ]
  }

  static func ztunnelsAtWrongPath(_ setUp: SetUp) -> [Finding] {
    let reporting = Set(
      (setUp.facts.rows("ztunnels", Part.active) + setUp.facts.rows("builds", Part.build)).map(ProcessNamer.process))
    let silent = setUp.targets(.ztunnel).filter { $0.isUp && !reporting.contains($0.process) }
    guard !silent.isEmpty else { return [] }
    return [
      Finding(
        .ztunnelWrongPath, .failing,
        problem: "\(Words.count(Set(silent.map(\.process)).count, "ztunnel")) answer scrapes with nothing of ztunnel.",
        evidence: scrapes(silent) + ["None has workload_manager_active_proxy_count or istio_build."],
        effect: "\(noL4) for their nodes.", remedy: "Scrape port ztunnel-stats (15020) at /stats/prometheus.",
        manifests: Manifests.ztunnel(in: silent.first?.part.namespace))
    ]
  }

  /// What each job's scrapes bring.
  private static func scrapes(_ targets: [SetUp.Target]) -> [String] {
    Dictionary(grouping: targets, by: \.job).sorted { $0.key < $1.key }.map { job, targets in
      let samples = targets.compactMap(\.samples).max().map { ", \(Words.count(Int($0), "sample")) a scrape" } ?? ""
      let port = targets[0].endpoint.map { ", port \($0)" } ?? ""
      return "Job \(job)\(port): \(Words.count(targets.count, "target")) up\(samples)."
    }
  }

  static func ztunnelsTwice(_ setUp: SetUp) -> [Finding] {
    let twice = setUp.jobsByPod("ztunnels", [Part.active])
    return twice.isEmpty ? [] : [doubled(.ztunnelScrapedTwice, "ztunnel", of: "", twice)]
  }

  private static func doubled(
    _ kind: Finding.Kind, _ noun: String, of namespace: String, _ pods: [String: Set<String>]
  ) -> Finding {
    let jobs = pods.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return Finding(
      kind, of: namespace, .degraded,
      problem: "\(Words.count(pods.count, noun)) scraped twice\(namespace.isEmpty ? "" : " in \(namespace)").",
      evidence: pods.sorted { $0.key < $1.key }.prefix(6).map { "\($0.key): jobs \(Words.list($0.value))." },
      effect: "meshtop leaves out a job that has nothing of its own; where each has something, figures are doubled.",
      remedy: "Delete all but one of the monitors behind the jobs \(Words.list(jobs)).")
  }

  // MARK: Waypoints

  static func waypointTargets(_ setUp: SetUp) -> [Finding] {
    let facts = setUp.facts
    let reporting = Set(
      (facts.rows("waypoints", Part.requests) + facts.rows("waypoints", Part.tcp) + facts.rows("builds", Part.build))
        .map(ProcessNamer.process))
    let foreign = Set(facts.rows("waypoints", Part.agentgateway).map(ProcessNamer.process))
    return Dictionary(grouping: setUp.targets(.waypoint), by: \.part).sorted { $0.key.name < $1.key.name }
      .sorted { $0.key.namespace < $1.key.namespace }.flatMap { id, targets in
        var findings: [Finding] = []
        let down = Self.down(targets)
        if !down.isEmpty { findings.append(waypointDown(id, down, of: Set(targets.map(\.process)).count)) }
        let up = targets.filter(\.isUp)
        let silent = up.filter { !reporting.contains($0.process) && !foreign.contains($0.process) }
        if !silent.isEmpty { findings.append(waypointSilent(id, silent)) }
        let other = up.filter { foreign.contains($0.process) }
        if !other.isEmpty { findings.append(agentgateway(id, other)) }
        return findings
      }
  }

  private static func noL7(_ id: ControlPlanePart.ID) -> String {
    "Requests, codes and latency of what \(id.name) serves are missing: \(id.namespace.isEmpty ? "it" : id.namespace) shows "
      + "connections alone."
  }

  private static func waypointDown(_ id: ControlPlanePart.ID, _ down: [SetUp.Target], of all: Int) -> Finding {
    Finding(
      .waypointDown, of: id.namespace, down.count == all ? .failing : .degraded,
      problem:
        "\(down.count) of \(Words.count(all, "replica")) of the waypoint \(id.name)\(inNamespace(id.namespace)) cannot be "
        + "scraped.",
      evidence: ["up is 0 for \(Words.list(down.map(name)))."], effect: noL7(id),
      remedy: "Look at the pods, at the port of the monitor, and at NetworkPolicies: metrics are on port 15020.",
      manifests: Manifests.waypoints(in: id.namespace))
  }

  private static func waypointSilent(_ id: ControlPlanePart.ID, _ silent: [SetUp.Target]) -> Finding {
    Finding(
      .waypointWrongPath, of: id.namespace, .failing,
      problem: "The waypoint \(id.name)\(inNamespace(id.namespace)) is scraped at a wrong path.",
      evidence: scrapes(silent) + ["None of it is \(Metric.requests), \(Metric.opened) or \(Metric.build)."],
      effect: noL7(id), remedy: "Scrape port 15020 at /stats/prometheus, not at /metrics.",
      manifests: Manifests.waypoints(in: id.namespace))
  }

  private static func agentgateway(_ id: ControlPlanePart.ID, _ targets: [SetUp.Target]) -> Finding {
    Finding(
      .agentgatewayWaypoint, of: id.namespace, .degraded,
      problem:
        "The waypoint \(id.name)\(inNamespace(id.namespace)) is an agentgateway, which does not report Istio's metrics.",
      evidence: scrapes(targets) + ["It has agentgateway_requests_total, but no \(Metric.requests)."],
      effect: noL7(id), remedy: "Where requests must be seen, use a Gateway of the class istio-waypoint.",
      manifests: Manifests.waypoint(id))
  }

  static func unscrapedWaypoints(_ setUp: SetUp) -> [Finding] {
    let facts = setUp.facts
    let scraped = setUp.targets(.waypoint).map(\.part)
    func isScraped(_ name: SetUp.WaypointName) -> Bool {
      // A scrape without the label namespace does not tell of which namespace it is.
      facts.reporting.contains(name)
        || scraped.contains { $0.name == name.name && ($0.namespace == name.namespace || $0.namespace.isEmpty) }
    }
    var reasons: [SetUp.WaypointName: [String]] = [:]
    for name in facts.passedThrough where !isScraped(name) {
      reasons[name, default: []].append("Ztunnels report encrypted traffic to \(name.name) and on from there.")
    }
    for (namespace, waypoint) in facts.enrolled {
      // The namespace's label tells its name; it may be of another namespace.
      guard let waypoint, !scraped.contains(where: { $0.name == waypoint }),
        !facts.reporting.contains(where: { $0.name == waypoint })
      else { continue }
      let home = facts.passedThrough.filter { $0.name == waypoint }.min()
      let name = home ?? SetUp.WaypointName(namespace: namespace, name: waypoint)
      reasons[name, default: []].append("The namespace \(namespace) has istio.io/use-waypoint=\(waypoint).")
    }
    return reasons.sorted { $0.key < $1.key }.map { name, evidence in
      Finding(
        .waypointNotScraped, of: name.namespace, .failing,
        problem: "The waypoint \(name.name) in \(name.namespace) is not scraped.",
        evidence: evidence.sorted() + ["No target is named so."],
        effect: noL7(ControlPlanePart.ID(kind: .waypoint, namespace: name.namespace, name: name.name)),
        remedy: "Have a PodMonitor in \(name.namespace): each namespace with a waypoint needs its own.",
        manifests: Manifests.waypoints(in: name.namespace))
    }
  }

  static func waypointsTwice(_ setUp: SetUp) -> [Finding] {
    let twice = setUp.jobsByPod("waypoints", [Part.requests, Part.tcp])
    return Dictionary(grouping: twice) { String($0.key.prefix { $0 != "/" }) }.sorted { $0.key < $1.key }
      .map { namespace, pods in
        doubled(
          .waypointScrapedTwice, "waypoint", of: namespace,
          Dictionary(pods.map { ($0.key, $0.value) }, uniquingKeysWith: { $0.union($1) }))
      }
  }
}
