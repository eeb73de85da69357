import FoundationEssentials
import Mesh
import Terminal

/// The line at the bottom: what is typed, what went wrong, what was said, or which keys are worth knowing.
enum Footer {
  /// Draws the line on the lower border, beside what stands there for long.
  static func draw(_ state: State, _ note: BorderNote?, on canvas: inout Canvas, _ look: Look) {
    let y = canvas.height - 1
    let width = canvas.width - 4
    let note = note.flatMap { $0.y == y ? $0 : nil }
    let spans = self.spans(state, note, look, width: width - 2)
    let used = spans.width
    canvas.write(" ", x: 2, y: y, style: look.theme[.border])
    canvas.write(spans, x: 3, y: y, width: width - 2, look)
    canvas.write(" ", x: 3 + min(used, width - 2), y: y, style: look.theme[.border])
    if let note, note.x > 3 + used { note.draw(on: &canvas, look) }
  }

  private static func spans(_ state: State, _ note: BorderNote?, _ look: Look, width: Int) -> [Span] {
    if state.find.isEditing {
      let count = state.find.text.isEmpty ? "a name, or an expression" : state.foundWords
      return prompt("/", state.find.text, state.find.error, count, state.find.list, "keep", look, width: width)
    }
    if state.hide.isEditing {
      let hint = state.hide.text.isEmpty ? "what to hide" : ""
      return prompt(
        "hide ", state.hide.text, state.hide.error, hint, state.hide.list, "hide", look, width: width)
    }
    if let notice = state.notice { return [Span(notice.text, notice.isError ? .error : .accent)] }
    if let overlay = state.overlay { return hints(overlay.hints(state.keys), width: width) }
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
    // Hints leave room for the marks that the graph goes on, and for what stands there for long; what went wrong is worth
    // more than those.
    let ends = [GraphPane.marksInFooter(state)?.lowerBound, note?.x].compactMap(\.self)
    return hints(state, width: min(width, (ends.min() ?? width + 4) - 4))
  }

  /// A line that is being typed: the wrong word marked, why it is wrong or what is found.
  private static func prompt(
    _ sign: String, _ text: String, _ error: FindError?, _ hint: String, _ list: FindList,
    _ enter: String, _ look: Look, width: Int
  ) -> [Span] {
    var spans = [Span(sign, .key)]
    // A word that is still being typed is not wrong yet.
    let isUnfinished = error.map { $0.range.upperBound >= text.count && list.hasCompletions } ?? false
    if let error, !isUnfinished {
      let characters = Array(text)
      let start = min(error.range.lowerBound, characters.count)
      let end = min(max(start, error.range.upperBound), characters.count)
      spans += [
        Span(String(characters[..<start]), .text), Span(String(characters[start..<end]), .error),
        Span(String(characters[end...]), .text), Span(" ", .cursor), Span("  \(error.problem)  ", .warning),
      ]
    } else {
      let said = hint.isEmpty || isUnfinished ? "  " : "  \(hint)  "
      spans += [Span(text, .text), Span(" ", .cursor), Span(said, .dim)]
    }
    let isCompleting = if case .completion? = list.row.flatMap({ _ in list.offered }) { true } else { false }
    let keys = [
      Span("enter", .key), Span(" \(isCompleting ? "take" : enter)  ", .dim), Span("esc", .key),
      Span(" cancel", .dim),
    ]
    return spans + (error == nil || list.row != nil ? keys : [])
  }

  /// The keys that are worth knowing beside charts; nil where there are none.
  private static func chartHints(_ state: State) -> [(Command, String)]? {
    guard state.isExpanded else { return nil }
    let moments: [(Command, String)] = [(.moveLeft, "look at a moment"), (.first, "the oldest")]
    if state.detailRow != nil {
      return [(.open, "go there"), (.back, "leave the rows")] + (state.hasMomentsInCharts ? [moments[0]] : []) + [
        (.expand, "close"), (.help, "help"),
      ]
    }
    if state.cursorPlace != nil {
      return [
        (.open, "go to that moment"), (.moveLeft, "back"), (.moveRight, "forward"), (.panLeft, "ten back"),
        (.back, "leave the moment"), (.help, "help"),
      ]
    }
    return (state.hasMomentsInCharts ? moments : []) + [(.expand, "close"), (.help, "help")]
  }

  /// The keys that are worth knowing here, as many as there is room for.
  private static func hints(_ state: State, width: Int) -> [Span] {
    hints(
      (chartHints(state) ?? commands(state)).compactMap { command, word in
        state.keys.key(for: command).map { ($0, word) }
      }, width: width)
  }

  /// Keys with what they do, as many as there is room for.
  private static func hints(_ hints: [(key: String, word: String)], width: Int) -> [Span] {
    var spans: [Span] = []
    var used = 0
    for (key, word) in hints {
      let length = displayWidth(of: key) + displayWidth(of: word) + 3
      if used + length > width { break }
      used += length
      if !spans.isEmpty { spans.append(Span("  ", .dim)) }
      spans += [Span(key, .key), Span(" \(word)", .dim)]
    }
    return spans
  }

  /// What is worth doing here, in one word each, the most worth first.
  private static func commands(_ state: State) -> [(Command, String)] {
    if state.mesh == nil { return [(.refresh, "try again"), (.help, "help"), (.quit, "quit")] }
    if state.detailRow != nil { return [(.open, "go there"), (.back, "back"), (.help, "help")] }
    if let replay = state.replay {
      return [
        (.help, "help"), (.pause, replay.isPlaying ? "pause" : "play"), (.refreshLessOften, "slower"),
        (.refreshMoreOften, "faster"), (.stepBack, "back"), (.stepForward, "forward"), (.replay, "again"),
        (.present, state.presentKind.name),
      ]
    }
    if state.past != nil {
      return [
        (.help, "help"), (.find, "find"), (.stepBack, "back"), (.stepForward, "forward"), (.leapBack, "far back"),
        (.replay, "replay"), (.present, state.presentKind.name), (.quit, "quit"),
      ]
    }
    if state.settings.moments.count > 1 {
      return [
        (.help, "help"), (.find, "find"), (.replay, "replay"), (.stepBack, "back"), (.stepForward, "forward"),
        (.pause, "pause"), (.quit, "quit"),
      ]
    }
    let isBox = state.selection.map { state.view?.box($0) != nil } ?? false
    if state.pane == .graph {
      let back: [(Command, String)] = state.listBefore.map { [(.back, "back to \($0.title.lowercased())")] } ?? []
      return [(.help, "help")] + back + [
        (.find, "find"), (.open, state.chosenEdge != nil ? "follow" : isBox ? "open" : "details"),
        (.nextNeighbour, "edges"), (.edgeLabel, "figure"), (.window, "window"), (.pause, "pause"), (.save, "save"),
        (.quit, "quit"),
      ]
    }
    // Where nothing is listed there is nothing to copy or to sort, but what it is listed from may be asked anew.
    if state.list.rows.isEmpty {
      let way: (Command, String) = state.find.text.isEmpty ? (.refresh, "ask again") : (.back, "search no more")
      return [(.help, "help"), way, (.find, "find"), (.window, "window"), (.quit, "quit")]
    }
    let chosen: [(Command, String)] =
      (state.isListedInGraph ? [(.open, "show in graph")] : []) + (state.pane.isApart ? [(.copyRow, "copy")] : [])
    // What the doctor found holds until it is asked again.
    let again: [(Command, String)] = state.pane == .doctor ? [(.refresh, "ask again")] : []
    return [(.help, "help"), (.find, "find")] + chosen + again + [
      (.sortNext, "sort"), (.sortReverse, "reverse"), (.window, "window"), (.pause, "pause"), (.save, "save"),
      (.quit, "quit"),
    ]
  }
}
