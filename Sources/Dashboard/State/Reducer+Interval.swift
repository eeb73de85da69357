import FoundationEssentials
import Mesh

/// The time between refreshes: what is wanted, but never finer than what the source can tell.
extension State {
  /// The intervals to choose from.
  static let intervals: [Duration] = [5, 10, 15, 30, 60, 300, 900].map { .seconds($0) }

  /// The time between refreshes, longer than is wanted where more often would show nothing new.
  var interval: Duration { max(settings.interval, bound?.interval ?? .zero) }

  /// The shortest interval that shows something new, and why; nil where the wanted one is long enough.
  private var bound: (interval: Duration, reason: String)? {
    // A file is not asked for rates, and shows what is next in it.
    if settings.isFile { return nil }
    let window = max(settings.window, mesh?.snapshot.window ?? settings.window)
    // Rates over days cost the server much and change little from refresh to refresh.
    let share = min(window / 120, .seconds(300))
    // How often proxies are scraped is counted, and can be off by one. It tells nothing of a moment that stays.
    if isPresentMoving, let scrapes = mesh?.snapshot.scrapeIntervals?.lowerBound, scrapes >= share,
      settings.interval * 10 < scrapes * 9
    {
      return (scrapes, "Proxies are scraped every \(Figures.span(scrapes))")
    }
    if settings.interval < share { return (share, "Rates over \(Figures.span(window)) change slowly") }
    return nil
  }

  /// Refreshes more or less often: the next shorter or longer interval counts from the last refresh on.
  mutating func changeInterval(isLonger: Bool) {
    let now = interval
    let next = isLonger ? Self.intervals.first { $0 > now } : Self.intervals.last { $0 < now }
    guard let next else {
      say("Every \(Figures.span(now)) is the \(isLonger ? "longest" : "shortest") interval.", for: 3)
      return
    }
    let before = settings.interval
    choose(interval: next)
    // A wish that changes nothing is not kept: the next one would begin from it.
    if interval == now { settings.interval = before }
  }

  /// Refreshes in another interval, or in the shortest that shows something new.
  mutating func choose(interval wanted: Duration) {
    settings.interval = wanted
    if refreshing.due != nil, let began = refreshing.began, refreshing.failure == nil {
      refreshing.due = max(now, began.addingTimeInterval(interval.seconds))
    }
    isIntervalTold = true
    if let bound {
      say("\(bound.reason): every \(Figures.span(interval)) is often enough.", for: 5)
    } else {
      say("Refreshes every \(Figures.span(interval)).", for: 3)
    }
  }

  /// Says once that refreshes come less often than is wanted, and why.
  mutating func tellInterval() {
    guard !isIntervalTold, isPresentMoving, past == nil, let bound else { return }
    isIntervalTold = true
    say(
      "\(bound.reason): meshtop refreshes every \(Figures.span(interval)), not every \(Figures.span(settings.interval)).",
      for: 8)
  }

  /// Why there can be no rates over a window; nil where there can.
  func hindrance(to window: Duration) -> String? {
    guard let scrapes = mesh?.snapshot.scrapeIntervals, window < scrapes.upperBound * 4 else { return nil }
    let who = scrapes.lowerBound < scrapes.upperBound ? "some" : "one"
    return "under 4 scrapes: \(who) every \(Figures.span(scrapes.upperBound))"
  }
}
