import Mesh
import Metrics

extension DoctorRules {
  // MARK: Scraped twice

  static func ztunnelsTwice(_ setUp: SetUp) -> [Finding] {
    let twice = setUp.doubled(.ztunnel, "ztunnels", [Part.active, Part.opened])
    return twice.isEmpty ? [] : [doubled(.ztunnelScrapedTwice, "ztunnel", of: "", twice, setUp)]
  }

  static func waypointsTwice(_ setUp: SetUp) -> [Finding] {
    let twice = setUp.doubled(.waypoint, "waypoints", [Part.requests, Part.tcp])
    return Dictionary(grouping: twice) { String($0.key.prefix { $0 != "/" }) }.sorted { $0.key < $1.key }
      .map { namespace, pods in
        doubled(
          .waypointScrapedTwice, "waypoint pod", of: namespace,
          Dictionary(pods.map { ($0.key, $0.value) }, uniquingKeysWith: { $0.union($1) }), setUp)
      }
  }

  private static func doubled(
    _ kind: Finding.Kind, _ noun: String, of namespace: String, _ pods: [String: Set<SetUp.Scrape>], _ setUp: SetUp
  ) -> Finding {
    let all = pods.values.reduce(into: Set<SetUp.Scrape>()) { $0.formUnion($1) }
    let jobs = Set(all.map(\.job))
    let leftOut = all.filter { !setUp.isCounted($0) }
    let holds = pods.values.allSatisfy { $0.count(where: setUp.isCounted) <= 1 }
    return Finding(
      kind, of: namespace, holds ? .degraded : .failing,
      problem:
        "\(Words.count(pods.count, noun))\(inNamespace(namespace)) \(pods.count == 1 ? "is" : "are") scraped twice.",
      evidence: pods.sorted { $0.key < $1.key }.prefix(6).map { pod, scrapes in
        "\(pod): \(Words.list(scrapes.map { $0.words(among: scrapes) }))."
      },
      effect: holds
        ? "meshtop leaves out \(Words.list(leftOut.map { $0.words(among: all) })), so that its figures hold; whatever adds "
          + "up all series counts this traffic twice."
        : "Their requests, connections and bytes are counted twice, in meshtop, too.",
      remedy: jobs.count > 1
        ? "Delete all but one of the monitors behind the jobs \(Words.list(jobs))."
        : "Leave one endpoint in the monitor behind the job \(Words.list(jobs)), or one server that scrapes it.")
  }

  /// The replicas of a Prometheus, each with all that is scraped.
  static func replicasApart(_ setUp: SetUp) -> [Finding] {
    let proxies = setUp.targets(.ztunnel) + setUp.targets(.waypoint)
    let replicas = Set(proxies.compactMap(\.replica))
    let byProcess = Dictionary(grouping: proxies) {
      "\($0.part.namespace)/\($0.process) \($0.job) \($0.instance ?? "")"
    }
    let twice = byProcess.values.count { Set($0.compactMap(\.replica)).count > 1 }
    guard replicas.count > 1, twice > 0 else { return [] }
    let leftOut = setUp.survey.onceOnly.filter { ControlPlaneQueries.replicas.contains($0.label) }
    let holds = leftOut.count == replicas.count - 1
    return [
      Finding(
        .replicasNotMerged, holds ? .degraded : .failing,
        problem: "The replicas of a Prometheus are not merged: what they scrape stands once for each of them.",
        evidence: [
          "\(Words.count(twice, "target")) \(twice == 1 ? "stands" : "stand") under each of the replicas \(Words.list(replicas))."
        ],
        effect: holds
          ? "meshtop counts one of them, so that its figures hold; whatever adds up all series counts all."
          : "Requests, connections and bytes are \(replicas.count == 2 ? "twice" : "\(replicas.count) times") what they are.",
        remedy: "Ask the Thanos querier with --query.replica-label for that label, or one replica alone, by "
          + "--selector '\(replicas.sorted().first ?? "")'.")
    ]
  }

  // MARK: Copied by rules

  static func copies(_ setUp: SetUp) -> [Finding] {
    // Sidecars' reports, too, are recorded without pods, and well so: copies are those of waypoints.
    let waypoints = setUp.facts.waypoints
    guard !waypoints.isEmpty || !setUp.targets(.waypoint).isEmpty else { return [] }
    let rows = setUp.facts.rows("copies").filter { row in
      guard let pod = row["pod"] else { return true }
      let namespace = row["namespace"] ?? ""
      return waypoints.contains {
        $0.name == ProcessNamer.workload(ofPod: pod) && (namespace.isEmpty || $0.namespace == namespace)
      }
    }
    guard !rows.isEmpty else { return [] }
    let bare = rows.filter { $0["pod"] == nil }
    let reporters = Set(rows.compactMap { $0[TrafficLabel.reporter] })
    let byPods = Set(rows.compactMap { $0["pod"] })
    var evidence: [String] = []
    if !byPods.isEmpty {
      evidence.append("Pods of waypoints have series with reporter=\(Words.list(reporters)): \(Words.list(byPods)).")
    }
    if bare.isEmpty, setUp.facts.reporting.isEmpty { return [relabelled(reporters, evidence)] }
    if !bare.isEmpty {
      let rates = Dictionary(grouping: bare) { $0[TrafficLabel.reporter] ?? "" }.values
        .map { $0.reduce(0) { $0 + $1.value } }
      let rate = Int((rates.max() ?? 0).rounded())
      evidence.append(
        "\(rate > 0 ? "\(rate) requests a second" : "Series of requests") stand under reporter=\(Words.list(reporters)) "
          + "without pod and instance, which every scrape brings.")
    }
    return [
      Finding(
        .copiedReporters, .degraded,
        problem: "Recording rules copy what waypoints report to reporter=\(Words.list(reporters)).", evidence: evidence,
        effect: "meshtop counts one reporter, so that figures hold; but waypoints' requests can seem to be told by "
          + "sidecars, and whatever adds reporters up shows them several times.",
        remedy: "Delete the recording rules for \(Metric.requests), or give what they record another name.")
    ]
  }

  /// Waypoints' own reports under another reporter, with none left under theirs.
  private static func relabelled(_ reporters: Set<String>, _ evidence: [String]) -> Finding {
    Finding(
      .copiedReporters, .failing,
      problem: "What waypoints report stands under reporter=\(Words.list(reporters)) in place of waypoint.",
      evidence: evidence + ["Nothing has reporter=waypoint."],
      effect: "Waypoints are taken for sidecars, and show as callers and called.",
      remedy: "Look for metricRelabelings and tagOverrides that change the label reporter, and take them out.")
  }
}
