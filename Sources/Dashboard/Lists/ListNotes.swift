import Mesh
import Terminal

/// What stands above the rows of a list: what is wrong now, or how much is encrypted.
enum ListSummary {
  /// The lines, as many as there is room for beside the rows.
  static func lines(_ state: State, _ mesh: MeshIndex, height: Int) -> [Line] {
    let lines: [Line]
    switch state.pane {
    case .overview: lines = troubles(mesh, limit: max(1, height / 3))
    case .security: lines = encryption(mesh)
    default: return []
    }
    return lines.isEmpty || height < 8 ? [] : lines + [Line()]
  }

  // MARK: What is wrong

  /// The nodes that do worst, each with its commonest failure, and how many edges are plaintext.
  static func troubles(_ mesh: MeshIndex, limit: Int) -> [Line] {
    let names = NodeNames(mesh.snapshot)
    let unwell = mesh.snapshot.nodes.filter { $0.health == .failing || $0.health == .degraded }
      .map { node in (node: node, failure: failure(at: node.id, mesh)) }
      .sorted { ($0.node.health, $0.failure.percent, $1.node.id) > ($1.node.health, $1.failure.percent, $0.node.id) }
    var lines = unwell.prefix(limit).map { node, failure in
      Line([
        Span(node.health == .failing ? "failing   " : "degraded  ", node.health.role), Span(names.full(node), .text),
        Span("  \(failure.words)", .dim),
      ])
    }
    if unwell.count > limit { lines.append(Line("and \(unwell.count - limit) more", .dim)) }
    if unwell.isEmpty { lines.append(Line("Nothing fails.", .healthy)) }
    let plain = mesh.totals.plaintextEdges
    if plain > 0 { lines.append(Line("plaintext on \(Figures.count(plain, "edge"))", .plaintext)) }
    return lines
  }

  /// The worst of what is asked of a node, or of what it asks where that does well.
  private static func failure(at node: NodeID, _ mesh: MeshIndex) -> (percent: Double, words: String) {
    let inbound = failure(mesh.inbound(node))
    return inbound.percent > 0 ? inbound : failure(mesh.outbound(node))
  }

  /// The commonest failure of edges, its share and what it means.
  private static func failure(_ edges: [Edge]) -> (percent: Double, words: String) {
    var worst = (percent: 0.0, words: "")
    for edge in edges where edge.isUnwell {
      if let denied = edge.tcp?.denied, let opened = edge.tcp?.opened, denied > 0 {
        let percent = min(100, denied / max(opened, denied) * 100)
        if percent > worst.percent { worst = (percent, "\(Figures.percent(percent)) of connections denied") }
      }
      for traffic in [edge.http, edge.grpc].compactMap(\.self) where traffic.errorPercent > worst.percent {
        let isGRPC = traffic == edge.grpc
        let failed = traffic.responses.filter { isFailure($0.code, isGRPC) }.max { $0.rate < $1.rate }
        let code =
          failed.map { response in
            let code = response.code == "-" ? "no response" : isGRPC ? "gRPC \(response.code)" : response.code
            return code + (response.flags == "-" ? "" : " \(response.flags)")
          } ?? ""
        let meaning = failed.map { ResponseFlags.explanation($0.flags) } ?? ""
        worst = (
          traffic.errorPercent,
          "\(Figures.percent(traffic.errorPercent)) errors \(code)" + (meaning.isEmpty ? "" : ": \(meaning)")
        )
      }
    }
    return worst
  }

  /// Whether a code is an error (telemetry.md, rule 4).
  private static func isFailure(_ code: String, _ isGRPC: Bool) -> Bool {
    code == "-" || (isGRPC ? code != "0" : code.hasPrefix("4") || code.hasPrefix("5"))
  }

  // MARK: Encryption

  /// How much of the mesh is encrypted, and of how many called services requests are known.
  static func encryption(_ mesh: MeshIndex) -> [Line] {
    let totals = mesh.totals
    let called = mesh.snapshot.nodes.filter { $0.kind != .waypoint && !mesh.inbound($0.id).isEmpty }
    let known = called.count { node in mesh.inbound(node.id).contains { $0.requestRate != nil } }
    let domains = Set(mesh.snapshot.edges.flatMap(\.sourcePrincipals).compactMap(Self.trustDomain)).sorted()
    var encrypted = [
      Span("mTLS \(totals.mtls.figure)", totals.mtls.state.role), Span(" of what is known", .dim),
    ]
    if totals.plaintextEdges > 0 {
      encrypted += [
        Span(", ", .dim), Span("\(Figures.count(totals.plaintextEdges, "edge")) with plaintext", .plaintext),
      ]
    }
    if totals.unknownEdges > 0 {
      encrypted.append(Span(", \(Figures.count(totals.unknownEdges, "edge")) not known", .dim))
    }
    let nodes = Figures.count(called.count, "called node")
    var lines = [Line(encrypted), Line("requests (L7) of \(known) of \(nodes), else connections alone", .dim)]
    if !domains.isEmpty { lines.append(Line("trust domains: \(domains.joined(separator: ", "))", .dim)) }
    return lines
  }

  private static func trustDomain(_ principal: String) -> String? {
    guard principal.hasPrefix("spiffe://") else { return nil }
    return principal.dropFirst(9).split(separator: "/").first.map(String.init)
  }
}
