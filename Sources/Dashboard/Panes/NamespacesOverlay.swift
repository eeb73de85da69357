import Terminal

/// The choice of the namespaces to look at.
enum NamespacesOverlay {
  private static let greatestRows = 16

  /// The number of names that show at once.
  static func rows(_ state: State) -> Int { max(1, min(greatestRows, state.height - 8)) }

  /// Draws the choice over the panes.
  static func draw(_ state: State, _ choice: NamespaceChoice, on canvas: inout Canvas, _ look: Look) {
    let rows = rows(state)
    let width = min(56, canvas.width - 4)
    // It keeps its size whatever is typed, so that nothing jumps.
    let area = CellRect(
      x: (canvas.width - width) / 2, y: max(1, (canvas.height - rows - 4) / 2), width: width, height: rows + 4)
    canvas.open(area, title: "Namespaces", look)
    let inner = area.inset(x: 1, y: 1)
    let hint = choice.text.isEmpty ? "  type to narrow" : ""
    canvas.write(
      Line(
        [Span(" /", .key), Span(choice.text), Span(" ", .cursor), Span(hint, .dim)],
        right: [Span("\(marked(choice)) ", choice.marked.isEmpty ? .dim : .accent)]),
      x: inner.x, y: inner.y, width: inner.width, look)
    let list = CellRect(x: inner.x, y: inner.y + 1, width: inner.width, height: rows)
    draw(state.names(in: choice), state, choice, on: &canvas, in: list, look)
    let keys: [Span] = [
      Span(" space", .key), Span(" marks  ", .dim), Span("enter", .key), Span(" applies  ", .dim), Span("ctrl-a", .key),
      Span(" all  ", .dim), Span("esc", .key), Span(" cancels", .dim),
    ]
    canvas.write(keys, x: inner.x, y: inner.maxY - 1, width: inner.width, look)
  }

  private static func marked(_ choice: NamespaceChoice) -> String {
    choice.marked.isEmpty ? "all" : "\(choice.marked.count) marked"
  }

  private static func draw(
    _ names: [String], _ state: State, _ choice: NamespaceChoice, on canvas: inout Canvas, in area: CellRect,
    _ look: Look
  ) {
    if names.isEmpty {
      let text = choice.text.isEmpty ? "No namespace is known yet." : "No namespace has this in its name."
      canvas.write(text, x: area.x + 1, y: area.y, width: area.width - 2, style: look.theme[.dim])
    }
    let hasClusters = Set(state.namespaceClusters.values.joined()).count > 1
    ChoiceOverlay.drawRows(names.count, chosen: choice.row, on: &canvas, in: area, look) { row in
      let name = names[row]
      let mark = choice.marked.contains(name) ? look.glyphs.checked : look.glyphs.unchecked
      let clusters = hasClusters ? state.namespaceClusters[name]?.sorted().joined(separator: ", ") ?? "" : ""
      return Line([Span(" \(mark) ", .accent), Span(name)], right: [Span(Text.cut(clusters, to: 24) + " ", .dim)])
    }
  }
}
