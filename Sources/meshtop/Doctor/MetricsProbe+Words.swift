import Dashboard
import Telemetry

extension MetricsProbe {
  /// What of Istio's metrics is there, a line for each kind of proxy.
  var lines: [DoctorLine] {
    if connections.isEmpty, requests.isEmpty {
      return [.failed("metrics", "there are none of Istio's, so there is no mesh to show", Self.scrape)]
    }
    return [connectionLine, waypointLine, sidecarLine]
  }

  private static let scrape =
    "Have Prometheus scrape every ztunnel and every waypoint, on port 15020 at /stats/prometheus. "
    + "A token may also see but a part: try the same address in the cluster's own console."

  private var connectionLine: DoctorLine {
    let (clients, servers) = (connections["source"] ?? 0, connections["destination"] ?? 0)
    if clients + servers == 0 {
      return .open(
        "connections", "no ztunnel reports any: there will be L7 alone",
        "Have Prometheus scrape the ztunnels, a pod on every node with the label app=ztunnel, on port 15020 at "
          + "/stats/prometheus.")
    }
    return .well(
      "connections", "\(Self.series(clients)) from the clients' side, \(Self.series(servers)) from the servers'")
  }

  private var waypointLine: DoctorLine {
    let count = requests["waypoint"] ?? 0
    if count > 0 { return .well("waypoints", "\(Self.series(count)) of requests") }
    return .open(
      "waypoints", "none reports requests",
      "If there are waypoints, have Prometheus scrape them on port 15020 at /stats/prometheus; without, there is no L7 "
        + "of ambient workloads.")
  }

  private var sidecarLine: DoctorLine {
    let count = requests.filter { $0.key != "waypoint" }.values.reduce(0, +)
    if count > 0 { return .well("sidecars", "\(Self.series(count)) of requests, from sidecars and gateways") }
    return .open("sidecars", "no sidecar or gateway reports requests, which is right where there is none")
  }

  private static func series(_ count: Int) -> String { count == 1 ? "1 series" : "\(count) series" }
}
