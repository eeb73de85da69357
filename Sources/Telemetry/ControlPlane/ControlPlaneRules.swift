import Mesh

/// Says how well each part of a control plane does, and why.
struct ControlPlaneRules {
  private typealias Part = ControlPlanePart
  private typealias Verdict = (health: Health, reason: String)

  private let parts: [ControlPlanePart]
  /// The minor versions of istiod.
  private let istiod: [IstioVersion]

  init(_ parts: [ControlPlanePart]) {
    self.parts = parts
    istiod = IstioVersion.ofMesh(parts)
  }

  /// The parts with their health and its reasons.
  var judged: [ControlPlanePart] {
    // A namespace does no better than the waypoint that it uses.
    let waypoints = parts.filter { $0.kind == .waypoint }.map(judged)
    return parts.map { part in
      if part.kind == .namespace { return judged(part, by: uses(part, waypoints)) }
      return judged(part)
    }
  }

  private func judged(_ part: Part) -> Part { judged(part, by: verdicts(part)) }

  private func judged(_ part: Part, by verdicts: [Verdict]) -> Part {
    var part = part
    let sorted = verdicts.enumerated().sorted { ($1.element.health, $0.offset) < ($0.element.health, $1.offset) }
    part.reasons = sorted.map(\.element.reason)
    part.health = sorted.first?.element.health ?? .healthy
    return part
  }

  private func verdicts(_ part: Part) -> [Verdict] {
    let own: [Verdict?] =
      switch part.kind {
      case .istiod: [down(part)] + Self.istiodRules.map { $0(part) }
      case .ztunnel: [down(part)] + Self.ztunnelRules.map { $0(part) } + [skew(part)]
      case .waypoint: [Self.replicas(part), skew(part)]
      case .cni: [down(part)] + Self.cniRules.map { $0(part) }
      case .namespace: []
      }
    return own.compactMap(\.self)
  }

  // MARK: Rules

  private static let istiodRules: [@Sendable (Part) -> Verdict?] = [
    { part in
      guard let rejects = part.figures[.rejects], rejects > 0 else { return nil }
      let types = part.breakdowns.first { $0.subject == .rejects }?.rows.map { $0.name.uppercased() } ?? []
      let kinds = types.isEmpty ? "" : " (\(types.joined(separator: ", ")))"
      return (.degraded, "Proxies refused its configuration \(times(rejects)) in five minutes\(kinds).")
    },
    { part in
      guard let seconds = part.figures[.convergenceP99], seconds >= 30 else { return nil }
      return (.degraded, "A change takes \(number(seconds)) s or longer until 99 of 100 proxies know of it.")
    },
    { part in
      guard let days = part.figures[.rootCertificateDays], days < 30 else { return nil }
      if days <= 0 { return (.failing, "The root certificate has expired.") }
      return (
        days < 7 ? .failing : .degraded,
        days < 1
          ? "The root certificate expires today."
          : "The root certificate expires in \(count(days.rounded(.down), "day"))."
      )
    },
    { part in
      guard let failures = part.figures[.validationFailures], failures > 0 else { return nil }
      return (.degraded, "It refused to validate a resource \(times(failures)) in five minutes.")
    },
    { part in
      guard part.figures[.connectedProxies] == 0 else { return nil }
      return (.degraded, "No proxy is connected to it.")
    },
  ]

  private static let ztunnelRules: [@Sendable (Part) -> Verdict?] = [
    { part in
      guard let pending = part.figures[.pendingProxiesThroughout], pending > 0 else { return nil }
      return (.degraded, "\(count(pending, "pod")) waited for it all of the last five minutes.")
    },
    { part in
      guard let share = part.figures[.dnsFailurePercent], share > 1 else { return nil }
      return (share >= 50 ? .failing : .degraded, "\(number(share)) % of its DNS requests upstream failed.")
    },
    { part in
      guard let ended = part.figures[.xdsTerminations], ended >= 3 else { return nil }
      return (.degraded, "Its connection to istiod broke \(times(ended)) in five minutes.")
    },
  ]

  private static let cniRules: [@Sendable (Part) -> Verdict?] = [
    { $0.figures[.ready] == 0 ? (.failing, "It is not ready: new pods on its node do not start.") : nil },
    {
      $0.figures[.ztunnelConnected] == 0
        ? (.failing, "Its node's ztunnel is not connected to it: new pods are not put into the mesh.") : nil
    },
    { part in
      guard let failures = part.figures[.failedInstalls], failures > 0 else { return nil }
      return (.degraded, "Its plugin could not be installed \(times(failures)) in five minutes.")
    },
  ]

  private func down(_ part: Part) -> Verdict? {
    part.up == 0 ? (.failing, "It cannot be scraped: its target is down.") : nil
  }

  private static func replicas(_ part: Part) -> Verdict? {
    if part.instances == 0 { return (.degraded, "It is in use, but nobody scrapes it.") }
    guard let up = part.up, up < part.instances else { return nil }
    if up == 0 { return (.failing, "None of its \(count(Double(part.instances), "replica")) can be scraped.") }
    return (.degraded, "Only \(up) of its \(part.instances) replicas can be scraped.")
  }

  /// Istio supports a data plane that is as old as its control plane, or one minor version older.
  private func skew(_ part: Part) -> Verdict? {
    for version in part.versions {
      guard let own = IstioVersion(version), let near = istiod.min(by: { own.distance(to: $0) < own.distance(to: $1) }),
        !istiod.contains(where: own.isSupported)
      else { continue }
      let why = near < own ? "proxies must not be newer" : "more than one minor version apart"
      return (.degraded, "It runs \(version) while istiod runs \(near.text): \(why).")
    }
    return nil
  }

  private func uses(_ namespace: Part, _ waypoints: [Part]) -> [Verdict] {
    guard let name = namespace.waypoint else { return [] }
    let named = waypoints.filter { $0.id.name == name }
    let used = named.first { $0.id.namespace == namespace.id.name } ?? named.first
    guard let used, used.health.isTrouble else { return [] }
    return [(used.health, "Its waypoint \(name) is \(used.health.rawValue).")]
  }

  // MARK: Words

  private static func times(_ value: Double) -> String { count(max(1, value.rounded()), "time") }

  private static func count(_ value: Double, _ noun: String) -> String {
    value == 1 ? "1 \(noun)" : "\(number(value)) \(noun)s"
  }

  private static func number(_ value: Double) -> String {
    let rounded = value >= 10 ? value.rounded() : (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
