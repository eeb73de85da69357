import Dashboard
import Glibc
import JSON
import Mesh
import Recording
import Terminal

/// A snapshot that is read is written so that it reads back as the same.
func testSnapshot(_ bytes: [UInt8]) {
  do throws(SnapshotError) {
    for snapshot in try SnapshotFile.snapshots(in: bytes) {
      let text = written(snapshot)
      guard let again = try? SnapshotFile.snapshots(in: text).first else { fatalError("What is written can be read") }
      precondition(written(again) == text, "What is written reads back as the same")
    }
  } catch {
    _ = error.description
  }
}

private func written(_ snapshot: Snapshot) -> [UInt8] {
  var json = JSONWriter()
  snapshot.write(to: &json)
  return json.bytes
}

/// A recording is indexed and read line by line, whatever of it is damaged; what is read of it, or of lines of text, is shown
/// one after another in each pane.
func testRecording(_ bytes: [UInt8]) {
  var snapshots = recorded(bytes)
  if snapshots.isEmpty { snapshots = (try? SnapshotFile.snapshots(in: bytes)) ?? [] }
  guard isShown(bytes) else { return }
  var session = Session()
  for snapshot in snapshots.prefix(4) where snapshot.nodes.count <= 40 && snapshot.edges.count <= 80 {
    session.send(.arrived(.success(MeshIndex(snapshot))))
    for key in ["1", "2", "3", "4", "5", "6", "7", "8", "f", "esc", "1", "tab", "]", "c", "D", "1"] {
      session.press(key)
      session.draw()
    }
  }
}

/// What is read of a recording in a file that is in memory alone.
private func recorded(_ bytes: [UInt8]) -> [Snapshot] {
  var name = Array("/dev/shm/meshtop-fuzz-XXXXXX".utf8CString)
  let file = mkstemp(&name)
  guard file >= 0 else { return [] }
  unlink(name)
  defer { close(file) }
  guard bytes.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == bytes.count,
    let recording = try? Recording(path: "/proc/self/fd/\(file)")
  else { return [] }
  _ = try? recording.index()
  let moments = recording.moments
  precondition(zip(moments, moments.dropFirst()).allSatisfy { $0 <= $1 }, "Moments are in their order")
  return moments.indices.prefix(16).compactMap { try? recording.snapshot($0) }
}
