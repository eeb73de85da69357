import Mesh
import Terminal

extension Detail {
  /// What is known of a node: its traffic in and out, what came of its requests, who calls it and whom it calls.
  ///
  /// - Parameter label: the figure of its edges.
  init(_ node: Node, of mesh: MeshIndex, _ names: NodeNames, _ label: EdgeLabel, _ glyphs: GlyphSet) {
    let inbound = mesh.inbound(node.id)
    let outbound = mesh.outbound(node.id)
    title = Line(
      [Span(node.name, .title)],
      right: [Span("\(glyphs.mark(node.health)) \(node.health.rawValue)", node.health.role)])
    var sections = [Section(title: "", lines: [Self.identity(node, glyphs)])]
    sections.append(Section(title: "", lines: Self.traffic(Totals(inbound), Totals(outbound), node.latency, glyphs)))
    if let service = mesh.serviceTotals(mesh.serviceID(of: node)), !inbound.isEmpty {
      sections += [Self.versions(service, of: mesh, glyphs)].compactMap(\.self)
    }
    let responses = Self.responses(inbound)
    if !responses.isEmpty { sections.append(Section(title: "Responses", lines: responses)) }
    let causes = Self.causes(inbound)
    if !causes.isEmpty { sections.append(Section(title: "Connections", lines: causes)) }
    func row(_ edge: Edge, _ other: NodeID) -> Line {
      Self.row(edge, names.full(other, in: mesh), label.listText(edge, of: mesh), glyphs)
    }
    sections.append(
      Section(title: "Called by \(inbound.count)", lines: inbound.worstFirst.map { row($0, $0.source) }, isList: true))
    sections.append(
      Section(title: "Calls \(outbound.count)", lines: outbound.worstFirst.map { row($0, $0.target) }, isList: true))
    let principals = Set(inbound.flatMap(\.destinationPrincipals) + outbound.flatMap(\.sourcePrincipals)).sorted()
    if !principals.isEmpty {
      sections.append(Section(title: "Identity", lines: principals.map { Line($0, .dim) }))
    }
    self.sections = sections
  }

  private static func identity(_ node: Node, _ glyphs: GlyphSet) -> Line {
    var parts = [node.kind.rawValue, node.namespace]
    if let app = node.app, app != node.name { parts.append(app) }
    if let version = node.version { parts.append(version) }
    if node.cluster != "unknown" { parts.append(node.cluster) }
    return Line(parts.joined(separator: " \(glyphs.separator) "), .dim)
  }

  /// A small table: what flows in and what flows out.
  static func traffic(
    _ inbound: Totals, _ outbound: Totals, within: Totals? = nil, called name: String = "within", _ latency: Latency?,
    _ glyphs: GlyphSet
  ) -> [Line] {
    let dash = String(glyphs.dash)
    var columns = [("in", inbound), ("out", outbound)]
    if let within { columns.append((name, within)) }
    let width = columns.count > 2 ? 9 : 10
    func row(_ title: String, _ figure: (Totals) -> Span) -> Line {
      Line(
        [Span(title.padded(10), .headerLabel)]
          + columns.enumerated().map { place, column in
            let span = column.1.edges == 0 ? Span(dash, .dim) : figure(column.1)
            return place == columns.count - 1 ? span : Span(span.text.padded(width), span.role)
          })
    }
    let titles = columns.map(\.0)
    var lines = [
      Line([
        Span((["".padded(10)] + titles.dropLast().map { $0.padded(width) } + titles.suffix(1)).joined(), .headerLabel)
      ])
    ]
    lines.append(row("requests") { Span($0.hasRequests ? Figures.rate($0.requests) : dash) })
    lines.append(
      row("errors") { totals in
        guard let percent = totals.errorPercent else { return Span(dash, .dim) }
        return Span(Figures.percent(percent), percent > 0 ? .warning : .text)
      })
    // What tells how well it does stands where the narrowest screens still show it.
    if let latency { lines += Self.latency(latency) }
    lines.append(row("mTLS") { Span($0.mtls.figure, $0.mtls.state.role) })
    lines.append(row("bytes") { Span(Figures.bytes($0.bytes)) })
    if inbound.hasConnections || outbound.hasConnections || within?.hasConnections ?? false {
      lines.append(row("opened") { Span($0.hasConnections ? Figures.rate($0.opened) : dash) })
    }
    return lines
  }

  /// One edge of the node.
  static func row(_ edge: Edge, _ name: String, _ figure: String, _ glyphs: GlyphSet) -> Line {
    var right = [Span(figure, .text)]
    if let percent = edge.errorPercent, percent > 0, figure != Figures.percent(percent) {
      right.append(Span(" " + Figures.percent(percent), edge.health.role))
    }
    return Line(
      [
        Span("\(glyphs.alignedBadge(edge.mtls.state)) ", edge.mtls.state.role),
        Span("\(glyphs.mark(edge.health)) ", edge.health.role), Span(name),
      ], right: right)
  }

  private static func responses(_ edges: [Edge]) -> [Line] {
    var http: [[String]: Double] = [:]
    for edge in edges {
      for response in edge.http?.responses ?? [] {
        http[["", response.code, response.flags], default: 0] += response.rate
      }
      for response in edge.grpc?.responses ?? [] {
        http[["grpc", response.code, response.flags], default: 0] += response.rate
      }
    }
    let total = http.values.reduce(0, +)
    let order = http.sorted { ($1.value, $0.key.joined()) < ($0.value, $1.key.joined()) }
    return order.map { key, rate in response(protocol: key[0], code: key[1], flags: key[2], rate, of: total) }
  }

  private static func causes(_ edges: [Edge]) -> [Line] {
    var rates: [String: Double] = [:]
    for edge in edges { for cause in edge.tcp?.causes ?? [] { rates[cause.flags, default: 0] += cause.rate } }
    return rates.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { cause($0.key, $0.value) }
  }
}
