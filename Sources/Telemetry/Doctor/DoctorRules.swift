import FoundationEssentials
import Mesh
import Metrics

/// What can be wrong with how a mesh is scraped, and how that is found.
struct DoctorRules {
  /// A rule, with the questions whose answers it needs.
  struct Rule: Sendable {
    var needs: [String]
    var find: @Sendable (SetUp) -> [Finding]
  }

  /// The rules. One that finds what explains all else goes first, and is the last to be asked.
  private static let rules: [Rule] = [
    Rule(needs: ["servers", "targets"], find: userWorkloadMonitoring),
    Rule(needs: ["servers", "targets"], find: otherPrometheus),
    Rule(needs: ["targets", "ztunnels"], find: noZtunnels),
    Rule(needs: ["targets"], find: ztunnelsDown), Rule(needs: ["targets", "kubernetes", "cni"], find: ztunnelsMissing),
    Rule(needs: ["targets", "ztunnels", "builds"], find: ztunnelsAtWrongPath),
    Rule(needs: ["targets", "builds", "waypoints"], find: waypointTargets),
    Rule(needs: ["targets", "waypoints", "inbound legs", "outbound legs"], find: unscrapedWaypoints),
    Rule(needs: ["waypoints"], find: waypointsTwice), Rule(needs: ["ztunnels"], find: ztunnelsTwice),
    Rule(needs: ["targets", "istiod"], find: istiod), Rule(needs: ["targets"], find: intervals),
    Rule(needs: ["labels"], find: missingLabels), Rule(needs: ["targets", "ztunnels"], find: ztunnelNotTold),
    Rule(needs: ["copies"], find: copies), Rule(needs: ["builds"], find: versionSkew),
    Rule(needs: [], find: clock), Rule(needs: ["clock"], find: samples), Rule(needs: [], find: notAnswered),
  ]

  /// All that is wrong, the worst first.
  static func findings(_ setUp: SetUp) -> [Finding] {
    // What explains all else that is missing stands alone.
    let whole = [
      Rule(needs: ["servers", "targets"], find: tenancyPort), Rule(needs: ["targets", "clock"], find: nothing),
    ]
    for rule in whole where setUp.knows(rule.needs) {
      let found = rule.find(setUp)
      if !found.isEmpty { return found + clock(setUp) + notAnswered(setUp) }
    }
    let found = rules.filter { setUp.knows($0.needs) }.flatMap { $0.find(setUp) }
    return found.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
      .map(\.element)
  }
}

// MARK: The source

extension DoctorRules {
  /// The port that shows one namespace at a time (telemetry.md, rule 16).
  private static func tenancyPort(_ setUp: SetUp) -> [Finding] {
    let namespaces = setUp.scrapedNamespaces
    guard setUp.targets(.ztunnel).isEmpty, namespaces.count == 1, let namespace = namespaces.first,
      setUp.source.contains(":9092") || !setUp.prometheuses.isEmpty
    else { return [] }
    return [
      Finding(
        .tenancyPort, of: namespace, .failing,
        problem: "The address shows the namespace \(namespace) alone: it is the tenancy port.",
        evidence: ["All that is scraped has namespace=\"\(namespace)\", by \(setUp.source).", "No ztunnel is seen."],
        effect: "Ztunnels run in another namespace, so that connections, bytes and encryption are missing; requests "
          + "through this namespace's waypoint are all that can be shown.",
        remedy: "Ask port 9091, or the route thanos-querier, with an account that has cluster-monitoring-view.",
        manifests: Manifests.clusterMonitoringView)
    ]
  }

  /// Nothing of Istio at all.
  private static func nothing(_ setUp: SetUp) -> [Finding] {
    guard setUp.targets.isEmpty, !setUp.survey.findsTraffic, !setUp.isOpenShift || !isWorkloadMonitored(setUp) else {
      return []
    }
    if setUp.isOpenShift { return userWorkloadMonitoring(setUp) }
    let known = Int(setUp.facts.rows("servers").reduce(0) { $0 + $1.value })
    return [
      Finding(
        .noProxies, .failing, problem: "The server knows nothing of Istio.",
        evidence: [
          known == 0
            ? "No target is up or down at this moment, neither Istio's nor any other."
            : "Of \(Words.count(known, "target")) none is named ztunnel, waypoint, istiod or istio-cni.",
          "There is neither \(Metric.requests) nor \(Metric.opened).",
        ], effect: "meshtop shows an empty mesh.",
        remedy: "Have ztunnels, waypoints and istiod scraped, or ask the server that scrapes them.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace) + Manifests.istiod())
    ]
  }

  private static func isWorkloadMonitored(_ setUp: SetUp) -> Bool {
    setUp.prometheuses.contains(SetUp.userWorkload)
  }

  private static func userWorkloadMonitoring(_ setUp: SetUp) -> [Finding] {
    guard setUp.isOpenShift, !isWorkloadMonitored(setUp), setUp.targets(.ztunnel).isEmpty,
      setUp.targets(.waypoint).isEmpty
    else { return [] }
    return [
      Finding(
        .userWorkloadMonitoringOff, .failing, problem: "OpenShift's user workload monitoring is off.",
        evidence: [
          "Behind the address there is \(Words.list(setUp.prometheuses)), but not \(SetUp.userWorkload).",
          "Neither ztunnels nor waypoints are scraped.",
        ], effect: "Monitors in the mesh's namespaces are not looked at, so that meshtop shows an empty mesh.",
        remedy: "Turn it on, without losing what else is configured, then have ztunnels and waypoints scraped.",
        manifests: Manifests.userWorkloadMonitoring + Manifests.ztunnel(in: setUp.ztunnelNamespace).suffix(1))
    ]
  }

  /// Monitors of another API group are another Prometheus' (monitoring.rhobs: the Cluster Observability Operator's).
  private static func otherPrometheus(_ setUp: SetUp) -> [Finding] {
    guard setUp.isOpenShift else { return [] }
    let own: Set = [SetUp.platform, SetUp.userWorkload]
    let foreign = setUp.targets.filter { $0.prometheus.map { !own.contains($0) } ?? false }
    return Dictionary(grouping: foreign) { $0.prometheus ?? "" }.sorted { $0.key < $1.key }.map { name, targets in
      let kinds = Set(targets.map(\.kind.rawValue))
      func namespaces(_ kind: ControlPlanePart.Kind) -> [String] {
        Set(targets.filter { $0.kind == kind }.map(\.part.namespace)).sorted()
      }
      return Finding(
        .otherPrometheus, of: name, .degraded,
        problem: "\(Words.list(kinds)): scraped by \(name), which is not OpenShift's user workload monitoring.",
        evidence: [
          "prometheus=\"\(name)\" on \(Words.list(Set(targets.map { "\($0.part.namespace)/\($0.process)" })))."
        ],
        effect: "What other servers scrape of the mesh has other labels, and is missing where only one is asked.",
        remedy: "Write the monitor for monitoring.coreos.com, not monitoring.rhobs, in the proxies' own namespace.",
        manifests: namespaces(.ztunnel).flatMap { Manifests.ztunnel(in: $0).suffix(1) }
          + namespaces(.waypoint).flatMap { Manifests.waypoints(in: $0).suffix(1) }
          + namespaces(.istiod).flatMap { Manifests.istiod(in: $0).suffix(1) })
    }
  }

  /// Whether this machine's clock and the server's agree, as the server's answers tell.
  private static func clock(_ setUp: SetUp) -> [Finding] {
    let seconds = Int(setUp.clockOffset.rounded())
    if seconds == 0 { return [] }
    return [
      Finding(
        .clockOff, .degraded,
        problem: "This machine's clock is \(abs(seconds)) s \(seconds > 0 ? "behind" : "ahead of") the server's.",
        evidence: ["The server dates its answers so."],
        effect: "Figures are asked for by the server's clock, and are right. Certificates and tokens are judged by "
          + "this one.",
        remedy: setClock)
    ]
  }

  /// Whether the newest samples are of now.
  private static func samples(_ setUp: SetUp) -> [Finding] {
    let now = setUp.time
    if let future = setUp.newest.future, future.timeIntervalSince(now) > 60 {
      let ahead = Int(future.timeIntervalSince(now))
      return [
        Finding(
          .clockOff, .degraded, problem: "This machine's clock is at least \(ahead) s behind the server's.",
          evidence: ["There are samples of \(ahead) s after now."],
          effect: "The dashboard shows the mesh as it was then, and its ages are wrong.", remedy: setClock)
      ]
    }
    let longest = setUp.targets.isEmpty ? 30 : [.ztunnel, .waypoint].flatMap { setUp.intervals($0).values }.max() ?? 30
    guard let past = setUp.newest.past, now.timeIntervalSince(past) > Double(max(90, 3 * longest)) else { return [] }
    let age = Int(now.timeIntervalSince(past))
    return [
      Finding(
        .clockOff, .failing,
        problem: "The newest sample is \(age) s old: a clock is ahead, or the server stopped scraping.",
        evidence: ["No target was scraped in the last \(age) s."],
        effect: "Rates over the window are too small, or missing.",
        remedy: "Compare this machine's clock, the server's and that of the Prometheus that scrapes; where they agree, "
          + "look why that does not scrape.")
    ]
  }

  private static let setClock = "Set this machine's clock, for example with timedatectl set-ntp true."

  /// What could not be looked at.
  private static func notAnswered(_ setUp: SetUp) -> [Finding] {
    let refused = setUp.facts.refusals.map { "\($0.query.name): \($0.error.problem)" }
    let evidence = refused + setUp.facts.warnings
    guard !evidence.isEmpty else { return [] }
    return [
      Finding(
        .notAnswered, .degraded, problem: "The server left out a part of its answers.", evidence: evidence,
        effect: "What it left out was not looked at, and the dashboard lacks it, too.",
        remedy: setUp.facts.refusals.first?.error.remedy ?? "Look at the stores that the server asks.")
    ]
  }
}
