import Mesh
import Terminal

extension Detail {
  /// What is known of a part of what runs the mesh.
  init(_ part: ControlPlanePart, _ glyphs: GlyphSet) {
    title = Line(
      [Span(part.id.name, .title)],
      right: [Span("\(glyphs.mark(part.health)) \(part.health.rawValue)", part.health.role)])
    let facts = [part.kind.rawValue, part.id.namespace, part.node ?? "", part.versions.joined(separator: ", ")]
      .filter { !$0.isEmpty }
    sections = [Section(title: "", lines: [Line(facts.joined(separator: " \(glyphs.separator) "), .dim)])]
    if !part.reasons.isEmpty {
      sections.append(Section(title: "Why", lines: Self.wrapped(part.reasons, part.health.role)))
    }
    var lines = ControlPlanePart.Figure.allCases.compactMap { figure in
      part.figures[figure].map { Line([Span(figure.words, .headerLabel)], right: [Span(figure.text($0))]) }
    }
    if let up = part.up, part.kind != .namespace {
      lines.insert(Line([Span("up", .headerLabel)], right: [Span("\(up) of \(part.instances)")]), at: 0)
    }
    if let waypoint = part.waypoint {
      lines.append(Line([Span("waypoint", .headerLabel)], right: [Span(waypoint)]))
    }
    if !lines.isEmpty { sections.append(Section(title: "", lines: lines)) }
    for breakdown in part.breakdowns {
      sections.append(
        Section(
          title: breakdown.subject.words,
          lines: breakdown.rows.map { row in
            Line(
              [Span(row.name)],
              right: [Span(breakdown.subject == .pushes ? Figures.rate(row.value) : "\(Int(row.value.rounded()))")])
          }))
    }
  }

  /// What is known of something that is wrong, with what mends it.
  init(_ finding: Finding, _ glyphs: GlyphSet) {
    title = Line(
      [Span(finding.kind.rawValue, .title)],
      right: [Span("\(glyphs.mark(finding.severity)) \(finding.severity.rawValue)", finding.severity.role)])
    sections = [
      Section(title: "", lines: Self.wrapped([finding.problem], .text)),
      Section(title: "What shows it", lines: Self.wrapped(finding.evidence, .text)),
      Section(title: "What it does", lines: Self.wrapped([finding.effect], .text)),
      Section(title: "What to do", lines: Self.wrapped([finding.remedy], .text)),
    ]
    for manifest in finding.manifests {
      let lines = manifest.yaml.split(separator: "\n").map { Line(Text.sanitized($0), .dim) }
      sections.append(Section(title: manifest.title.isEmpty ? "Apply" : manifest.title, lines: lines))
    }
  }

  /// The cells that details have in any case.
  private static let width = 36

  private static func wrapped(_ sentences: [String], _ role: Role) -> [Line] {
    sentences.flatMap { Text.wrapped($0, width: width) }.map { Line($0, role) }
  }
}

extension ControlPlanePart.Figure {
  /// What it is, in a few words.
  fileprivate var words: String {
    switch self {
    case .connectedProxies: "connected proxies"
    case .pushes: "pushes"
    case .rejects: "refused, 5m"
    case .convergenceP99: "convergence p99"
    case .rootCertificateDays: "root certificate"
    case .validationFailures: "not validated, 5m"
    case .activeProxies: "pods served"
    case .pendingProxies: "pods waiting"
    case .pendingProxiesThroughout: "waiting for 5m"
    case .opened: "connections opened"
    case .xdsTerminations: "istiod lost, 5m"
    case .dnsRequests: "DNS requests"
    case .dnsFailurePercent: "DNS failures"
    case .requests: "requests"
    case .errorPercent: "errors"
    case .ready: "ready"
    case .failedInstalls: "failed installs, 5m"
    case .reconcileEvents: "pods put in, out"
    case .ztunnelConnected: "ztunnel connected"
    }
  }

  /// The figure with its unit.
  fileprivate func text(_ value: Double) -> String {
    switch self {
    case .pushes, .opened, .dnsRequests, .requests, .reconcileEvents: Figures.rate(value)
    case .convergenceP99: Figures.milliseconds(value * 1000)
    case .rootCertificateDays: "\(Int(value.rounded(.down))) days"
    case .dnsFailurePercent, .errorPercent: Figures.percent(value)
    case .ready, .ztunnelConnected: value > 0 ? "yes" : "no"
    case .connectedProxies, .rejects, .validationFailures, .activeProxies, .pendingProxies, .pendingProxiesThroughout,
      .xdsTerminations, .failedInstalls:
      "\(Int(value.rounded()))"
    }
  }
}

extension ControlPlanePart.Breakdown.Subject {
  fileprivate var words: String {
    switch self {
    case .connectedProxies: "Connected by version"
    case .pushes: "Pushes by type"
    case .rejects: "Refused by type"
    }
  }
}
