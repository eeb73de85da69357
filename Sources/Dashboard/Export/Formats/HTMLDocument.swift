import Mesh
import Terminal

/// A mesh as one page to mail or to keep: totals, warnings, the graph as a picture, tables that can be sorted, and that can be read
/// and printed without scripts, too. It asks nothing of any server, and its policy allows no scripts and styles but its own.
struct HTMLDocument {
  private let view: MeshView
  private let pictures: [String]
  private let names: NodeNames

  /// The themes of the pictures, for light and dark pages.
  static let themes = [Theme.builtIn("light") ?? .dark, .dark]

  /// - Parameter pictures: the graph in each of the ``themes``.
  init(_ view: MeshView, _ pictures: [String]) {
    self.view = view
    self.pictures = pictures
    names = NodeNames(view.mesh.snapshot)
  }

  private var mesh: MeshIndex { view.mesh }

  /// The whole file.
  var text: String {
    let caption = MeshCaption(view)
    let policy =
      "default-src 'none'; style-src '\(HTMLParts.styleHash)'; script-src '\(HTMLParts.scriptHash)'; base-uri 'none'; form-action 'none'"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(Text.xml(caption.title))</title>
      <style>\(HTMLParts.style)</style>
      </head>
      <body>
      <header><h1>meshtop</h1><p>\(Text.xml(caption.moment))</p></header>
      <main>
      \(totals)\(warnings)\(graph)\(tables)</main>
      <script>\(HTMLParts.script)</script>
      </body>
      </html>

      """
  }

  // MARK: What there is in all

  private var totals: String {
    let totals = mesh.totals
    let snapshot = mesh.snapshot
    var cards = [
      ("nodes", "\(snapshot.nodes.count)"), ("edges", "\(snapshot.edges.count)"), ("mTLS", totals.mtls.figure),
    ]
    if totals.plaintextEdges > 0 { cards.append(("edges with plaintext", "\(totals.plaintextEdges)")) }
    if totals.hasRequests {
      cards.append(("requests", Figures.rate(totals.requests)))
      cards.append(("errors", Figures.percent(totals.errorPercent ?? 0)))
    }
    cards.append(("bytes", Figures.bytes(totals.bytes)))
    for health in [Health.degraded, .failing] {
      let count = snapshot.nodes.count { $0.health == health }
      if count > 0 { cards.append(("nodes \(health.rawValue)", "\(count)")) }
    }
    let items = cards.map { "<div><dd>\(Text.xml($0.1))</dd><dt>\(Text.xml($0.0))</dt></div>" }
    return "<dl class=\"totals\">\(items.joined())</dl>\n"
  }

  private var warnings: String {
    if mesh.snapshot.warnings.isEmpty { return "" }
    return "<ul class=\"warnings\">\(mesh.snapshot.warnings.map { "<li>\(Text.xml($0))</li>" }.joined())</ul>\n"
  }

  private var graph: String {
    if mesh.snapshot.nodes.isEmpty {
      return "<p>No traffic in the last \(Figures.span(mesh.snapshot.window)).</p>\n"
    }
    let figures = zip(["light", "dark"], pictures).map { "<div class=\"graph \($0)\">\($1)</div>\n" }
    let part = view.isWhole ? "" : "<p>The graph shows a part of the mesh; figures and tables are of all of it.</p>\n"
    return "<h2>Graph</h2>\n\(part)\(figures.joined())"
  }

  // MARK: Tables

  private var tables: String {
    let edges = mesh.snapshot.edges.sorted { ($0.requestRate ?? -1, $1.id) > ($1.requestRate ?? -1, $0.id) }
    let nodes = mesh.snapshot.nodes.sorted { ($0.health, $1.id) > ($1.health, $0.id) }
    return table("Edges", Self.edgeColumns, edges.map(row))
      + table("Namespaces", Self.namespaceColumns, mesh.namespaceTotals().map(row))
      + table("Workloads", Self.nodeColumns, nodes.map(row))
  }

  private static let edgeColumns = [
    "Source", "Destination", "mTLS", "Requests", "Errors", "p50", "p95", "p99", "Bytes", "Opened", "Health",
  ]

  private func row(_ edge: Edge) -> [HTMLCell] {
    let mtls = edge.mtls.state == .unknown ? "not known" : edge.mtls.figure
    return [
      HTMLCell(name(edge.source)), HTMLCell(name(edge.target)),
      HTMLCell(edge.mtls.percent ?? -1, kind: edge.mtls.state == .full ? "" : "mark") { _ in mtls },
      HTMLCell(edge.requestRate, Figures.rate), HTMLCell(edge.errorPercent, Figures.percent),
      HTMLCell(edge.latency?.p50, Figures.milliseconds), HTMLCell(edge.latency?.p95, Figures.milliseconds),
      HTMLCell(edge.latency?.p99, Figures.milliseconds), HTMLCell(edge.bytes, Figures.bytes),
      HTMLCell(edge.tcp?.opened, Figures.rate), HTMLCell(edge.health),
    ]
  }

  private static let namespaceColumns = [
    "Namespace", "Nodes", "mTLS", "In", "Errors in", "Out", "Within", "Bytes in", "Bytes out", "Health",
  ]

  private func row(_ sums: NamespaceTotals) -> [HTMLCell] {
    func requests(_ totals: Totals) -> HTMLCell {
      HTMLCell(totals.hasRequests ? totals.requests : nil, Figures.rate)
    }
    return [
      HTMLCell(names.hasClusters ? "\(sums.id.cluster)/\(sums.id.namespace)" : sums.id.namespace),
      HTMLCell(Double(sums.nodes)) { "\(Int($0))" }, HTMLCell(sums.all.mtls.percent) { _ in sums.all.mtls.figure },
      requests(sums.inbound), HTMLCell(sums.inbound.errorPercent, Figures.percent), requests(sums.outbound),
      requests(sums.within), HTMLCell(sums.inbound.bytes, Figures.bytes),
      HTMLCell(sums.outbound.bytes, Figures.bytes), HTMLCell(sums.health),
    ]
  }

  private static let nodeColumns = [
    "Name", "Kind", "Version", "Requests in", "Errors in", "Requests out", "Errors out", "p95", "Health",
  ]

  private func row(_ node: Node) -> [HTMLCell] {
    let sums = [mesh.inbound(node.id), mesh.outbound(node.id)].map { Totals($0) }
    let figures = sums.flatMap { totals in
      [
        HTMLCell(totals.hasRequests ? totals.requests : nil, Figures.rate),
        HTMLCell(totals.errorPercent, Figures.percent),
      ]
    }
    return [HTMLCell(names.full(node)), HTMLCell(node.kind.rawValue), HTMLCell(node.version ?? "")] + figures
      + [HTMLCell(node.latency?.p95, Figures.milliseconds), HTMLCell(node.health)]
  }

  private func name(_ id: NodeID) -> String { names.full(id, in: mesh) }

  private func table(_ title: String, _ columns: [String], _ rows: [[HTMLCell]]) -> String {
    if rows.isEmpty { return "" }
    let head = zip(columns, rows[0]).map { column, cell in
      "<th scope=\"col\"\(cell.isFigure ? " class=\"n\"" : "")>\(column)</th>"
    }
    let body = rows.map { row in "<tr>\(row.map(\.text).joined())</tr>\n" }
    return """
      <h2>\(title)</h2>
      <div class="table"><table>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(body.joined())</tbody>
      </table></div>

      """
  }
}

/// A cell of a table.
private struct HTMLCell {
  private let shown: String
  /// What rows are sorted by, where that is not the text.
  private let number: Double?
  /// Whether it stands at the right, as its column's heading does.
  let isFigure: Bool
  private let kind: String

  init(_ text: String) {
    shown = text
    number = nil
    kind = ""
    isFigure = false
  }

  /// A figure; a dash where it is not known.
  init(_ figure: Double?, kind: String = "", _ text: (Double) -> String) {
    shown = figure.map(text) ?? "–"
    number = figure ?? -1
    self.kind = kind
    isFigure = true
  }

  init(_ health: Health) {
    shown = health.rawValue
    number = Health.allCases.firstIndex(of: health).map(Double.init)
    kind = "h \(health.rawValue)"
    isFigure = false
  }

  var text: String {
    let classes = [isFigure ? "n" : "", kind].filter { !$0.isEmpty }.joined(separator: " ")
    let look = classes.isEmpty ? "" : " class=\"\(classes)\""
    let order = number.flatMap(PlainNumber.text).map { " data-v=\"\($0)\"" } ?? ""
    return "<td\(look)\(order)>\(Text.xml(shown))</td>"
  }
}
