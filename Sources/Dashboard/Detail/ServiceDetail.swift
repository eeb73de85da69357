import Mesh
import Terminal

extension Detail {
  /// What is known of a service of several versions: its traffic, the versions side by side, who calls it.
  init(_ service: ServiceTotals, of mesh: MeshIndex, _ names: NodeNames, _ label: EdgeLabel, _ glyphs: GlyphSet) {
    title = Line(
      [Span(service.id.name, .title)],
      right: [Span("\(glyphs.mark(service.health)) \(service.health.rawValue)", service.health.role)])
    let nodes = service.versions.map { mesh.snapshot.nodes[$0.node] }
    let outbound = Totals(nodes.flatMap { mesh.outbound($0.id) })
    var facts = ["service", service.id.namespace, Figures.count(nodes.count, "version")]
    if service.id.cluster != "unknown" { facts.append(service.id.cluster) }
    sections = [
      Section(title: "", lines: [Line(facts.joined(separator: " \(glyphs.separator) "), .dim)]),
      Section(title: "", lines: Self.traffic(service.inbound, outbound, service.latency, glyphs)),
    ]
    sections += [Self.versions(service, of: mesh, glyphs)].compactMap(\.self)
    sections.append(Self.callers(nodes, of: mesh, names, glyphs))
    let principals = Set(nodes.flatMap { mesh.inbound($0.id).flatMap(\.destinationPrincipals) }).sorted()
    if !principals.isEmpty { sections.append(Section(title: "Identity", lines: principals.map { Line($0, .dim) })) }
  }

  /// The versions of a service side by side, as a canary is watched; nil where there is only one.
  static func versions(_ service: ServiceTotals, of mesh: MeshIndex, _ glyphs: GlyphSet) -> Section? {
    if service.versions.count < 2 { return nil }
    let dash = String(glyphs.dash)
    func row(_ name: [Span], _ figures: [(String, Role)]) -> Line {
      let widths = [6, 8, 8]
      return Line(name, right: zip(figures, widths).map { Span($0.0.aligned($1), $0.1) })
    }
    let heading = row(
      [], ["share", "errors", "p95"].map { ($0, Role.headerLabel) })
    let lines = service.versions.map { version in
      let node = mesh.snapshot.nodes[version.node]
      let sum = version.inbound
      let errors = sum.hasRequests ? sum.errorPercent : nil
      return row(
        [Span("\(glyphs.mark(node.health)) ", node.health.role), Span(node.version ?? node.name)],
        [
          (version.sharePercent.map(Figures.percent) ?? dash, .text),
          (errors.map(Figures.percent) ?? dash, (errors ?? 0) > 0 ? .warning : .dim),
          (node.latency?.figure(\.p95) ?? dash, .text),
        ])
    }
    return Section(title: "Versions \(service.versions.count)", lines: [heading] + lines)
  }

  /// Who calls any of some nodes, each caller once.
  private static func callers(_ nodes: [Node], of mesh: MeshIndex, _ names: NodeNames, _ glyphs: GlyphSet) -> Section {
    var edges: [NodeID: [Edge]] = [:]
    for edge in nodes.flatMap({ mesh.inbound($0.id) }) { edges[edge.source, default: []].append(edge) }
    let sums = edges.map { (caller: $0.key, totals: Totals($0.value), health: $0.value.map(\.health).max() ?? .idle) }
      .sorted { ($1.totals.requests, $0.caller) < ($0.totals.requests, $1.caller) }
    let lines = sums.map { caller, totals, health in
      let figure = totals.hasRequests ? Figures.rate(totals.requests) : Figures.bytes(totals.bytes)
      let errors = totals.errorPercent.flatMap { $0 > 0 ? Span(" " + Figures.percent($0), health.role) : nil }
      let state = totals.mtls.state
      return Line(
        [
          Span("\(glyphs.alignedBadge(state)) ", state.role), Span("\(glyphs.mark(health)) ", health.role),
          Span(names.full(caller, in: mesh)),
        ], right: [Span(figure)] + [errors].compactMap(\.self))
    }
    return Section(title: "Called by \(lines.count)", lines: lines)
  }
}
