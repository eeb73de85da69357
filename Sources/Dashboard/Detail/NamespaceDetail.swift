import Mesh
import Terminal

extension Detail {
  /// What is known of a namespace: its traffic in, out and within, and its nodes, the worst first.
  init(_ totals: NamespaceTotals, of mesh: MeshIndex, _ glyphs: GlyphSet) {
    let id = totals.id
    title = Line(
      [Span(id.namespace, .title)],
      right: [Span("\(glyphs.mark(totals.health)) \(totals.health.rawValue)", totals.health.role)])
    let nodes = mesh.snapshot.nodes.filter { $0.cluster == id.cluster && $0.namespace == id.namespace }
      .sorted { ($1.health, $0.id) < ($0.health, $1.id) }
    let facts = ["namespace", Figures.count(totals.nodes, "node"), id.cluster].filter { $0 != "unknown" }
    let rows = nodes.prefix(100).map { node in
      let served = Totals(mesh.inbound(node.id))
      return Line(
        [Span("\(glyphs.mark(node.health)) ", node.health.role), Span(node.name)],
        right: [Span(served.hasRequests ? Figures.rate(served.requests) : "", .text)])
    }
    sections = [
      Section(title: "", lines: [Line(facts.joined(separator: " \(glyphs.separator) "), .dim)]),
      Section(
        title: "",
        lines: Self.traffic(totals.inbound, totals.outbound, within: totals.within, nil, glyphs)),
      Section(title: "In it \(nodes.count)", lines: rows),
    ]
  }
}
