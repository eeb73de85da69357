import Foundation
import Glibc
import Synchronization

/// A proxy that is asked for tunnels (HTTP's CONNECT) and leads each to one port of this machine, whatever name it was
/// asked for. It keeps what it could read.
final class TunnelProxy: Sendable {
  let port: Int
  var url: String { "http://127.0.0.1:\(port)" }
  private let target: Int
  private let status: String
  private let listener: Int32
  private let heads = Mutex<[String]>([])
  private let bytes = Mutex<[UInt8]>([])

  /// Starts a proxy that answers each request with a status.
  init(to target: Int, status: String = "200 Connection established") throws {
    self.target = target
    self.status = status
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let file = listener
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var address = Self.address(0)
    let size = length
    let isReady = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size) == 0 && listen(file, 64) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    guard isReady else { throw Failure("there is no free port") }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [listener, weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let self else { break }
        Thread.detachNewThread {
          self.serve(connection)
          close(connection)
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// The heads of the requests for tunnels.
  var requests: [String] { heads.withLock { $0 } }

  /// All that clients sent, requests included, as far as it is text.
  var carried: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

  private func serve(_ connection: Int32) {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      var byte: UInt8 = 0
      guard recv(connection, &byte, 1, 0) == 1 else { return }
      head.append(byte)
    }
    heads.withLock { $0.append(String(decoding: head, as: UTF8.self)) }
    bytes.withLock { $0 += head }
    Self.send(Array("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n".utf8), connection)
    guard status.hasPrefix("200") else { return }
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(other) }
    var address = Self.address(target)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return }
    var files = [connection, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while poll(&files, 2, -1) > 0 {
      for (from, to) in [(0, 1), (1, 0)] where files[from].revents != 0 {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(files[from].fd, &buffer, buffer.count, 0)
        if count <= 0 { return }
        if from == 0 { bytes.withLock { $0 += buffer[..<count] } }
        Self.send(Array(buffer[..<count]), files[to].fd)
      }
    }
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    return address
  }

  private static func send(_ bytes: [UInt8], _ file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
