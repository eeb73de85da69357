import Dashboard
import Dispatch
import Glibc
import Mesh
import Recording
import Synchronization

/// Writes what the dashboard records, one order after another, off the main thread.
final class LiveRecorder: Sendable {
  private let mailbox: Mailbox
  private let queue = DispatchQueue(label: "meshtop.recording", qos: .utility)
  private let writer = Mutex<RecordingWriter?>(nil)

  init(_ mailbox: Mailbox) { self.mailbox = mailbox }

  /// Begins a file of a proposed name in the current folder, or in the home folder where that cannot be written to.
  func begin(_ name: String) {
    queue.async { [self] in
      do throws(Trouble) {
        let new = try OwnFolders.first { folder throws(Trouble) in
          try NewFile.free(name, in: folder) { path throws(Trouble) in
            do throws(RecordingError) {
              return try RecordingWriter(path: path, .create)
            } catch {
              throw Trouble(error, .cannotWrite)
            }
          }
        }
        writer.withLock { $0 = new }
        mailbox.post(.recorded(.began(path: new.path)))
      } catch {
        mailbox.post(.recorded(.failed(error.failure)))
      }
    }
  }

  /// Appends a snapshot. The recording ends where that fails.
  func append(_ snapshot: Snapshot) {
    queue.async { [self] in
      guard let writer = writer.withLock(\.self) else { return }
      do throws(RecordingError) {
        let progress = try writer.append(snapshot)
        mailbox.post(.recorded(.wrote(snapshots: progress.snapshots, size: progress.size)))
      } catch {
        close()
        mailbox.post(.recorded(.failed(Trouble(error, .cannotWrite).failure)))
      }
    }
  }

  /// Ends the recording.
  func end() { queue.async { [self] in close() } }

  /// Ends the recording, and waits until all that was ordered is in the file.
  func finish() { queue.sync { close() } }

  private func close() {
    writer.withLock { writer in
      writer?.discardIfEmpty()
      writer = nil
    }
  }
}

/// Where the dashboard leaves files: the current folder, or the home folder where that cannot be written to.
enum OwnFolders {
  /// What comes of the first folder that it can be done in.
  static func first<Made>(_ make: (String) throws(Trouble) -> Made) throws(Trouble) -> Made {
    do throws(Trouble) {
      return try make(".")
    } catch {
      guard let home = getenv("HOME") else { throw error }
      return try make(String(cString: home))
    }
  }
}
