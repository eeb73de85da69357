import FoundationEssentials
import Mesh
import Terminal

/// The choice of what the shown mesh is compared with.
enum ComparisonsOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let rows = zip(Overlay.rowKeys, state.comparisonRows).map { key, back -> [Span] in
      guard let back else { return [Span(" \(key)", .key), Span("  do not compare any more")] }
      if back == .zero { return [Span(" \(key)", .key), Span("  as it is now, from here on")] }
      let row = [Span(" \(key)", .key), Span("  \(Figures.span(back)) before".padded(16))]
      guard let moment = state.comparisonMoment(back: back) else { return row + [Span("nothing in the file", .dim)] }
      let words = Clock.moment(moment, seenFrom: state.present, utcOffset: state.settings.utcOffset)
      return row + [Span(words + (state.isExact(moment, back: back) ? "" : ", the nearest"), .dim)]
    }
    ChoiceOverlay.draw(rows, row: row, title: "Compare with the mesh", width: 50, on: &canvas, look)
  }
}
