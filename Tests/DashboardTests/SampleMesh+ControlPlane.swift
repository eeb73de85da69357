import Mesh

extension SampleMesh {
  private static func part(
    _ kind: ControlPlanePart.Kind, _ namespace: String, _ name: String, _ health: Health = .healthy,
    _ reasons: [String] = [], node: String? = nil, version: String? = "1.27.3", up: Int? = 1, of instances: Int = 1,
    figures: [ControlPlanePart.Figure: Double] = [:], breakdowns: [ControlPlanePart.Breakdown] = []
  ) -> ControlPlanePart {
    var part = ControlPlanePart(
      ControlPlanePart.ID(kind: kind, namespace: namespace, name: name), node: node,
      versions: [version].compactMap(\.self), instances: instances, up: up, figures: figures, breakdowns: breakdowns)
    part.health = health
    part.reasons = reasons
    return part
  }

  /// What runs the shop: an old ztunnel, a waypoint with a replica that is down.
  static var controlPlane: ControlPlane {
    var shop = part(.namespace, "", "shop", version: nil, up: nil)
    shop.waypoint = "waypoint"
    return ControlPlane(
      time: time,
      parts: [
        part(
          .istiod, "istio-system", "istiod-6b8d7c-4hx2p", .degraded, ["The root certificate expires in 12 days."],
          figures: [
            .connectedProxies: 5, .pushes: 0.35, .rejects: 0, .convergenceP99: 0.5, .rootCertificateDays: 12.4,
          ],
          breakdowns: [
            ControlPlanePart.Breakdown(
              .connectedProxies,
              [ControlPlanePart.Breakdown.Row("1.27.3", 4), ControlPlanePart.Breakdown.Row("1.24.3", 1)])
          ]),
        part(
          .ztunnel, "ztunnel", "ztunnel-x0k2", .degraded,
          ["It runs 1.24.3 while istiod runs 1.27.3: more than one minor version apart."], node: "node-0",
          version: "1.24.3", figures: [.activeProxies: 8, .pendingProxies: 0, .opened: 46.2, .dnsRequests: 1.5]),
        part(
          .ztunnel, "ztunnel", "ztunnel-x1k2", .failing, ["It cannot be scraped: its target is down."], node: "node-1",
          version: nil, up: 0),
        part(
          .waypoint, "shop", "waypoint", .degraded, ["Only 1 of its 2 replicas can be scraped."], of: 2,
          figures: [.requests: 41, .errorPercent: 2]),
        part(.cni, "istio-cni", "istio-cni-node-v0t7m", node: "node-0", figures: [.ready: 1, .ztunnelConnected: 1]),
        shop,
      ],
      warnings: ["No kube-state-metrics tells of other namespaces."])
  }

  /// What is wrong with how the shop is scraped.
  static var findings: [Finding] {
    [
      Finding(
        .waypointWrongPath, of: "shop", .failing, problem: "The waypoint waypoint in shop is scraped at a wrong path.",
        evidence: ["Job shop/waypoint, port metrics: 2 targets up, 12 samples a scrape."],
        effect: "Requests, codes and latency of what waypoint serves are missing: shop shows connections alone.",
        remedy: "Scrape port 15020 at /stats/prometheus, not at /metrics.",
        manifests: [
          Finding.Manifest(
            "Prometheus Operator",
            yaml: "apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata:\n  name: waypoints\n")
        ]),
      Finding(
        .versionSkew, .degraded, problem: "ztunnel 1.24.3 run beside istiod 1.27.3.",
        evidence: ["ztunnel 1.24.3: ztunnel/ztunnel-x0k2."], effect: "Newer metrics are missing.",
        remedy: "Bring ztunnels and waypoints to istiod's version."),
    ]
  }
}
