import FoundationEssentials
import Mesh

/// A file that is looked at: it may still be recorded, and single lines of it may be damaged.
extension State {
  /// Takes the moments that a file has now. Who looks at its last one sees the new last one.
  mutating func take(moments: [Date], notice: String?) -> [Effect] {
    guard settings.isFile, !moments.isEmpty else { return [] }
    let oldLast = settings.moments.last
    settings.moments = badMoments.isEmpty ? moments : moments.filter { !badMoments.contains($0) }
    if let notice { say(notice, isError: true, for: 8) }
    guard let last = settings.moments.last, last != oldLast else { return [] }
    if replay?.end == oldLast { replay?.end = last }
    guard replay == nil, let shownPast, shownPast == oldLast, past == shownPast, !refreshing.isPaused else { return [] }
    return look(at: last)
  }

  /// Leaves out a moment that cannot be read, so that others are not waited for because of it.
  mutating func dropMoment(_ moment: Date) {
    guard settings.moments.count > 1, settings.moments.last(upTo: moment) == moment else { return }
    let wasEnd = replay?.end == settings.moments.last
    badMoments.insert(moment)
    settings.moments.removeAll { $0 == moment }
    if wasEnd, let last = settings.moments.last { replay?.end = last }
  }
}
