import FoundationEssentials

/// What is awaited, and for how long.
extension State {
  /// How long is not worth a word, in seconds.
  private static let patience = 1.0

  /// Since when an answer or a layout is awaited; nil where none is.
  var waitingSince: Date? {
    if refreshing.isUnderWay { return refreshing.began }
    return awaited == nil ? nil : layoutBegan
  }

  /// For how long it has been awaited; nil where none is, or not for long.
  var waiting: String? {
    guard let waitingSince else { return nil }
    let seconds = now.timeIntervalSince(waitingSince)
    return seconds >= Self.patience ? Figures.age(seconds) : nil
  }

  /// What is awaited and for how long, in words; nil where nothing is, or not for long.
  var waitingWords: String? { waiting.map { "\(refreshing.isUnderWay ? "asking" : "laying out") \($0)" } }
}
