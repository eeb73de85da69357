import Mesh

extension DoctorRules {
  // MARK: istiod

  static func istiod(_ setUp: SetUp) -> [Finding] {
    let targets = setUp.targets(.istiod).filter { IstioVersion.isOfMesh($0.part) }
    let effect = "The control plane pane lacks versions, pushes, refused configuration and the root certificate's age."
    if targets.isEmpty {
      guard setUp.facts.rows("istiod", Part.proxies).allSatisfy({ $0["namespace"] == IstioVersion.platformNamespace })
      else { return [] }
      return [
        Finding(
          .noIstiodTargets, .degraded, problem: "No istiod is scraped.",
          evidence: setUp.targets(.istiod).isEmpty
            ? ["No target is named istiod, and there is no pilot_xds."]
            : ["That in \(IstioVersion.platformNamespace) is of OpenShift's own gateways."], effect: effect,
          remedy: "Have a ServiceMonitor in istiod's namespace.", manifests: Manifests.istiod())
      ]
    }
    let down = Self.down(targets)
    guard !down.isEmpty else { return [] }
    let all = Set(targets.map(\.process)).count
    return [
      Finding(
        .istiodDown, down.count == all ? .failing : .degraded,
        problem: all == 1 ? "istiod cannot be scraped." : "\(down.count) of \(all) istiods cannot be scraped.",
        evidence: ["up is 0 for \(Words.list(down.map(name)))."],
        effect: down.count == all ? effect : "The control plane pane lacks what these serve.",
        remedy: "Look at the pods, and whether the monitor asks port http-monitoring (15014).",
        manifests: Manifests.istiod(in: down[0].part.namespace))
    ]
  }

  // MARK: Intervals

  /// Up to every 30 s is as the default window of 2 m has it: four scrapes.
  private static let longestInterval = 30

  static func intervals(_ setUp: SetUp) -> [Finding] {
    // Where scraping stopped, counts of samples seem to tell of longer intervals.
    guard setUp.staleness == nil else { return [] }
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
}
