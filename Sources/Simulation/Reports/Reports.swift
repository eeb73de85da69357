/// Collects what the proxies of a mesh report.
struct Reports {
  let mesh: SimulatedMesh
  private var set = SeriesSet()
  private var scrapes: [Proxy: Scrape] = [:]
  private var profiles: [Profile: Int] = [:]
  private var labelSets: [[Label]: Int] = [:]
  /// The series of labels and a target.
  private var places: [Int: [Int]] = [:]

  init(mesh: SimulatedMesh) { self.mesh = mesh }

  /// What scrapers store of each scrape beside what the target reports.
  static let scrapeMetrics: Set = ["up", "scrape_samples_scraped"]

  /// All that was reported, and that it could be scraped.
  func finish() -> SeriesSet {
    var whole = set
    var counts = [Int](repeating: 0, count: set.targets.count)
    for series in set.series { counts[series.target] += 1 }
    let labels = whole.add([])
    for (target, count) in counts.enumerated() {
      for (metric, value) in [("up", 1.0), ("scrape_samples_scraped", Double(count))] {
        whole.series.append(Series(metric: metric, labels: labels, target: target, value: .gauge(value)))
      }
    }
    return whole
  }

  /// The flows that make a counter grow: each mode's profile with its rate per second.
  mutating func flows(_ parts: [(profile: Profile, rate: Double)]) -> [Series.Flow] {
    var result: [Series.Flow] = []
    for part in parts where part.rate > 0 {
      let number = profiles[part.profile] ?? set.profiles.count
      if number == set.profiles.count {
        profiles[part.profile] = number
        set.profiles.append(part.profile)
      }
      result.append(Series.Flow(profile: number, rate: part.rate))
    }
    return result
  }

  /// Adds labels that reports refer to; the same labels have the same number.
  mutating func add(_ labels: [Label]) -> Int {
    if let known = labelSets[labels] { return known }
    let number = set.add(labels)
    labelSets[labels] = number
    return number
  }

  /// Reports a series as a proxy's scrape lets it.
  ///
  /// Several calls can be one series to a proxy, as those of several clients behind a waypoint are to the server's
  /// ztunnel: then the counter grows by all of them.
  mutating func emit(
    _ metric: String, _ labels: Int, bound: String? = nil, _ value: Series.Value, to scrape: Scrape
  ) {
    for target in scrape.targets {
      let place = labels << 20 | target
      let known = places[place]?.first { set.series[$0].metric == metric && set.series[$0].bound == bound }
      if let known {
        set.series[known].value = set.series[known].value.adding(value)
      } else {
        places[place, default: []].append(set.series.count)
        set.series.append(
          Series(
            metric: metric, labels: labels, bound: bound, target: target, value: value, delay: scrape.delay,
            restarts: scrape.restarts))
      }
    }
  }

  /// How a proxy is scraped.
  mutating func scrape(of proxy: Proxy) -> Scrape {
    if let known = scrapes[proxy] { return known }
    let fault = mesh.faults[proxy.name]
    var scrape = Scrape()
    var found = [proxy.target(mesh.scrapeStyle)]
    switch fault {
    case .delayed(let seconds): scrape.delay = seconds
    case .restarted(let times): scrape.restarts = times
    case .missing: found = []
    case .doubled: found.append(proxy.secondTarget(mesh.scrapeStyle))
    case nil: break
    }
    scrape.targets = Array(set.targets.count..<set.targets.count + found.count)
    set.targets += found
    scrapes[proxy] = scrape
    return scrape
  }
}

/// How a proxy is scraped.
struct Scrape {
  /// The targets under which it is scraped: none, one, or two.
  var targets: [Int] = []
  /// How late it reports, in seconds.
  var delay = 0.0
  /// When it was restarted, in seconds since 1970.
  var restarts: [Double] = []
}

extension Series.Value {
  /// The sum of two counters; of anything else the first.
  fileprivate func adding(_ other: Series.Value) -> Series.Value {
    guard case .counter(let flows, let base) = self, case .counter(let more, let otherBase) = other else { return self }
    return .counter(flows + more, base: base + otherBase)
  }
}

/// A process that reports telemetry.
enum Proxy: Hashable {
  case ztunnel(cluster: String, node: Int)
  case waypoint(Workload)
  /// A gateway or a sidecar.
  case envoy(Workload)
  case istiod(cluster: String)
  /// istio-cni's pod on a node.
  case cni(cluster: String, node: Int)
  /// kube-state-metrics, which tells of Kubernetes' objects.
  case kubeState(cluster: String)

  /// The name of the target.
  var name: String {
    switch self {
    case .ztunnel(let cluster, let node): "ztunnel/\(cluster)/node-\(node)"
    case .waypoint(let workload), .envoy(let workload): "\(workload.namespace)/\(workload.cluster)/\(workload.name)"
    case .istiod(let cluster): "istiod/\(cluster)"
    case .cni(let cluster, let node): "istio-cni/\(cluster)/node-\(node)"
    case .kubeState(let cluster): "kube-state-metrics/\(cluster)"
    }
  }

  var pod: String {
    switch self {
    case .ztunnel(_, let node): "ztunnel-x\(node)k2"
    case .waypoint(let workload), .envoy(let workload): "\(workload.name)-7d9f5c-\(workload.node)wq8z"
    case .istiod: "istiod-6b8d7c-4hx2p"
    case .cni(_, let node): "istio-cni-node-v\(node)t7m"
    case .kubeState: "kube-state-metrics-5d8c9-7kq4z"
    }
  }

  var namespace: String {
    switch self {
    case .ztunnel: "ztunnel"
    case .waypoint(let workload), .envoy(let workload): workload.namespace
    case .istiod: "istio-system"
    case .cni: "istio-cni"
    case .kubeState: "openshift-monitoring"
    }
  }

  private var isZtunnel: Bool {
    if case .ztunnel = self { true } else { false }
  }

  private var metricsPath: String {
    switch self {
    case .istiod, .cni, .kubeState: "/metrics"
    case .ztunnel, .waypoint, .envoy: "/stats/prometheus"
    }
  }

  func target(_ style: SimulatedMesh.ScrapeStyle) -> Target {
    let kind =
      switch self {
      case .ztunnel: "ztunnel"
      case .waypoint(let workload), .envoy(let workload): workload.app
      case .istiod: "istiod"
      case .cni: "istio-cni"
      case .kubeState: "kube-state-metrics"
      }
    // The article's monitors: ztunnel every 15 s, waypoints, gateways and istiod every 30 s.
    let interval: Duration = isZtunnel ? .seconds(15) : .seconds(30)
    // Its own labels of pods and namespaces are honoured, so that its target has none.
    if case .kubeState = self { return target([("job", kind)], interval) }
    switch style {
    case .upstream:
      return target(
        [("app", kind), ("job", "kubernetes-pods"), ("namespace", namespace), ("pod", pod)], .seconds(15))
    case .podMonitor:
      return target(
        [
          ("component", kind), ("container", "istio-proxy"),
          ("endpoint", isZtunnel ? "ztunnel-stats" : "metrics"), ("job", "\(namespace)/\(kind)-monitor"),
          ("namespace", namespace), ("pod", pod),
        ], interval)
    case .bare: return target([("job", kind)], .seconds(15))
    }
  }

  /// The same process under another job and port.
  func secondTarget(_ style: SimulatedMesh.ScrapeStyle) -> Target {
    var second = target(style)
    second.name += "/second"
    second.labels = second.labels.map { $0.name == "job" ? Label("job", "\(namespace)/second-monitor") : $0 }
    return second
  }

  private func target(_ labels: [(String, String)], _ interval: Duration) -> Target {
    // Bare scrapes tell processes apart by their address alone.
    let all = labels + [("instance", "\(name):15020")]
    return Target(
      name: name, labels: all.map { Label($0.0, $0.1) }.sorted { $0.name < $1.name }, interval: interval,
      metricsPath: metricsPath)
  }
}
