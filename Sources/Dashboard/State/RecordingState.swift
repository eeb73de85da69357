import FoundationEssentials
import Mesh

/// A recording of what arrives.
public struct RecordingState: Sendable, Equatable {
  /// The file; nil until there is one.
  public internal(set) var path: String?
  /// How many snapshots are in it.
  public internal(set) var snapshots = 0
  /// Its size in bytes.
  public internal(set) var size = 0
  /// The last moment that was handed over to be written.
  var last: Date?
}

/// What happens to a recording.
public enum RecordingEvent: Sendable {
  /// There is a file.
  case began(path: String)
  /// A snapshot was appended: how many there are, and the file's size in bytes.
  case wrote(snapshots: Int, size: Int)
  /// It ended because of a failure.
  case failed(Failure)
}

extension State {
  /// Begins or ends a recording.
  mutating func toggleRecording() -> [Effect] {
    if let recording {
      self.recording = nil
      if let path = recording.path, recording.snapshots > 0 {
        let size = Figures.amount(Double(recording.size))
        say("Recorded \(Figures.count(recording.snapshots, "snapshot")), \(size), to \(path).", for: 8)
      } else if recording.last == nil {
        say("Nothing was recorded.", for: 3)
      } else {
        say("The recording has ended.", for: 3)
      }
      return [.endRecording]
    }
    if settings.isFile {
      say("A file is a recording already.", for: 3)
      return []
    }
    recording = RecordingState()
    return [.beginRecording(name: "meshtop-\(Clock.fileStamp(now)).ndjson.gz")] + recordShown()
  }

  /// Appends what is shown to the recording, unless it is of the past or in it already.
  mutating func recordShown() -> [Effect] {
    guard let recording, past == nil, shownPast == nil, !refreshing.isPaused, var snapshot = mesh?.snapshot,
      recording.last.map({ $0 < snapshot.time }) ?? true
    else { return [] }
    self.recording?.last = snapshot.time
    snapshot.controlPlane = recordedControlPlane(at: snapshot.time)
    return [.record(snapshot)]
  }

  /// Takes what happened to the recording.
  mutating func take(_ event: RecordingEvent) -> [Effect] {
    switch event {
    case .began(let path):
      guard recording != nil else { return [] }
      recording?.path = path
      say("Recording to \(path); \(keys.key(for: .record) ?? "") stops it.", for: 8)
    case .wrote(let snapshots, let size):
      recording?.snapshots = snapshots
      recording?.size = size
    case .failed(let failure):
      recording = nil
      say("The recording has ended. \(failure.problem) \(failure.remedy)", isError: true, for: 12)
    }
    return []
  }
}
