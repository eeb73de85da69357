public import Terminal

/// What a screen waits for.
public enum ScreenEvent: Hashable, Sendable {
  /// The user did something, or the terminal has a new size.
  case input(InputEvent)
  /// The terminal has answered how wide it draws signs.
  case probed(GlyphProbe)
  /// A `Waker` was used, once or more often.
  case woken
  /// The program was stopped for a while and goes on; what it shows may be old.
  case resumed
  /// A signal asks the program to end: SIGTERM, SIGHUP or SIGINT, by its number.
  case terminate(signal: Int32)
  /// The terminal is gone. Each further wait gives this at once.
  case closed
}
