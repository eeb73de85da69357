import Mesh
public import Terminal

extension Canvas {
  /// Puts a question mark in place of what a terminal without Unicode cannot draw.
  fileprivate mutating func reduceToASCII() {
    let atMost: UInt32 = 0x2264
    for y in 0..<height {
      for x in 0..<width where self[x, y].scalar > 0x7E {
        put(self[x, y].scalar == atMost ? "<" : "?", x: x, y: y, style: self[x, y].style)
      }
    }
  }
}

extension State {
  /// The whole screen as it is now.
  public func screen(_ look: Look) -> Canvas {
    var canvas = Canvas(width: width, height: height, style: look.theme[.text])
    if isTooSmall {
      drawTooSmall(on: &canvas, look)
      return canvas
    }
    let areas = areas
    drawBorders(areas, on: &canvas, look)
    Header.draw(self, on: &canvas, look)
    Tabs.draw(self, on: &canvas, in: areas.tabs, look)
    TimeBar(self)?.draw(areas, on: &canvas, look)
    if isExpanded {
      ExpandedDetail.draw(self, on: &canvas, in: areas.whole, look)
    } else {
      drawPane(areas, on: &canvas, look)
    }
    if isStale {
      // What is old must not look like what is.
      let stale = look.theme[.stale]
      for area in isExpanded ? [areas.whole] : [areas.main, areas.detail] {
        canvas.restyle(area) {
          Style(foreground: stale.foreground, background: $0.background, attributes: stale.attributes)
        }
      }
    }
    // On the lower border of the screen it has to share the line with the hints.
    let note = BorderNote(self, look.glyphs)
    if let note, note.y < height - 1 { note.draw(on: &canvas, look) }
    if isTyping { FindOverlay.draw(self, on: &canvas, look) }
    Footer.draw(self, note, on: &canvas, look)
    switch overlay {
    case .help(let scroll): HelpOverlay.draw(self, scroll: scroll, on: &canvas, look)
    case .messages(let scroll): MessagesOverlay.draw(self, scroll: scroll, on: &canvas, look)
    case .windows(let row): WindowsOverlay.draw(self, row: row, on: &canvas, look)
    case .comparisons(let row): ComparisonsOverlay.draw(self, row: row, on: &canvas, look)
    case .replay(let row): ReplayOverlay.draw(self, row: row, on: &canvas, look)
    case .themes(let row, _): ThemesOverlay.draw(self, row: row, on: &canvas, look)
    case .palette: PaletteOverlay.draw(self, on: &canvas, look)
    case .focus(let row): FocusOverlay.draw(self, row: row, on: &canvas, look)
    case .display(let row): DisplayOverlay.draw(self, row: row, on: &canvas, look)
    case .namespaces(let choice): NamespacesOverlay.draw(self, choice, on: &canvas, look)
    case .formats(let row): FormatsOverlay.draw(row: row, on: &canvas, look)
    case nil: break
    }
    if look.glyphs.isASCII { canvas.reduceToASCII() }
    return canvas
  }

  private func drawPane(_ areas: Areas, on canvas: inout Canvas, _ look: Look) {
    switch pane {
    case .graph: GraphPane.draw(self, on: &canvas, in: areas.main, look)
    default: ListPane.draw(self, on: &canvas, in: areas.main, look)
    }
    canvas.clipped(to: areas.detail) { DetailPane.draw(self, on: &$0, in: areas.detail, look) }
  }

  private func drawBorders(_ areas: Areas, on canvas: inout Canvas, _ look: Look) {
    let style = look.theme[.border]
    let lines = look.glyphs.rounded
    canvas.frame(canvas.bounds, style: style, lines: lines)
    rule(y: areas.tabs.y + 1, on: &canvas, look)
    if isExpanded { return }
    if areas.isWide {
      let x = areas.detail.x - 1
      canvas.verticalLine(x: x, y: areas.detail.y, length: areas.detail.height, style: style, glyph: lines.vertical)
      canvas.put(lines.teeDown, x: x, y: areas.detail.y - 1, style: style)
      canvas.put(lines.teeUp, x: x, y: areas.detail.maxY, style: style)
    } else {
      rule(y: areas.detail.y - 1, on: &canvas, look)
    }
  }

  private func rule(y: Int, on canvas: inout Canvas, _ look: Look) {
    let lines = look.glyphs.rounded
    let style = look.theme[.border]
    canvas.horizontalLine(x: 1, y: y, length: canvas.width - 2, style: style, glyph: lines.horizontal)
    canvas.put(lines.teeRight, x: 0, y: y, style: style)
    canvas.put(lines.teeLeft, x: canvas.width - 1, y: y, style: style)
  }

  private func drawTooSmall(on canvas: inout Canvas, _ look: Look) {
    let lines = [
      "meshtop needs", "\(Areas.leastWidth)x\(Areas.leastHeight) cells,", "this is \(width)x\(height).", "q quits.",
    ]
    let top = max(0, (height - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      canvas.write(line, x: max(0, (width - line.count) / 2), y: top + index, style: look.theme[.text])
    }
  }
}
