import Foundation
import Glibc
import Synchronization

/// An HTTP server on loopback that answers as a test wants it to, also in ways that no server should.
final class FakeServer: Sendable {
  struct Request: Sendable {
    var method: String
    /// The path with the query.
    var target: String
    /// By names in lower case.
    var headers: [String: String]
    var body: String

    var path: String { String(target.prefix { $0 != "?" }) }

    /// The parameters of the query and of the form.
    var parameters: [String: String] {
      let query = target.contains("?") ? target.drop { $0 != "?" }.dropFirst() : ""
      var result: [String: String] = [:]
      for pair in [String(query), body].joined(separator: "&").split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
        if let name = parts.first { result[name] = parts.count > 1 ? parts[1] : "" }
      }
      return result
    }
  }

  struct Reply: Sendable {
    var status = 200
    var headers: [(String, String)] = []
    var body = #"{"status":"success","data":{"resultType":"vector","result":[]}}"#
    /// How many bytes of the body are sent before the connection is closed; nil for all.
    var cutAfter: Int?
    /// Whether nothing at all is sent, with the connection left open.
    var isSilent = false

    static let empty = Reply()
    static func error(_ status: Int, _ text: String, type: String = "execution") -> Reply {
      Reply(status: status, body: #"{"status":"error","errorType":"\#(type)","error":"\#(text)"}"#)
    }
  }

  let port: Int
  private let listener: Int32
  private let seen = Mutex<[Request]>([])
  private let handler: @Sendable (Request, Int) -> Reply
  private let buildInfo: @Sendable (Int) -> Reply
  private let asked = Mutex(0)

  /// Starts to answer; the handler also gets how many requests came before.
  ///
  /// - Parameter buildInfo: the answer to what program it is, by how often that was asked before. It is asked beside
  ///   queries at no certain moment, and so is not counted among the requests.
  init(
    buildInfo: @escaping @Sendable (Int) -> Reply = { _ in Reply(status: 404, body: "404 page not found") },
    _ handler: @escaping @Sendable (Request, Int) -> Reply
  ) throws {
    self.handler = handler
    self.buildInfo = buildInfo
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    var length = size
    let file = listener
    let isReady = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size) == 0 && listen(file, 64) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    guard isReady else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 {
          // Closed by nobody else: the next server may be given the same number.
          close(listener)
          return
        }
        Thread.detachNewThread { [self] in
          serve(connection)
          close(connection)
        }
      }
    }
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// What was asked so far.
  var requests: [Request] { seen.withLock { $0 } }

  /// How often it was asked what program it is.
  var buildInfoCount: Int { asked.withLock { $0 } }

  /// Takes no more connections.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve(_ connection: Int32) {
    guard let request = Self.read(connection) else { return }
    let reply: Reply
    if request.path.hasSuffix("/api/v1/status/buildinfo") {
      reply = buildInfo(
        asked.withLock { count in
          count += 1
          return count - 1
        })
    } else {
      let count = seen.withLock { seen in
        seen.append(request)
        return seen.count - 1
      }
      reply = handler(request, count)
    }
    if reply.isSilent {
      // Until the other side closes.
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
      return
    }
    var head = "HTTP/1.1 \(reply.status) X\r\nConnection: close\r\nContent-Length: \(reply.body.utf8.count)\r\n"
    for (name, value) in reply.headers { head += "\(name): \(value)\r\n" }
    Self.send(Array((head + "\r\n").utf8) + Array(reply.body.utf8).prefix(reply.cutAfter ?? .max), connection)
  }

  private static func send(_ bytes: [UInt8], _ connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    func more() -> Bool {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &buffer, buffer.count, 0)
      if count > 0 { bytes += buffer[..<count] }
      return count > 0
    }
    let end = Array("\r\n\r\n".utf8)
    var headEnd: Int?
    while headEnd == nil {
      guard more() else { return nil }
      if bytes.first == 0x16 {
        // What begins a TLS connection is no request.
        send(Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8), connection)
        return nil
      }
      headEnd = bytes.indices.first { bytes[$0...].starts(with: end) }
    }
    guard let headEnd else { return nil }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].components(separatedBy: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    while bytes.count < headEnd + 4 + length { guard more() else { return nil } }
    let body = String(decoding: bytes[(headEnd + 4)...], as: UTF8.self)
    return Request(method: words[0], target: words.count > 1 ? words[1] : "", headers: headers, body: body)
  }
}
