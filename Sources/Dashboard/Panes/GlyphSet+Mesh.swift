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
