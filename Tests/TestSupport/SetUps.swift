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
  case sidecarsAlone
  case appNamedWaypoint
  case keepList
  case ztunnelMissingWithoutWaypoints
  case waypointWithoutRequests
  case waypointTwoPorts
  case replicasApart
  case waypointNotScrapedAtNight
  case replicaNotScraped
  case otherReporter
  case workloadMonitoringTakesNothing
  case newerProxies

  /// The kinds of the findings.
  public var findings: [String] {
    switch self {
    case .healthy, .oddlyNamedWaypoint, .sidecarsAlone, .appNamedWaypoint, .keepList: []
    case .noZtunnels: ["no-ztunnel-targets"]
    case .ztunnelMissing, .ztunnelMissingWithoutWaypoints: ["ztunnels-missing"]
    case .ztunnelDown: ["ztunnel-down"]
    case .ztunnelWrongPath: ["ztunnel-wrong-path"]
    case .waypointDown: ["waypoint-down"]
    case .waypointWrongPath: ["waypoint-wrong-path"]
    case .waypointNotScraped, .oddlyNamedWaypointNotScraped, .waypointNotScrapedAtNight, .replicaNotScraped:
      ["waypoint-not-scraped"]
    case .otherReporter: ["copied-reporters"]
    case .waypointTwice, .waypointTwoPorts: ["waypoint-scraped-twice"]
    case .waypointWithoutRequests: ["waypoint-without-requests"]
    case .replicasApart: ["replicas-not-merged"]
    case .workloadMonitoringTakesNothing:
      ["no-ztunnel-targets"] + Array(repeating: "waypoint-not-scraped", count: 3) + ["no-istiod-targets"]
    case .ztunnelTwice: ["ztunnel-scraped-twice"]
    case .agentgateway: ["agentgateway-waypoint"]
    case .copies: ["copied-reporters"]
    case .skew, .newerProxies: ["version-skew"]
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
    case .waypointTwice: ["bookinfo/second-monitor", "bookinfo/waypoint-monitor", "its figures hold"]
    case .waypointTwoPorts: [":15090", ":15020", "its figures hold"]
    case .waypointWithoutRequests: ["bookinfo", "kind: Telemetry"]
    case .waypointNotScrapedAtNight: ["bookinfo has istio.io/use-waypoint"]
    case .workloadMonitoringTakesNothing: ["monitoring.rhobs/v1", "heeds no namespaceSelector"]
    case .replicaNotScraped: ["1 of 2 replicas of the waypoint in bookinfo", "waypoint-7d9f5c-zzzzz"]
    case .otherReporter: ["in place of waypoint"]
    case .replicasApart: ["prometheus_replica=", "its figures hold"]
    case .newerProxies: ["1.29.0", "Bring istiod"]
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
    case .waypointNotScrapedAtNight: mesh.faults[Self.waypoint] = .missing
    case .ztunnelMissingWithoutWaypoints:
      mesh.dropWaypoints()
      mesh.faults[Self.ztunnel + "1"] = .missing
    case .sidecarsAlone:
      mesh.dropWaypoints()
      for place in mesh.workloads.indices where mesh.workloads[place].dataPlane == .ambient {
        mesh.workloads[place].dataPlane = .sidecar
      }
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
    case .sidecarsAlone:
      set.keepTargets { target in !["ztunnel", "istio-cni", "kube-state"].contains { target.name.hasPrefix($0) } }
    case .appNamedWaypoint:
      set.addTarget(
        "fleet/waypoint-api", like: Self.waypoint, metrics: ["up", "scrape_samples_scraped"],
        labels: [
          "instance": "10.9.9.9:8080", "pod": "waypoint-api-5dd8c-x2x2x", "namespace": "fleet", "job": "apps",
          "container": "app",
        ])
    case .keepList:
      set.keepMetrics {
        $0.hasPrefix("istio_request") || $0.hasPrefix("istio_tcp") || $0.hasPrefix("kube_") || $0 == "up"
      }
    case .waypointWithoutRequests:
      set.keepMetrics(of: Self.waypoint) { !$0.hasPrefix("istio_re") && !$0.hasPrefix("istio_tcp") }
    case .waypointTwoPorts:
      let instance = set.label("instance", of: Self.waypoint)
      set.addTarget(
        "second port", like: Self.waypoint, metrics: nil,
        labels: ["instance": instance.replacing("15020", with: "15090")])
    case .replicasApart:
      for target in set.targets.map(\.name) {
        set.addTarget("\(target) again", like: target, metrics: nil, labels: ["prometheus_replica": "b"])
        set.addTarget("\(target) once more", like: target, metrics: nil, labels: ["prometheus_replica": "c"])
      }
      set.keepTargets { $0.labels.contains { $0.name == "prometheus_replica" } }
    case .waypointNotScrapedAtNight:
      set.keepMetrics {
        !$0.hasPrefix("istio_request") && !$0.hasPrefix("istio_response") && !$0.hasPrefix("istio_tcp")
      }
    case .workloadMonitoringTakesNothing:
      set.keepTargets { $0.name.hasPrefix("kube-state") }
      set.addTarget(
        "monitor", like: "kube-state-metrics/Kubernetes", metrics: ["up"],
        labels: ["namespace": "openshift-user-workload-monitoring", "job": "prometheus-user-workload"])
      set.retarget { $0.labels.append(Label("prometheus", "openshift-monitoring/k8s")) }
    case .replicaNotScraped:
      let scraped = set.label("pod", of: Self.waypoint)
      set.copy("kube-state-metrics/Kubernetes") { labels in
        guard labels.contains(Label("pod", scraped)), labels.contains(Label("namespace", "bookinfo")) else {
          return nil
        }
        return labels.map { $0.name == "pod" ? Label("pod", "waypoint-7d9f5c-zzzzz") : $0 }
      }
    case .otherReporter:
      for target in set.targets.map(\.name) where target.hasSuffix("waypoint") {
        set.relabel(target) { $0.name == "reporter" ? Label("reporter", "source") : $0 }
      }
    case .newerProxies: set.relabel(Self.ztunnel + "0") { $0.name == "tag" ? Label("tag", "1.29.0") : $0 }
    default: break
    }
  }
}
