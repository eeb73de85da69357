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
      find.text += line
      narrow()
    } else if hide.isEditing {
      hide.text += line
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
      // What cannot be read is not in force, and must not look so.
      find.isEditing = find.error != nil
    case .escape:
      find.isEditing = false
      find.text = ""
      if let origin = find.origin { selection = origin }
      updateMatches()
      reveal()
    case .backspace where find.text.isEmpty: find.isEditing = false
    case .tab:
      if Self.complete(&find.text, find.completions, mesh) { narrow() } else { step(1) }
    case .down: step(1)
    case .up, .backTab: step(-1)
    default: if Self.edit(&find.text, press) { narrow() }
    }
  }

  /// Takes a key that changes a typed line; whether it did.
  private static func edit(_ text: inout String, _ press: KeyPress) -> Bool {
    switch press.key {
    case .backspace: _ = text.popLast()
    case .control("u"): text = ""
    case .control("w"):
      while text.last?.isWhitespace ?? false { text.removeLast() }
      while text.last.map({ !$0.isWhitespace }) ?? false { text.removeLast() }
    case .character(let character) where text.count < longestText: text.append(character)
    default: return false
    }
    return true
  }

  /// Completes a typed line by what fits first; whether anything does.
  private static func complete(_ text: inout String, _ completions: [FindCompletion], _ mesh: MeshIndex?) -> Bool {
    guard let mesh, let first = completions.first else { return false }
    text.removeLast(FindCompletion.list(text, of: mesh).replaced)
    text += first.text + " "
    return true
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
    find.completions = mesh.map { FindCompletion.list(find.text, of: $0).candidates } ?? []
    guard pane == .graph, !find.text.isEmpty, find.error == nil else { return }
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
    find.found = find.expression?.selection(of: view.mesh, namespaces: settings.namespaces)
    find.matches = matches(view)
    find.edges = foundEdges(view)
  }

  private mutating func readFind() {
    do throws(FindError) {
      find.expression = try FindExpression.query(find.text)
      find.error = nil
    } catch {
      find.error = error
    }
  }

  /// The nodes that are found, and the boxes in which there are any, or whose name is.
  private func matches(_ view: MeshView) -> [NodeID] {
    guard let found = find.found, let expression = find.expression else { return [] }
    func isFound(_ id: NodeID) -> Bool { view.mesh.nodeIndex(id).map { found.nodes[$0] } ?? false }
    return (scene?.readingOrder ?? []).filter { id in
      guard let box = view.box(id) else { return isFound(id) }
      return box.group.map { expression.isTrue(ofName: $0.name) } ?? false || box.members.contains(where: isFound)
    }
  }

  /// The edges of the graph that stand for any that is found, in the order of their places.
  private func foundEdges(_ view: MeshView) -> [Edge.ID] {
    guard let found = find.found else { return [] }
    var seen: Set<Edge.ID> = []
    let places = zip(view.mesh.snapshot.edges, found.edges).lazy.filter(\.1).compactMap { view.place(of: $0.0.id) }
    return places.filter { seen.insert($0).inserted }
  }

  // MARK: Hiding

  /// Takes a key while it is typed what to hide.
  mutating func editHide(_ press: KeyPress) -> [Effect] {
    switch press.key {
    case .enter:
      readHide()
      guard hide.error == nil else { return [] }
      hide.isEditing = false
      return applyHide()
    case .escape:
      hide.isEditing = false
      hide.text = hiddenText
      hide.error = nil
    case .backspace where hide.text.isEmpty:
      hide.isEditing = false
      return applyHide()
    case .tab: if Self.complete(&hide.text, hide.completions, mesh) { readHide() }
    default: if Self.edit(&hide.text, press) { readHide() }
    }
    return []
  }

  /// Begins to type what to hide.
  mutating func beginHide() {
    hiddenText = hide.text
    hide.isEditing = true
    readHide()
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
    hide.completions = mesh.map { FindCompletion.list(hide.text, of: $0).candidates } ?? []
  }

  private mutating func applyHide() -> [Effect] {
    var options = viewOptions
    options.hidden = (try? FindExpression.query(hide.text)) ?? nil
    let effects = show(options)
    if let view, view.options.hidden != nil, view.hiddenCount == (0, 0) { say("Nothing of the mesh is so.", for: 3) }
    return effects
  }
}
