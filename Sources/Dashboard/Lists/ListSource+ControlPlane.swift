import Mesh
import Terminal

extension ListSource {
  /// What runs the mesh: istiod, ztunnels, waypoints, istio-cni, and the namespaces that are in it.
  static let controlPlane = ListSource(
    title: "Control plane",
    columns: [
      ListColumn(title: "Kind", width: 9, isNumber: false),
      ListColumn(title: "Name", width: 0, least: 14, isNumber: false),
      ListColumn(title: "Health", width: 10, hasSign: true),
      ListColumn(title: "State, 5m", width: 0, least: 24, parts: 2, isNumber: false),
      ListColumn(title: "Node", width: 12, isNumber: false, rank: 3),
      ListColumn(title: "Version", width: 8, isNumber: false, rank: 1),
      ListColumn(title: "Up", width: 5, isNumber: false, rank: 2),
    ], firstColumn: 2,
    emptiness: "Neither istiod nor ztunnels, waypoints or istio-cni are scraped: the doctor tells why."
  ) { _, facts in
    (facts.controlPlane?.parts ?? []).map { part in
      ListRow(
        subject: .part(part.id), origin: .apart(part.texts), health: part.health,
        cells: [
          .text(part.kind.rawValue, .text), .name(scope: part.id.namespace, own: part.id.name, .text),
          .health(part.health),
          part.reasons.first.map { .text($0, part.health.role) } ?? .text(part.summary, .dim),
          part.node.map { .text($0, .dim) } ?? .nothing,
          part.versions.isEmpty ? .nothing : .text(part.versions.joined(separator: ", "), .text),
          part.kind == .namespace ? .nothing : part.up.map { .text("\($0)/\(part.instances)", .text) } ?? .nothing,
        ])
    }
  }

  /// What is wrong with how the mesh is scraped.
  static let findings = ListSource(
    title: "Doctor",
    columns: [
      ListColumn(title: "Finding", width: 0, least: 30, parts: 3, isNumber: false),
      ListColumn(title: "Health", width: 10, hasSign: true),
      ListColumn(title: "Where", width: 0, least: 12, isNumber: false, rank: 1),
    ], firstColumn: 1, emptiness: "All is well: istiod and the proxies are scraped as they should be."
  ) { _, facts in
    (facts.findings ?? []).enumerated().map { place, finding in
      ListRow(
        subject: .finding(place), origin: .apart(finding.texts), health: finding.severity,
        cells: [
          .text(finding.problem, .text), .health(finding.severity),
          finding.subject.isEmpty ? .nothing : .text(finding.subject, .dim),
        ])
    }
  }
}

extension ControlPlanePart {
  /// By what it is found. Its kind is as good as a name: pods of ztunnel may have nothing but addresses.
  fileprivate var texts: [FindText: [String]] {
    [
      .name: [id.name, kind.rawValue], .node: [kind.rawValue], .version: versions,
      .namespace: [kind == .namespace ? id.name : id.namespace],
    ]
  }

  /// The figures that matter most, in a line.
  fileprivate var summary: String {
    func words(_ figure: Figure, _ text: (Double) -> String) -> String? { figures[figure].map(text) }
    let parts: [String?] =
      switch kind {
      case .istiod:
        [
          words(.connectedProxies) { Figures.count(Int($0), "proxy", "proxies") },
          words(.convergenceP99) { "p99 \(Figures.milliseconds($0 * 1000))" },
          words(.pushes) { "\(Figures.rate($0)) pushes" },
        ]
      case .ztunnel:
        [
          words(.activeProxies) { Figures.count(Int($0), "pod", "pods") },
          words(.opened) { "\(Figures.rate($0)) opened" },
          words(.dnsRequests) { "\(Figures.rate($0)) DNS" },
        ]
      case .waypoint: [words(.requests) { Figures.rate($0) }, words(.errorPercent) { "\(Figures.percent($0)) err" }]
      case .cni: [words(.ready) { $0 > 0 ? "ready" : "not ready" }]
      case .namespace: [waypoint.map { "ambient, waypoint \($0)" } ?? "ambient, no waypoint"]
      }
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension Finding {
  /// By what it is found.
  fileprivate var texts: [FindText: [String]] {
    [.name: [kind.rawValue, problem, subject], .namespace: [subject]]
  }
}
