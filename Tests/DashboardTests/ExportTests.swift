import Foundation
import FoundationXML
import Mesh
import Terminal
import Testing

@testable import Dashboard

/// Files in every format. `MESHTOP_RECORD=1 swift test --filter ExportTests` writes the golden ones anew, to be looked at again.
@Suite struct ExportTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  private static let look = Look(theme: .dark, glyphs: .unicode)

  private func text(_ snapshot: Snapshot, _ format: ExportFormat, table: ExportTable = .edges) -> String {
    let bytes = MeshExport(MeshView(MeshIndex(snapshot)), Self.look).bytes(format, table: table)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func expect(_ text: String, equals name: String) throws {
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["MESHTOP_RECORD"] != nil {
      try Data(text.utf8).write(to: file, options: .atomic)
    }
    #expect(try Data(contentsOf: file) == Data(text.utf8), "\(name) is otherwise:\n\(text)")
  }

  // MARK: All formats

  @Test(arguments: [ExportFormat.ansi, .svg, .html, .dot, .mermaid, .csv, .prometheus])
  func aSmallMesh(format: ExportFormat) throws {
    try expect(text(SampleMesh.canary, format), equals: "canary.\(try #require(format.fileExtensions.first))")
  }

  @Test(arguments: [ExportTable.nodes, .namespaces])
  func otherTables(table: ExportTable) throws {
    try expect(text(SampleMesh.shop, .csv, table: table), equals: "shop-\(table.rawValue).csv")
  }

  @Test(arguments: ExportFormat.allCases)
  func anEmptyMesh(format: ExportFormat) {
    let empty = text(Snapshot(time: SampleMesh.time, window: .seconds(120)), format)
    #expect(!empty.isEmpty)
    if format == .svg { #expect(XMLParser(data: Data(empty.utf8)).parse()) }
  }

  @Test func aFileEndsInItsFormat() {
    for format in ExportFormat.allCases {
      for ending in format.fileExtensions { #expect(ExportFormat(file: "a.b/mesh.\(ending.uppercased())") == format) }
    }
    for name in ["mesh", "svg", ".svg", "mesh.svg/x", "mesh.", "mesh.pdf", ""] {
      #expect(ExportFormat(file: name) == nil)
    }
  }

  // MARK: Hostile labels

  private static let hostile = "=1+\"<script>alert(1)</script>'`\\N&#%%{init: 1}%%|]\n]]>-->\u{202E}\u{0}"

  private static var hostileMesh: Snapshot {
    func node(_ name: String) -> Node {
      Node(
        kind: .workload, cluster: hostile, namespace: hostile, name: name, app: hostile, version: hostile,
        health: .failing)
    }
    let nodes = [node(hostile), node("plain")]
    let edge = Edge(
      source: nodes[0].id, target: nodes[1].id, via: nodes[0].id, services: [hostile],
      http: RequestTraffic(rate: 1, errorPercent: 50), sourcePrincipals: [hostile], destinationPrincipals: [hostile],
      health: .failing)
    return Snapshot(
      time: SampleMesh.time, window: .seconds(120), source: hostile, warnings: [hostile], nodes: nodes, edges: [edge])
  }

  @Test(arguments: ExportFormat.allCases)
  func hostileLabelsAreNothingButText(format: ExportFormat) {
    let text = text(Self.hostileMesh, format)
    let isColoured = format == .ansi
    #expect(
      !text.unicodeScalars.contains {
        $0.value == 0x202E || $0.value == 0
          || ($0.value < 0x20 && $0 != "\n" && $0 != "\r" && !(isColoured && $0.value == 0x1B))
      })
    if [.svg, .html, .mermaid].contains(format) {
      #expect(!text.contains("<script>alert") && !text.contains("]]>"))
    }
    if format == .mermaid { #expect(!text.contains("%%{")) }
    if format == .svg { #expect(XMLParser(data: Data(text.utf8)).parse()) }
  }

  @Test func inDOTNothingEndsAQuotedText() {
    for line in text(Self.hostileMesh, .dot).split(separator: "\n") where line.contains("label=") {
      // Without what is escaped, quotes come in pairs around texts that have none.
      let plain = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
      #expect(plain.count { $0 == "\"" } % 2 == 0)
      let outside = plain.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter {
        $0.offset % 2 == 0
      }
      #expect(!outside.contains { $0.element.contains("<") || $0.element.contains("script") }, "\(line)")
    }
  }

  @Test func inMermaidOnlyItsOwnSignsAreLeft() {
    for line in text(Self.hostileMesh, .mermaid).split(separator: "\n") where line.contains("\"") {
      let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
      #expect(quoted.count == 3, "\(line)")
      #expect(!quoted[1].contains { "<>{}[]|`\\&".contains($0) }, "\(line)")
    }
  }

  @Test(arguments: ["direction TB", "a direction\u{A0}LR b", "", "fa:fa-car", "style n1 fill:#f00", "end"])
  func inMermaidNoNameIsTakenForItsWords(name: String) throws {
    var mesh = SampleMesh.shop
    mesh.nodes[0].name = name
    mesh.nodes[0].namespace = name
    let text = text(mesh, .mermaid)
    #expect(!text.contains(/(?m)^.*direction\s+(TB|TD|BT|RL)/) && !text.contains("\"\""))
    #expect(!text.contains(/"[^"\n]*:[^"\n]*"/))
  }

  @Test func inMermaidBoxesThatNothingLeadsOutOfRunAsTheRestDoes() {
    var mesh = SampleMesh.shop
    let all = text(mesh, .mermaid)
    let (shop, boxes) = (
      all.components(separatedBy: "direction LR").count - 1, all.components(separatedBy: "subgraph").count
    )
    #expect(shop < boxes - 1)
    mesh.edges.removeAll { edge in
      let ends = [edge.source, edge.target].map { id in mesh.nodes.first { $0.id == id }?.namespace }
      return ends[0] != ends[1]
    }
    let alone = text(mesh, .mermaid)
    #expect(alone.components(separatedBy: "direction LR").count == alone.components(separatedBy: "subgraph").count)
  }

  @Test func moreEdgesThanMermaidDrawsAreTold() {
    var mesh = SampleMesh.shop
    mesh.nodes = (0..<30).map { Node(kind: .workload, cluster: "east", namespace: "shop", name: "n\($0)") }
    mesh.edges = mesh.nodes.flatMap { source in mesh.nodes.map { Edge(source: source.id, target: $0.id) } }
    #expect(text(mesh, .mermaid).contains("%% 900 edges"))
    #expect(
      MeshExport(MeshView(MeshIndex(mesh)), Look(theme: .dark, glyphs: .unicode)).notice(.mermaid)?.contains("900")
        == true)
    #expect(!text(SampleMesh.shop, .mermaid).contains("%%"))
  }

  // MARK: CSV

  /// The fields of a file by RFC 4180.
  private func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch (character, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        rest.removeFirst()
        rows[rows.count - 1][rows[rows.count - 1].count - 1].append("\"")
      case ("\"", _): isQuoted.toggle()
      case (",", false): rows[rows.count - 1].append("")
      case ("\r\n", false): rows.append([""])
      default: rows[rows.count - 1][rows[rows.count - 1].count - 1].append(character)
      }
    }
    if rows.last == [""] { rows.removeLast() }
    return rows
  }

  @Test(arguments: ExportTable.allCases)
  func everyRowHasAllColumnsAndNoFormula(table: ExportTable) {
    for mesh in [Self.hostileMesh, SampleMesh.shop, SampleMesh.hub(leaves: 20)] {
      let rows = rows(text(mesh, .csv, table: table))
      #expect(Set(rows.map(\.count)).count == 1)
      #expect(Set(rows[0]).count == rows[0].count, "no column twice")
      let fields = rows.flatMap(\.self).filter { Double($0) == nil }
      #expect(!fields.contains { $0.first.map { "=+-@".contains($0) } ?? false })
    }
    #expect(text(Self.hostileMesh, .csv, table: table).contains("\"'=1+\"\"<script>"))
  }

  @Test func numbersArePlainAndReadBackAsTheSame() throws {
    let mesh = SampleMesh.shop
    let rows = rows(text(mesh, .csv))
    let column = try #require(rows[0].firstIndex(of: "http_requests_per_second"))
    #expect(rows.dropFirst().map { Double($0[column]) } == mesh.edges.map { $0.http?.rate })
    #expect(rows.count == mesh.edges.count + 1)
  }

  // MARK: Metrics

  @Test func metricsAreToldOnceAndInBaseUnits() throws {
    var mesh = SampleMesh.shop
    mesh.edges += mesh.edges
    mesh.nodes += mesh.nodes
    let lines = text(mesh, .prometheus).split(separator: "\n")
    let samples = lines.filter { !$0.hasPrefix("#") }.map { $0[..<($0.lastIndex(of: " ") ?? $0.endIndex)] }
    #expect(Set(samples).count == samples.count)
    let helps = lines.filter { $0.hasPrefix("# HELP") }.map { $0.split(separator: " ")[2] }
    #expect(Set(helps).count == helps.count)
    #expect(lines.count { $0.hasPrefix("# TYPE") } == helps.count)
    let orders = "source=\"frontend\",source_namespace=\"shop\",source_cluster=\"east\",source_kind=\"workload\""
    let error = try #require(lines.first { $0.hasPrefix("meshtop_edge_error_ratio{\(orders),destination=\"orders\"") })
    #expect(error.hasSuffix("protocol=\"http\"} 0.12"))
    #expect(lines.contains { $0.hasPrefix("meshtop_edge_latency_seconds{") && $0.hasSuffix("statistic=\"p95\"} 0.08") })
  }

  // MARK: HTML

  @Test func aPageHoldsAllThereIsAndLoadsNothing() {
    let page = text(SampleMesh.shop, .html)
    for word in ["src=", "href", "url(", "@import", "onclick", "style=\""] { #expect(!page.contains(word), "\(word)") }
    #expect(page.contains("default-src 'none'"))
    #expect(page.components(separatedBy: "<svg").count == 3, "for light and dark pages")
    for table in ["Edges", "Namespaces", "Workloads"] { #expect(page.contains("<h2>\(table)</h2>")) }
    let rows = page.components(separatedBy: "<tbody>").dropFirst().map {
      $0.components(separatedBy: "</tbody>")[0].components(separatedBy: "<tr>").count - 1
    }
    let mesh = SampleMesh.shop
    #expect(rows == [mesh.edges.count, MeshIndex(mesh).namespaceTotals().count, mesh.nodes.count])
  }

  @Test func aPageOfAPartSaysSo() {
    var options = ViewOptions()
    options.hidden = try? FindExpression.query("healthy")
    let view = MeshView(MeshIndex(SampleMesh.shop), options)
    let page = String(decoding: MeshExport(view, Self.look).bytes(.html), as: UTF8.self)
    #expect(page.contains("The graph shows a part of the mesh"))
    #expect(!text(SampleMesh.shop, .html).contains("The graph shows a part of the mesh"))
  }

  // MARK: The dashboard

  @Test func aFormatIsChosenAndTheScreenIsSavedWithoutTheChoice() throws {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("X")
    #expect(dashboard.frame().contains("Save as"))
    for format in ExportFormat.offered { #expect(dashboard.frame().contains(format.explanation)) }
    dashboard.press("3")
    #expect(dashboard.state.overlay == nil)
    guard case .save(_, .svg, let name)? = dashboard.takeEffects().first else {
      Issue.record("nothing is saved")
      return
    }
    #expect(name == "meshtop-20260921-141320.svg")
    let screen = String(decoding: ScreenDocument(dashboard.state, Self.look).bytes(.svg), as: UTF8.self)
    #expect(screen.contains("1 Graph") && !screen.contains("Save as"))
    dashboard.press("X", "esc")
    #expect(dashboard.state.overlay == nil && dashboard.takeEffects().isEmpty)
  }

  @Test func ctrlSSavesTextAtOnce() {
    var dashboard = TestDashboard()
    _ = dashboard.takeEffects()
    dashboard.press("ctrl-s")
    guard case .save(_, .text, "meshtop-20260921-141320.txt")? = dashboard.takeEffects().first else {
      Issue.record("nothing is saved")
      return
    }
    #expect(dashboard.state.overlay == nil)
  }

  @Test func beforeTheFirstAnswerThereIsNothingToSave() {
    var dashboard = TestDashboard(nil)
    _ = dashboard.takeEffects()
    dashboard.press("X", "enter")
    #expect(dashboard.takeEffects().isEmpty)
    #expect(dashboard.frame().contains("There is nothing to save yet."))
  }

  @Test func aDashboardBeginsAtAPaneAndANode() {
    var state = TestDashboard().state
    state.begin(at: .workloads, choosing: SampleMesh.id("cart"))
    #expect(state.pane == .workloads)
    #expect(state.selection == SampleMesh.id("cart"))
    #expect(state.list.selection == .node(SampleMesh.id("cart")))
  }
}
