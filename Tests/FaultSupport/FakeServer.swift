import Foundation
import Glibc
import Synchronization

/// An HTTP server on loopback that answers as a test wants it to, also in ways that no server should.
package final class FakeServer: Sendable {
  /// The port; it stays the same while the server is closed and opened again.
  package let port: Int
  private let listener = Mutex<Int32>(-1)
  private let connections = Mutex<Set<Int32>>([])
  private let seen = Mutex<(count: Int, last: [HTTPRequest])>((0, []))
  private let handler: @Sendable (HTTPRequest, Int) -> HTTPReply
  private let buildInfo: (@Sendable (Int) -> HTTPReply)?
  private let asked = Mutex(0)

  package typealias Request = HTTPRequest
  package typealias Reply = HTTPReply

  /// Starts to answer; the handler also gets how many requests came before.
  ///
  /// - Parameters:
  ///   - port: where to listen; 0 for any port that is free.
  ///   - buildInfo: the answer to what program it is, by how often that was asked before. It is asked beside queries at no
  ///     certain moment, and so is not counted among the requests; nil to have the handler answer it like all else.
  package init(
    port: Int = 0,
    buildInfo: (@Sendable (Int) -> HTTPReply)? = { _ in HTTPReply(status: 404, body: "404 page not found") },
    _ handler: @escaping @Sendable (HTTPRequest, Int) -> HTTPReply
  ) throws {
    self.handler = handler
    self.buildInfo = buildInfo
    let opened = try Self.listen(port)
    self.port = opened.port
    listener.withLock { $0 = opened.file }
    accept(opened.file)
  }

  package var url: String { "http://127.0.0.1:\(port)" }

  /// What was asked so far, the last thousand of it.
  package var requests: [HTTPRequest] { seen.withLock { $0.last } }

  /// How often it was asked what program it is.
  package var buildInfoCount: Int { asked.withLock { $0 } }

  /// Takes no more connections: whoever tries is refused.
  package func stop() {
    listener.withLock { file in
      if file >= 0 { shutdown(file, Int32(SHUT_RDWR)) }
      file = -1
    }
  }

  /// Takes connections again after ``stop()``.
  package func open() throws {
    try listener.withLock { file in
      guard file < 0 else { return }
      file = try Self.listen(port).file
      accept(file)
    }
  }

  /// Breaks all connections that there are, as a server does that is ended.
  package func breakConnections() {
    connections.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
  }

  private static func listen(_ port: Int) throws -> (file: Int32, port: Int) {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    var length = size
    let isReady = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size) == 0 && Glibc.listen(file, 64) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    guard isReady else {
      close(file)
      throw POSIXError(.EADDRINUSE)
    }
    return (file, Int(UInt16(bigEndian: address.sin_port)))
  }

  private func accept(_ file: Int32) {
    Thread.detachNewThread { [self] in
      while true {
        let connection = Glibc.accept(file, nil, nil)
        if connection < 0 {
          // Closed by nobody else: the next server may be given the same number.
          close(file)
          return
        }
        connections.withLock { _ = $0.insert(connection) }
        Thread.detachNewThread { [self] in
          serve(HTTPConnection(connection))
          // Forgotten before it is closed, for the same reason.
          connections.withLock { _ = $0.remove(connection) }
          close(connection)
        }
      }
    }
  }

  private func serve(_ connection: HTTPConnection) {
    var served = 0
    while var request = connection.read() {
      request.isFirst = served == 0
      served += 1
      guard connection.send(reply(to: request)) else { return }
    }
  }

  private func reply(to request: HTTPRequest) -> HTTPReply {
    if let buildInfo, request.path.hasSuffix("/api/v1/status/buildinfo") {
      return buildInfo(
        asked.withLock { count in
          count += 1
          return count - 1
        })
    }
    let count = seen.withLock { seen in
      seen.count += 1
      seen.last.append(request)
      if seen.last.count > 1000 { seen.last.removeFirst(500) }
      return seen.count - 1
    }
    return handler(request, count)
  }
}
