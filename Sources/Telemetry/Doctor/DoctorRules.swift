import Mesh

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
    Rule(needs: ["targets", "ztunnels", "inbound legs", "outbound legs"], find: noZtunnels),
    Rule(needs: ["targets"], find: ztunnelsDown), Rule(needs: ["targets", "kubernetes", "cni"], find: ztunnelsMissing),
    Rule(needs: ["targets", "ztunnels", "builds"], find: ztunnelsAtWrongPath),
    Rule(needs: ["targets", "builds", "waypoints", "inbound legs", "outbound legs"], find: waypointTargets),
    Rule(needs: ["targets", "waypoints", "inbound legs", "outbound legs", "kubernetes"], find: unscrapedWaypoints),
    Rule(needs: ["targets", "kubernetes"], find: unscrapedReplicas),
    Rule(needs: ["targets"], find: replicasApart), Rule(needs: ["targets", "waypoints"], find: waypointsTwice),
    Rule(needs: ["targets", "ztunnels"], find: ztunnelsTwice), Rule(needs: ["targets", "istiod"], find: istiod),
    Rule(needs: ["targets", "clock"], find: intervals), Rule(needs: ["targets", "labels"], find: missingLabels),
    Rule(needs: ["targets", "waypoints"], find: namelessTargets),
    Rule(needs: ["targets", "ztunnels", "inbound legs", "outbound legs"], find: ztunnelNotTold),
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
      .map { fit($0.element, setUp) }
  }

  /// A finding with the manifests that are for the cluster that is known to be asked.
  private static func fit(_ finding: Finding, _ setUp: SetUp) -> Finding {
    var finding = finding
    if setUp.isOpenShift { finding.manifests.removeAll { $0.title == Manifests.operated } }
    return finding
  }
}
