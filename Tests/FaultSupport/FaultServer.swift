import Foundation
import Synchronization

/// A server that stands before another one, passes on what it is asked, and has a fault as long as that is wanted.
package final class FaultServer: Sendable {
  private let server: FakeServer
  private let state: StateBox

  private final class StateBox: Sendable {
    let playing = Mutex<Fault?>(nil)
    /// The token that is wanted; nil where none is.
    let token = Mutex<String?>(nil)
  }

  /// Starts to answer.
  ///
  /// - Parameters:
  ///   - port: where to listen; 0 for any port that is free.
  ///   - tokenFile: where the token is written that is wanted; nil for none.
  ///   - upstream: what answers where there is no fault.
  package init(
    port: Int = 0, tokenFile: String? = nil, upstream: @escaping @Sendable (HTTPRequest) -> HTTPReply
  ) throws {
    let state = StateBox()
    self.state = state
    self.tokenFile = tokenFile
    if let tokenFile { try Self.renew(tokenFile, state) }
    server = try FakeServer(port: port, buildInfo: nil) { request, number in
      if let token = state.token.withLock({ $0 }), request.headers["authorization"] != "Bearer \(token)" {
        return HTTPReply(status: 401, body: "no such token")
      }
      func whole() -> HTTPReply {
        var request = request
        if request.target.hasPrefix("/moved") { request.target = String(request.target.dropFirst(6)) }
        return upstream(request)
      }
      return state.playing.withLock { $0 }?.reply(to: request, number, with: whole) ?? whole()
    }
  }

  private let tokenFile: String?

  package var url: String { server.url }
  package var port: Int { server.port }
  /// The questions that were asked, without that after what program it is, which comes at no certain moment.
  package var requests: [HTTPRequest] { server.requests.filter { !$0.path.hasSuffix("/status/buildinfo") } }

  /// Has a fault from now on; nil for none. What hangs because of the fault before breaks off.
  package func play(_ fault: Fault?) throws {
    let before = state.playing.withLock { playing in
      defer { playing = fault }
      return playing
    }
    switch before {
    case .refused?: try server.open()
    case .silent?, .drip?, .endless?: server.breakConnections()
    default: break
    }
    switch fault {
    case .refused?:
      server.stop()
      server.breakConnections()
    case .tokenRenewed?: if let tokenFile { try Self.renew(tokenFile, state) }
    default: break
    }
  }

  /// Ends.
  package func stop() {
    server.stop()
    server.breakConnections()
  }

  private static func renew(_ file: String, _ state: StateBox) throws {
    let token = "token-\(UInt64.random(in: 0 ... .max))"
    try Data(token.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    state.token.withLock { $0 = token }
  }
}
