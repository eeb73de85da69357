import Mesh
import Terminal

/// The choice of a neighbourhood.
enum FocusOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let width = 40
    let height = FocusChoice.all.count + 2
    let area = CellRect(
      x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width: width, height: height)
    canvas.fill(area, style: look.theme[.text])
    canvas.frame(
      area, title: "Show only", style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
    let name = state.selection.map(state.name) ?? ""
    for (index, choice) in FocusChoice.all.enumerated() {
      let line = CellRect(x: area.x + 1, y: area.y + 1 + index, width: area.width - 2, height: 1)
      let base = index == row ? look.theme[.selection] : nil
      if let base { canvas.fill(line, style: base) }
      let key = " \(index + 1)"
      let title = choice.neighbourhood == nil ? choice.title : "\(choice.title) "
      let room = line.width - key.count - 2 - title.count - 1
      let end = choice.neighbourhood == nil ? "" : Text.cutMiddle(name, to: room, ellipsis: look.glyphs.ellipsis)
      canvas.write(
        [Span(key, .key), Span("  \(title)"), Span(end, .accent)], x: line.x, y: line.y, width: line.width, look,
        base: base)
    }
  }
}
