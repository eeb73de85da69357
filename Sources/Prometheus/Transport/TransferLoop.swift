internal import CCurl
import Glibc
import Synchronization

/// Runs transfers on one thread of its own, which alone touches libcurl's multi handle and the connections in it.
///
/// Connections are kept alive between refreshes. The thread sleeps in `curl_multi_poll` while nothing happens.
final class TransferLoop: Sendable {
  private let shared: Shared

  /// Starts the thread.
  ///
  /// - Returns: nil where there is no memory or no thread to be had.
  init?() {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT_VALUE)) == CURLE_OK, let multi = MultiHandle() else { return nil }
    shared = Shared(multi)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(shared)
    let failed = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        var worker = Worker(Unmanaged<Shared>.fromOpaque(context).takeRetainedValue())
        worker.run()
        return nil
      }, context.toOpaque())
    if failed != 0 {
      context.release()
      return nil
    }
    pthread_detach(thread)
  }

  deinit { shared.post(.stop) }

  /// Runs a transfer to its end, or until the task is cancelled.
  ///
  /// - Parameter next: what to do once the transfer is next in the thread's queue.
  func run(_ request: TransferRequest, then next: @Sendable () -> Void = {}) async -> TransferOutcome? {
    let id = shared.nextID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        shared.post(.start(id, request) { continuation.resume(returning: $0) })
        next()
        // A cancellation just before found nothing to end.
        if Task.isCancelled { shared.post(.cancel(id)) }
      }
    } onCancel: {
      shared.post(.cancel(id))
    }
  }

  /// Begins anew without a connection; what is under way over one ends without an outcome.
  func dropConnections() { shared.post(.dropConnections) }

  /// What the thread is told.
  fileprivate enum Order: Sendable {
    case start(UInt64, TransferRequest, @Sendable (TransferOutcome?) -> Void)
    case cancel(UInt64)
    case dropConnections
    case stop
  }

  /// libcurl's handle of many transfers, with their connections.
  // Only the thread uses it, but for `curl_multi_wakeup`, which libcurl allows from any thread.
  fileprivate final class MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    init?() {
      guard let pointer = curl_multi_init() else { return nil }
      self.pointer = pointer
      cc_multi_set_number(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, 10)
    }

    deinit { curl_multi_cleanup(pointer) }
  }

  /// What the thread and the others both touch.
  fileprivate final class Shared: Sendable {
    private let handle: Mutex<MultiHandle>
    private let orders = Mutex<[Order]>([])
    private let lastID = Atomic<UInt64>(0)

    init(_ multi: MultiHandle) { handle = Mutex(multi) }

    /// The handle to use and to wake. The thread alone puts another one in its place.
    var multi: MultiHandle {
      get { handle.withLock(\.self) }
      set { handle.withLock { $0 = newValue } }
    }

    func nextID() -> UInt64 { lastID.add(1, ordering: .relaxed).newValue }

    func post(_ order: Order) {
      orders.withLock { $0.append(order) }
      handle.withLock { _ = curl_multi_wakeup($0.pointer) }
    }

    func take() -> [Order] {
      orders.withLock { orders in
        let taken = orders
        orders = []
        return taken
      }
    }
  }

  /// The thread's own things.
  private struct Worker {
    let shared: Shared
    var running: [UInt64: (transfer: Transfer, completion: @Sendable (TransferOutcome?) -> Void)] = [:]
    var ids: [UnsafeMutableRawPointer: UInt64] = [:]

    var multi: UnsafeMutableRawPointer

    init(_ shared: Shared) {
      self.shared = shared
      multi = shared.multi.pointer
    }

    mutating func run() {
      while true {
        for order in shared.take() {
          switch order {
          case .start(let id, let request, let completion): start(id, request, completion)
          case .cancel(let id): cancel(id)
          case .dropConnections:
            for id in Array(running.keys) { cancel(id) }
            guard let fresh = MultiHandle() else { continue }
            shared.multi = fresh
            multi = fresh.pointer
          case .stop:
            for id in Array(running.keys) { cancel(id) }
            return
          }
        }
        var count: Int32 = 0
        curl_multi_perform(multi, &count)
        finish()
        // The time-out only bounds how long a lost wake-up could go unseen; libcurl has none.
        curl_multi_poll(multi, nil, 0, 60_000, nil)
      }
    }

    private mutating func start(
      _ id: UInt64, _ request: TransferRequest, _ completion: @escaping @Sendable (TransferOutcome?) -> Void
    ) {
      guard let transfer = Transfer(request, completion), curl_multi_add_handle(multi, transfer.easy) == CURLM_OK
      else { return completion(nil) }
      running[id] = (transfer, completion)
      ids[transfer.easy] = id
    }

    private mutating func cancel(_ id: UInt64) {
      guard let (transfer, completion) = running.removeValue(forKey: id) else { return }
      ids[transfer.easy] = nil
      curl_multi_remove_handle(multi, transfer.easy)
      completion(nil)
    }

    private mutating func finish() {
      var left: Int32 = 0
      while let message = curl_multi_info_read(multi, &left) {
        var code = CURLE_OK
        guard let easy = cc_finished(message, &code), let id = ids.removeValue(forKey: easy),
          let (transfer, _) = running.removeValue(forKey: id)
        else { continue }
        curl_multi_remove_handle(multi, easy)
        transfer.complete(code)
      }
    }
  }
}
