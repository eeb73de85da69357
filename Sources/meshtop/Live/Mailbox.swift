import Curses
import Dashboard
import Synchronization

/// Where tasks leave what they found out, for the main thread to pick up.
final class Mailbox: Sendable {
  private let actions = Mutex<[Action]>([])
  private let waker: Waker

  init(_ waker: Waker) { self.waker = waker }

  /// Leaves an action, and wakes the main thread.
  func post(_ action: Action) {
    actions.withLock { $0.append(action) }
    waker.wake()
  }

  /// Takes all actions.
  func take() -> [Action] {
    actions.withLock { actions in
      let taken = actions
      actions = []
      return taken
    }
  }
}
