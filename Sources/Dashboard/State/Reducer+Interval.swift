import FoundationEssentials

/// The time between refreshes.
extension State {
  /// The intervals to choose from.
  static let intervals: [Duration] = [5, 10, 15, 30, 60, 300].map { .seconds($0) }

  /// Refreshes more or less often: the next shorter or longer interval counts from the last refresh on.
  mutating func changeInterval(isLonger: Bool) {
    let next =
      isLonger
      ? Self.intervals.first { $0 > settings.interval } : Self.intervals.last { $0 < settings.interval }
    guard let next else {
      say("Every \(Figures.span(settings.interval)) is the \(isLonger ? "longest" : "shortest") interval.", for: 3)
      return
    }
    if refreshing.due != nil, let began = refreshing.began, refreshing.failure == nil {
      refreshing.due = max(now, began.addingTimeInterval(next.seconds))
    }
    settings.interval = next
    say("Refreshes every \(Figures.span(next)).", for: 3)
  }
}
