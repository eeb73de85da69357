import Layout
import Mesh
import Terminal

/// What a typed expression could become, over the line in which it is typed.
enum FindOverlay {
  private static let greatestWidth = 64
  private static let greatestRows = 8
  private static let titleWidth = 16

  /// Where it is: over the details of a narrow screen; of a wide one over the graph, but not over the chosen box. Its
  /// height depends on the screen alone, so that nothing jumps while one types.
  static func area(_ state: State) -> CellRect {
    let areas = state.areas
    guard areas.isWide else {
      return CellRect(x: 0, y: areas.detail.y - 1, width: state.width, height: areas.detail.height + 2)
    }
    let height = min(greatestRows, areas.whole.height / 3) + 2
    let left = CellRect(
      x: areas.main.x, y: areas.main.maxY - height, width: min(greatestWidth, areas.main.width), height: height)
    guard !state.isExpanded, let box = state.chosenBox, box.intersects(left) else { return left }
    return CellRect(x: areas.detail.x, y: left.y, width: areas.detail.width, height: height)
  }

  /// Draws the list over the panes.
  static func draw(_ state: State, on canvas: inout Canvas, _ look: Look) {
    let isHiding = state.hide.isEditing
    let list = isHiding ? state.hide.list : state.find.list
    let isEmpty = (isHiding ? state.hide.text : state.find.text).isEmpty
    let area = area(state)
    let inner = area.inset(x: 1, y: 1)
    canvas.fill(inner, style: look.theme[.text])
    let title = isEmpty ? (isHiding ? "Hide" : "Find") : "Complete"
    if state.areas.isWide {
      canvas.frame(
        area, title: title, style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
    } else {
      // The screen's own border goes on around it.
      canvas.horizontalLine(
        x: 1, y: area.y, length: area.width - 2, style: look.theme[.borderFocused],
        glyph: look.glyphs.rounded.horizontal)
      canvas.write(" \(title) ", x: 3, y: area.y, style: look.theme[.title])
    }
    ChoiceOverlay.drawRows(list.entries.count, chosen: list.row, on: &canvas, in: inner, look) { row in
      let entry = list.entries[row]
      let isPreset = if case .preset = entry { true } else { false }
      let title = Text.cut(Text.sanitized(entry.title), to: inner.width / 2, ellipsis: look.glyphs.ellipsis)
      let gap = String(repeating: " ", count: max(2, titleWidth - displayWidth(of: title)))
      let isNext = row == list.row || list.row == nil && row == 0 && !isEmpty
      return Line(
        [Span(" "), Span(title, isPreset ? .accent : .text), Span(gap + Text.sanitized(entry.note), .dim)],
        right: isNext ? [Span("tab ", .key)] : [])
    }
    if list.entries.isEmpty {
      canvas.write("a name, or the end of an expression", x: inner.x + 1, y: inner.y, style: look.theme[.dim])
    } else if list.entries.count > inner.height {
      let count = " \((list.row ?? 0) + 1) of \(list.entries.count) "
      canvas.write(count, x: area.maxX - count.count - 2, y: area.y, style: look.theme[.dim])
    }
  }
}

extension State {
  /// The cells of the screen that the chosen box takes; nil where none is in view.
  fileprivate var chosenBox: CellRect? {
    guard pane == .graph, let selection, let scene, let box = scene.box(of: selection) else { return nil }
    let rect = scene.drawing.boxes[box].rect
    guard rect.intersects(viewport) else { return nil }
    return CellRect(
      x: areas.main.x + rect.x - origin.x, y: areas.main.y + rect.y - origin.y, width: rect.width, height: rect.height)
  }
}
