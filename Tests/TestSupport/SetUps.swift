public import Simulation

/// Ways in which the demo's mesh is scraped, each with what the doctor has to say of it.
public enum TestedSetUp: String, CaseIterable, Sendable {
  case healthy
  case oddlyNamedWaypoint
  case noZtunnels
  case ztunnelMissing
  case ztunnelDown
  case ztunnelWrongPath
  case waypointDown
  case waypointWrongPath
  case waypointNotScraped
  case oddlyNamedWaypointNotScraped
  case waypointTwice
  case ztunnelTwice
  case agentgateway
  case copies
  case skew
  case missingLabel
  case intervals
  case slow
  case noIstiod
  case istiodDown
  case tenancyPort
  case userWorkloadMonitoringOff
  case otherPrometheus
  case ztunnelsNotTold
  case empty

  /// The kinds of the findings.
  public var findings: [String] {
    switch self {
    case .healthy, .oddlyNamedWaypoint: []
    case .noZtunnels: ["no-ztunnel-targets"]
    case .ztunnelMissing: ["ztunnels-missing"]
    case .ztunnelDown: ["ztunnel-down"]
    case .ztunnelWrongPath: ["ztunnel-wrong-path"]
    case .waypointDown: ["waypoint-down"]
    case .waypointWrongPath: ["waypoint-wrong-path"]
    case .waypointNotScraped, .oddlyNamedWaypointNotScraped: ["waypoint-not-scraped"]
    case .waypointTwice: ["waypoint-scraped-twice"]
    case .ztunnelTwice: ["ztunnel-scraped-twice"]
    case .agentgateway: ["agentgateway-waypoint"]
    case .copies: ["copied-reporters"]
    case .skew: ["version-skew"]
    case .missingLabel: ["missing-labels"]
    case .intervals: ["mixed-intervals"]
    case .slow: ["slow-intervals"]
    case .noIstiod: ["no-istiod-targets"]
    case .istiodDown: ["istiod-down"]
    case .tenancyPort: ["tenancy-port"]
    case .userWorkloadMonitoringOff: ["user-workload-monitoring-off"]
    case .otherPrometheus: ["other-prometheus"]
    case .ztunnelsNotTold: ["ztunnel-not-told"]
    case .empty: ["no-proxies"]
    }
  }

  /// Names that stand in the text of the findings.
  public var named: [String] {
    switch self {
    case .ztunnelMissing, .ztunnelDown: ["ztunnel-x1k2", "node-1", "kind: PodMonitor"]
    case .waypointDown, .waypointWrongPath, .waypointNotScraped: ["bookinfo", "waypoint", "/stats/prometheus"]
    case .oddlyNamedWaypointNotScraped: ["front-l7", "webstore"]
    case .waypointTwice: ["bookinfo/second-monitor", "bookinfo/waypoint-monitor"]
    case .skew: ["1.24.3", "1.27.3"]
    case .missingLabel: ["connection_security_policy"]
    case .intervals: ["from 15 s to 60 s"]
    case .userWorkloadMonitoringOff: ["enableUserWorkload: true"]
    case .otherPrometheus: ["istio-system/mesh", "monitoring.rhobs"]
    case .noIstiod: ["kind: ServiceMonitor", "http-monitoring"]
    default: []
    }
  }

  private static let ztunnel = "ztunnel/Kubernetes/node-"
  private static let waypoint = "bookinfo/Kubernetes/waypoint"

  /// What is scraped.
  public func series() -> SeriesSet {
    var mesh = DemoMesh.everything()
    switch self {
    case .oddlyNamedWaypoint, .oddlyNamedWaypointNotScraped:
      for place in mesh.waypoints.indices where mesh.waypoints[place].workload.namespace == "webstore" {
        mesh.waypoints[place].workload.name = "front-l7"
        mesh.waypoints[place].workload.app = "front-l7"
      }
      if self == .oddlyNamedWaypointNotScraped { mesh.faults["webstore/Kubernetes/front-l7"] = .missing }
    case .noZtunnels: for node in 0..<3 { mesh.faults[Self.ztunnel + "\(node)"] = .missing }
    case .ztunnelMissing: mesh.faults[Self.ztunnel + "1"] = .missing
    case .waypointNotScraped: mesh.faults[Self.waypoint] = .missing
    case .waypointTwice: mesh.faults[Self.waypoint] = .doubled
    case .ztunnelTwice: mesh.faults[Self.ztunnel + "1"] = .doubled
    case .copies: mesh.hasCompatibilityRules = true
    case .noIstiod: mesh.faults["istiod/Kubernetes"] = .missing
    default: break
    }
    var set = mesh.series()
    // Buckets are most of the bytes, and alike.
    set.series.removeAll { $0.metric.hasSuffix("milliseconds_bucket") && $0.bound != "+Inf" }
    change(&set)
    return set
  }

  private func change(_ set: inout SeriesSet) {
    switch self {
    case .ztunnelDown: set.takeDown(Self.ztunnel + "1")
    case .waypointDown: set.takeDown(Self.waypoint)
    case .istiodDown: set.takeDown("istiod/Kubernetes")
    case .ztunnelWrongPath: set.replace(Self.ztunnel + "1", with: "process_uptime_seconds")
    case .waypointWrongPath: set.replace(Self.waypoint, with: "envoy_server_uptime")
    case .agentgateway: set.replace(Self.waypoint, with: "agentgateway_requests_total")
    case .skew: set.relabel(Self.ztunnel + "0") { $0.name == "tag" ? Label("tag", "1.24.3") : $0 }
    case .missingLabel: set.relabel(Self.waypoint) { $0.name == "connection_security_policy" ? nil : $0 }
    case .intervals: set.retarget { if $0.name.hasSuffix("waypoint") { $0.interval = .seconds(60) } }
    case .slow: set.retarget { $0.interval = .seconds(60) }
    case .tenancyPort:
      set.keepTargets { $0.labels.contains(Label("namespace", "bookinfo")) }
      set.retarget { $0.labels.append(Label("prometheus", "openshift-user-workload-monitoring/user-workload")) }
    case .userWorkloadMonitoringOff:
      set.keepTargets { $0.name.hasPrefix("kube-state") }
      set.retarget { $0.labels.append(Label("prometheus", "openshift-monitoring/k8s")) }
    case .otherPrometheus:
      set.retarget { target in
        let server =
          target.name.hasPrefix("kube-state")
          ? "openshift-monitoring/k8s"
          : target.name.hasPrefix("ztunnel") ? "istio-system/mesh" : "openshift-user-workload-monitoring/user-workload"
        target.labels.append(Label("prometheus", server))
      }
    case .ztunnelsNotTold:
      set.retarget { target in
        guard target.name.hasPrefix("ztunnel") else { return }
        target.labels = [Label("instance", "10.0.0.\(target.name.suffix(1)):15020"), Label("job", "mesh")]
      }
      let ztunnels = Set(set.targets.indices.filter { set.targets[$0].name.hasPrefix("ztunnel") })
      set.series.removeAll { ztunnels.contains($0.target) && $0.metric == "istio_build" }
    case .empty: set.keepTargets { _ in false }
    default: break
    }
  }
}

extension SeriesSet {
  private func number(_ target: String) -> Int { targets.firstIndex { $0.name == target } ?? -1 }

  /// Leaves nothing of a target but that it is down.
  fileprivate mutating func takeDown(_ target: String) {
    let number = number(target)
    series.removeAll { $0.target == number && $0.metric != "up" }
    for place in series.indices where series[place].target == number { series[place].value = .gauge(0) }
  }

  /// Leaves nothing of what a target reports but one other counter.
  fileprivate mutating func replace(_ target: String, with metric: String) {
    let number = number(target)
    series.removeAll { $0.target == number && $0.metric != "up" && $0.metric != "scrape_samples_scraped" }
    profiles.append(Profile())
    series.append(
      Series(
        metric: metric, labels: add([]), target: number,
        value: .counter([Series.Flow(profile: profiles.count - 1, rate: 1)])))
  }

  /// Changes the labels that a target reports, or drops them.
  fileprivate mutating func relabel(_ target: String, _ change: (Label) -> Label?) {
    let number = number(target)
    for place in series.indices where series[place].target == number {
      series[place].labels = add(labelSets[series[place].labels].compactMap(change))
    }
  }

  fileprivate mutating func retarget(_ change: (inout Target) -> Void) {
    for place in targets.indices { change(&targets[place]) }
  }

  fileprivate mutating func keepTargets(where isKept: (Target) -> Bool) {
    let kept = Set(targets.indices.filter { isKept(targets[$0]) })
    series.removeAll { !kept.contains($0.target) }
  }
}
