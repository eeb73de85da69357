import Mesh
import Terminal

extension Detail {
  /// What is known of the mesh, or of the part that is shown: its nodes and edges by health, its traffic in, out and in all,
  /// what came of its requests, and what does worst.
  ///
  /// - Parameter width: the cells of a line.
  init(_ summary: MeshSummary, of view: MeshView, _ names: NodeNames, _ glyphs: GlyphSet, width: Int) {
    let mesh = view.mesh
    let scope = State.title(ofNamespaces: view.options.namespaces)
    let whole = scope.isEmpty ? "The whole mesh" : "Traffic \(scope)"
    title = Line(
      [Span(view.isPart ? "What is shown" : whole, .title)],
      right: [Span("graph by \(mesh.snapshot.graph.words)", .dim)])
    var sections = [
      Section(
        title: "",
        lines: [
          Self.count("nodes", summary.nodes, glyphs), Self.kinds(summary), Self.count("edges", summary.edges, glyphs),
        ])
    ]
    let worst = summary.worst.map { Self.worst($0, of: mesh, names, glyphs, width: width) }
    if !worst.isEmpty { sections.append(Section(title: "Worst", lines: worst)) }
    sections.append(
      Section(
        title: "Traffic",
        lines: Self.traffic(summary.inbound, summary.outbound, within: summary.all, called: "all", nil, glyphs)
          + Self.more(summary)))
    let requests = Self.requests(summary)
    if !requests.isEmpty { sections.append(Section(title: "Requests", lines: requests)) }
    self.sections = sections
  }

  /// A node that does badly, with the figure of the edge that tells it and that edge's other end. Where there is no room
  /// for that end, the figure is the node's own: a figure alone is read as that.
  private static func worst(
    _ worst: MeshSummary.Worst, of mesh: MeshIndex, _ names: NodeNames, _ glyphs: GlyphSet, width: Int
  ) -> Line {
    let mark = Span("\(glyphs.mark(worst.health)) ", worst.health.role)
    let name = names.full(worst.node, in: mesh)
    guard let edge = worst.trouble.edge, worst.trouble.percent > 0 else { return Line([mark, Span(name)]) }
    let isAsked = edge.target == worst.node
    let other = names.full(isAsked ? edge.source : edge.target, beside: worst.node, in: mesh)
    let (way, figure) = (isAsked ? "from" : "to", worst.trouble.figure)
    let room = width - displayWidth(of: "  \(name) \(way)  \(figure)")
    if room >= min(displayWidth(of: other), leastOther) {
      let end = Text.cutMiddle(other, to: room, ellipsis: glyphs.ellipsis)
      return Line([mark, Span(name), Span(" \(way) \(end)", .dim)], right: [Span(figure, worst.health.role)])
    }
    let own = Totals(isAsked ? mesh.inbound(worst.node) : mesh.outbound(worst.node))
    let percent = worst.trouble.failure == .denied ? own.deniedPercent : own.errorPercent
    let word = worst.trouble.word
    return Line(
      [mark, Span(name)],
      right: percent.map { [Span("\(Figures.percent($0)) \(word)", worst.health.role)] } ?? [])
  }

  /// The cells in which a cut name can still be told from others.
  private static let leastOther = 10

  /// How many there are, and how many of each health.
  private static func count(_ noun: String, _ counts: [Health: Int], _ glyphs: GlyphSet) -> Line {
    let all = counts.values.reduce(0, +)
    let parts = Health.allCases.reversed().compactMap { health in
      counts[health].map { Span("\(glyphs.mark(health)) \($0)  ", health.role) }
    }
    return Line([Span(noun.padded(10), .headerLabel), Span("\(all)".padded(6))] + parts)
  }

  private static func kinds(_ summary: MeshSummary) -> Line {
    let parts = Node.Kind.allCases.compactMap { kind -> String? in
      guard let count = summary.kinds[kind] else { return nil }
      switch kind {
      case .workload, .app, .service, .waypoint, .gateway: return Figures.count(count, kind.rawValue)
      case .unknown, .passthrough, .blackhole: return "\(count) \(kind.rawValue)"
      }
    }
    return Line([Span("".padded(10)), Span(parts.joined(separator: ", "), .dim)])
  }

  /// What is known of all traffic alone: plaintext, denied and open connections.
  private static func more(_ summary: MeshSummary) -> [Line] {
    let totals = summary.all
    func line(_ title: String, _ text: String, _ role: Role = .text) -> Line {
      Line([Span(title.padded(10), .headerLabel), Span(text, role)])
    }
    var lines: [Line] = []
    if totals.hasConnections {
      lines.append(line("denied", Figures.rate(totals.denied), totals.denied > 0 ? .failing : .text))
    }
    if let open = summary.open { lines.append(line("open now", Figures.number(open))) }
    var plaintext: [Span] = []
    if totals.plaintextEdges > 0 {
      plaintext.append(Span(Figures.count(totals.plaintextEdges, "edge"), MutualTLS.State.none.role))
    }
    if totals.unknownEdges > 0 {
      let start = plaintext.isEmpty ? "" : ", "
      plaintext.append(Span("\(start)\(totals.unknownEdges) not known", MutualTLS.State.unknown.role))
    }
    if !plaintext.isEmpty { lines.append(Line([Span("plaintext".padded(10), .headerLabel)] + plaintext)) }
    return lines
  }

  /// The requests of each protocol, with the shares of what came of them.
  private static func requests(_ summary: MeshSummary) -> [Line] {
    let http: [(Character, String, Role)] = [
      ("1", "1xx", .text), ("2", "2xx", .healthy), ("3", "3xx", .text), ("4", "4xx", .degraded), ("5", "5xx", .failing),
      ("-", "none", .failing),
    ]
    let grpc: [(Character, String, Role)] = [("0", "OK", .healthy), ("1", "error", .failing), ("-", "none", .failing)]
    return lines("HTTP", summary.http, http) + lines("gRPC", summary.grpc, grpc)
  }

  private static func lines(
    _ name: String, _ requests: MeshSummary.Requests?, _ classes: [(Character, String, Role)]
  ) -> [Line] {
    guard let requests else { return [] }
    let shares = classes.compactMap { sign, word, role -> [Span]? in
      guard let percent = requests.percent(sign), percent > 0 else { return nil }
      let figure = Figures.percent(percent)
      return [
        Span("\(word) ", .headerLabel), Span(figure.padded(max(figure.count + 1, shareWidth - word.count - 1)), role),
      ]
    }
    let rows = stride(from: 0, to: shares.count, by: sharesInRow).map { start in
      Line([Span("  ")] + shares[start..<min(start + sharesInRow, shares.count)].joined())
    }
    return [Line([Span(name, .headerLabel)], right: [Span(Figures.rate(requests.rate))])] + rows
  }

  /// How many shares stand in a row, and the width of one in cells.
  private static let (sharesInRow, shareWidth) = (3, 11)
}

extension GraphType {
  /// What a node stands for, in words.
  var words: String {
    switch self {
    case .workload: "workload"
    case .app: "app"
    case .versionedApp: "app and version"
    case .service: "service"
    }
  }
}
