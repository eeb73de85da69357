import Mesh
import Terminal

extension Detail {
  /// What is known of a box that gathers nodes: their traffic in, out and among them, who calls them and whom they call,
  /// and who they are; nil where there is no such box.
  ///
  /// - Parameters:
  ///   - names: those of what is shown.
  ///   - label: the figure of its edges.
  init?(gathered id: NodeID, of view: MeshView, _ names: NodeNames, _ label: EdgeLabel, _ glyphs: GlyphSet) {
    guard let box = view.box(id), let node = view.shown.node(id) else { return nil }
    title = Line(
      [Span(names.inBox(node), .title)],
      right: [Span("\(glyphs.mark(node.health)) \(node.health.rawValue)", node.health.role)])
    var facts = [Self.kind(box.gathering.kind)]
    if box.group != nil { facts.append(Figures.count(box.members.count, "node")) }
    if case .namespace = box.group, node.cluster != "unknown" { facts.append(node.cluster) }
    let line = Line(facts.joined(separator: " \(glyphs.separator) "), .dim)
    let inbound = view.shown.inbound(id)
    let outbound = view.shown.outbound(id)
    func row(_ edge: Edge, _ other: NodeID) -> Line {
      Self.row(edge, names.full(other, in: view.shown), label.listText(edge, of: view.shown), glyphs)
    }
    sections = [
      Section(title: "", lines: [line]),
      Section(title: "", lines: Self.traffic(box.inbound, box.outbound, within: box.within, node.latency, glyphs)),
      Section(title: "Called by \(inbound.count)", lines: inbound.worstFirst.map { row($0, $0.source) }, isList: true),
      Section(title: "Calls \(outbound.count)", lines: outbound.worstFirst.map { row($0, $0.target) }, isList: true),
      Section(title: "In it \(box.members.count)", lines: Self.members(box.members, of: view, glyphs), isList: true),
    ]
  }

  private static func kind(_ kind: Gathering.Kind) -> String {
    switch kind {
    case .cluster: "cluster"
    case .namespace: "namespace"
    case .callers: "callers of one service alone"
    case .callees: "called by one service alone"
    }
  }

  /// The most rows that are listed, so that a frame takes no longer where a box stands for thousands.
  private static let longestList = 100

  private static func members(_ members: [NodeID], of view: MeshView, _ glyphs: GlyphSet) -> [Line] {
    members.prefix(longestList).compactMap(view.mesh.node).map { node in
      let served = Totals(view.mesh.inbound(node.id))
      return Line(
        [Span("\(glyphs.mark(node.health)) ", node.health.role), Span(node.name)],
        right: [Span(served.hasRequests ? Figures.rate(served.requests) : "", .text)])
    }
  }

  /// What is known of an edge that stands for several, and which they are; nil where there is none.
  ///
  /// - Parameters:
  ///   - names: those of the mesh.
  ///   - shownNames: those of what is shown.
  ///   - label: the figure of its edges.
  init?(
    gathered id: Edge.ID, of view: MeshView, _ names: NodeNames, shownNames: NodeNames, _ label: EdgeLabel,
    _ glyphs: GlyphSet
  ) {
    guard let edge = view.detailed(id) else { return nil }
    self.init(edge, of: view.shown, shownNames, glyphs)
    func name(_ id: NodeID) -> String { names.full(id, in: view.mesh) }
    let rows = view.edges(of: id, limit: Self.longestList).map {
      Self.row(
        $0, "\(name($0.source)) \(glyphs.arrowRight) \(name($0.target))", label.listText($0, of: view.mesh), glyphs)
    }
    sections.insert(Section(title: "Stands for \(Figures.count(view.count(of: id), "edge"))", lines: rows), at: 1)
  }
}
