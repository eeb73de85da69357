import Dashboard
import FoundationEssentials
import Glibc
import Mesh
import Metrics
import Recording

/// Asks for a snapshot in each interval and appends it, until the time is over or a signal came.
struct RecordLoop {
  /// How a recording ended.
  struct Outcome {
    /// Why no more could be written; nil where that is not why it ended.
    var writing: Trouble?
    /// What failed last of the source; nil for nothing.
    var failure: Trouble?
    /// The signal that ended it; nil for none.
    var signal: Int32?
  }

  private let feed: any Feed
  private let question: MeshQuestion
  private let asksControlPlane: Bool
  private let writer: RecordingWriter
  private let report: RecordReport
  private let schedule: RecordingSchedule
  private let length: Double?
  private let end: Date?

  /// - Parameter asksControlPlane: whether each snapshot also tells what runs the mesh.
  init(
    _ feed: any Feed, _ question: MeshQuestion, asksControlPlane: Bool, _ writer: RecordingWriter,
    _ report: RecordReport, every: Double, length: Double?
  ) {
    self.feed = feed
    self.question = question
    self.asksControlPlane = asksControlPlane
    self.writer = writer
    self.report = report
    schedule = RecordingSchedule(interval: every)
    self.length = length
    end = length.map { Date().addingTimeInterval($0) }
  }

  /// Records moments that come after one that is in the file already.
  func run(after known: Date?) async -> Outcome {
    let stop = StopSignals()
    var outcome = Outcome()
    var overloads = 0
    var due = schedule.latest(Date())
    if let known, known >= due { due = schedule.next(after: known, now: Date()) }
    // The first moment is a bit past: as many follow as the length has intervals.
    let last = length.map { due.addingTimeInterval($0) } ?? .distantFuture
    while due < last, await wait(for: due, stop) {
      let began = ContinuousClock.now
      let result = await ask(at: due)
      var retryAfter = 0.0
      switch result {
      case .success(let snapshot):
        overloads = 0
        do throws(RecordingError) {
          let progress = try writer.append(snapshot)
          report.took(progress, .now - began, at: snapshot.time)
        } catch {
          outcome.writing = Trouble(error, .cannotWrite)
          return outcome
        }
      case .failure(let trouble) where trouble.kind == .cancelled: break
      case .failure(let trouble):
        outcome.failure = trouble
        overloads = trouble.isOverload ? overloads + 1 : 0
        retryAfter = trouble.retryAfter.map { Span($0).seconds } ?? 0
        report.failed(trouble, at: Date())
      }
      due = schedule.next(
        after: due, now: Date(), took: (ContinuousClock.now - began).seconds, overloads: overloads,
        retryAfter: retryAfter)
    }
    outcome.signal = stop.signal
    return outcome
  }

  /// Waits for a moment.
  ///
  /// - Returns: whether it came before the end and before a signal.
  private func wait(for due: Date, _ stop: StopSignals) async -> Bool {
    while stop.signal == nil {
      let now = Date()
      if let end, due >= end || now >= end {
        // The time that is left of the last interval belongs to the recording, but nothing happens in it.
        return false
      }
      if due <= now { return true }
      // The clock may be set meanwhile: it is looked at again.
      await stop.sleep(for: min(due.timeIntervalSince(now), 60))
    }
    return false
  }

  /// The mesh of a moment; given up when the time is over.
  private func ask(at time: Date) async -> Result<Snapshot, Trouble> {
    let (feed, question, asksControlPlane, report) = (feed, question, asksControlPlane, report)
    let asking = Task.detached { () -> Result<Snapshot, Trouble> in
      do throws(Trouble) {
        var snapshot = try await feed.snapshot(at: time, question)
        if asksControlPlane { snapshot.controlPlane = await Self.controlPlane(of: feed, at: snapshot.time, report) }
        return .success(snapshot)
      } catch {
        return .failure(error)
      }
    }
    let limit = end.map { end in
      Task.detached {
        try await Task.sleep(for: .seconds(max(0, end.timeIntervalSinceNow)))
        asking.cancel()
      }
    }
    defer { limit?.cancel() }
    return await asking.value
  }

  /// What runs the mesh. Where that is not answered, the traffic is recorded all the same, with the reason.
  private static func controlPlane(of feed: any Feed, at time: Date, _ report: RecordReport) async -> ControlPlane? {
    do throws(Trouble) {
      return try await feed.controlPlane(at: time)
    } catch {
      if error.kind == .cancelled { return nil }
      report.failed(error, at: Date())
      return ControlPlane(time: time, warnings: ["The control plane was not told: \(error.problem)"])
    }
  }
}
