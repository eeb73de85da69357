import FoundationEssentials
import Mesh
import Metrics

/// What is wrong with the address that is asked, and with clocks.
extension DoctorRules {
  /// The port that shows one namespace at a time (telemetry.md, rule 16).
  static func tenancyPort(_ setUp: SetUp) -> [Finding] {
    let namespaces = setUp.scrapedNamespaces
    let isSaid = setUp.tenant != nil || setUp.source.hasSuffix(":9092") || setUp.source.contains(":9092/")
    // An address with OpenShift's servers behind it shows many namespaces, unless it shows one at a time.
    let isSeen =
      namespaces.count == 1 && setUp.facts.rows("servers").allSatisfy { $0["namespace"] != nil }
      && setUp.targets(.ztunnel).isEmpty
      && !setUp.prometheuses.isDisjoint(with: [SetUp.platform, SetUp.userWorkload])
    guard isSaid && namespaces.count <= 1 || isSeen else { return [] }
    let namespace = setUp.tenant ?? namespaces.first ?? ""
    let shown = namespace.isEmpty ? "one namespace" : "the namespace \(namespace)"
    let hasZtunnels = !setUp.targets(.ztunnel).isEmpty
    return [
      Finding(
        .tenancyPort, of: namespace, .failing,
        problem: "The address shows \(shown) alone: it is the tenancy port.",
        evidence: [
          setUp.tenant.map { "Asked was with --tenant \($0), at \(setUp.source)." }
            ?? (namespaces.isEmpty
              ? "Nothing that is scraped is shown by \(setUp.source)."
              : "All that is scraped has namespace=\"\(namespace)\", by \(setUp.source)."),
          hasZtunnels ? "No waypoint of another namespace is seen." : "No ztunnel is seen.",
        ],
        effect: hasZtunnels
          ? "Waypoints run in other namespaces, so that requests, codes and latency are missing."
          : "Ztunnels run in another namespace, so that connections, bytes and encryption are missing; requests "
            + "through this namespace's waypoint are all that can be shown.",
        remedy: "Ask port 9091, or the route thanos-querier, with an account that has cluster-monitoring-view.",
        manifests: Manifests.clusterMonitoringView)
    ]
  }

  /// Nothing of Istio at all.
  static func nothing(_ setUp: SetUp) -> [Finding] {
    guard setUp.targets.isEmpty, !setUp.survey.findsTraffic, !setUp.isOpenShift || !setUp.isWorkloadMonitored else {
      return []
    }
    if setUp.isOpenShift { return userWorkloadMonitoring(setUp) }
    let asked = setUp.conditions.isEmpty ? [] : ["Asked was only for \(setUp.conditions)."]
    let moment = "The moment is \(setUp.time.formatted(.iso8601))."
    let known = Int(setUp.facts.rows("servers").reduce(0) { $0 + $1.value })
    return [
      Finding(
        .noProxies, .failing, problem: "The server knows nothing of Istio.",
        evidence: [
          known == 0
            ? "No target is up or down at this moment, neither Istio's nor any other."
            : "Of \(Words.count(known, "target")) none is named ztunnel, waypoint, istiod or istio-cni.",
          "There is neither \(Metric.requests) nor \(Metric.opened).", moment,
        ] + asked, effect: "meshtop shows an empty mesh.",
        remedy: (known == 0 || !asked.isEmpty
          ? "Look whether the server has anything of that moment\(asked.isEmpty ? "" : " and of these conditions"); else have "
          : "Have ") + "ztunnels, waypoints and istiod scraped, or ask the server that scrapes them.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace) + Manifests.istiod())
    ]
  }

  static func userWorkloadMonitoring(_ setUp: SetUp) -> [Finding] {
    guard setUp.isOpenShift, !setUp.isWorkloadMonitored, setUp.targets(.ztunnel).isEmpty,
      setUp.targets(.waypoint).isEmpty
    else { return [] }
    return [
      Finding(
        .userWorkloadMonitoringOff, .failing, problem: "OpenShift's user workload monitoring is off.",
        evidence: [
          "Behind the address there is \(Words.list(setUp.prometheuses)), but not \(SetUp.userWorkload).",
          "Nothing in openshift-user-workload-monitoring is scraped.",
          "Neither ztunnels nor waypoints are scraped.",
        ], effect: "Monitors in the mesh's namespaces are not looked at, so that meshtop shows an empty mesh.",
        remedy: "Turn it on, without losing what else is configured, then have ztunnels and waypoints scraped.",
        manifests: Manifests.userWorkloadMonitoring + Manifests.ztunnel(in: setUp.ztunnelNamespace).suffix(1))
    ]
  }

  /// Monitors of another API group are another Prometheus' (monitoring.rhobs: the Cluster Observability Operator's).
  static func otherPrometheus(_ setUp: SetUp) -> [Finding] {
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
  static func clock(_ setUp: SetUp) -> [Finding] {
    let seconds = Int(setUp.clockOffset.rounded())
    if seconds == 0 { return [] }
    return [
      Finding(
        .clockOff, .degraded,
        problem: "This machine's clock is \(abs(seconds)) s \(seconds > 0 ? "behind" : "ahead of") the server's.",
        evidence: ["By the date of its answers."],
        effect: "Figures are asked for by the server's clock, and are right. Certificates and tokens are judged by "
          + "this one.",
        remedy: setClock)
    ]
  }

  /// Whether the newest samples are of now.
  static func samples(_ setUp: SetUp) -> [Finding] {
    let now = setUp.time
    if let future = setUp.future, future.timeIntervalSince(now) > 60 {
      let ahead = Int(future.timeIntervalSince(now))
      return [
        Finding(
          .clockOff, .degraded,
          problem:
            "Samples are \(ahead) s ahead of now: this machine's clock is behind, or that of the Prometheus that "
            + "scrapes is ahead.",
          evidence: ["The newest sample is of \(future.formatted(.iso8601)); asked was at \(now.formatted(.iso8601))."],
          effect: "The dashboard shows the mesh as it was \(ahead) s ago.",
          remedy: "Compare both clocks. \(setClock)")
      ]
    }
    guard let age = setUp.staleness else { return [] }
    return [
      Finding(
        .clockOff, .failing,
        problem: "The newest sample is \(age) s old: a clock is ahead, or the server stopped scraping.",
        evidence: [
          setUp.staleServers.isEmpty
            ? "No target was scraped in the last \(age) s."
            : "\(Words.list(setUp.staleServers)) scraped nothing in the last \(age) s."
        ],
        effect: "Rates over the window are too small, or missing.",
        remedy: "Compare this machine's clock, the server's and that of the Prometheus that scrapes; where they agree, "
          + "look why that does not scrape.")
    ]
  }

  private static let setClock = "Set this machine's clock, for example with timedatectl set-ntp true."

  /// What could not be looked at.
  static func notAnswered(_ setUp: SetUp) -> [Finding] {
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
