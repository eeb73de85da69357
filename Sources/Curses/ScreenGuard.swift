import CNcurses

/// The threads on which the program computes while a screen is open.
public enum ScreenGuard {
  /// Has the terminal given back even where the calling thread runs out of stack. Cheap, and may be used at any time.
  public nonisolated static func coverThread() { terminal_guard_cover_thread() }
}
