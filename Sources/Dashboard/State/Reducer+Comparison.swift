import Diff
import FoundationEssentials
import Mesh
import Terminal

/// Comparing the shown mesh with the mesh as it was.
extension State {
  /// Opens the choice of what to compare with.
  mutating func openComparisons() {
    guard mesh != nil else { return say("There is nothing to compare yet.", isError: true) }
    overlay = .comparisons(row: comparison == nil ? 3 : 0)
  }

  /// The rows of the choice: the end of a comparison first, where there is one.
  var comparisonRows: [Duration?] { (comparison == nil ? [] : [nil]) + Overlay.comparisons }

  /// Takes a key in the choice.
  mutating func take(_ press: KeyPress, _ command: Command?, comparisonRow row: Int) -> [Effect] {
    let rows = comparisonRows
    switch Overlay.step(from: row, press, command, last: rows.count - 1) {
    case .move(let row): overlay = .comparisons(row: row)
    case .choose(let row):
      overlay = nil
      guard let back = rows[row] else { return endComparison() }
      return compare(back: back)
    case nil: break
    }
    return []
  }

  /// Ends the comparison.
  mutating func endComparison() -> [Effect] {
    comparison = nil
    changes.forget()
    renewView()
    return [.giveUpBase] + layOut()
  }

  /// Compares with the mesh that was so long before the shown one; with that itself, as it goes on, for zero.
  private mutating func compare(back: Duration) -> [Effect] {
    guard let mesh else { return [] }
    let time = mesh.snapshot.time
    if back == .zero {
      comparison = Comparison(moment: time, question: shownQuestion, base: mesh)
      renewView()
      say("From here on what changes is shown.", for: 5)
      return layOut()
    }
    guard let moment = comparisonMoment(back: back) else {
      say("The file has nothing before this moment.", isError: true)
      return []
    }
    comparison = Comparison(moment: moment)
    if !isExact(moment, back: back) {
      let words = Clock.moment(moment, seenFrom: present, utcOffset: settings.utcOffset)
      say("Compared with \(words), the nearest moment that the file has.", for: 8)
    }
    return askForBase()
  }

  /// The moment that is compared with where that is wanted which was so long before the shown one: of a file one that it
  /// has, the last not after that or else its first; nil where it has none before the shown one.
  func comparisonMoment(back: Duration) -> Date? {
    guard let time = mesh?.snapshot.time else { return nil }
    let wanted = time.addingTimeInterval(-back.seconds)
    let moment = settings.moments.last(upTo: wanted) ?? settings.moments.first ?? wanted
    return moment < time ? moment : nil
  }

  /// Whether a moment is the one that was so long before the shown one, to the second.
  func isExact(_ moment: Date, back: Duration) -> Bool {
    guard let time = mesh?.snapshot.time else { return true }
    return abs(time.timeIntervalSince(moment) - back.seconds) < 1
  }

  /// Asks for the mesh to compare with, by the same question as the shown one's.
  mutating func askForBase() -> [Effect] {
    guard let comparison, let question = shownQuestion, comparison.question != question else { return [] }
    self.comparison?.question = question
    self.comparison?.base = nil
    return [.fetchBase(question, at: comparison.moment)]
  }

  /// Takes the mesh to compare with.
  mutating func take(base: Result<MeshIndex, Failure>, of moment: Date) -> [Effect] {
    guard let comparison, comparison.moment == moment, comparison.base == nil else { return [] }
    switch base {
    case .failure(let failure):
      self.comparison = nil
      say("Nothing to compare with: \(failure.problem) \(failure.remedy)", isError: true, for: 12)
      return []
    case .success(let mesh):
      self.comparison?.base = mesh
      renewView()
      return layOut()
    }
  }

  /// What is compared with, and what came of it, in a few words; nil where nothing is compared.
  func comparisonWords(isShort: Bool) -> String? {
    guard let comparison else { return nil }
    let moment = Clock.moment(comparison.moment, seenFrom: present, utcOffset: settings.utcOffset)
    guard comparison.whole != nil else { return "asking for \(moment)" }
    let kinds: [(MeshDiff.Kind, String)] = [(.came, "new"), (.went, "gone"), (.changed, "changed")]
    let words = kinds.compactMap { kind, word in comparison.counts[kind].map { "\($0) \(word)" } }
    let what = words.isEmpty ? "nothing has changed" : words.joined(separator: ", ")
    return "\(isShort ? "vs" : "against") \(moment): \(what)"
  }
}
