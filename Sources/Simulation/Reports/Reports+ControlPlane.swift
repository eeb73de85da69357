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
      }
      reportIstiod(cluster, proxies: known.count, tag)
    }
  }

  private mutating func reportIstiod(_ cluster: String, proxies: Int, _ tag: String) {
    let istiod = scrape(of: .istiod(cluster: cluster))
    let day = 86_400.0
    emit("istio_build", add([Label("component", "pilot"), Label("tag", tag)]), .gauge(1), to: istiod)
    emit("pilot_xds", add([Label("version", tag)]), .gauge(Double(proxies)), to: istiod)
    emit("citadel_server_root_cert_expiry_timestamp", add([]), .clock(3_600 * day), to: istiod)
    for (kind, rate) in [("cds", 0.02), ("eds", 0.1), ("lds", 0.02), ("rds", 0.01), ("wds", 0.2)] {
      emit("pilot_xds_pushes", add([Label("type", kind)]), .counter(flows([(Profile(), rate)])), to: istiod)
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
    }
  }
}
