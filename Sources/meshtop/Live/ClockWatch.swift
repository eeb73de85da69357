import CClock
import Curses
import Dashboard
import FoundationEssentials
import Glibc

/// Wakes the main thread when the machine wakes up from a sleep, or its wall clock is set.
enum ClockWatch {
  /// Begins to watch, for as long as the program runs. Where the system cannot tell, the next refresh finds out.
  static func start(_ waker: Waker) {
    let file = ck_watch()
    guard file >= 0 else { return }
    Thread.detach {
      while ck_wait(file) != 0 { waker.wake() }
      close(file)
    }
  }
}

extension SteadyClock.Reading {
  /// What this machine's clocks show now.
  static var now: SteadyClock.Reading {
    func duration(_ clock: clockid_t) -> Duration {
      var time = timespec()
      clock_gettime(clock, &time)
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
    return SteadyClock.Reading(
      wall: Date(), running: duration(CLOCK_BOOTTIME), awake: duration(CLOCK_MONOTONIC))
  }
}

/// Threads that only wait.
private enum Thread {
  static func detach(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let failed = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    if failed == 0 { pthread_detach(thread) } else { box.release() }
  }
}
