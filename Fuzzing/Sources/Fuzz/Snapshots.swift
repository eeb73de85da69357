import Dashboard
import JSON
import Mesh
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

/// Snapshots of a file, one a line, are shown one after another in each pane.
func testRecording(_ bytes: [UInt8]) {
  guard let snapshots = try? SnapshotFile.snapshots(in: bytes) else { return }
  var session = Session()
  for snapshot in snapshots.prefix(4) where snapshot.nodes.count <= 40 && snapshot.edges.count <= 80 {
    session.send(.arrived(.success(MeshIndex(snapshot))))
    for key in ["1", "2", "3", "4", "5", "6", "f", "esc", "1", "tab", "]", "c"] {
      session.press(key)
      session.draw()
    }
  }
}
