import Mesh
import Terminal

/// The command palette: a line to type into, and what matches it.
enum PaletteOverlay {
  private static let greatestWidth = 84
  private static let greatestRows = 20
  private static let titleWidth = 22

  /// The number of matches that show at once.
  static func rows(_ state: State) -> Int { max(1, min(greatestRows, state.height - 8)) }

  /// Draws the palette over the panes.
  static func draw(_ state: State, on canvas: inout Canvas, _ look: Look) {
    let rows = rows(state)
    let width = min(greatestWidth, canvas.width - 4)
    // It keeps its size whatever matches, so that nothing jumps while one types.
    let area = CellRect(x: (canvas.width - width) / 2, y: 2, width: width, height: rows + 4)
    canvas.open(area, title: "Do or go to", look)
    let inner = area.inset(x: 1, y: 1)
    drawLine(state, on: &canvas, in: inner, look)
    canvas.horizontalLine(
      x: inner.x, y: inner.y + 1, length: inner.width, style: look.theme[.border],
      glyph: look.glyphs.rounded.horizontal)
    canvas.put(look.glyphs.rounded.teeRight, x: area.x, y: inner.y + 1, style: look.theme[.borderFocused])
    canvas.put(look.glyphs.rounded.teeLeft, x: area.maxX - 1, y: inner.y + 1, style: look.theme[.borderFocused])
    let list = CellRect(x: inner.x, y: inner.y + 2, width: inner.width, height: rows)
    if let moment = MomentText(state.palette.text) {
      canvas.write(
        state.explanation(of: moment), x: list.x + 1, y: list.y, width: list.width - 2, look,
        base: look.theme[.selection])
      return
    }
    drawMatches(state.palette, state.keys, on: &canvas, in: list, look)
    let count = "\(state.palette.matches.count) of \(state.palette.entries.count)"
    canvas.write(" \(count) ", x: area.maxX - count.count - 4, y: area.maxY - 1, style: look.theme[.dim])
  }

  private static func drawLine(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let palette = state.palette
    // The end of a long text is where one types.
    var text = palette.text
    while displayWidth(of: text) > area.width - 5 { text.removeFirst() }
    var spans = [Span(" :", .key), Span(text), Span(" ", .cursor)]
    if palette.text.isEmpty {
      let more = palette.history.isEmpty ? "" : "; up: what was typed before"
      spans.append(Span(" a command, a name, or at 14:05, at -1h\(more)", .dim))
    }
    canvas.write(spans, x: area.x, y: area.y, width: area.width, look)
  }

  private static func drawMatches(
    _ palette: Palette, _ keys: KeyMap, on canvas: inout Canvas, in area: CellRect, _ look: Look
  ) {
    if palette.matches.isEmpty {
      canvas.write("nothing matches", x: area.x + 1, y: area.y, style: look.theme[.dim])
      return
    }
    ChoiceOverlay.drawRows(palette.matches.count, chosen: palette.row, on: &canvas, in: area, look) { row in
      let match = palette.matches[row]
      let entry = palette.entries[match.entry]
      var right: [Span] = []
      if case .command(let command) = entry.deed, let key = keys.key(for: command) { right = [Span("\(key) ", .key)] }
      let gap = String(repeating: " ", count: max(2, titleWidth - displayWidth(of: entry.title)))
      return Line([Span(" ")] + title(entry, match) + [Span(gap + entry.note, .dim)], right: right)
    }
  }

  /// The title, with what is matched of it.
  private static func title(_ entry: PaletteEntry, _ match: Palette.Match) -> [Span] {
    if match.places.isEmpty { return [Span(entry.title)] }
    let places = Set(match.places)
    var spans: [Span] = []
    for (place, scalar) in entry.title.unicodeScalars.enumerated() {
      let role: Role = places.contains(place) ? .match : .text
      if let last = spans.indices.last, spans[last].role == role {
        spans[last].text.unicodeScalars.append(scalar)
      } else {
        spans.append(Span(String(scalar), role))
      }
    }
    return spans
  }
}
