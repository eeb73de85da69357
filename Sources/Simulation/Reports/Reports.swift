/// Collects what the proxies of a mesh report.
struct Reports {
  let mesh: SimulatedMesh
  private var set = SeriesSet()
  private var targets: [String: [Int]] = [:]
  private var profiles: [Profile: Int] = [:]

  init(mesh: SimulatedMesh) { self.mesh = mesh }

  /// All that was reported.
  func finish() -> SeriesSet { set }

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

  /// Reports a series by a proxy, as the proxy's fault lets it.
  mutating func emit(_ metric: String, _ labels: [Label], _ value: Series.Value, by proxy: Proxy) {
    let fault = mesh.faults[proxy.name]
    var series = Series(metric: metric, labels: labels, target: 0, value: value)
    switch fault {
    case .delayed(let seconds): series.delay = seconds
    case .restarted(let times): series.restarts = times
    case .missing, .doubled, nil: break
    }
    for target in scrapes(of: proxy, fault) {
      series.target = target
      set.series.append(series)
    }
  }

  /// The targets under which a proxy is scraped: none, one, or two.
  private mutating func scrapes(of proxy: Proxy, _ fault: SimulatedMesh.Fault?) -> [Int] {
    if fault == .missing { return [] }
    if let known = targets[proxy.name] { return known }
    var found = [proxy.target(mesh.scrapeStyle)]
    if fault == .doubled { found.append(proxy.secondTarget(mesh.scrapeStyle)) }
    let numbers = Array(set.targets.count..<set.targets.count + found.count)
    set.targets += found
    targets[proxy.name] = numbers
    return numbers
  }
}

/// A process that reports telemetry.
enum Proxy: Hashable {
  case ztunnel(cluster: String, node: Int)
  case waypoint(Workload)
  /// A gateway or a sidecar.
  case envoy(Workload)
  case istiod(cluster: String)

  /// The name of the target.
  var name: String {
    switch self {
    case .ztunnel(let cluster, let node): "ztunnel/\(cluster)/node-\(node)"
    case .waypoint(let workload), .envoy(let workload): "\(workload.namespace)/\(workload.cluster)/\(workload.name)"
    case .istiod(let cluster): "istiod/\(cluster)"
    }
  }

  private var pod: String {
    switch self {
    case .ztunnel(_, let node): "ztunnel-x\(node)k2"
    case .waypoint(let workload), .envoy(let workload): "\(workload.name)-7d9f5c-\(workload.node)wq8z"
    case .istiod: "istiod-6b8d7c-4hx2p"
    }
  }

  private var namespace: String {
    switch self {
    case .ztunnel: "ztunnel"
    case .waypoint(let workload), .envoy(let workload): workload.namespace
    case .istiod: "istio-system"
    }
  }

  private var isZtunnel: Bool {
    if case .ztunnel = self { true } else { false }
  }

  func target(_ style: SimulatedMesh.ScrapeStyle) -> Target {
    let kind =
      switch self {
      case .ztunnel: "ztunnel"
      case .waypoint(let workload), .envoy(let workload): workload.app
      case .istiod: "istiod"
      }
    // The article's monitors: ztunnel every 15 s, waypoints, gateways and istiod every 30 s.
    let interval: Duration = isZtunnel ? .seconds(15) : .seconds(30)
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
    return Target(name: name, labels: all.map { Label($0.0, $0.1) }.sorted { $0.name < $1.name }, interval: interval)
  }
}
