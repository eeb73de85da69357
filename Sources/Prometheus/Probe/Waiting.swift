import Dispatch
import Metrics
import Synchronization

/// Runs what blocks on a thread of its own, and waits for it no longer than a limit.
///
/// - Returns: nil where the limit came first; what blocks goes on unheard then.
func blocking<Value: Sendable>(atMost limit: Duration, _ body: @escaping @Sendable () -> Value) async -> Value? {
  await withCheckedContinuation { continuation in
    let box = Box(continuation)
    DispatchQueue.global().async { box.end(body()) }
    let milliseconds = Int(min(limit, .seconds(3600)).milliseconds)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { box.end(nil) }
  }
}

/// A continuation that the first to come resumes.
private final class Box<Value: Sendable>: Sendable {
  private let open: Mutex<CheckedContinuation<Value?, Never>?>

  init(_ continuation: CheckedContinuation<Value?, Never>) { open = Mutex(continuation) }

  func end(_ value: Value?) {
    let continuation = open.withLock { open in
      defer { open = nil }
      return open
    }
    continuation?.resume(returning: value)
  }
}
