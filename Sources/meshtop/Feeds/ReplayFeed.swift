import Dashboard
import FoundationEssentials
import Mesh
import Recording
import Synchronization

/// Snapshots read from a file: one, or one a line.
final class ReplayFeed: Feed {
  let name: String
  let alarm = ""
  private let content: Content
  private let next = Mutex(0)

  private enum Content {
    /// A file that is read line by line, when a line is wanted.
    case recording(Recording)
    /// What can only be read as a whole, by its moments: a pipe, one snapshot over several lines.
    case whole([Snapshot])
  }

  /// How long a file is looked through before the first picture. What of it is left is known later.
  private static let patience = Duration.milliseconds(25)
  /// How long it is looked through behind that before what was found is told.
  private static let stretch = Duration.milliseconds(150)
  /// How often a file is looked at for whether it has grown.
  private static let pause = Duration.seconds(1)

  /// Opens a file of at least one snapshot.
  init(path: String) throws(Trouble) {
    name = path
    content = try Self.open(path)
  }

  private static func open(_ path: String) throws(Trouble) -> Content {
    do throws(RecordingError) {
      if path != "-", let recording = try Recording(path: path) {
        var isComplete = false
        repeat { isComplete = try recording.index(for: patience) } while !isComplete && recording.moments.isEmpty
        guard !recording.moments.isEmpty else {
          throw RecordingError("\(path): No line of it is a snapshot.", remedy)
        }
        return .recording(recording)
      }
    } catch {
      throw Trouble(error, .badFile)
    }
    var bytes = try FileText.read(path)
    do {
      if Gzip.isBegun(bytes) { bytes = try Gzip.text(of: bytes, longest: FileText.longest) }
      return .whole(try SnapshotFile.snapshots(in: bytes).sorted { $0.time < $1.time })
    } catch let error as SnapshotError {
      throw Trouble(.badFile, "\(path): \(error.description)", remedy)
    } catch {
      throw Trouble(.badFile, "\(path): \(error)")
    }
  }

  private static let remedy = "Use a file that meshtop wrote with --format json, or record."

  var moments: [Date] {
    switch content {
    case .recording(let recording): recording.moments
    case .whole(let snapshots): snapshots.map(\.time)
    }
  }

  var notice: String? {
    if case .recording(let recording) = content { recording.notice } else { nil }
  }

  /// The last snapshot not after a moment; without a moment the next one in the file, and the last one again and again.
  ///
  /// Of what else a question asks for, a file can only leave out namespaces.
  func snapshot(at time: Date?, _ question: MeshQuestion) async throws(Trouble) -> Snapshot {
    try snapshot(at: time).limited(toNamespaces: question.namespaces)
  }

  private func snapshot(at time: Date?) throws(Trouble) -> Snapshot {
    do throws(RecordingError) {
      guard let place = try place(at: time) else {
        throw RecordingError("\(name) has no snapshot of that moment or before.", "Use a later --at.")
      }
      return try snapshot(place)
    } catch {
      throw Trouble(error, .badFile)
    }
  }

  private func snapshot(_ place: Int) throws(RecordingError) -> Snapshot {
    switch content {
    case .recording(let recording): try recording.snapshot(place)
    case .whole(let snapshots): snapshots[place]
    }
  }

  /// The place of the last moment not after another; of the next one where none is given.
  private func place(at time: Date?) throws(RecordingError) -> Int? {
    guard let time else {
      return next.withLock { next in
        let place = min(next, count - 1)
        next = place + 1
        return place
      }
    }
    switch content {
    case .recording(let recording):
      if !recording.isComplete { try recording.index() }
      return recording.place(at: time)
    case .whole(let snapshots): return snapshots.lastIndex { $0.time <= time }
    }
  }

  private var count: Int {
    switch content {
    case .recording(let recording): recording.count
    case .whole(let snapshots): snapshots.count
    }
  }

  func history(of subject: Subject, in mesh: MeshIndex) async throws(Trouble) -> [Snapshot] {
    hour(upTo: mesh.snapshot.time)
  }

  func trends(at time: Date) async throws(Trouble) -> NamespaceTrends {
    NamespaceTrends(of: time, in: hour(upTo: time))
  }

  func controlPlane(at time: Date?) async throws(Trouble) -> ControlPlane {
    if let known = try snapshot(at: time).controlPlane { return known }
    throw Trouble(
      .badFile, "\(name) does not tell of the control plane at this moment.", "Ask a server, with --thanos URL.")
  }

  func findings(at time: Date?) async throws(Trouble) -> [Finding] {
    throw Trouble(.badFile, "\(name) does not tell how the mesh is scraped.", "Ask a server, with --thanos URL.")
  }

  /// The hour up to a moment, of a recording no more than a snapshot for each point of a chart. Lines that cannot be read
  /// are left out: whoever looks at one is told.
  private func hour(upTo end: Date) -> [Snapshot] {
    let start = end.addingTimeInterval(-Double(History.span.components.seconds))
    switch content {
    case .whole(let snapshots): return snapshots.filter { $0.time <= end && $0.time > start }
    case .recording(let recording):
      let places = recording.places(after: start, upTo: end, step: Double(History.step.components.seconds))
      var snapshots: [Snapshot] = []
      for place in places where !Task.isCancelled {
        if let snapshot = try? recording.snapshot(place) { snapshots.append(snapshot) }
      }
      return snapshots
    }
  }

  /// What is left of the index, and then what is appended to the file, for as long as somebody looks at it.
  var growth: AsyncStream<FeedGrowth> {
    guard case .recording(let recording) = content else { return AsyncStream { $0.finish() } }
    return AsyncStream { continuation in
      let task = Task.detached {
        var (known, isComplete, isTold) = (recording.count, recording.isComplete, false)
        var size = isComplete ? recording.size : 0
        while !Task.isCancelled {
          if !isComplete || recording.size != size {
            size = recording.size
            isComplete = (try? recording.index(for: Self.stretch)) ?? true
          }
          let notice = isComplete && !isTold ? recording.notice : nil
          if recording.count != known || notice != nil {
            known = recording.count
            continuation.yield(FeedGrowth(moments: recording.moments, notice: notice))
          }
          if isComplete {
            isTold = true
            try? await Task.sleep(for: Self.pause)
          }
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}
