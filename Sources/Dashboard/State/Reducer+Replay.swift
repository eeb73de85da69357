import FoundationEssentials
import Mesh
import Terminal

/// Replays: the dashboard goes through a stretch of time by itself.
extension State {
  /// The frame that follows a moment; nil at the end.
  func frame(after moment: Date) -> Date? {
    guard let replay, moment < replay.end else { return nil }
    if settings.isFile { return settings.moments.first(after: moment) }
    return min(replay.end, moment.addingTimeInterval(replay.step))
  }

  /// Whether what is awaited is but the replay's next frame.
  var isAdvancing: Bool {
    guard let shownPast, let past else { return false }
    return frame(after: shownPast) == past
  }

  /// When the next frame is to be asked for; nil while one is awaited, or laid out, or none is wanted.
  var frameDue: Date? {
    guard let replay, replay.isPlaying, !refreshing.isUnderWay, awaited == nil, !isOnTheWay else { return nil }
    return replay.due
  }

  // MARK: Beginning

  /// Opens the choice of how much to replay, or plays a file, or the same replay again.
  mutating func beginReplay() -> [Effect] {
    guard let mesh else { return [] }
    if let replay {
      self.replay?.isPlaying = true
      return show(frame: replay.start)
    }
    guard let first = settings.moments.first, let last = settings.moments.last else {
      overlay = .replay(row: 1)
      return []
    }
    if first == last {
      say("The file has but one moment.", for: 3)
      return []
    }
    let current = past ?? mesh.snapshot.time
    replay = Replay(start: first, end: last, step: 0)
    return show(frame: current < last ? current : first)
  }

  /// Takes a key in the choice of how much to replay.
  mutating func take(_ press: KeyPress, _ command: Command?, replayRow row: Int) -> [Effect] {
    switch Overlay.step(from: row, press, command, last: Overlay.replays.count - 1) {
    case .move(let row): overlay = .replay(row: row)
    case .choose(let row): return replay(Overlay.replays[row])
    case nil: break
    }
    return []
  }

  /// How far frames are apart, in seconds: nearer ones would show the same scrapes.
  var replayStep: Double { max(Replay.leastStep, mesh?.snapshot.scrapeIntervals?.lowerBound.seconds ?? 0) }

  private mutating func replay(_ length: Duration) -> [Effect] {
    overlay = nil
    let step = replayStep
    // Frames of the last minutes fall on whole steps, so that caches can serve them again.
    let latest = (present.timeIntervalSince1970 / step).rounded(.down) * step
    let start = past ?? Date(timeIntervalSince1970: latest - length.seconds)
    replay = Replay(
      start: start, end: max(start, min(start.addingTimeInterval(length.seconds), present)), step: step)
    return show(frame: start)
  }

  // MARK: Playing

  /// Shows a frame and goes on from there.
  private mutating func show(frame: Date) -> [Effect] {
    past = frame
    replay?.due = nil
    if isOnTheWay || refreshing.isUnderWay { return refresh() }
    planFrame(after: now)
    return []
  }

  /// Plans the frame after the one that is shown, which was asked for at a moment, or stops at the end.
  mutating func planFrame(after began: Date) {
    guard let replay, replay.isPlaying, let shownPast, !isOnTheWay else { return }
    if frame(after: shownPast) != nil {
      self.replay?.plan(after: began, now)
      return
    }
    self.replay?.pause()
    func key(_ command: Command) -> String { keys.key(for: command) ?? "" }
    // A file's replay ends in what counts as its present.
    let back = presentKind == .file ? "" : ", \(key(.present)) goes back to \(presentKind.place)"
    say("The replay ends here: \(key(.replay)) plays it again\(back).", for: 8)
  }

  /// Asks for the next frame once the one that is shown has stood long enough.
  mutating func playIfDue() -> [Effect] {
    guard let due = frameDue, due <= now, let shownPast, let next = frame(after: shownPast) else { return [] }
    replay?.due = nil
    past = next
    return refresh()
  }

  /// Stops at the frame that is shown, or goes on at once; from the beginning where it was at the end.
  mutating func pauseReplay() -> [Effect] {
    guard let replay else { return [] }
    if replay.isPlaying {
      self.replay?.pause()
      return []
    }
    self.replay?.isPlaying = true
    if let shownPast, shownPast >= replay.end { return show(frame: replay.start) }
    self.replay?.due = now
    return []
  }

  /// Lets frames stand longer or shorter.
  mutating func changePace(isFaster: Bool) {
    guard let replay else { return }
    let paces = settings.isFile ? Replay.pacesOfFile : Replay.paces
    guard let pace = isFaster ? paces.first(where: { $0 < replay.pace }) : paces.last(where: { $0 > replay.pace })
    else {
      say("\(Figures.span(replay.pace)) a frame is the \(isFaster ? "fastest" : "slowest").", for: 3)
      return
    }
    self.replay?.pace = pace
    if replay.due != nil { self.replay?.plan(after: refreshing.began ?? now, now) }
  }

  /// Ends the replay, and goes back to now.
  mutating func endReplay() -> [Effect] {
    replay = nil
    past = settings.moments.last
    var effects: [Effect] = []
    if refreshing.isUnderWay {
      refreshing.drop(now, interval: interval)
      effects = [.cancelFetch]
    }
    return effects + refresh()
  }
}
