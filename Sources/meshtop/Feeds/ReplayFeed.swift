import Dashboard
import FoundationEssentials
import Mesh
import Synchronization

/// Snapshots read from a file: one, or one a line.
final class ReplayFeed: Feed {
  let name: String
  let alarm = ""
  let moments: [Date]
  private let snapshots: [Snapshot]
  private let next = Mutex(0)

  /// Reads a file of at least one snapshot.
  init(path: String) throws(Trouble) {
    name = path
    let bytes = try FileText.read(path)
    do {
      snapshots = try SnapshotFile.snapshots(in: bytes)
    } catch {
      throw Trouble(.badFile, "\(path): \(error.description)", "Use a file that meshtop wrote with --format json.")
    }
    moments = snapshots.map(\.time).sorted()
  }

  /// The last snapshot not after a moment; without a moment the next one in the file, and the last one again and again.
  ///
  /// Of what else a question asks for, a file can only leave out namespaces.
  func snapshot(at time: Date?, _ question: MeshQuestion) async throws(Trouble) -> Snapshot {
    try snapshot(at: time).limited(toNamespaces: question.namespaces)
  }

  private func snapshot(at time: Date?) throws(Trouble) -> Snapshot {
    if let time {
      if let found = snapshots.last(where: { $0.time <= time }) { return found }
      throw Trouble(.badFile, "\(name) has no snapshot of that moment or before.", "Use a later --at.")
    }
    return next.withLock { next in
      let snapshot = snapshots[min(next, snapshots.count - 1)]
      next += 1
      return snapshot
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
    throw Trouble(.badFile, "\(name) does not tell of the control plane.", "Ask a server, with --thanos URL.")
  }

  func findings(at time: Date?) async throws(Trouble) -> [Finding] {
    throw Trouble(.badFile, "\(name) does not tell how the mesh is scraped.", "Ask a server, with --thanos URL.")
  }

  private func hour(upTo end: Date) -> [Snapshot] {
    let length = Double(History.span.components.seconds)
    return snapshots.filter { $0.time <= end && $0.time > end.addingTimeInterval(-length) }
  }
}
