import Mesh
import Terminal

extension State {
  /// Takes pasted text: into a search or the palette, nowhere else, so that it never runs as commands.
  mutating func type(_ text: String) {
    if isInPalette { return palette.type(palette.text + text.prefix { !$0.isNewline }) }
    guard find.isEditing else { return }
    find.text += String(text.prefix { !$0.isNewline }.prefix(200))
    narrow()
  }

  /// Takes a key while a search is typed.
  mutating func edit(_ press: KeyPress) {
    switch press.key {
    case .enter:
      find.isEditing = false
    case .escape:
      find.isEditing = false
      find.text = ""
      if let origin = find.origin { selection = origin }
      updateMatches()
      reveal()
    case .backspace:
      if find.text.isEmpty { find.isEditing = false } else { find.text.removeLast() }
      narrow()
    case .control("u"):
      find.text = ""
      narrow()
    case .control("w"):
      find.text = ""
      narrow()
    case .down, .tab: step(1)
    case .up, .backTab: step(-1)
    case .character(let character) where find.text.count < 200:
      find.text.append(character)
      narrow()
    default: break
    }
  }

  /// Chooses the next or previous match.
  mutating func step(_ by: Int) {
    if pane == .edges {
      guard let mesh else { return }
      table.choose(table.row + by, of: mesh, height: tableHeight)
      return
    }
    guard !find.matches.isEmpty else { return }
    let count = find.matches.count
    let place = selection.flatMap { find.matches.firstIndex(of: $0) }
    let next = place.map { ($0 + by + count) % count } ?? (by > 0 ? 0 : count - 1)
    choose(find.matches[next])
  }

  private mutating func narrow() {
    updateMatches()
    guard pane == .graph, !find.text.isEmpty, let first = find.matches.first else { return }
    if !(selection.map { find.matches.contains($0) } ?? false) { choose(first) }
  }

  /// Finds the matches anew, in O(nodes + edges).
  mutating func updateMatches() {
    guard let view else { return }
    let needle = find.text.lowercased()
    func matches(_ id: NodeID) -> Bool { view.mesh.node(id)?.name.lowercased().contains(needle) ?? false }
    // A box is found by what is in it, too.
    find.matches =
      needle.isEmpty
      ? []
      : (scene?.readingOrder ?? []).filter { id in
        guard let box = view.box(id) else { return matches(id) }
        return box.group?.name.lowercased().contains(needle) ?? false || box.members.contains(where: matches)
      }
    arrangeTable()
  }
}
