import FoundationEssentials
import Mesh

/// When the last hour of something is asked for: not while the user is still on the way to something else, one question at
/// a time, and anew when its newest point gets old.
struct HourWish: Sendable, Equatable {
  /// How long a choice must stand before it is asked for, in seconds.
  static let patience = 0.3

  /// Whose hour it is; nil for that of the namespaces.
  let subject: Subject?
  /// When it is to be asked for; nil where it need not be.
  private(set) var due: Date?
  /// The moment of the mesh that it was asked for last; nil where it was not yet, or could not be had.
  private(set) var asked: Date?
  /// Whether an answer is awaited. No other is asked for until then.
  private(set) var isAwaited = false

  /// A wish that begins now, beside the mesh of a moment.
  ///
  /// - Parameter known: the moment of a mesh up to which the hour is known already.
  init(of subject: Subject? = nil, _ now: Date, for moment: Date, known: Date? = nil) {
    self.subject = subject
    asked = known
    if isOld(for: moment) { due = now.addingTimeInterval(Self.patience) }
  }

  /// Whether a point is missing that there is up to a moment.
  private func isOld(for moment: Date) -> Bool {
    asked.map(History.newestMoment) != History.newestMoment(upTo: moment)
  }

  /// Wants it anew for the mesh of another moment, if it has got old, or could not be had.
  mutating func renew(_ now: Date, for moment: Date) {
    if due == nil, !isAwaited, isOld(for: moment) { due = now }
  }

  /// Whether it is to be asked for now; notes that it is.
  mutating func isAsked(_ now: Date, for moment: Date) -> Bool {
    guard let due, due <= now else { return false }
    (self.due, asked, isAwaited) = (nil, moment, true)
    return true
  }

  /// Notes that an answer came, beside the mesh of a moment.
  mutating func succeed(_ now: Date, for moment: Date) {
    isAwaited = false
    renew(now, for: moment)
  }

  /// Notes that it could not be had. The next refresh tries again.
  mutating func fail() {
    if isAwaited { (asked, isAwaited) = (nil, false) }
  }
}

extension State {
  /// Wants anew, beside a mesh that has just arrived, what has got old of the last hour or could not be had.
  mutating func renewHours() {
    guard let time = mesh?.snapshot.time else { return }
    historyWish?.renew(now, for: time)
    trendsWish?.renew(now, for: time)
  }

  /// Forgets the history of what is chosen, and wants it anew. An answer under way is to another question.
  mutating func forgetHistory() {
    history = nil
    historyWish = nil
  }

  /// Forgets the trends of the namespaces, and wants them anew. An answer under way is to another question.
  mutating func forgetTrends() {
    trends = nil
    trendsWish = nil
  }
}
