import Mesh
import Terminal

/// What of the mesh the graph does not show, in one line.
enum Breadcrumb {
  /// The line; nil where all of the mesh is shown as it is, and nothing is being chosen.
  static func spans(_ state: State, _ glyphs: GlyphSet) -> [Span]? {
    guard state.pane == .graph, let view = state.view else { return nil }
    func key(_ command: Command) -> String { state.keys.key(for: command) ?? "" }
    if let start = state.pathStart {
      return [
        Span("paths from \(state.name(of: start)): ", .accent), Span("choose an end, then ", .dim),
        Span(key(.paths), .key),
        Span(", or ", .dim), Span(key(.back), .key),
      ]
    }
    if view.isWhole, view.options.scope == nil { return nil }
    let shown = view.shown.snapshot.nodes.count
    let all = view.mesh.snapshot.nodes.count
    var spans: [Span]
    if let scope = view.options.scope {
      let what = view.outcome == .missing ? "nothing of it here" : "\(shown) of \(Figures.count(all, "box", "boxes"))"
      spans = [
        Span("\(title(scope, view, state, glyphs))", .accent), Span(", \(what); ", .dim), Span(key(.back), .key),
        Span(" leaves", .dim),
      ]
    } else {
      let edges = Figures.count(view.mesh.snapshot.edges.count, "edge")
      spans = [
        Span("\(Figures.count(shown, "box", "boxes"))", .accent),
        Span(" for \(Figures.count(all, "node")), \(edges)", .dim),
      ]
    }
    if !view.sinks.isEmpty { spans.append(Span("  \(SinkMarks.legend(view))", .accent)) }
    return spans
  }

  private static func title(_ scope: ViewScope, _ view: MeshView, _ state: State, _ glyphs: GlyphSet) -> String {
    switch scope {
    case .focus(let node, let neighbourhood): return "focus: \(neighbourhood.title) \(state.name(of: node))"
    case .paths(let from, let to):
      let (start, end) = view.outcome == .reversed ? (to, from) : (from, to)
      return "paths: \(state.name(of: start)) \(glyphs.arrowRight) \(state.name(of: end))"
    }
  }
}
