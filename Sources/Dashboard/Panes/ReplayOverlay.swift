import FoundationEssentials
import Mesh
import Terminal

/// The choice of how much to replay.
enum ReplayOverlay {
  /// Draws the choice over the panes.
  static func draw(_ state: State, row: Int, on canvas: inout Canvas, _ look: Look) {
    let step = state.replayStep
    let rows = zip(Overlay.rowKeys, Overlay.replays).map { key, length in
      let frames = Figures.count(Int((length.seconds / step).rounded(.up)) + 1, "frame")
      return [
        Span(" \(key)", .key), Span("  \(Figures.span(length).padded(6))"),
        Span("\(frames), \(Figures.age(step)) apart", .dim),
      ]
    }
    let title = state.past.map { "Replay from \(Clock.time($0, utcOffset: state.settings.utcOffset)) on" }
    ChoiceOverlay.draw(rows, row: row, title: title ?? "Replay the last", width: 40, on: &canvas, look)
  }
}
