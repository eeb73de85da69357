import Mesh
import Terminal

/// All keys, drawn from the key map.
enum HelpOverlay {
  /// Draws the help over the panes.
  static func draw(_ state: State, scroll: Int, on canvas: inout Canvas, _ look: Look) {
    let lines = self.lines(state, look.glyphs)
    let area = self.area(state, lines.count)
    canvas.fill(area, style: look.theme[.text])
    canvas.frame(
      area, title: "Keys", style: look.theme[.borderFocused], titleStyle: look.theme[.title], glyphs: look.glyphs)
    let inner = area.inset(x: 2, y: 1)
    for (index, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
      canvas.write(line, x: inner.x, y: inner.y + index, width: inner.width, look)
    }
    let below = lines.count - scroll - inner.height
    if below > 0 || scroll > 0 {
      let text = " \(look.glyphs.arrowUp)\(look.glyphs.arrowDown) \(below > 0 ? "\(below) more" : "end") "
      canvas.write(text, x: area.x + 2, y: area.maxY - 1, style: look.theme[.dim])
    }
  }

  /// The furthest that the help can be scrolled.
  static func greatestScroll(_ state: State) -> Int {
    let count = lines(state, .unicode).count
    return max(0, count - area(state, count).inset(x: 2, y: 1).height)
  }

  private static func area(_ state: State, _ lines: Int) -> CellRect {
    let width = min(72, state.width - 4)
    let height = min(lines + 2, state.height - 2)
    return CellRect(x: (state.width - width) / 2, y: (state.height - height) / 2, width: width, height: height)
  }

  private static func lines(_ state: State, _ glyphs: GlyphSet) -> [Line] {
    var lines: [Line] = []
    for topic in Command.Topic.allCases {
      let bindings = state.keys.bindings.filter { $0.command.topic == topic }
      if bindings.isEmpty { continue }
      if !lines.isEmpty { lines.append(Line()) }
      lines.append(Line(topic.rawValue, .title))
      for binding in bindings {
        lines.append(
          Line([
            Span(binding.keys.joined(separator: "  ").padded(24), .key), Span(binding.command.explanation),
          ]))
      }
    }
    lines += [Line(), Line("Signs", .title)]
    lines += [
      Line([
        Span("\(glyphs.lock(.full)) encrypted  ", .encrypted), Span("\(glyphs.lock(.partial)) partly  ", .partial),
        Span("\(glyphs.lock(.none)) plaintext  ", .plaintext), Span("\(glyphs.lock(.unknown)) not known", .unknown),
      ]),
      Line([
        Span("\(glyphs.mark(.healthy)) healthy  ", .healthy), Span("\(glyphs.mark(.degraded)) degraded  ", .degraded),
        Span("\(glyphs.mark(.failing)) failing  ", .failing), Span("\(glyphs.mark(.idle)) idle", .idle),
      ]),
      Line([
        Span("\(dashes(glyphs.lines(.full))) encrypted  "),
        Span("\(dashes(glyphs.lines(.none))) plaintext, wholly or partly  "),
        Span("\(dashes(glyphs.lines(.unknown))) not known"),
      ]),
      Line([Span("\(glyphs.lock(.full))\(glyphs.chevron)12/s", .encrypted), Span("  between clusters")]),
    ]
    return lines
  }

  private static func dashes(_ lines: GlyphSet.Lines) -> String { String(repeating: lines.horizontal, count: 3) }
}

/// The choice of a window.
enum WindowsOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let width = 34
    let height = Overlay.windows.count + 2
    let area = CellRect(
      x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width: width, height: height)
    canvas.fill(area, style: look.theme[.text])
    canvas.frame(
      area, title: "Rates over the last", style: look.theme[.borderFocused], titleStyle: look.theme[.title],
      glyphs: look.glyphs)
    for (index, window) in Overlay.windows.enumerated() {
      let line = CellRect(x: area.x + 1, y: area.y + 1 + index, width: area.width - 2, height: 1)
      let base = index == row ? look.theme[.selection] : nil
      if let base { canvas.fill(line, style: base) }
      let now = window == state.settings.window ? "\(look.glyphs.checked)" : " "
      canvas.write(
        [Span(" \(index + 1)", .key), Span("  \(Figures.span(window))".padded(10)), Span(now, .accent)], x: line.x,
        y: line.y, width: line.width, look, base: base)
    }
  }
}
