import Mesh

extension DoctorRules {
  // MARK: Labels

  static func missingLabels(_ setUp: SetUp) -> [Finding] {
    let (requests, opened) = (lacking(Metric.requests, setUp), lacking(Metric.opened, setUp))
    // A monitor that drops a label drops it of all metrics of its job: that is one thing that is wrong.
    let others = opened.filter { !requests.jobs(lacking: $0.label).contains($0.job) }
    return [(Metric.requests, requests), (Metric.opened, others)].compactMap { metric, lacking in
      guard !lacking.isEmpty else { return nil }
      let labels = lacking.map(\.label).uniqued
      let jobs = Set(lacking.map(\.job)).subtracting([""])
      let isOfZtunnels = jobs.isEmpty ? metric == Metric.opened : !setUp.jobs(of: .waypoint).isSuperset(of: jobs)
      let severity: Health = labels.allSatisfy(DoctorQueries.lesser.contains) ? .degraded : .failing
      return Finding(
        .missingLabels, of: metric, severity,
        problem: "Series of \(metric) lack the label\(labels.count == 1 ? "" : "s") "
          + "\(labels.joined(separator: ", ")).",
        evidence: lacking.map { lack in
          "\(lack.label): \(Int(lack.count)) of \(Int(lack.all)) series\(lack.job.isEmpty ? "" : " of job \(lack.job)") lack it."
        },
        effect: labels.map(effect).uniqued.joined(separator: " "),
        remedy: metric == Metric.requests || !isOfZtunnels
          ? "Look for tagOverrides in Telemetry resources and for labeldrop in monitors, and take them out."
          : "Look for labeldrop and metricRelabelings in the ztunnels' monitor, and take them out.",
        manifests: metric == Metric.requests || !isOfZtunnels
          ? Manifests.telemetry(in: setUp.targets(.istiod).first?.part.namespace ?? "")
          : Manifests.ztunnel(in: setUp.ztunnelNamespace))
    }
  }

  /// How many series of a job lack a label.
  fileprivate struct Lack {
    var label: String
    var job: String
    var count: Double
    /// How many series the job has.
    var all: Double
  }

  private static func lacking(_ metric: String, _ setUp: SetUp) -> [Lack] {
    let all = Dictionary(
      setUp.facts.rows("labels", metric).map { ($0["job"] ?? "", $0.value) }, uniquingKeysWith: +)
    return DoctorQueries.labels(of: metric).flatMap { label in
      setUp.facts.rows("labels", "\(metric) \(label)").filter { $0.value > 0 }
        .map { Lack(label: label, job: $0["job"] ?? "", count: $0.value, all: all[$0["job"] ?? ""] ?? $0.value) }
        .sorted { $0.job < $1.job }
    }
  }

  private static func effect(ofLacking label: String) -> String {
    switch label {
    case TrafficLabel.reporter: "Who reports cannot be told, so that traffic may be counted twice."
    case TrafficLabel.policy: "Encryption is not known."
    case TrafficLabel.responseCode: "Errors are not told from successes."
    case TrafficLabel.serviceName: "Which service was called is not known."
    case TrafficLabel.requestProtocol: "gRPC is taken for HTTP, so that its errors are not seen."
    case TrafficLabel.flags: "Why requests failed is not known."
    default: "Traffic of several workloads is one edge to or from unknown."
    }
  }

  static func ztunnelNotTold(_ setUp: SetUp) -> [Finding] {
    guard setUp.survey.hasConnections, setUp.survey.ztunnel.labels.isEmpty, setUp.hasZtunnelReports else { return [] }
    return [
      Finding(
        .ztunnelNotTold, .degraded, problem: "No label tells ztunnels from other proxies.",
        evidence: ["\(Metric.opened) has no pod, app, component, job or container with ztunnel in its name."],
        effect: "Plaintext is shown as not known, since ztunnels and Envoys report it in different words.",
        remedy: "Have the monitor keep the pod's name or its label app, or name ztunnels with --ztunnel-selector.",
        manifests: Manifests.ztunnel(in: setUp.ztunnelNamespace))
    ]
  }

  // MARK: Versions

  static func versionSkew(_ setUp: SetUp) -> [Finding] {
    let parts = setUp.controlPlane.parts
    let istiod = IstioVersion.ofMesh(parts)
    guard !istiod.isEmpty else { return [] }
    var far: [String: Set<String>] = [:]
    var isAhead = false
    for part in parts where part.kind == .ztunnel || part.kind == .waypoint {
      for version in part.versions {
        guard let own = IstioVersion(version), !istiod.contains(where: own.isSupported) else { continue }
        isAhead = isAhead || istiod.allSatisfy { $0 < own }
        far["\(part.kind.rawValue) \(version)", default: []].insert("\(part.id.namespace)/\(part.id.name)")
      }
    }
    guard !far.isEmpty else { return [] }
    return [
      Finding(
        .versionSkew, .degraded,
        problem: "\(Words.list(far.keys)) run beside istiod \(Words.list(istiod.map(\.text))).",
        evidence: far.sorted { $0.key < $1.key }.map { "\($0.key): \(Words.list($0.value))." },
        effect:
          "Istio supports proxies of istiod's minor version or of the one before it; metrics that newer ones have, "
          + "older ones lack.",
        remedy: isAhead
          ? "Bring istiod to the proxies' version first." : "Bring ztunnels and waypoints to istiod's version.")
    ]
  }
}

extension [DoctorRules.Lack] {
  /// The jobs that lack a label.
  fileprivate func jobs(lacking label: String) -> Set<String> { Set(filter { $0.label == label }.map(\.job)) }
}

extension [String] {
  /// Each once, in the order of their first places.
  fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
