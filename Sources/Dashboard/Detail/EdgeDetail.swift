import Mesh
import Terminal

extension Detail {
  /// What is known of an edge: both layers, each protocol, what came of the requests, and who was at the ends.
  init(_ edge: Edge, of mesh: MeshIndex, _ names: NodeNames, _ glyphs: GlyphSet) {
    func name(_ id: NodeID) -> String { names.full(id, in: mesh) }
    title = Line(
      [Span(name(edge.source), .title), Span(" \(glyphs.arrowRight) ", .dim), Span(name(edge.target), .title)],
      right: [Span("\(glyphs.mark(edge.health)) \(edge.health.rawValue)", edge.health.role)])
    var facts = [
      Line([
        Span("mTLS".padded(10), .headerLabel),
        Span("\(glyphs.badge(edge.mtls.state)) \(edge.mtls.figure) ", edge.mtls.state.role),
        Span(edge.mtls.state.words, .dim),
      ])
    ]
    if let source = mesh.node(edge.source)?.cluster, let target = mesh.node(edge.target)?.cluster, source != target {
      facts.append(
        Line([Span("clusters".padded(10), .headerLabel), Span("\(source) \(glyphs.chevron) \(target)", .accent)]))
    }
    if let via = edge.via { facts.append(Line([Span("through".padded(10), .headerLabel), Span(name(via))])) }
    if !edge.services.isEmpty {
      facts.append(Line([Span("service".padded(10), .headerLabel), Span(edge.services.joined(separator: ", "))]))
    }
    sections = [Section(title: "", lines: facts)]
    if let http = edge.http { sections.append(Self.requests("HTTP", "", http)) }
    if let grpc = edge.grpc { sections.append(Self.requests("gRPC", "grpc", grpc)) }
    if let tcp = edge.tcp { sections.append(Self.connections(tcp)) }
    let identities =
      edge.sourcePrincipals.map { Line([Span("client ", .headerLabel), Span($0, .dim)]) }
      + edge.destinationPrincipals.map { Line([Span("server ", .headerLabel), Span($0, .dim)]) }
    if !identities.isEmpty { sections.append(Section(title: "Identities", lines: identities)) }
  }

  private static func requests(_ title: String, _ name: String, _ traffic: RequestTraffic) -> Section {
    var lines = [
      Line([
        Span("requests".padded(10), .headerLabel), Span(Figures.rate(traffic.rate).padded(10)),
        Span("errors ", .headerLabel),
        Span(Figures.percent(traffic.errorPercent), traffic.errorPercent > 0 ? .warning : .text),
      ])
    ]
    if let latency = traffic.latency { lines += Self.latency(latency) }
    if let request = traffic.requestBytes, let response = traffic.responseBytes {
      lines.append(
        Line([
          Span("bodies".padded(10), .headerLabel),
          Span("\(Figures.bytes(request)) out, \(Figures.bytes(response)) back"),
        ]))
    }
    lines += traffic.responses.map {
      Self.response(protocol: name, code: $0.code, flags: $0.flags, $0.rate, of: traffic.rate)
    }
    return Section(title: title, lines: lines)
  }

  private static func connections(_ tcp: TCPTraffic) -> Section {
    func row(_ title: String, _ text: String, _ role: Role = .text) -> Line {
      Line([Span(title.padded(10), .headerLabel), Span(text, role)])
    }
    var lines = [
      row("bytes", "\(Figures.bytes(tcp.requestBytes)) out, \(Figures.bytes(tcp.responseBytes)) back"),
      row("opened", Figures.rate(tcp.opened) + (tcp.open.map { ", \(Figures.number($0)) open now" } ?? "")),
    ]
    if tcp.denied > 0 { lines.append(row("denied", Figures.rate(tcp.denied), .warning)) }
    if let failed = tcp.failed, failed > 0 { lines.append(row("failed", Figures.rate(failed))) }
    lines += tcp.causes.map { cause($0.flags, $0.rate) }
    return Section(title: "TCP", lines: lines)
  }
}
