import Mesh
import Terminal

/// The choice of a neighbourhood.
enum FocusOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let width = 40
    let name = state.selection.map(state.name) ?? ""
    let rows = zip(Overlay.rowKeys, FocusChoice.all).map { rowKey, choice in
      let key = " \(rowKey)"
      let title = choice.neighbourhood == nil ? choice.title : "\(choice.title) "
      let room = width - 2 - key.count - 2 - title.count - 1
      let end = choice.neighbourhood == nil ? "" : Text.cutMiddle(name, to: room, ellipsis: look.glyphs.ellipsis)
      return [Span(key, .key), Span("  \(title)"), Span(end, .accent)]
    }
    ChoiceOverlay.draw(rows, row: row, title: "Show only", width: width, on: &canvas, look)
  }
}
