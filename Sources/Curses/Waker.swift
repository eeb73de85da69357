import CNcurses

/// Ends the wait of a screen from any thread. Cheap, and may be used at any time, also when no screen is open.
public struct Waker: Sendable {
  nonisolated init() {}

  /// Has the screen's wait return `ScreenEvent.woken`. Wakes before the next wait count as one.
  public nonisolated func wake() { terminal_guard_wake() }
}
