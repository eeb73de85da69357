import Mesh

extension DoctorRules {
  // MARK: Waypoints that are scraped

  static func waypointTargets(_ setUp: SetUp) -> [Finding] {
    let facts = setUp.facts
    let counting = Set(
      (facts.rows("waypoints", Part.requests) + facts.rows("waypoints", Part.tcp)).map(ProcessNamer.process))
    let built = Set(facts.rows("builds", Part.build).map(ProcessNamer.process))
    let foreign = Set(facts.rows("waypoints", Part.agentgateway).map(ProcessNamer.process))
    // Where monitors keep nothing but traffic, a waypoint without any has nothing to tell.
    let isPicky = !counting.isEmpty && built.isDisjoint(with: setUp.targets(.waypoint).map(\.process))
    let passed = facts.passedThrough
    // Requests whose reporter is missing, or another, are told of by other rules.
    let mislabelled = Set(
      (facts.rows("copies").filter { $0["pod"] != nil }
        + facts.rows("labels", "\(Metric.requests) \(TrafficLabel.reporter)").filter { $0.value > 0 })
        .map { $0["pod"] ?? $0["job"] ?? "" })
    return Dictionary(grouping: setUp.targets(.waypoint), by: \.part).sorted { $0.key.name < $1.key.name }
      .sorted { $0.key.namespace < $1.key.namespace }.flatMap { id, targets in
        var findings: [Finding] = []
        let isPassed = passed.contains(SetUp.WaypointName(id))
        let down = Self.down(targets)
        if !down.isEmpty { findings.append(waypointDown(id, down, of: Set(targets.map(\.process)).count)) }
        let up = targets.filter(\.isUp)
        let other = up.filter { foreign.contains($0.process) && !counting.contains($0.process) }
        if !other.isEmpty { findings.append(agentgateway(id, other)) }
        let silent = up.filter {
          !counting.contains($0.process) && !built.contains($0.process) && !foreign.contains($0.process)
        }
        if !silent.isEmpty, isPassed || !isPicky { findings.append(waypointSilent(id, silent)) }
        // Rates of the last five minutes need two scrapes.
        let answering = up.filter {
          built.contains($0.process) && $0.scrapes >= 4 && mislabelled.isDisjoint(with: [$0.process, $0.job])
        }
        if isPassed, !answering.isEmpty, other.isEmpty, !up.contains(where: { counting.contains($0.process) }) {
          findings.append(waypointWithoutRequests(id, answering, setUp))
        }
        return findings
      }
  }

  private static func noL7(_ id: ControlPlanePart.ID) -> String {
    "Requests, codes and latency of what it serves are missing: \(id.namespace.isEmpty ? "it" : id.namespace) shows "
      + "connections alone."
  }

  private static let tooLow = "What these replicas serve is missing: requests are shown too low."

  /// What a waypoint is called in a sentence.
  private static func name(_ id: ControlPlanePart.ID) -> String {
    id.name == "waypoint" && !id.namespace.isEmpty
      ? "the waypoint in \(id.namespace)" : "the waypoint \(id.name)\(inNamespace(id.namespace))"
  }

  private static func title(_ id: ControlPlanePart.ID) -> String { "T" + name(id).dropFirst() }

  private static func waypointDown(_ id: ControlPlanePart.ID, _ down: [SetUp.Target], of all: Int) -> Finding {
    Finding(
      .waypointDown, of: id.namespace, .failing,
      problem: all == 1
        ? "\(title(id)) cannot be scraped."
        : "\(down.count) of \(Words.count(all, "replica")) of \(name(id)) cannot be scraped.",
      evidence: ["up is 0 for \(Words.list(down.map(name)))."], effect: down.count == all ? noL7(id) : tooLow,
      remedy: whereToLook, manifests: Manifests.waypoints(in: id.namespace))
  }

  private static func waypointSilent(_ id: ControlPlanePart.ID, _ silent: [SetUp.Target]) -> Finding {
    Finding(
      .waypointWrongPath, of: id.namespace, .failing, problem: "\(title(id)) is scraped at a wrong path.",
      evidence: scrapes(silent) + ["None of it is \(Metric.requests), \(Metric.opened) or \(Metric.build)."],
      effect: noL7(id), remedy: "Scrape port 15020 at /stats/prometheus.",
      manifests: Manifests.waypoints(in: id.namespace))
  }

  /// A waypoint that is scraped well, and has traffic, but counts no requests.
  private static func waypointWithoutRequests(
    _ id: ControlPlanePart.ID, _ targets: [SetUp.Target], _ setUp: SetUp
  ) -> Finding {
    Finding(
      .waypointWithoutRequests, of: id.namespace, .failing,
      problem: "\(title(id)) has traffic and is scraped, but reports no requests.",
      evidence: scrapes(targets) + [
        "None of it is \(Metric.requests) or \(Metric.opened) with reporter=waypoint.", passing,
      ],
      effect: noL7(id),
      remedy: "Look for a Telemetry resource that disables the provider prometheus or its metrics, and for "
        + "metricRelabelings in the waypoints' monitor that drop them.",
      manifests: Manifests.telemetry(in: setUp.targets(.istiod).first?.part.namespace ?? "")
        + Manifests.waypoints(in: id.namespace))
  }

  private static let passing = "By what ztunnels report, encrypted traffic flows to it and from it on."

  private static func agentgateway(_ id: ControlPlanePart.ID, _ targets: [SetUp.Target]) -> Finding {
    Finding(
      .agentgatewayWaypoint, of: id.namespace, .degraded,
      problem: "\(title(id)) is an agentgateway, which does not report Istio's metrics.",
      evidence: scrapes(targets) + ["It has metrics that begin with agentgateway_, but no \(Metric.requests)."],
      effect: noL7(id), remedy: "Where requests must be seen, use a Gateway of the class istio-waypoint.",
      manifests: Manifests.waypoint(id))
  }

  // MARK: Waypoints that are not scraped

  static func unscrapedWaypoints(_ setUp: SetUp) -> [Finding] {
    let facts = setUp.facts
    let scraped = setUp.targets(.waypoint).map(\.part)
    let (reporting, running) = (facts.reporting, facts.runningWaypoints)
    var reasons: [SetUp.WaypointName: [String]] = [:]
    // A workload whose own node's ztunnel is not scraped has the legs of a waypoint.
    let isBlind = !down(setUp.targets(.ztunnel)).isEmpty || missingZtunnels(setUp) != nil
    let labelled = facts.usedWaypoints(scraped: Set(scraped.map(SetUp.WaypointName.init)))
    let expected = Set(labelled.map(\.waypoint)).union(running.keys)
    for name in facts.passedThrough where !isBlind || name.isNamedSo || expected.contains(name) {
      reasons[name, default: []].append(passing)
    }
    for (namespace, waypoint) in labelled {
      reasons[waypoint, default: []].append(
        "The namespace \(namespace) has istio.io/use-waypoint=\(waypoint.name).")
    }
    for (name, pods) in running { reasons[name, default: []].append("Kubernetes runs \(Words.list(pods)).") }
    let isNameless = !namelessWaypoints(setUp).isEmpty
    return reasons.filter { name, _ in
      // A scrape without the labels pod or namespace does not tell which waypoint it is of.
      !isNameless && !reporting.contains(name)
        && !scraped.contains { $0.name == name.name && ($0.namespace == name.namespace || $0.namespace.isEmpty) }
    }.sorted { $0.key < $1.key }.map { name, evidence in
      let id = name.id
      return Finding(
        .waypointNotScraped, of: name.namespace, .failing, problem: "\(title(id)) is not scraped.",
        evidence: evidence.sorted() + ["No target in \(name.namespace) is of this waypoint."], effect: noL7(id),
        remedy: "Have a PodMonitor in \(name.namespace): each namespace with a waypoint needs its own."
          + (setUp.isOpenShift ? whichMonitors : ""),
        manifests: Manifests.waypoints(in: name.namespace))
    }
  }

  /// Replicas of waypoints that are not scraped, beside others that are.
  static func unscrapedReplicas(_ setUp: SetUp) -> [Finding] {
    guard setUp.facts.tellsPhases else { return [] }
    return setUp.facts.runningWaypoints.sorted { $0.key < $1.key }.compactMap { name, pods in
      let id = name.id
      let scraped = setUp.targets(.waypoint).filter { $0.part == id }
      let missing = pods.subtracting(scraped.compactMap(\.pod))
      guard !scraped.isEmpty, scraped.allSatisfy({ $0.pod != nil }), !missing.isEmpty else { return nil }
      return Finding(
        .waypointNotScraped, of: name.namespace, .failing,
        problem: "\(missing.count) of \(Words.count(pods.count, "replica")) of \(Self.name(id)) "
          + "\(missing.count == 1 ? "is" : "are") not scraped.",
        evidence: [
          "Kubernetes runs \(Words.list(missing)), but no target is of \(missing.count == 1 ? "it" : "them")."
        ],
        effect: tooLow,
        remedy: "Have the monitor select all of its pods: it may select by a label that some lack.",
        manifests: Manifests.waypoints(in: name.namespace))
    }
  }

  /// The jobs whose scrapes of waypoints do not tell of which pod they are.
  private static func namelessWaypoints(_ setUp: SetUp) -> Set<String> {
    Set(setUp.facts.rows("waypoints", Part.requests).filter { $0["pod"] == nil }.compactMap { $0["job"] })
  }

  /// Target labels without which a waypoint's replicas cannot be told apart.
  static func namelessTargets(_ setUp: SetUp) -> [Finding] {
    let jobs = namelessWaypoints(setUp)
    // A mesh whose targets have no names at all can be told well enough by addresses.
    guard !jobs.isEmpty, setUp.targets.contains(where: { $0.pod != nil }) else { return [] }
    return [
      Finding(
        .missingLabels, of: "waypoints", .degraded, problem: "Waypoints are scraped without the target label pod.",
        evidence: ["Job \(Words.list(jobs)): its series have no pod."],
        effect: "Requests are shown, but neither which waypoint serves them nor whether one is missing.",
        remedy: "Look for labeldrop and relabelings in the waypoints' monitor, and keep pod and namespace.")
    ]
  }
}
