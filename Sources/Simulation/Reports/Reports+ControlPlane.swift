extension Reports {
  /// What istiod and the proxies tell of themselves (telemetry.md, section 5).
  mutating func reportControlPlane() {
    let tag = "1.27.3"
    var proxies: [String: Set<Proxy>] = [:]
    for workload in mesh.workloads {
      switch workload.dataPlane {
      case .ambient:
        proxies[workload.cluster, default: []].insert(.ztunnel(cluster: workload.cluster, node: workload.node))
      case .sidecar, .gateway: proxies[workload.cluster, default: []].insert(.envoy(workload))
      case .outside, .stranger: break
      }
    }
    for waypoint in mesh.waypoints where waypoint.isScraped {
      proxies[waypoint.workload.cluster, default: []].insert(.waypoint(waypoint.workload))
    }
    for (cluster, known) in proxies.sorted(by: { $0.key < $1.key }) {
      for proxy in known.sorted(by: { $0.name < $1.name }) {
        let scrape = scrape(of: proxy)
        emit("istio_build", add([Label("component", proxy.component), Label("tag", tag)]), .gauge(1), to: scrape)
        guard case .ztunnel(_, let node) = proxy else { continue }
        let captured = mesh.workloads.filter { $0.cluster == cluster && $0.node == node && $0.dataPlane == .ambient }
        emit("workload_manager_active_proxy_count", add([]), .gauge(Double(captured.count)), to: scrape)
        emit("workload_manager_pending_proxy_count", add([]), .gauge(0), to: scrape)
        reportTroubles(of: scrape)
        reportCNI(cluster, node: node, tag)
      }
      reportIstiod(cluster, proxies: known.count, tag)
      reportKubernetes(cluster, known)
    }
  }

  /// How a ztunnel is connected to istiod, and what it asks of name servers.
  private mutating func reportTroubles(of ztunnel: Scrape) {
    // About every half hour, as istiod wants it.
    emit(
      "istio_xds_connection_terminations_total", add([Label("reason", "Reconnect")]),
      .counter(flows([(Profile(), 1.0 / 1800)])), to: ztunnel)
    let dns = add([Label("request_query_type", "a"), Label("request_protocol", "udp")])
    emit("istio_dns_requests_total", dns, .counter(flows([(Profile(), 1.5)])), to: ztunnel)
    emit("istio_dns_upstream_requests_total", dns, .counter(flows([(Profile(), 0.5)])), to: ztunnel)
    emit("istio_dns_upstream_failures_total", dns, .counter([]), to: ztunnel)
  }

  private mutating func reportCNI(_ cluster: String, node: Int, _ tag: String) {
    let scrape = scrape(of: .cni(cluster: cluster, node: node))
    emit("istio_build", add([Label("component", "cni"), Label("tag", tag)]), .gauge(1), to: scrape)
    emit("istio_cni_install_ready", add([]), .gauge(1), to: scrape)
    emit("ztunnel_connected", add([]), .gauge(1), to: scrape)
    emit("istio_cni_installs_total", add([Label("result", "SUCCESS")]), .counter([], base: 1), to: scrape)
    emit(
      "nodeagent_reconcile_events_total", add([Label("type", "add")]), .counter(flows([(Profile(), 0.01)])), to: scrape)
  }

  /// What kube-state-metrics tells: the nodes, where ztunnels and waypoints run, and which namespaces are in the mesh.
  private mutating func reportKubernetes(_ cluster: String, _ proxies: Set<Proxy>) {
    let scrape = scrape(of: .kubeState(cluster: cluster))
    for proxy in proxies.sorted(by: { $0.name < $1.name }) {
      switch proxy {
      case .ztunnel(_, let node):
        emit("kube_node_info", add([Label("node", "node-\(node)")]), .gauge(1), to: scrape)
        reportPod(proxy, on: node, to: scrape)
      case .waypoint(let workload): reportPod(proxy, on: workload.node, to: scrape)
      default: break
      }
    }
    let inMesh = Set(mesh.workloads.filter { $0.cluster == cluster && $0.dataPlane == .ambient }.map(\.namespace))
    for namespace in inMesh.sorted() {
      var labels = [Label("label_istio_io_dataplane_mode", "ambient")]
      let waypoint = mesh.waypoints.first { $0.workload.cluster == cluster && $0.workload.namespace == namespace }
      if let waypoint { labels.append(Label("label_istio_io_use_waypoint", waypoint.workload.name)) }
      emit("kube_namespace_labels", add(labels + [Label("namespace", namespace)]), .gauge(1), to: scrape)
    }
  }

  private mutating func reportPod(_ proxy: Proxy, on node: Int, to scrape: Scrape) {
    let pod = [Label("namespace", proxy.namespace), Label("pod", proxy.pod)]
    emit("kube_pod_info", add(pod + [Label("node", "node-\(node)")]), .gauge(1), to: scrape)
    emit("kube_pod_status_phase", add(pod + [Label("phase", "Running")]), .gauge(1), to: scrape)
  }

  private mutating func reportIstiod(_ cluster: String, proxies: Int, _ tag: String) {
    let istiod = scrape(of: .istiod(cluster: cluster))
    let day = 86_400.0
    emit("istio_build", add([Label("component", "pilot"), Label("tag", tag)]), .gauge(1), to: istiod)
    emit("pilot_xds", add([Label("version", tag)]), .gauge(Double(proxies)), to: istiod)
    emit("citadel_server_root_cert_expiry_timestamp", add([]), .clock(3_600 * day), to: istiod)
    for (kind, rate) in [("cds", 0.02), ("eds", 0.1), ("lds", 0.02), ("rds", 0.01), ("wds", 0.2)] {
      emit("pilot_xds_pushes", add([Label("type", kind)]), .counter(flows([(Profile(), rate)])), to: istiod)
      emit("pilot_total_xds_rejects", add([Label("type", kind)]), .counter([]), to: istiod)
    }
    let none = add([])
    let metric = "pilot_proxy_convergence_time"
    let changes = 0.3
    for (bound, share) in [("0.1", 0.97), ("0.5", 0.99), ("1", 1.0), ("3", 1.0), ("+Inf", 1.0)] {
      emit("\(metric)_bucket", none, bound: bound, .counter(flows([(Profile(), changes * share)])), to: istiod)
    }
    emit("\(metric)_sum", none, .counter(flows([(Profile(), changes * 0.03)])), to: istiod)
    emit("\(metric)_count", none, .counter(flows([(Profile(), changes)])), to: istiod)
  }
}

extension Proxy {
  fileprivate var component: String {
    switch self {
    case .ztunnel: "ztunnel"
    case .waypoint, .envoy: "proxy"
    case .istiod: "pilot"
    case .cni: "cni"
    case .kubeState: "kube-state-metrics"
    }
  }
}
