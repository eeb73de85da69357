import Mesh

/// The manifests that mend how a mesh is scraped.
///
/// Sources: telemetry.md, section 5, for ports and paths; the Prometheus Operator's API reference for the kinds. OpenShift's
/// user workload monitoring takes monitors of `monitoring.coreos.com` alone, ignores their `namespaceSelector`, and needs
/// no label of its own; a Prometheus Operator's Prometheus often selects monitors by a label.
///
/// Names of namespaces come from labels, which anybody may have written: there is no manifest for what is no name.
enum Manifests {
  private static func anyLabel(_ selector: String) -> String {
    "    release: prometheus # or what your Prometheus' \(selector) asks for\n"
  }

  /// Monitors of ztunnels.
  ///
  /// - Parameter namespace: where they run; nil or empty where that is not known, which is told to be where they mostly run.
  static func ztunnel(in namespace: String?) -> [Finding.Manifest] {
    let known = namespace.flatMap { $0.isEmpty ? nil : $0 }
    func monitor(_ usual: String, _ labels: String) -> String? {
      guard let name = KubernetesName.label(known ?? usual) else { return nil }
      return podMonitor(
        "ztunnel", in: name + (known == nil ? " # or where your ztunnels run" : ""), labels,
        selecting: "      app: ztunnel",
        endpoint: ["port: ztunnel-stats", "path: /stats/prometheus", "interval: 15s"],
        relabelings: [("__meta_kubernetes_pod_label_app", "app"), ("__meta_kubernetes_pod_node_name", "node")])
    }
    return pair(monitor("istio-system", anyLabel("podMonitorSelector")), monitor("ztunnel", ""))
  }

  /// Monitors of the waypoints of a namespace; none where it is not known.
  ///
  /// Waypoints have a port named `metrics` since Istio 1.24.
  static func waypoints(in namespace: String) -> [Finding.Manifest] {
    guard let namespace = KubernetesName.label(namespace) else { return [] }
    func monitor(_ labels: String) -> String {
      podMonitor(
        "waypoints", in: namespace, labels, selecting: "      gateway.istio.io/managed: istio.io-mesh-controller",
        endpoint: ["port: metrics", "path: /stats/prometheus", "interval: 15s"],
        relabelings: [
          (
            "__meta_kubernetes_pod_label_gateway_networking_k8s_io_gateway_name",
            "gateway_networking_k8s_io_gateway_name"
          )
        ])
    }
    return pair(monitor(anyLabel("podMonitorSelector")), monitor(""))
  }

  /// Monitors of istiod, without the services of revision tags, which lead to the same pods.
  ///
  /// - Parameter namespace: where it runs; empty where that is not known.
  static func istiod(in namespace: String = "") -> [Finding.Manifest] {
    let known = namespace.isEmpty ? "istio-system" : namespace
    guard let namespace = KubernetesName.label(known) else { return [] }
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
          matchExpressions:
            - key: istio.io/tag
              operator: DoesNotExist
        endpoints:
          - port: http-monitoring
            path: /metrics
            interval: 30s

      """
    }
    return pair(monitor(anyLabel("serviceMonitorSelector")), monitor(""))
  }

  /// For whom monitors are that OpenShift's user workload monitoring has no need of.
  static let operated = "Prometheus Operator"

  private static func pair(_ operated: String?, _ openShift: String?) -> [Finding.Manifest] {
    [(Self.operated, operated), ("OpenShift user workload monitoring", openShift)].compactMap { title, yaml in
      yaml.map { Finding.Manifest(title, yaml: $0) }
    }
  }

  /// What turns OpenShift's user workload monitoring on.
  static let userWorkloadMonitoring = [
    Finding.Manifest(
      "OpenShift",
      yaml: """
        # If there is one already, add the last line to its config.yaml: this would replace all that is in it.
        # oc -n openshift-monitoring edit configmap cluster-monitoring-config
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
          - kind: ServiceAccount # or kind: User, with no namespace
            name: meshtop
            namespace: default

        """)
  ]

  /// What restores the standard labels of waypoints' metrics; ztunnels heed no Telemetry.
  ///
  /// - Parameter namespace: where istiod runs; empty where that is not known.
  static func telemetry(in namespace: String) -> [Finding.Manifest] {
    let known = namespace.isEmpty ? "istio-system" : namespace
    guard let namespace = KubernetesName.label(known) else { return [] }
    return [
      Finding.Manifest(
        yaml: """
          # Istio heeds the oldest one of this namespace that has no selector: if there is one already, take the
          # overrides out of its metrics instead. kubectl get telemetries.telemetry.istio.io -A
          apiVersion: telemetry.istio.io/v1
          kind: Telemetry
          metadata:
            name: mesh-default
            namespace: \(namespace)
          spec:
            metrics:
              - providers:
                  - name: prometheus

          """)
    ]
  }

  /// A waypoint that reports Istio's metrics, in place of one; none where its name is none.
  static func waypoint(_ id: ControlPlanePart.ID) -> [Finding.Manifest] {
    guard let name = KubernetesName.subdomain(id.name), let namespace = KubernetesName.label(id.namespace) else {
      return []
    }
    return [
      Finding.Manifest(
        yaml: """
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: \(name)
            namespace: \(namespace)
            labels:
              istio.io/waypoint-for: service
          spec:
            gatewayClassName: istio-waypoint
            listeners:
              - name: mesh
                port: 15008
                protocol: HBONE

          """)
    ]
  }

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
