import FoundationEssentials
import Mesh
import Terminal

/// Where in time what is shown stands: a stretch of time, and the moment's place in it.
struct TimeBar {
  /// The beginning and the end of the stretch.
  var start: String
  var end: String
  /// The moment's place between them, 0 to 1.
  var place: Double
  /// Whether and how fast it goes on, and which of how many moments it is; empty where nothing can.
  var words: [Span] = []

  /// The bar of a state; nil where it shows the present.
  init?(_ state: State) {
    func time(_ date: Date) -> String { Clock.time(date, utcOffset: state.settings.utcOffset) }
    let moments = state.settings.moments
    var words: [Span] = []
    if let replay = state.replay {
      words.append(
        replay.isPlaying ? Span("playing", .accent) : Span("paused", .warning))
      words.append(Span(" \(Figures.span(replay.pace))/frame", .dim))
    }
    if moments.count > 1, let first = moments.first, let last = moments.last, let mesh = state.mesh {
      let index = max(0, moments.count(upTo: mesh.snapshot.time) - 1)
      words.append(Span("\(words.isEmpty ? "" : " ")\(index + 1) of \(moments.count)", .dim))
      (start, end, place) = (time(first), time(last), Double(index) / Double(moments.count - 1))
    } else if let replay = state.replay {
      let length = replay.end.timeIntervalSince(replay.start)
      let gone = (state.shownPast ?? replay.start).timeIntervalSince(replay.start)
      (start, end, place) = (time(replay.start), time(replay.end), length > 0 ? min(max(0, gone / length), 1) : 1)
    } else if let past = state.shownPast {
      let age = max(0, state.present.timeIntervalSince(past))
      let stretch = Self.stretches.first { $0 >= age } ?? age
      let name = state.presentKind.name
      (start, end, place) = ("-\(Figures.span(.seconds(stretch)))", name, stretch > 0 ? 1 - age / stretch : 1)
    } else {
      return nil
    }
    self.words = words
  }

  /// The stretches of time up to now that a moment can be shown in, in seconds.
  private static let stretches: [Double] = [
    300, 900, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000,
  ]

  /// Draws the bar on the border between the tabs and the pane, beside the marks that the graph goes on there.
  func draw(_ areas: Areas, on canvas: inout Canvas, _ look: Look) {
    let y = areas.tabs.y + 1
    let marks = GraphPane.centreOfMarks(areas)
    let room = marks - 4 - 2
    // On a wide screen what is said follows the bar, on a narrow one it stands behind the marks.
    let width = words.width + 2
    let fixed = displayWidth(of: start) + displayWidth(of: end) + 4
    let bar = min(Self.longest, room - fixed - (areas.isWide ? width : 0))
    guard bar > 1 else { return }
    let knob = Int((place * Double(bar - 1)).rounded())
    var x = 2
    func put(_ text: String, _ role: Role) { x += canvas.write(text, x: x, y: y, style: look.theme[role]) }
    put(" \(start) ", .headerValue)
    put(String(repeating: look.glyphs.double.horizontal, count: knob), .accent)
    put(String(look.glyphs.block), .accent)
    put(String(repeating: look.glyphs.rounded.horizontal, count: bar - 1 - knob), .dim)
    put(" \(end) ", .headerValue)
    if words.isEmpty { return }
    if !areas.isWide { x = marks + 5 }
    canvas.write([Span(" ")] + words + [Span(" ")], x: x, y: y, width: canvas.width - 2 - x, look)
  }

  /// More cells tell no more.
  private static let longest = 80
}
