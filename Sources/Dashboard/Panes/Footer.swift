import FoundationEssentials
import Mesh
import Terminal

/// The line at the bottom: what is typed, what went wrong, what was said, or which keys are worth knowing.
enum Footer {
  /// Draws the line on the lower border.
  static func draw(_ state: State, on canvas: inout Canvas, _ look: Look) {
    let y = canvas.height - 1
    let width = canvas.width - 4
    let spans = self.spans(state, look, width: width - 2)
    let used = spans.reduce(0) { $0 + displayWidth(of: $1.text) }
    canvas.write(" ", x: 2, y: y, style: look.theme[.border])
    canvas.write(spans, x: 3, y: y, width: width - 2, look)
    canvas.write(" ", x: 3 + min(used, width - 2), y: y, style: look.theme[.border])
  }

  private static func spans(_ state: State, _ look: Look, width: Int) -> [Span] {
    if state.find.isEditing {
      let matches = state.pane == .edges ? state.table.rows.count : state.find.matches.count
      let count = state.find.text.isEmpty ? "type a name" : "\(matches) found"
      return [
        Span("/", .key), Span(state.find.text, .text), Span(" ", .cursor), Span("  \(count)  ", .dim),
        Span("enter", .key), Span(" keep  ", .dim), Span("esc", .key), Span(" cancel", .dim),
      ]
    }
    if let notice = state.notice { return [Span(notice.text, notice.isError ? .error : .accent)] }
    if let failure = state.refreshing.failure, state.mesh != nil {
      let age = state.refreshing.arrived.map { "\(Figures.age(state.now.timeIntervalSince($0))) old. " } ?? ""
      return [Span(age, .stale), Span("\(failure.problem) \(failure.remedy)", .error)]
    }
    if let warnings = state.mesh?.snapshot.warnings, let first = warnings.first,
      state.pane == .edges || state.trail.isEmpty
    {
      let more = warnings.count > 1 ? " (+\(warnings.count - 1))" : ""
      return [Span("\(look.glyphs.mark(.degraded)) \(first)\(more)", .warning)]
    }
    return hints(state, width: width)
  }

  /// The keys that are worth knowing here, as many as there is room for.
  private static func hints(_ state: State, width: Int) -> [Span] {
    let isBox = state.selection.map { state.view?.box($0) != nil } ?? false
    let commands: [(Command, String)] =
      state.mesh == nil
      ? [(.refresh, "try again"), (.help, "help"), (.quit, "quit")]
      : state.detailRow != nil
        ? [(.open, "go there"), (.back, "back"), (.help, "help")]
        : state.pane == .graph
          ? [
            (.help, "help"), (.find, "find"), (.open, state.chosenEdge != nil ? "follow" : isBox ? "open" : "details"),
            (.nextNeighbour, "edges"), (.edgeLabel, "figure"), (.window, "window"), (.pause, "pause"), (.save, "save"),
            (.quit, "quit"),
          ]
          : [
            (.help, "help"), (.find, "find"), (.open, "show in graph"), (.sortNext, "sort"), (.sortReverse, "reverse"),
            (.window, "window"), (.pause, "pause"), (.save, "save"), (.quit, "quit"),
          ]
    var spans: [Span] = []
    var used = 0
    for (command, word) in commands {
      guard let key = state.keys.key(for: command) else { continue }
      let length = displayWidth(of: key) + displayWidth(of: word) + 3
      if used + length > width { break }
      used += length
      if !spans.isEmpty { spans.append(Span("  ", .dim)) }
      spans += [Span(key, .key), Span(" \(word)", .dim)]
    }
    return spans
  }
}
