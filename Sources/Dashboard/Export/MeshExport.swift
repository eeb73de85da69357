import JSON
import Layout
public import Mesh
import Terminal

/// Writes what a view shows of a mesh, or where the format is one of figures, the whole mesh.
public struct MeshExport {
  private let view: MeshView
  private let look: Look
  private let grouping: Grouping
  private let search: TextDocument.Search?

  /// An export of a view.
  ///
  /// - Parameters:
  ///   - look: the colours of what has any, and the signs.
  ///   - search: what is to be marked.
  public init(_ view: MeshView, _ look: Look, grouping: Grouping = .auto, search: TextDocument.Search? = nil) {
    self.view = view
    self.look = look
    self.grouping = grouping
    self.search = search
  }

  /// The bytes of a file in a format; empty where the graph was not laid out. O(nodes + edges) but for layouts.
  ///
  /// - Parameter table: which table a format has that holds but one.
  public func bytes(_ format: ExportFormat, table: ExportTable = .edges) -> [UInt8] {
    switch format {
    case .json: return JSONWriter.line { view.mesh.snapshot.write(to: &$0) }
    case .layout:
      guard let scene = scene(LayoutOptions(labelWidth: 0)) else { return [] }
      return JSONWriter.line { scene.write(to: &$0, of: view, search: search) }
    case .text:
      guard let scene = scene() else { return [] }
      return Array(TextDocument(view, scene, look.glyphs, search: search).text.utf8)
    case .ansi:
      guard let picture = picture(in: look) else { return [] }
      return Array((picture.ansiText() + "\n").utf8)
    case .svg:
      let caption = MeshCaption(view)
      return picture(in: look)?.svg(on: look.theme.page, title: caption.title, description: caption.sentence) ?? []
    case .html: return Array(html.utf8)
    case .dot: return Array(DotDocument(view, look.theme).text.utf8)
    case .mermaid: return Array(MermaidDocument(view).text.utf8)
    case .csv: return Array(CSVDocument(view.mesh, table).text.utf8)
    case .prometheus: return Array(PrometheusDocument(view.mesh).text.utf8)
    }
  }

  /// What who opens a file of a format will meet with; nil for nothing.
  public func notice(_ format: ExportFormat) -> String? {
    let edges = view.shown.snapshot.edges.count
    guard format == .mermaid, edges > MermaidDocument.mostEdges else { return nil }
    return "Mermaid draws no more than \(MermaidDocument.mostEdges) edges unless its maxEdges is raised, and there are "
      + "\(edges). Write fewer with --collapse, --focus or --hide."
  }

  private func scene(_ options: LayoutOptions = SceneRequest.documentOptions) -> Scene? {
    SceneRequest(view.shown.snapshot, options, grouping: grouping).scene(like: nil)
  }

  /// The whole graph.
  private func picture(in look: Look) -> Canvas? {
    scene().map { GraphPicture(view, $0, look, found: search?.found(in: view)).canvas }
  }

  private var html: String {
    let scene = scene()
    let caption = MeshCaption(view)
    let pictures = HTMLDocument.themes.compactMap { theme -> [UInt8]? in
      guard let scene else { return nil }
      let canvas = GraphPicture(view, scene, Look(theme: theme, glyphs: look.glyphs), found: search?.found(in: view))
        .canvas
      return canvas.svg(on: theme.page, title: caption.title, description: caption.sentence, isPartOfPage: true)
    }
    return HTMLDocument(view, pictures.map { String(decoding: $0, as: UTF8.self) }).text
  }
}

/// A drawing of the whole graph of a view.
struct GraphPicture {
  private let view: MeshView
  private let scene: Scene
  private let look: Look
  private let found: Found?

  init(_ view: MeshView, _ scene: Scene, _ look: Look, found: Found?) {
    self.view = view
    self.scene = scene
    self.look = look
    self.found = found
  }

  /// The drawing, of its own size.
  var canvas: Canvas {
    let drawing = scene.drawing
    var canvas = Canvas(width: drawing.width, height: drawing.height, style: look.theme[.text])
    GraphDrawing(
      mesh: view.shown, scene: scene, look: look, label: .requests,
      matches: Set(found.map { scene.request.nodes.filter($0.contains) } ?? []), foundEdges: Set(found?.edges ?? [])
    ).draw(on: &canvas, in: canvas.bounds, origin: Point(x: 0, y: 0))
    return canvas
  }
}

/// What a document is of, in words.
struct MeshCaption: Sendable {
  private let mesh: MeshIndex
  /// What is drawn; nil where that is the whole mesh.
  private let part: Snapshot?

  init(_ view: MeshView) { (mesh, part) = (view.mesh, view.isWhole ? nil : view.shown.snapshot) }

  init(_ mesh: MeshIndex) { (self.mesh, part) = (mesh, nil) }

  private var snapshot: Snapshot { mesh.snapshot }

  /// Source, moment and window.
  var title: String { "meshtop: \(moment)" }

  /// Source, moment and window, without the program's name.
  var moment: String {
    let parts = [snapshot.source, Clock.rfc3339(snapshot.time), "\(Figures.span(snapshot.window)) window"]
    return Text.sanitized(parts.filter { !$0.isEmpty }.joined(separator: ", "))
  }

  /// The mesh in one sentence, and how much of it is drawn where that is not all.
  var sentence: String {
    let totals = mesh.totals
    let nodes = Figures.count(snapshot.nodes.count, "node")
    let edges = Figures.count(snapshot.edges.count, "edge")
    var parts = ["\(nodes), \(edges)", "mTLS \(totals.mtls.figure)"]
    if totals.hasRequests {
      parts.append("\(Figures.number(totals.requests)) requests per second")
      parts.append("\(Figures.percent(totals.errorPercent ?? 0)) errors")
    }
    let drawn = part.map {
      " Drawn: \(Figures.count($0.nodes.count, "box", "boxes")), \(Figures.count($0.edges.count, "line"))."
    }
    return parts.joined(separator: ", ") + "." + (drawn ?? "")
  }
}
