import Mesh

/// The manifests that mend how a mesh is scraped.
///
/// Sources: telemetry.md, section 5, for ports and paths; the Prometheus Operator's API reference for the kinds. OpenShift's
/// user workload monitoring takes monitors of `monitoring.coreos.com` alone, ignores their `namespaceSelector`, and needs
/// no label of its own; a Prometheus Operator's Prometheus often selects monitors by a label.
enum Manifests {
  private static let anyLabel = "    release: prometheus # or what your Prometheus' podMonitorSelector asks for\n"

  /// Monitors of ztunnels, where these run in `namespace`; nil where that is not known.
  static func ztunnel(in namespace: String?) -> [Finding.Manifest] {
    func monitor(_ namespace: String, _ labels: String) -> String {
      podMonitor(
        "ztunnel", in: namespace, labels, selecting: "      app: ztunnel",
        endpoint: ["port: ztunnel-stats", "path: /stats/prometheus", "interval: 15s"],
        relabelings: [("__meta_kubernetes_pod_label_app", "app"), ("__meta_kubernetes_pod_node_name", "node")])
    }
    return [
      Finding.Manifest("Prometheus Operator", yaml: monitor(namespace ?? "istio-system", anyLabel)),
      Finding.Manifest("OpenShift user workload monitoring", yaml: monitor(namespace ?? "ztunnel", "")),
    ]
  }

  /// Monitors of the waypoints of a namespace.
  static func waypoints(in namespace: String, interval: String = "15s") -> [Finding.Manifest] {
    func monitor(_ labels: String) -> String {
      podMonitor(
        "waypoints", in: namespace, labels, selecting: "      gateway.istio.io/managed: istio.io-mesh-controller",
        endpoint: ["port: metrics", "path: /stats/prometheus", "interval: \(interval)"],
        relabelings: [
          (
            "__meta_kubernetes_pod_label_gateway_networking_k8s_io_gateway_name",
            "gateway_networking_k8s_io_gateway_name"
          )
        ])
    }
    return [
      Finding.Manifest("Prometheus Operator", yaml: monitor(anyLabel)),
      Finding.Manifest("OpenShift user workload monitoring", yaml: monitor("")),
    ]
  }

  /// Monitors of istiod.
  static func istiod(in namespace: String = "istio-system") -> [Finding.Manifest] {
    func monitor(_ labels: String) -> String {
      """
      apiVersion: monitoring.coreos.com/v1
      kind: ServiceMonitor
      metadata:
        name: istiod
        namespace: \(namespace)
      \(labels.isEmpty ? "" : "  labels:\n\(labels)")spec:
        selector:
          matchLabels:
            app: istiod
        endpoints:
          - port: http-monitoring
            path: /metrics
            interval: 30s

      """
    }
    return [
      Finding.Manifest("Prometheus Operator", yaml: monitor(anyLabel)),
      Finding.Manifest("OpenShift user workload monitoring", yaml: monitor("")),
    ]
  }

  /// What turns OpenShift's user workload monitoring on.
  static let userWorkloadMonitoring = [
    Finding.Manifest(
      "OpenShift",
      yaml: """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: cluster-monitoring-config
          namespace: openshift-monitoring
        data:
          config.yaml: |
            enableUserWorkload: true

        """)
  ]

  /// What lets a service account ask the port that shows all namespaces.
  static let clusterMonitoringView = [
    Finding.Manifest(
      "OpenShift",
      yaml: """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: meshtop-cluster-monitoring-view
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: cluster-monitoring-view
        subjects:
          - kind: ServiceAccount
            name: meshtop
            namespace: default

        """)
  ]

  /// What restores the standard labels of Istio's metrics.
  static let telemetry = [
    Finding.Manifest(
      yaml: """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata:
          name: mesh-default
          namespace: istio-system
        spec:
          metrics:
            - providers:
                - name: prometheus

        """)
  ]

  private static func podMonitor(
    _ name: String, in namespace: String, _ labels: String, selecting selector: String, endpoint: [String],
    relabelings: [(source: String, target: String)]
  ) -> String {
    let copies = relabelings.map { "        - sourceLabels: [\($0.source)]\n          targetLabel: \($0.target)\n" }
    return """
      apiVersion: monitoring.coreos.com/v1
      kind: PodMonitor
      metadata:
        name: \(name)
        namespace: \(namespace)
      \(labels.isEmpty ? "" : "  labels:\n\(labels)")spec:
        selector:
          matchLabels:
      \(selector)
        podMetricsEndpoints:
          - \(endpoint.joined(separator: "\n      "))
            relabelings:
      \(copies.joined())
      """
  }
}
