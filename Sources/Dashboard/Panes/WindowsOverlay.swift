import Mesh
import Terminal

/// The choice of a window.
enum WindowsOverlay {
  /// Draws the choice over the panes: dimmed, and why, what proxies are not scraped often enough for.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let rows = zip(Overlay.rowKeys, Overlay.windows).map { key, window in
      let mark = window == state.settings.window ? "\(look.glyphs.checked)" : " "
      let name = Figures.span(window).padded(6)
      guard let hindrance = state.hindrance(to: window) else {
        return [Span(" \(key)", .key), Span("  \(name)"), Span(mark, .accent)]
      }
      return [Span(" \(key)  \(name)", .dim), Span(mark, .accent), Span("  \(hindrance)", .dim)]
    }
    ChoiceOverlay.draw(rows, row: row, title: "Rates over the last", width: 52, on: &canvas, look)
  }
}
