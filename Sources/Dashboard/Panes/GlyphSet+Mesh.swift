import Layout
import Mesh
import Terminal

extension GlyphSet {
  /// The sign of a health, which tells it without colour.
  func mark(_ health: Health) -> Character {
    switch health {
    case .idle: idle
    case .healthy: healthy
    case .degraded: degraded
    case .failing: failing
    }
  }

  /// The sign of an encryption, which tells it without colour.
  func lock(_ state: MutualTLS.State) -> Character {
    switch state {
    case .full: lockClosed
    case .partial: lockPartial
    case .none: lockOpen
    case .unknown: lockUnknown
    }
  }

  /// The sign of an encryption outside of drawings: a padlock where the terminal draws it well and it is plain what it
  /// means, else the one of drawings.
  func badge(_ state: MutualTLS.State) -> String {
    switch state {
    case .full where hasEmoji: "🔒"
    case .none where hasEmoji: "🔓"
    default: String(lock(state))
    }
  }

  /// The same, filled to the width of the widest, so that what follows stands in a column.
  func alignedBadge(_ state: MutualTLS.State) -> String { badge(state).padded(hasEmoji ? 2 : 1) }

  /// The lines of an encryption: solid only where all is encrypted.
  func lines(_ state: MutualTLS.State) -> Lines {
    switch state {
    case .full: rounded
    case .unknown: dashed
    case .partial, .none: dotted
    }
  }

  /// The head of an arrow.
  func arrow(_ heading: LineEnd.Heading) -> Character {
    switch heading {
    case .left: arrowLeft
    case .right: arrowRight
    case .up: arrowUp
    case .down: arrowDown
    }
  }
}

extension GlyphSet {
  /// What stands between what was and what is, and between who calls and who is called.
  var transition: String { isASCII ? "->" : "→" }
}
