import Mesh
import Terminal

/// What stands for long at the right end of the line below the main part: which rows of a table are in view, which figure
/// is on the graph's edges, how many charts there is no room for.
struct BorderNote {
  private let text: String
  /// Its first cell.
  let x: Int
  let y: Int

  /// The note of a state; nil where there is nothing to tell.
  init?(_ state: State, _ glyphs: GlyphSet) {
    guard state.mesh != nil, let text = Self.text(state, glyphs) else { return nil }
    let area = state.isExpanded ? state.areas.whole : state.areas.main
    self.text = " \(text) "
    // The marks that the graph goes on below stand at the right of a wide screen.
    let isBesideMarks = state.listID == nil && state.areas.isWide && !state.isExpanded
    let end = isBesideMarks ? GraphPane.centreOfMarks(state.areas) - 3 : area.maxX - 1
    x = end - displayWidth(of: self.text)
    y = area.maxY
  }

  private static func text(_ state: State, _ glyphs: GlyphSet) -> String? {
    if state.isExpanded {
      let count = ExpandedDetail.hiddenCharts(state)
      return count > 0 ? "\(count) more \(count == 1 ? "chart" : "charts")" : nil
    }
    return state.listID == nil ? figure(state) : rows(state, glyphs)
  }

  /// The figure on the edges; nil for the one that a graph begins with.
  private static func figure(_ state: State) -> String? {
    state.edgeLabel == .requests ? nil : "edges: \(state.edgeLabel.title)"
  }

  /// Which rows are in view, as `11–20 of 36`; nil where all are.
  private static func rows(_ state: State, _ glyphs: GlyphSet) -> String? {
    let (list, page) = (state.list, state.listLayout.page)
    guard list.rows.count > page else { return nil }
    let dash = glyphs.isASCII ? "-" : "–"
    return "\(list.top + 1)\(dash)\(min(list.top + page, list.rows.count)) of \(list.rows.count)"
  }

  func draw(on canvas: inout Canvas, _ look: Look) {
    canvas.write(text, x: x, y: y, style: look.theme[.dim])
  }
}
