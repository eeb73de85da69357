import Mesh
import Terminal

/// What was said so far, the newest first.
enum MessagesOverlay {
  /// Draws the messages over the panes.
  static func draw(_ state: State, scroll: Int, on canvas: inout Canvas, _ look: Look) {
    let area = area(state)
    canvas.open(area, title: "Messages", look)
    let inner = area.inset(x: 2, y: 1)
    let lines = lines(state, width: inner.width)
    for (index, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
      canvas.write(line, x: inner.x, y: inner.y + index, width: inner.width, look)
    }
    let below = lines.count - scroll - inner.height
    if below > 0 {
      canvas.write(" \(below) more ", x: area.x + 2, y: area.maxY - 1, style: look.theme[.dim])
    }
  }

  /// The furthest that the messages can be scrolled.
  static func greatestScroll(_ state: State) -> Int {
    let inner = area(state).inset(x: 2, y: 1)
    return max(0, lines(state, width: inner.width).count - inner.height)
  }

  private static func area(_ state: State) -> CellRect {
    let width = min(110, state.width - 4)
    let height = min(max(5, lines(state, width: width - 4).count + 2), state.height - 2)
    return CellRect(x: (state.width - width) / 2, y: (state.height - height) / 2, width: width, height: height)
  }

  private static func lines(_ state: State, width: Int) -> [Line] {
    if state.messages.messages.isEmpty { return [Line("Nothing was said so far.", .dim)] }
    return state.messages.messages.reversed().flatMap { message in
      let time = Clock.time(message.time, utcOffset: state.settings.utcOffset)
      let text = message.count > 1 ? "\(message.text) (\(message.count) times)" : message.text
      return Text.wrapped(Text.sanitized(text), width: max(20, width - 10)).enumerated().map { index, part in
        Line([Span(index == 0 ? "\(time)  " : "          ", .dim), Span(part, message.isError ? .error : .text)])
      }
    }
  }
}
