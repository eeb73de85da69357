import Foundation
import Glibc

/// A real server on this machine that is asked what another one was asked.
package struct Upstream: Sendable {
  private let port: Int

  package init(port: Int) { self.port = port }

  /// Asks, and gives the answer back as it is.
  package func answer(_ request: HTTPRequest) -> HTTPReply {
    guard let bytes = exchange(request), let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      return .error(502, "the server behind does not answer")
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    var reply = HTTPReply(
      status: words.count > 1 ? Int(words[1]) ?? 502 : 502,
      body: String(decoding: bytes[end.upperBound...], as: UTF8.self))
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      let name = parts[0].lowercased()
      guard parts.count > 1, name == "date" || name == "content-type" else { continue }
      reply.headers.append((String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)))
    }
    reply.isKeptAlive = true
    return reply
  }

  private func exchange(_ request: HTTPRequest) -> [UInt8]? {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) == 0 }
    }
    guard isConnected else { return nil }
    // A server answers to this version without chunks, and ends the connection.
    var text = "\(request.method) \(request.target) HTTP/1.0\r\nHost: 127.0.0.1:\(port)\r\n"
    if !request.body.isEmpty {
      text += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(request.body.utf8.count)\r\n"
    }
    var rest = Array((text + "\r\n" + request.body).utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return nil }
      rest = rest.dropFirst(count)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(file, &buffer, buffer.count, 0)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
