import Foundation
import Glibc

/// A client's connection to a server.
struct HTTPConnection {
  private let file: Int32

  init(_ file: Int32) { self.file = file }

  /// Sends an answer.
  ///
  /// - Returns: whether another request may come.
  func send(_ reply: HTTPReply) -> Bool {
    if let steps = reply.steps {
      for step in steps where !take(step) { break }
      return false
    }
    if reply.isSilent { return take(.wait) }
    let body = Array(reply.body.utf8).prefix(reply.cutAfter ?? .max)
    return send(Array(reply.head.utf8) + body) && reply.isKeptAlive && reply.cutAfter == nil
  }

  /// Does a step; false where the connection has ended.
  private func take(_ step: HTTPReply.Step) -> Bool {
    switch step {
    case .send(let bytes): return send(bytes)
    case .drip(let bytes, let seconds):
      for byte in bytes {
        guard send([byte]), take(.pause(seconds)) else { return false }
      }
      return true
    case .sendForEver(let bytes):
      while send(bytes) {}
      return false
    case .pause(let seconds):
      var poll = pollfd(file: file)
      // What comes meanwhile is the other side's end, as nobody asks twice at once.
      return Glibc.poll(&poll, 1, Int32(seconds * 1000)) == 0
    case .wait:
      var byte: UInt8 = 0
      while recv(file, &byte, 1, 0) > 0 {}
      return false
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(file, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
      return false
    }
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads the next request; nil where none comes.
  func read() -> HTTPRequest? {
    var bytes: [UInt8] = []
    func more() -> Bool {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(file, &buffer, buffer.count, 0)
      if count > 0 { bytes += buffer[..<count] }
      return count > 0
    }
    let end = Array("\r\n\r\n".utf8)
    var headEnd: Int?
    while headEnd == nil {
      guard more() else { return nil }
      if bytes.first == 0x16 {
        // What begins a TLS connection is no request.
        _ = send(Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8))
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
    return HTTPRequest(method: words[0], target: words.count > 1 ? words[1] : "", headers: headers, body: body)
  }
}

extension pollfd {
  fileprivate init(file: Int32) { self.init(fd: file, events: Int16(POLLIN), revents: 0) }
}
