import FoundationEssentials
import Mesh

/// What the moment is that counts as now: who looks at what has been must not take it for what is.
enum Present: Sendable, Equatable {
  /// The source's own present, or the one moment of a picture.
  case now
  /// The moment that `--at` named.
  case begun
  /// The last moment of a file.
  case file

  /// The word before the moment in the header; nil where none is needed.
  var mark: String? {
    switch self {
    case .now: nil
    case .begun: "AT"
    case .file: "FILE"
    }
  }

  /// What the moment is called, in one word.
  var name: String {
    switch self {
    case .now: "now"
    case .begun: "--at"
    case .file: "end"
    }
  }

  /// What follows how much earlier another moment is.
  var ago: String {
    switch self {
    case .now: "ago"
    case .begun: "before --at"
    case .file: "before its end"
    }
  }

  /// What the moment is called in a sentence that tells of going back to it.
  var place: String {
    switch self {
    case .now: "now"
    case .begun: "where --at began"
    case .file: "the file's last moment"
    }
  }
}

extension State {
  /// What the moment is that counts as now.
  var presentKind: Present {
    if settings.isPicture { return .now }
    if settings.isFile { return .file }
    return settings.fixedTime == nil ? .now : .begun
  }

  /// Whether the source is asked again and again for what it did not tell yet: a file at its end has nothing new.
  var isGoingOn: Bool {
    guard isRefreshed, settings.fixedTime == nil else { return false }
    guard settings.isFile, !settings.isPicture else { return true }
    return mesh.map { settings.moments.first(after: $0.snapshot.time) != nil } ?? (settings.moments.count > 1)
  }

  /// Whether the moment is shown that counts as now.
  var isAtPresent: Bool {
    presentKind == .file ? mesh?.snapshot.time == settings.moments.last : shownPast == nil
  }

  /// Says that the moment that is shown is the last that there is.
  mutating func sayPresent() {
    switch presentKind {
    case .now: say("This is now.", for: 3)
    case .begun: say("This is \(Clock.time(present, utcOffset: settings.utcOffset)), where --at began.", for: 3)
    case .file where settings.moments.count == 1: say("The file has but one moment.", for: 3)
    case .file: say("The file ends here.", for: 3)
    }
  }
}
