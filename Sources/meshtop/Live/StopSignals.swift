import Dispatch
import Glibc
import Synchronization

/// The signals that end a command cleanly: the first after what is under way, a second one at once.
final class StopSignals: Sendable {
  private struct Status {
    var signal: Int32?
    var sleeper: Task<Void, Never>?
  }

  private let status = Mutex(Status())
  /// What tells of each signal, for as long as it is held.
  private let sources = Mutex<[Int32: any DispatchSourceSignal]>([:])

  /// Takes the signals from now on.
  init() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // What the caller wants ignored, as nohup does, stays so.
      var old = sigaction()
      sigaction(number, nil, &old)
      let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
      if number == SIGHUP, unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == ignored { continue }
      Glibc.signal(number, SIG_IGN)
      sources.withLock { sources in
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [weak self] in self?.take(number) }
        source.resume()
        sources[number] = source
      }
    }
  }

  /// The first signal that came; nil for none.
  var signal: Int32? { status.withLock(\.signal) }

  /// Sleeps for so many seconds, or until a signal comes.
  func sleep(for seconds: Double) async {
    let sleeper = Task.detached {
      _ = try? await Task.sleep(for: .seconds(seconds))
    }
    let isStopped = status.withLock { status in
      status.sleeper = sleeper
      return status.signal != nil
    }
    if isStopped { sleeper.cancel() }
    await sleeper.value
  }

  private func take(_ number: Int32) {
    let isSecond = status.withLock { status in
      defer { status.sleeper?.cancel() }
      if status.signal != nil { return true }
      status.signal = number
      return false
    }
    if isSecond { _exit(128 + number) }
  }
}
