import FoundationEssentials
import Mesh
import Terminal

/// The mesh as it was: the whole dashboard at a past moment.
extension State {
  /// How far a step and a leap go, in seconds.
  static let (step, leap) = (60.0, 600.0)

  /// Whether the source is asked again and again: what has been does not change.
  var isRefreshed: Bool { !refreshing.isPaused && past == nil }

  /// Whether the mesh of another moment is awaited than the one that is shown.
  var isOnTheWay: Bool { mesh != nil && past != shownPast }

  /// Whether that is another moment than a replay's next frame.
  var isLeaping: Bool { isOnTheWay && !isAdvancing }

  /// Whether time goes on where the figures come from.
  var isPresentMoving: Bool { settings.fixedTime == nil && !settings.isFile }

  /// The moment that counts as now: the source's own or, where that has nothing to do with the figures, the last that there is.
  var present: Date { settings.moments.last ?? settings.fixedTime ?? now.addingTimeInterval(sourceAhead) }

  /// Does what a key asks for that goes through time.
  mutating func travel(_ command: Command) -> [Effect] {
    guard let mesh else { return [] }
    let base = past ?? mesh.snapshot.time
    if command != .present { replay?.pause() }
    switch command {
    case .stepBack: return goBack(from: base, by: Self.step)
    case .leapBack: return goBack(from: base, by: Self.leap)
    case .stepForward: return goForward(from: base, by: Self.step)
    case .leapForward: return goForward(from: base, by: Self.leap)
    default: return goToPresent()
    }
  }

  /// Shows the mesh of a moment that was typed.
  mutating func go(to moment: MomentText) -> [Effect] {
    guard mesh != nil else { return [] }
    if moment == .now { return goToPresent() }
    let (date, problem) = resolve(moment)
    guard let date else {
      say(problem, isError: true)
      return []
    }
    return go(to: date)
  }

  /// Shows the mesh of a moment: a replay that has it pauses there, another one ends.
  mutating func go(to date: Date) -> [Effect] {
    if let replay, !(replay.start...replay.end).contains(date) { self.replay = nil }
    replay?.pause()
    return look(at: date)
  }

  /// What a moment that was typed leads to, in words.
  func explanation(of moment: MomentText) -> [Span] {
    if moment == .now { return [Span("back to \(presentKind.place)", .accent)] }
    let (date, problem) = resolve(moment)
    guard let date else { return [Span(problem, .warning)] }
    let age = Figures.age(present.timeIntervalSince(date))
    return [
      Span("the mesh as it was at "), Span(Clock.time(date, utcOffset: settings.utcOffset), .accent),
      Span(" (\(age) \(presentKind.ago))"),
    ]
  }

  /// The moment that is meant; nil with the reason where there is none.
  private func resolve(_ moment: MomentText) -> (date: Date?, problem: String) {
    guard let date = moment.date(present: present, utcOffset: settings.utcOffset) else {
      return (nil, "at takes a time, 14:05 or 14:05:30 or 2026-09-21T14:13:20Z, or how long ago, -1h30m.")
    }
    if date > present { return (nil, "That moment is yet to come.") }
    let nearest = settings.moments.nearest(to: date)
    return (nearest ?? date, "")
  }

  private mutating func goBack(from base: Date, by seconds: Double) -> [Effect] {
    let target = base.addingTimeInterval(-seconds)
    if let replay, !settings.isFile {
      if base > replay.start { return look(at: max(target, replay.start)) }
      say("The replay begins here.", for: 3)
      return []
    }
    if !settings.isFile { return look(at: target) }
    guard let first = settings.moments.first, first < base else {
      say("The file begins here.", for: 3)
      return []
    }
    return look(at: settings.moments.last(upTo: target) ?? first)
  }

  private mutating func goForward(from base: Date, by seconds: Double) -> [Effect] {
    let target = base.addingTimeInterval(seconds)
    if let replay, !settings.isFile {
      if base < replay.end { return look(at: min(target, replay.end)) }
      say("The replay ends here.", for: 3)
      return []
    }
    if !settings.isFile { return past != nil && target < present ? look(at: target) : goToPresent() }
    // A file is played from its beginning, so that there can be something after what counts as now.
    guard let last = settings.moments.last, last > base else {
      say("The file ends here.", for: 3)
      return []
    }
    return look(at: settings.moments.first(from: target) ?? last)
  }

  private mutating func goToPresent() -> [Effect] {
    if replay != nil { return endReplay() }
    if let last = settings.moments.last {
      // A file's present is its last moment.
      if shownPast != last, settings.moments.count > 1 { return look(at: last) }
      sayPresent()
      return []
    }
    if past == nil {
      sayPresent()
      return []
    }
    past = nil
    return refresh()
  }

  /// Wants the mesh of a moment, whole seconds only: servers and their caches know no finer ones.
  mutating func look(at date: Date) -> [Effect] {
    let date =
      settings.isFile ? date : Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    past = date
    // What was said of another moment is no longer so.
    notice = nil
    return refresh()
  }

  /// Forgets, before the mesh of another moment is shown, what is known of the one that was.
  mutating func arriveAtMoment() {
    guard past != shownPast else { return }
    let isNextFrame = isAdvancing
    shownPast = past
    if isNextFrame { return }
    changes.forget()
    forgetHistory()
    forgetTrends()
    cursor = nil
  }

  /// Stays at the moment that is shown, because the one that was wanted could not be had.
  mutating func stay(_ failure: Failure) -> [Effect] {
    let isFrame = replay != nil && shownPast != nil
    if settings.isFile, let past { dropMoment(past) }
    stayWhereItWas()
    refreshing.drop(now, interval: interval)
    say("\(isFrame ? "The replay is paused. " : "")\(failure.problem) \(failure.remedy)", isError: true, for: 12)
    return []
  }

  /// Gives up a moment that is on its way, and stays at the one that is shown.
  mutating func giveUpLeap() -> [Effect] {
    let isAsked = refreshing.isUnderWay && refreshing.moment == past
    stayWhereItWas()
    say("Given up.", for: 3)
    if !isAsked { return [] }
    refreshing.drop(now, interval: interval)
    return [.cancelFetch] + (refreshing.asked?.mesh == settings.question ? [] : refresh())
  }

  private mutating func stayWhereItWas() {
    past = shownPast
    replay?.pause()
    if past == nil { replay = nil }
  }
}
