import Mesh
import Metrics

/// What is asked of a control plane: ten questions in two rounds, however large the mesh is. The second round asks for
/// the targets of the waypoints that the first one finds.
struct ControlPlaneQueries {
  /// How far back rates and counts of events reach.
  static let window = Duration.seconds(300)

  /// The labels that tell one scraped process from another.
  static let process = ["job", "namespace", "pod", "instance"]
  /// The labels that tell what a process is, beside its name.
  static let roles = ["app", "component", "gateway_networking_k8s_io_gateway_name"]

  /// The labels by which servers that are asked as one mark what each of them scrapes.
  static let servers = ["prometheus"] + replicas
  /// Those of them that tell replicas of one server apart.
  static let replicas = ["prometheus_replica", "replica"]

  let options: TrafficOptions
  let survey: Survey

  /// The questions that need no others' answers.
  var first: [Query] {
    [waypoints, inboundLegs, outboundLegs, kubernetes, istiod, convergence, ztunnels, cni]
  }

  /// The questions for processes: those that are named as Istio names them, and the named waypoints.
  func second(waypoints names: [String]) -> [Query] { [targets(names), builds(names)] }

  /// What leaves out servers that store the same as others. Of jobs and ports that do, the fold takes the greater figure.
  private var ofOneServer: [Matcher] { survey.onceOnly.filter { Self.servers.contains($0.label) } }

  private func term(
    _ figure: String, _ metric: String, _ function: Query.Function, _ matchers: [Matcher] = [],
    positiveOnly: Bool = false
  ) -> Query.Term {
    Query.Term(
      figure: figure, metric: metric, function: function, selectors: [options.selector + ofOneServer + matchers],
      positiveOnly: positiveOnly)
  }

  private var rate: Query.Function { .rate(Self.window) }
  private var increase: Query.Function { .increase(Self.window) }

  // MARK: First round

  private var waypoints: Query {
    let waypoint = Matcher(TrafficLabel.reporter, .equal, "waypoint")
    return Query(
      name: "waypoints", purpose: "what each waypoint's replicas serve",
      labels: Self.process + [TrafficLabel.serviceNamespace],
      terms: [
        term(Part.requests, Metric.requests, rate, [waypoint]),
        Query.Term(
          figure: Part.errors, metric: Metric.requests, function: rate,
          selectors: Outcome.failures.map { options.selector + ofOneServer + [waypoint] + $0 }),
        term(Part.tcp, Metric.opened, rate, [waypoint]),
        // What it counts are no requests before the first one, so that anything of it tells.
        Query.Term(
          figure: Part.agentgateway, metric: nil, function: .latest,
          selectors: [options.selector + [Matcher("__name__", .matches, "agentgateway_.*")]]),
      ])
  }

  /// A waypoint is called through the mesh and calls through the mesh, while no ztunnel stands before it: its clients'
  /// report the one, its servers' the other (telemetry.md, section 2).
  private var inboundLegs: Query {
    let encrypted = Matcher(TrafficLabel.policy, .equal, "mutual_tls")
    return Query(
      name: "inbound legs", purpose: "who is called through the mesh, and who reports it",
      labels: [
        TrafficLabel.reporter, TrafficLabel.destinationWorkload, TrafficLabel.destinationNamespace,
        TrafficLabel.serviceName,
      ],
      terms: [
        term(Part.bytes, Metric.received, rate, [encrypted], positiveOnly: true),
        term(Part.requests, Metric.requests, rate, [Matcher(TrafficLabel.reporter, .equal, "destination")]),
      ])
  }

  private var outboundLegs: Query {
    let encrypted = Matcher(TrafficLabel.policy, .equal, "mutual_tls")
    return Query(
      name: "outbound legs", purpose: "who calls through the mesh, and who reports it",
      labels: [TrafficLabel.reporter, TrafficLabel.sourceWorkload, TrafficLabel.sourceNamespace],
      terms: [
        term(Part.bytes, Metric.received, rate, [encrypted], positiveOnly: true),
        term(Part.requests, Metric.requests, rate, [Matcher(TrafficLabel.reporter, .equal, "source")]),
      ])
  }

  private var kubernetes: Query {
    let names = Self.pattern([])
    return Query(
      name: "kubernetes", purpose: "nodes, where Istio's pods run, and namespaces in the mesh, by kube-state-metrics",
      aggregation: .max,
      labels: [
        "node", "namespace", "pod", "exported_namespace", "exported_pod", KubeLabel.mode, KubeLabel.waypoint,
        KubeLabel.waypointNamespace,
      ],
      terms: [
        term(Part.node, "kube_node_info", .latest),
        Query.Term(
          figure: Part.pod, metric: "kube_pod_info", function: .latest,
          selectors: TrafficOptions.alternatives(["exported_pod", "pod"], names).map { options.selector + $0 }),
        Query.Term(
          figure: Part.running, metric: "kube_pod_status_phase", function: .latest,
          selectors: TrafficOptions.alternatives(["exported_pod", "pod"], ".*waypoint.*")
            .map { options.selector + [Matcher("phase", .equal, "Running")] + $0 }, positiveOnly: true),
        term(Part.enrolled, "kube_namespace_labels", .latest, [Matcher(KubeLabel.mode, .equal, "ambient")]),
      ])
  }

  private var istiod: Query {
    Query(
      name: "istiod", purpose: "what istiod serves and refuses", labels: Self.process + ["version", "type"],
      terms: [
        term(Part.proxies, "pilot_xds", .latest), term(Part.pushes, "pilot_xds_pushes", rate),
        term(Part.rejects, "pilot_total_xds_rejects", increase),
        term(Part.expiry, "citadel_server_root_cert_expiry_timestamp", .latest),
        term(Part.validation, "galley_validation_failed", increase),
      ])
  }

  private var convergence: Query {
    Query(
      name: "convergence", purpose: "how long proxies take to learn of a change",
      labels: Self.process + [TrafficLabel.bound],
      terms: [Query.Term(metric: "pilot_proxy_convergence_time_bucket", function: rate, selectors: [options.selector])])
  }

  private var ztunnels: Query {
    var terms = [
      term(Part.active, "workload_manager_active_proxy_count", .latest),
      term(Part.pending, "workload_manager_pending_proxy_count", .latest),
      term(Part.pendingLeast, "workload_manager_pending_proxy_count", .least(Self.window)),
      term(
        Part.terminations, "istio_xds_connection_terminations_total", increase,
        [Matcher("reason", .notEqual, "Reconnect")]),
      term(Part.dns, "istio_dns_requests_total", rate),
      term(Part.dnsUpstream, "istio_dns_upstream_requests_total", rate),
      term(Part.dnsFailures, "istio_dns_upstream_failures_total", rate),
    ]
    let own = survey.ztunnel.alternatives
    if !own.isEmpty {
      terms.append(
        Query.Term(
          figure: Part.opened, metric: Metric.opened, function: rate, selectors: own.map { options.selector + $0 }))
    }
    return Query(name: "ztunnels", purpose: "what each ztunnel serves", labels: Self.process, terms: terms)
  }

  private var cni: Query {
    Query(
      name: "cni", purpose: "whether istio-cni is ready on each node", labels: Self.process + ["node"],
      terms: [
        term(Part.ready, "istio_cni_install_ready", .latest), term(Part.connected, "ztunnel_connected", .latest),
        term(Part.failedInstalls, "istio_cni_installs_total", increase, [Matcher("result", .notEqual, "SUCCESS")]),
        term(Part.reconciles, "nodeagent_reconcile_events_total", rate),
      ])
  }

  // MARK: Second round

  private func targets(_ names: [String]) -> Query {
    let selectors = processes(names)
    func term(_ figure: String, _ metric: String, _ function: Query.Function) -> Query.Term {
      Query.Term(figure: figure, metric: metric, function: function, selectors: selectors)
    }
    return Query(
      name: "targets", purpose: "whether Istio's processes can be scraped, how often, and how much they tell",
      aggregation: .max, labels: Self.process + Self.roles + ["container", "endpoint", "node"] + Self.servers,
      terms: [
        term(Part.up, "up", .latest), term(Part.samples, "scrape_samples_scraped", .latest),
        term(Part.scrapes, "up", .sampleCount(ScrapeInterval.long)),
        term(Part.recentScrapes, "up", .sampleCount(ScrapeInterval.short)),
      ])
  }

  private func builds(_ names: [String]) -> Query {
    Query(
      name: "builds", purpose: "which versions of Istio run", aggregation: .max,
      labels: Self.process + Self.roles + ["exported_component", "tag"],
      terms: [
        Query.Term(figure: Part.build, metric: Metric.build, function: .latest, selectors: processes(names))
      ])
  }

  private func processes(_ names: [String]) -> [[Matcher]] {
    TrafficOptions.alternatives(["pod", "app", "component", "job", "instance"], Self.pattern(names))
      .map { options.selector + $0 }
  }

  /// An expression for names that Istio's processes have, and for those that begin with other names.
  private static func pattern(_ names: [String]) -> String {
    let named = Glob.literal(names).map { "|(\($0)).*" } ?? ""
    return ".*(ztunnel|waypoint|istiod|istio-cni).*" + named
  }
}

/// What the rows of the control plane's questions are of.
enum Part {
  static let requests = "requests"
  static let errors = "errors"
  static let tcp = "tcp"
  static let agentgateway = "agentgateway"
  static let bytes = "bytes"
  static let node = "node"
  static let pod = "pod"
  static let running = "running"
  static let enrolled = "enrolled"
  static let proxies = "proxies"
  static let pushes = "pushes"
  static let rejects = "rejects"
  static let expiry = "expiry"
  static let validation = "validation"
  static let active = "active"
  static let pending = "pending"
  static let pendingLeast = "pending_least"
  static let terminations = "terminations"
  static let dns = "dns"
  static let dnsUpstream = "dns_upstream"
  static let dnsFailures = "dns_failures"
  static let opened = "opened"
  static let ready = "ready"
  static let connected = "connected"
  static let failedInstalls = "failed_installs"
  static let reconciles = "reconciles"
  static let up = "up"
  static let samples = "samples"
  static let scrapes = "scrapes"
  static let recentScrapes = "recent_scrapes"
  static let build = "build"
}

/// The labels by which kube-state-metrics tells of a namespace's labels.
enum KubeLabel {
  static let mode = "label_istio_io_dataplane_mode"
  static let waypoint = "label_istio_io_use_waypoint"
  static let waypointNamespace = "label_istio_io_use_waypoint_namespace"
}

extension ZtunnelMark {
  /// The selectors of ztunnels' series: alternatives that no series satisfies twice; none where nothing tells them.
  var alternatives: [[Matcher]] {
    switch self {
    case .selector(let matchers): return [matchers]
    case .values(let known):
      var before: [Matcher] = []
      return labels.compactMap { label in
        guard let expression = Glob.literal((known[label] ?? []).sorted()) else { return nil }
        defer { before.append(Matcher(label, .doesNotMatch, expression)) }
        return before + [Matcher(label, .matches, expression)]
      }
    }
  }
}
