import Synchronization

/// Finds out which program a server is, once, beside the first queries.
///
/// No query waits for it: what is asked before it is known goes without what only some programs understand.
final class FlavourFinder: Sendable {
  private enum State {
    case unasked
    case asking
    case known(ServerIdentity)
    /// The server could not be reached: another one may answer once it can.
    case lost
  }

  private let state = Mutex(State.unasked)

  /// What is known by now.
  var identity: ServerIdentity {
    state.withLock { if case .known(let identity) = $0 { identity } else { .unknown } }
  }

  /// Asks unless that was done.
  ///
  /// - Parameter question: asks the server; nil where it could not be reached.
  func find(_ question: @escaping @Sendable () async -> ServerIdentity?) {
    let isFirst = state.withLock { state in
      guard case .unasked = state else { return false }
      state = .asking
      return true
    }
    guard isFirst else { return }
    Task { [self] in
      let identity = await question()
      state.withLock { $0 = identity.map { .known($0) } ?? .lost }
    }
  }

  /// Takes notice of a query's end: a server that was away may have come back as another one.
  func noticed(reached: Bool) {
    state.withLock { state in
      switch (state, reached) {
      case (.known, false): state = .lost
      case (.lost, true): state = .unasked
      default: break
      }
    }
  }
}
