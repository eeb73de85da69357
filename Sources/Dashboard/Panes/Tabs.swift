import Mesh
import Terminal

/// The line of the panes' names and the keys that open them.
enum Tabs {
  /// Draws the tabs, and at the right what is searched for or said.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    var x = area.x + 1
    for pane in Pane.allCases {
      let isShown = pane == state.pane
      let style = look.theme[isShown ? .tabSelected : .tab]
      let key = state.keys.key(for: pane.command) ?? ""
      x += canvas.write(" \(key) \(pane.title) ", x: x, y: area.y, style: style) + 1
    }
    let room = max(0, area.maxX - 1 - x)
    let right = self.right(state, look.glyphs, room)
    let width = right.reduce(0) { $0 + displayWidth(of: $1.text) }
    canvas.write(right, x: area.maxX - 1 - min(width, room), y: area.y, width: room, look)
  }

  private static func right(_ state: State, _ glyphs: GlyphSet, _ room: Int) -> [Span] {
    if !state.settings.alarm.isEmpty { return [Span(state.settings.alarm, .warning)] }
    let isInPart = state.pathStart != nil || state.viewOptions.scope != nil
    if isInPart, let spans = Breadcrumb.spans(state, glyphs, room) { return spans }
    if !state.find.text.isEmpty, !state.find.isEditing {
      let count =
        state.pane == .edges ? Figures.count(state.table.rows.count, "edge") : "\(state.find.matches.count) found"
      return [Span("/\(state.find.text) ", .match), Span(count, .dim)]
    }
    if let spans = Breadcrumb.spans(state, glyphs, room) { return spans }
    if state.pane == .edges, state.viewOptions.hidesHealthy {
      let key = state.keys.key(for: .errorsOnly) ?? ""
      return [
        Span("\(Figures.count(state.table.rows.count, "edge")), errors only; ", .warning), Span(key, .key),
        Span(" shows all", .dim),
      ]
    }
    guard let snapshot = state.mesh?.snapshot else { return [] }
    let scope = state.settings.namespaces.isEmpty ? "" : " in \(state.settings.namespaces.joined(separator: ", "))"
    return [
      Span(
        "\(Figures.count(snapshot.nodes.count, "node")), \(Figures.count(snapshot.edges.count, "edge"))\(scope)", .dim)
    ]
  }
}
