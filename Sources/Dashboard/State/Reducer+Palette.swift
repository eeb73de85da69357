import Mesh
import Terminal

/// The command palette.
extension State {
  /// Whether keys are typed into the palette.
  var isInPalette: Bool { overlay == .palette }

  /// Opens the palette on an empty line.
  mutating func openPalette() {
    palette.begin()
    overlay = .palette
  }

  /// Takes a key while the palette is open.
  mutating func take(palette press: KeyPress) -> [Effect] {
    switch press.key {
    case .enter: return doChosen()
    case .escape: overlay = nil
    case .backspace where palette.text.isEmpty: overlay = nil
    case .up: if !palette.recallOlder() { palette.move(-1) }
    case .down: if !palette.recallNewer() { palette.move(1) }
    case .tab, .control("n"): palette.move(1)
    case .backTab, .control("p"): palette.move(-1)
    case .pageDown: palette.page(PaletteOverlay.rows(self))
    case .pageUp: palette.page(-PaletteOverlay.rows(self))
    default:
      var text = palette.text
      if TypedLine.edit(&text, press, longest: Palette.longest) { palette.type(text) }
    }
    return []
  }

  private mutating func doChosen() -> [Effect] {
    if let moment = MomentText(palette.text) {
      palette.remember()
      overlay = nil
      return go(to: moment)
    }
    guard let entry = palette.chosen else { return [] }
    palette.remember()
    overlay = nil
    switch entry.deed {
    case .command(let command): return perform(command)
    case .window(let window): return choose(window: window)
    case .interval(let interval): choose(interval: interval)
    case .theme(let theme): return show(theme: theme)
    case .find(let text): find(text)
    case .hide(let text): return hide(text)
    case .node(let node):
      show(.graph)
      choose(node)
    case .namespace(let group):
      show(.graph)
      guard let view, let place = scene?.readingOrder.first(where: { view.group(of: $0) == group }) else {
        say("\(entry.title) is not in the part that is shown.")
        return []
      }
      choose(place)
    }
    return []
  }
}
