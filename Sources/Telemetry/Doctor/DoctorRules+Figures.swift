import Mesh

extension DoctorRules {
  // MARK: istiod

  static func istiod(_ setUp: SetUp) -> [Finding] {
    let targets = setUp.targets(.istiod)
    let effect = "The control plane pane lacks versions, pushes, refused configuration and the root certificate's age."
    if targets.isEmpty {
      guard setUp.facts.rows("istiod", Part.proxies).isEmpty else { return [] }
      return [
        Finding(
          .noIstiodTargets, .degraded, problem: "No istiod is scraped.",
          evidence: ["No target is named istiod, and there is no pilot_xds."], effect: effect,
          remedy: "Have a ServiceMonitor in istiod's namespace.", manifests: Manifests.istiod())
      ]
    }
    let down = targets.filter { !$0.isUp }
    guard !down.isEmpty, !targets.contains(where: \.isUp) else { return [] }
    return [
      Finding(
        .istiodDown, .failing, problem: "istiod cannot be scraped.",
        evidence: ["up is 0 for \(Words.list(Set(down.map { "\($0.process) (job \($0.job))" })))."], effect: effect,
        remedy: "Look at the pods, and whether the monitor asks port http-monitoring (15014).",
        manifests: Manifests.istiod(in: down[0].part.namespace))
    ]
  }

  // MARK: Intervals

  /// Up to every 30 s is as the default window of 2 m has it: four scrapes.
  private static let longestInterval = 30

  static func intervals(_ setUp: SetUp) -> [Finding] {
    let ztunnels = setUp.intervals(.ztunnel)
    let waypoints = setUp.intervals(.waypoint)
    let all = ztunnels.merging(waypoints, uniquingKeysWith: max)
    guard let shortest = all.values.min(), let longest = all.values.max() else { return [] }
    // Counts of samples differ by one with where the window begins.
    func differ(_ intervals: [String: Int]) -> Bool {
      Double(intervals.values.max() ?? 0) > Double(intervals.values.min() ?? 0) * 1.4
    }
    let isSlow = Double(longest) > Double(longestInterval) * 1.2
    guard isSlow || differ(ztunnels) || differ(waypoints) else { return [] }
    let evidence = all.sorted { $0.key < $1.key }.map { "Job \($0.key): every \($0.value) s." }
    let window = isSlow ? "Rates need four scrapes, so that all windows are at least \(longest * 4) s wide. " : ""
    let slow = all.filter { $0.value == longest }.keys.sorted()
    let namespaces = Set(setUp.targets(.waypoint).filter { slow.contains($0.job) }.map(\.part.namespace)).sorted()
    return [
      Finding(
        differ(all) ? .mixedIntervals : .slowIntervals, .degraded,
        problem: differ(all)
          ? "Proxies are scraped at intervals from \(shortest) s to \(longest) s."
          : "Proxies are scraped every \(longest) s only.",
        evidence: evidence,
        effect: window + "What is scraped seldom follows a change later than what is scraped often.",
        remedy: "Have ztunnels and waypoints scraped every 15 s, or every 30 s, alike.",
        manifests: namespaces.isEmpty
          ? Manifests.ztunnel(in: setUp.ztunnelNamespace) : namespaces.flatMap { Manifests.waypoints(in: $0) })
    ]
  }

  // MARK: Labels

  static func missingLabels(_ setUp: SetUp) -> [Finding] {
    [Metric.requests, Metric.opened].compactMap { metric in
      guard let all = setUp.facts.rows("labels", metric).first?.value, all > 0 else { return nil }
      let lacking = DoctorQueries.labels(of: metric).compactMap { label in
        setUp.facts.rows("labels", "\(metric) \(label)").first.map { (label: label, count: $0.value) }
      }.filter { $0.count > 0 }
      guard !lacking.isEmpty else { return nil }
      return Finding(
        .missingLabels, of: metric, .failing,
        problem: "Series of \(metric) lack the label\(lacking.count == 1 ? "" : "s") "
          + "\(lacking.map(\.label).joined(separator: ", ")).",
        evidence: lacking.map { "\($0.label): \(Int($0.count)) of \(Int(all)) series lack it." },
        effect: lacking.map { effect(ofLacking: $0.label) }.reduce(into: [String]()) {
          if !$0.contains($1) { $0.append($1) }
        }.joined(separator: " "),
        remedy: metric == Metric.requests
          ? "Look for tagOverrides in Telemetry resources and for labeldrop in monitors, and take them out."
          : "Look for labeldrop and metricRelabelings in the ztunnels' monitor, and take them out.",
        manifests: metric == Metric.requests
          ? Manifests.telemetry(in: setUp.targets(.istiod).first?.part.namespace ?? "")
          : Manifests.ztunnel(in: setUp.ztunnelNamespace))
    }
  }

  private static func effect(ofLacking label: String) -> String {
    switch label {
    case TrafficLabel.reporter: "Who reports cannot be told, so that traffic may be counted twice."
    case TrafficLabel.policy: "Encryption is not known."
    case TrafficLabel.responseCode: "Errors are not told from successes."
    case TrafficLabel.serviceName: "Which service was called is not known."
    default: "Traffic of several workloads is one edge to or from unknown."
    }
  }

  static func ztunnelNotTold(_ setUp: SetUp) -> [Finding] {
    guard setUp.survey.hasConnections, setUp.survey.ztunnel.labels.isEmpty, noZtunnels(setUp).isEmpty else { return [] }
    return [
      Finding(
        .ztunnelNotTold, .degraded, problem: "No label tells ztunnels from other proxies.",
        evidence: ["\(Metric.opened) has no pod, app, component, job or container with ztunnel in its name."],
        effect: "Plaintext is shown as not known, since ztunnels and Envoys report it in different words.",
        remedy: "Have the monitor keep the pod's name or its label app, or name ztunnels with --ztunnel-selector.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace))
    ]
  }

  // MARK: Copies

  static func copies(_ setUp: SetUp) -> [Finding] {
    let rows = setUp.facts.rows("copies").filter { $0.value > 0 }
    guard !rows.isEmpty else { return [] }
    let reporters = Set(rows.compactMap { $0[TrafficLabel.reporter] })
    let byPods = Set(rows.compactMap { $0["pod"] })
    var evidence: [String] = []
    if !byPods.isEmpty {
      evidence.append(
        "Waypoints report as waypoint alone, but \(Words.list(byPods)) also have reporter=\(Words.list(reporters)).")
    }
    let bare = rows.filter { $0["pod"] == nil }
    if !bare.isEmpty {
      let rate = bare.reduce(0) { $0 + $1.value }
      evidence.append(
        "\(Int(rate.rounded())) requests a second stand under reporter=\(Words.list(reporters)) without pod and "
          + "instance: no scrape brings such series.")
    }
    return [
      Finding(
        .copiedReporters, .degraded,
        problem: "Recording rules copy what waypoints report to reporter=\(Words.list(reporters)).", evidence: evidence,
        effect: "meshtop counts one reporter, so that figures hold; but waypoints' requests can seem to be told by "
          + "sidecars, and whatever adds reporters up shows them several times.",
        remedy: "Delete the recording rules, or give what they record another name.")
    ]
  }

  // MARK: Versions

  static func versionSkew(_ setUp: SetUp) -> [Finding] {
    let parts = setUp.controlPlane.parts
    let istiod = Set(parts.filter { $0.kind == .istiod }.flatMap(\.versions)).compactMap(IstioVersion.init).sorted()
    var far: [String: Set<String>] = [:]
    for part in parts where part.kind == .ztunnel || part.kind == .waypoint {
      for version in part.versions {
        guard let own = IstioVersion(version), let distance = istiod.map(own.distance).min(), distance > 1 else {
          continue
        }
        far["\(part.kind.rawValue) \(version)", default: []].insert("\(part.id.namespace)/\(part.id.name)")
      }
    }
    guard !far.isEmpty else { return [] }
    return [
      Finding(
        .versionSkew, .degraded,
        problem: "\(Words.list(far.keys)) run beside istiod \(Words.list(istiod.map(\.text))).",
        evidence: far.sorted { $0.key < $1.key }.map { "\($0.key): \(Words.list($0.value))." },
        effect: "Istio supports one minor version between istiod and its proxies; metrics that newer ones have, older "
          + "ones lack.",
        remedy: "Bring ztunnels and waypoints to istiod's version.")
    ]
  }
}
