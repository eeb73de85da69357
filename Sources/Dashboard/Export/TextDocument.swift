public import Mesh
public import Terminal

/// A snapshot as a text to keep, mail or read in a pager: what it is of, the whole graph, and all edges.
public struct TextDocument {
  private let view: MeshView
  private let scene: Scene
  private let look: Look
  private let search: Search?
  private let found: Found?

  /// What is searched for, to be marked.
  public struct Search: Sendable {
    /// The expression as it was written.
    public var text: String
    /// The namespaces that are looked at; empty for all.
    public var namespaces: [String]

    /// A search; nil for an empty text.
    public init?(_ text: String, namespaces: [String]) {
      if text.isEmpty { return nil }
      self.text = text
      self.namespaces = namespaces
    }

    /// What is found; nil where the text cannot be read.
    func found(in view: MeshView) -> Found? {
      ((try? FindExpression.query(text)) ?? nil).map { Found($0, in: view, namespaces: namespaces) }
    }
  }

  /// The document of a mesh with a drawing of its whole graph.
  public init(_ mesh: MeshIndex, _ scene: Scene, _ glyphs: GlyphSet) { self.init(MeshView(mesh), scene, glyphs) }

  /// The document of a mesh with a drawing of what a view shows of it; figures and edges are those of the whole mesh.
  ///
  /// - Parameter search: what is to be marked.
  public init(_ view: MeshView, _ scene: Scene, _ glyphs: GlyphSet, search: Search? = nil) {
    self.view = view
    self.search = search
    found = search?.found(in: view)
    self.scene = scene
    look = Look(theme: Theme(name: "plain", styles: [:]), glyphs: glyphs)
  }

  /// The text; lines end in a line feed and carry no blanks at their end.
  public var text: String { (heading + [""] + graph + [""] + table).joined(separator: "\n") + "\n" }

  private var mesh: MeshIndex { view.mesh }

  private var heading: [String] {
    let snapshot = mesh.snapshot
    let totals = mesh.totals
    let dot = " \(look.glyphs.separator) "
    let mark = snapshot.isPartial ? "PARTIAL ANSWER" : ""
    let window = "\(Figures.span(snapshot.window)) window"
    let what = ["meshtop", snapshot.source, mark, Clock.rfc3339(snapshot.time), window]
    var figures = [
      "\(Figures.count(snapshot.nodes.count, "node")), \(Figures.count(snapshot.edges.count, "edge"))",
      "mTLS \(totals.mtls.figure)",
    ]
    if totals.plaintextEdges > 0 { figures.append("\(Figures.count(totals.plaintextEdges, "edge")) with plaintext") }
    if totals.unknownEdges > 0 { figures.append("\(Figures.count(totals.unknownEdges, "edge")) not known") }
    if totals.hasRequests {
      figures += ["\(Figures.number(totals.requests)) req/s", "\(Figures.percent(totals.errorPercent ?? 0)) errors"]
    }
    figures.append(Figures.bytes(totals.bytes))
    let warnings = snapshot.warnings.map { "\(look.glyphs.mark(.degraded)) \($0)" }
    let lines = [what.filter { !$0.isEmpty }.joined(separator: dot), figures.joined(separator: dot)] + warnings
    return lines.map { Text.sanitized($0) }
  }

  private var graph: [String] {
    if mesh.snapshot.nodes.isEmpty { return ["No traffic in the last \(Figures.span(mesh.snapshot.window))."] }
    let canvas = GraphPicture(view, scene, look, found: found).canvas
    return hidden + finding + [canvas.plainText()] + ["", legend, lineLegend]
  }

  /// What of the mesh the graph does not show.
  private var hidden: [String] {
    if view.isWhole { return [] }
    let boxes = Figures.count(view.shown.snapshot.nodes.count, "box", "boxes")
    let part = "\(boxes) for \(Figures.count(mesh.snapshot.nodes.count, "node"))"
    guard case .focus(let id, let neighbourhood) = view.options.scope else { return ["Shown: \(part).", ""] }
    let name = NodeNames(mesh.snapshot).full(id, in: mesh)
    return [Text.sanitized("Shown: \(neighbourhood.title) \(name), \(part)."), ""]
  }

  /// What was searched for, and how much of the mesh is found.
  private var finding: [String] {
    guard let search, let found else { return [] }
    let text = Text.sanitized(search.text)
    let counts = [
      (found.selection.nodes.count(where: \.self), "node"), (found.selection.edges.count(where: \.self), "edge"),
    ].filter { $0.0 > 0 }.map { Figures.count($0.0, $0.1) }
    if counts.isEmpty { return ["Nothing is found by \(text).", ""] }
    return ["Found by \(text): \(counts.joined(separator: ", ")), marked \(look.glyphs.found).", ""]
  }

  private var legend: String {
    let glyphs = look.glyphs
    let locks = [MutualTLS.State.full, .partial, .none, .unknown].map { "\(glyphs.lock($0)) \($0.words)" }
    let marks = [Health.healthy, .degraded, .failing, .idle].map { "\(glyphs.mark($0)) \($0.rawValue)" }
    return (locks + marks).joined(separator: "  ")
  }

  private var lineLegend: String {
    let glyphs = look.glyphs
    let lines = [MutualTLS.State.full, .none, .unknown].map { state in
      String(repeating: glyphs.lines(state).horizontal, count: 3)
    }
    return "\(lines[0]) encrypted  \(lines[1]) plaintext, wholly or partly  \(lines[2]) not known"
  }

  private var table: [String] {
    guard !mesh.snapshot.edges.isEmpty else { return [] }
    let names = NodeNames(mesh.snapshot)
    func mark(_ isFound: Bool?) -> String { isFound ?? false ? "\(look.glyphs.found) " : "" }
    func name(_ id: NodeID) -> String {
      let isFound = mesh.nodeIndex(id).flatMap { found?.selection.nodes[$0] }
      return mark(isFound) + Text.sanitized(names.full(id, in: mesh))
    }
    let dash = String(look.glyphs.dash)
    let requests = mesh.snapshot.edges.map { $0.requestRate ?? -1 }
    let order = requests.indices.sorted { (requests[$0], $1) > (requests[$1], $0) }
    var rows = [["", "Source", "Target", "mTLS", "Requests", "Errors", "p95", "Bytes", "Conns", "Health"]]
    for index in order {
      let edge = mesh.snapshot.edges[index]
      rows.append([
        mark(found?.selection.edges[index]), name(edge.source), name(edge.target),
        edge.mtls.state == .unknown ? "?" : "\(look.glyphs.lock(edge.mtls.state)) \(edge.mtls.figure)",
        edge.requestRate.map(Figures.rate) ?? dash, edge.errorPercent.map(Figures.percent) ?? dash,
        edge.latency?.p95.map(Figures.milliseconds) ?? dash, edge.bytes.map(Figures.bytes) ?? dash,
        edge.tcp.map { Figures.rate($0.opened) } ?? dash, edge.health.rawValue,
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { displayWidth(of: $0[column]) }.max() ?? 0 }
    return rows.map { row in
      // Without a search there is no column of marks.
      var line = row[0].padded(widths[0])
      for (column, text) in row.enumerated().dropFirst() {
        let isNumber = (4...8).contains(column)
        line += isNumber ? text.aligned(widths[column]) : text.padded(widths[column])
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
