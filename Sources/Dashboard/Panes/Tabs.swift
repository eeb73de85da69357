import Mesh
import Terminal

/// The line of the panes' names and the keys that open them.
enum Tabs {
  /// Draws the tabs, and at the right what is searched for or said.
  static func draw(_ state: State, on canvas: inout Canvas, in area: CellRect, _ look: Look) {
    let places = places(state, in: area, look.glyphs)
    for place in places {
      let style = look.theme[place.pane == state.pane ? .tabSelected : .tab]
      canvas.write(place.text, x: place.x, y: area.y, style: style)
    }
    let end = places.last.map { $0.x + displayWidth(of: $0.text) + 1 } ?? area.x + 1
    let room = max(0, area.maxX - 1 - end)
    var right = self.right(state, look.glyphs, room)
    if isCountAlone(state, look.glyphs) {
      // What fails is worth more than how many there are, and less than the panes' names.
      let troubles = troubles(state, look.glyphs)
      let nodes = [Span(Figures.count(state.mesh?.snapshot.nodes.count ?? 0, "node"), .dim)]
      let choices = troubles.isEmpty ? [] : [right, nodes].map { troubles + [Span("  ")] + $0 }
      right = (choices + [right, troubles]).first { $0.width <= room } ?? []
    } else if isWholeMesh(state) {
      let troubles = troubles(state, look.glyphs) + [Span("  ")]
      if troubles.count > 1, (troubles + right).width <= room { right = troubles + right }
    }
    canvas.write(right, x: area.maxX - 1 - min(right.width, room), y: area.y, width: room, look)
  }

  /// The tabs and where they begin. Where what is said at the right needs their room, panes that are not shown have their
  /// keys alone, as few from the end on as need be; what is said is shortened before a key goes.
  static func places(_ state: State, in area: CellRect, _ glyphs: GlyphSet) -> [(pane: Pane, x: Int, text: String)] {
    func places(named count: Int) -> [(pane: Pane, x: Int, text: String)] {
      var x = area.x + 1
      return Pane.allCases.enumerated().map { place, pane in
        let key = state.keys.key(for: pane.command) ?? ""
        let text = place >= count && pane != state.pane ? " \(key) " : " \(key) \(pane.title) "
        defer { x += displayWidth(of: text) + 1 }
        return (pane, x, text)
      }
    }
    func room(_ places: [(pane: Pane, x: Int, text: String)]) -> Int {
      area.maxX - 2 - (places.last.map { $0.x + displayWidth(of: $0.text) } ?? 0)
    }
    func wanted(within room: Int) -> Int { right(state, glyphs, room).width }
    let long = places(named: Pane.allCases.count)
    if wanted(within: area.width) <= room(long) || isCountAlone(state, glyphs) && room(long) >= -1 { return long }
    let whole = wanted(within: area.width)
    for count in Pane.allCases.indices.reversed() {
      let some = places(named: count)
      if whole <= room(some) { return some }
    }
    let short = places(named: 0)
    // What stands at the right can be said in fewer words, but for what a user must know.
    if state.settings.alarm.isEmpty || whole <= room(short) { return short }
    return short.filter { $0.pane == state.pane }.map { ($0.pane, area.x + 1, $0.text) }
  }

  /// Whether nothing but the number of nodes and edges is said at the right, which is worth less than the panes' names.
  private static func isCountAlone(_ state: State, _ glyphs: GlyphSet) -> Bool {
    let isSearching = !state.find.text.isEmpty && !state.find.isEditing
    let isNarrowed = state.viewOptions.scope != nil || state.pathStart != nil || state.viewOptions.hidesHealthy
    let isLimited = !state.shownNamespaces.isEmpty
    return state.settings.alarm.isEmpty && !isLimited && !isSearching && !isNarrowed
      && Breadcrumb.spans(state, glyphs, 200) == nil
  }

  /// Whether what is said at the right is of the whole mesh, though boxes stand for several nodes or some are left out.
  private static func isWholeMesh(_ state: State) -> Bool {
    state.settings.alarm.isEmpty && state.viewOptions.scope == nil && state.pathStart == nil
      && state.comparison == nil && (state.find.text.isEmpty || state.find.isEditing)
  }

  /// How many nodes of the mesh are failing and degraded, where any are.
  private static func troubles(_ state: State, _ glyphs: GlyphSet) -> [Span] {
    let nodes = state.mesh?.snapshot.nodes ?? []
    var spans: [Span] = []
    for health in [Health.failing, .degraded] {
      let count = nodes.count { $0.health == health }
      if count == 0 { continue }
      if !spans.isEmpty { spans.append(Span(" ")) }
      spans.append(Span("\(glyphs.mark(health)) \(count)", health.role))
    }
    return spans
  }

  private static func right(_ state: State, _ glyphs: GlyphSet, _ room: Int) -> [Span] {
    if !state.settings.alarm.isEmpty { return [Span(state.settings.alarm, .warning)] }
    let isInPart = state.pathStart != nil || state.viewOptions.scope != nil
    if isInPart, let spans = Breadcrumb.spans(state, glyphs, room) { return spans }
    if !state.find.text.isEmpty, !state.find.isEditing {
      let count = state.foundWords
      let text = Text.cut(state.find.text, to: min(30, max(4, room - count.count - 2)), ellipsis: glyphs.ellipsis)
      return [Span("/\(text) ", .match), Span(count, .dim)]
    }
    if let spans = Breadcrumb.spans(state, glyphs, room) { return spans }
    guard let snapshot = state.mesh?.snapshot else { return [] }
    let scope = State.title(ofNamespaces: state.shownNamespaces)
    return [
      Span(
        "\(Figures.count(snapshot.nodes.count, "node")), \(Figures.count(snapshot.edges.count, "edge"))"
          + (scope.isEmpty ? "" : " \(scope)"), .dim)
    ]
  }
}
