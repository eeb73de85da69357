import Mesh
import Terminal

extension State {
  /// The longest text that can be typed.
  private static let longestText = 400

  /// Takes pasted text: into what is typed, nowhere else, so that it never runs as commands.
  mutating func type(_ text: String) {
    let line = String(text.prefix { !$0.isNewline }.prefix(Self.longestText))
    if isInPalette {
      palette.type(palette.text + line)
    } else if find.isEditing {
      find.text = String((find.text + line).prefix(Self.longestText))
      narrow()
    } else if hide.isEditing {
      hide.text = String((hide.text + line).prefix(Self.longestText))
      readHide()
    } else if case .namespaces(var choice) = overlay {
      choice.type(choice.text + line)
      overlay = .namespaces(choice)
    }
  }

  /// Whether a line is being typed.
  var isTyping: Bool { find.isEditing || hide.isEditing }

  // MARK: Finding

  /// Takes a key while a search is typed.
  mutating func edit(_ press: KeyPress) {
    switch press.key {
    case .enter:
      let isWhole = Self.isWhole(&find.text, find.list)
      if find.list.row != nil { narrow() }
      // What cannot be read is not in force, and must not look so.
      find.isEditing = !isWhole || find.error != nil
    case .escape:
      find.isEditing = false
      find.text = ""
      if let origin = find.origin.flatMap({ view?.place(of: $0) }) { selection = origin }
      updateMatches()
      reveal()
    case .backspace where find.text.isEmpty: find.isEditing = false
    case .tab:
      if find.list.entries.isEmpty { step(1) } else if Self.completes(&find.text, &find.list) { narrow() }
    case .down: if find.list.entries.isEmpty { step(1) } else { find.list.move(1) }
    case .up, .backTab: if find.list.entries.isEmpty { step(-1) } else { find.list.move(-1) }
    default: if TypedLine.edit(&find.text, press, longest: Self.longestText) { narrow() }
    }
  }

  /// Takes what is chosen of a list into a typed line, or what fits it best; in an empty line the next of the list is
  /// chosen. Whether the line is another one.
  private static func completes(_ text: inout String, _ list: inout FindList) -> Bool {
    guard !text.isEmpty, let entry = list.offered else {
      list.move(1)
      return false
    }
    text = list.line(text, with: entry)
    return true
  }

  /// Takes what is chosen of a list into a typed line that is to end; whether it is then whole, and not only completed.
  private static func isWhole(_ text: inout String, _ list: FindList) -> Bool {
    guard list.row != nil, let entry = list.offered else { return true }
    text = list.line(text, with: entry)
    if case .preset = entry { return true }
    return false
  }

  /// Begins to type what to find.
  mutating func beginFind() {
    find.origin = selection
    find.isEditing = true
    find.text = ""
    find.list = FindList("", settings.finds, mesh)
    updateMatches()
  }

  /// Finds what an expression selects, in the graph.
  mutating func find(_ text: String) {
    beginFind()
    find.text = text
    narrow()
    find.isEditing = false
    if find.count == 0 { say("Nothing is found by \(text).", for: 5) }
  }

  /// Chooses the next or previous match.
  mutating func step(_ by: Int) {
    if listID != nil { return moveInList(by > 0 ? .moveDown : .moveUp) }
    if !find.matches.isEmpty {
      let next = Self.next(after: selection.flatMap { find.matches.firstIndex(of: $0) }, by, of: find.matches.count)
      choose(find.matches[next])
    } else if !find.edges.isEmpty {
      let next = Self.next(after: chosenEdge.flatMap { find.edges.firstIndex(of: $0) }, by, of: find.edges.count)
      choose(find.edges[next].source)
      chosenEdge = find.edges[next]
    }
  }

  private static func next(after place: Int?, _ by: Int, of count: Int) -> Int {
    place.map { ($0 + by + count) % count } ?? (by > 0 ? 0 : count - 1)
  }

  private mutating func narrow() {
    updateMatches()
    find.list = FindList(find.text, settings.finds, mesh)
    isListTouched = true
    guard pane == .graph, !find.text.isEmpty, find.error == nil else { return }
    if find.count == 0 {
      if let origin = find.origin.flatMap({ view?.place(of: $0) }) { choose(origin) }
      return
    }
    let isChosen =
      find.matches.isEmpty
      ? chosenEdge.map(find.edges.contains) ?? false : selection.map(find.matches.contains) ?? false
    if !isChosen {
      chosenEdge = nil
      if find.matches.isEmpty || !find.matches.contains(where: { $0 == selection }) {
        selection = find.matches.isEmpty && find.edges.isEmpty ? selection : nil
      }
      step(1)
    }
  }

  /// Finds the matches anew, in O(terms · (nodes + edges)), and narrows the list that is shown.
  mutating func updateMatches() {
    evaluateFind()
    narrowList()
  }

  /// Finds the matches anew.
  mutating func evaluateFind() {
    guard let view else { return }
    readFind()
    let found = find.expression.map { Found($0, in: view, namespaces: settings.namespaces) }
    find.matches = found.map { found in (scene?.readingOrder ?? []).filter(found.contains) } ?? []
    find.edges = found?.edges ?? []
    find.found = found?.selection
    let matches = Set(find.matches)
    find.nodeCount =
      found.map { zip(view.mesh.snapshot.nodes, $0.selection.nodes).lazy.filter(\.1).map(\.0.id) }?
      .count { view.place(of: $0).map(matches.contains) ?? false } ?? 0
  }

  /// How much is found, in words; of nodes that stand in boxes also in how many.
  var foundWords: String {
    if listID != nil { return "\(list.rows.count) found" }
    if find.nodeCount <= find.matches.count { return "\(find.count) found" }
    return "\(find.nodeCount) in \(Figures.count(find.matches.count, "box", "boxes"))"
  }

  private mutating func readFind() {
    do throws(FindError) {
      find.expression = try FindExpression.query(find.text)
      find.error = nil
    } catch {
      find.error = error
    }
  }

  // MARK: Hiding

  /// Takes a key while it is typed what to hide.
  mutating func editHide(_ press: KeyPress) -> [Effect] {
    switch press.key {
    case .enter:
      let isWhole = Self.isWhole(&hide.text, hide.list)
      readHide()
      guard isWhole, hide.error == nil else { return [] }
      hide.isEditing = false
      return applyHide()
    case .escape:
      hide.isEditing = false
      hide.text = hiddenText
      hide.error = nil
    case .backspace where hide.text.isEmpty:
      hide.isEditing = false
      return applyHide()
    case .tab: if Self.completes(&hide.text, &hide.list) { readHide() }
    case .down: hide.list.move(1)
    case .up, .backTab: hide.list.move(-1)
    default: if TypedLine.edit(&hide.text, press, longest: Self.longestText) { readHide() }
    }
    return []
  }

  /// Begins to type what to hide.
  mutating func beginHide() {
    hiddenText = hide.text
    hide.isEditing = true
    readHide()
  }

  /// Hides what an expression selects.
  mutating func hide(_ text: String) -> [Effect] {
    hide.text = text
    readHide()
    return hide.error == nil ? applyHide() : []
  }

  /// Hides nothing any more.
  mutating func showHidden() -> [Effect] {
    hide.text = ""
    return applyHide()
  }

  private mutating func readHide() {
    do throws(FindError) {
      _ = try FindExpression.query(hide.text)
      hide.error = nil
    } catch {
      hide.error = error
    }
    hide.list = FindList(hide.text, settings.hides, mesh)
  }

  private mutating func applyHide() -> [Effect] {
    var options = viewOptions
    options.hidden = (try? FindExpression.query(hide.text)) ?? nil
    let effects = show(options)
    if let view, view.options.hidden != nil, view.hiddenCount == (0, 0) { say("Nothing of the mesh is so.", for: 3) }
    return effects
  }
}
